import { createRule } from '../src/report/rule.js';

/** Forbids an in-process engine (`vllm.LLM`) in the place of a client of a server. */
export const noOfflineEngineAsClient = createRule({
  name: 'no-offline-engine-as-client',
  docs: {
    description: 'disallow in-process engines such as `vllm.LLM` in the place of a client of a server',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    option:
      '`{{name}}` is no client: it loads the model into this process and takes no `{{sign}}`, so it fails with a `TypeError` before any server is asked. Talk to a vLLM server with `openai.OpenAI(base_url=…)`.',
    method:
      '`{{name}}` is no client: it loads the model into this process and has no `{{sign}}`. Talk to a vLLM server with `openai.OpenAI(base_url=…)`, or call `generate()` or `chat()` of the engine.',
  },
  check({ engines }, report) {
    for (const engine of engines) {
      report({ at: engine.span, messageId: engine.sign.kind, data: { name: engine.name, sign: engine.sign.name }, suggest: [{ kind: 'use-client', engine }] });
    }
  },
});
