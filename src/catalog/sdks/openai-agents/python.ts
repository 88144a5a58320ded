import type { CallKind, Export, Sdk } from '../../../model/catalog/sdk.js';
import { coroutines } from '../../presets/coroutines.js';
import { OPENAI_REFUSED } from '../../presets/python-errors.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';

const agent = 'starting_agent|0';
const calls: Readonly<Record<string, CallKind>> = {
  run_sync: { model: agent },
  ...coroutines({ run: { model: agent } }),
  run_streamed: { model: agent, stream: 'always', surfaces: 'read' },
};

/** OpenAI's Agents SDK (`agents`): class methods of `Runner`, over the client of the agent's model. */
export const openAiAgents = {
  id: 'openai-agents',
  title: 'the OpenAI Agents SDK',
  packages: ['agents'],
  versions: '0.24',
  source: { kind: 'measured', versions: ['openai-agents 0.24.0 with openai 3.54.0'] },
  failure: { attempts: 3, seconds: 1.5, ...OPENAI_REFUSED },
  exports: {
    Runner: {
      kind: 'class',
      object: 'runner',
      statics: Object.fromEntries(Object.entries(calls).map(([name, call]): [string, Export] => [name, { kind: 'function', call }])),
    },
    Agent: { kind: 'class', object: 'agent', options: { inner: ['model'] } },
    OpenAIChatCompletionsModel: { kind: 'class', object: 'model', options: { inner: ['openai_client|1'] } },
    OpenAIResponsesModel: { kind: 'class', object: 'model', options: { inner: ['openai_client|1'] } },
    OpenAIProvider: { kind: 'class', object: 'model', options: { baseUrl: ['base_url'], form: OPENAI_FORM, inner: ['openai_client'] } },
  },
  objects: { runner: { calls, runsTools: true }, agent: { calls: {} }, model: { calls: {} } },
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
