import { createRule } from '../src/plugin/create-rule.js';

/** Disallows in-process engines (`vllm.LLM`) that are used as a client of a server. */
export const noOfflineEngineAsClient = createRule({
  name: 'no-offline-engine-as-client',
  docs: {
    description: 'disallow in-process engines such as `vllm.LLM` that are used as a client of a server',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    option:
      '`{{name}}` is an in-process engine, not a client. `{{sign}}` raises `TypeError` before any request is sent. Use `openai.OpenAI(base_url=…)` to call a server.',
    method:
      '`{{name}}` is an in-process engine, not a client. It has no `{{sign}}`. Use `openai.OpenAI(base_url=…)` to call a server, or `generate()` and `chat()` of the engine.',
  },
  check({ problems: { offlineEngines } }, report) {
    for (const engine of offlineEngines) {
      report({
        at: engine.span,
        messageId: engine.sign.kind,
        data: { name: engine.name, sign: engine.sign.name },
        suggest: [{ kind: 'use-client', engine }],
      });
    }
  },
});
