import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';

/** `run(agent, input)` rejects; with `{ stream: true }` the failure comes when the result is read. */
const run: CallKind = { runsTools: true, stream: { option: '2.stream' }, streamSurfaces: 'read' };

/** OpenAI's Agents SDK. Its retries are those of the OpenAI client that it is given. */
export const openAiAgents = {
  id: '@openai/agents',
  title: 'the OpenAI Agents SDK',
  packages: ['@openai/agents', '@openai/agents-core', '@openai/agents-openai'],
  versions: '0.20',
  source: {
    kind: 'measured',
    versions: ['@openai/agents 0.20.0'],
    file: 'OpenAIProvider: dist/openaiProvider.d.ts of @openai/agents-openai',
  },
  failure: { attempts: 3, seconds: 1.6, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    run: { kind: 'function', call: run },
    Runner: { kind: 'class', object: 'runner' },
    OpenAIProvider: { kind: 'class', object: 'provider', options: { baseUrl: ['0.baseURL'], form: OPENAI_FORM } },
  },
  objects: {
    runner: { calls: { run } },
    provider: { calls: {} },
  },
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
