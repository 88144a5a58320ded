import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { OPENAI_REFUSED } from '../../presets/python-errors.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';

const options: ClientOptions = { baseUrl: ['base_url', 'azure_endpoint'], maxRetries: 'max_retries' };
const of = (...inner: readonly string[]): ClientOptions => ({ inner });
const team = (...inner: readonly string[]): Export => ({ kind: 'class', object: 'team', options: of(...inner, 'participants|0') });
const read = { stream: 'always', surfaces: 'read' } as const;

/** AutoGen 0.4 and later: model clients (`autogen_ext`), agents and teams (`autogen_agentchat`). All asynchronous. */
export const autogenAgentChat = {
  id: 'autogen-agentchat',
  title: 'AutoGen',
  packages: ['autogen_ext.models', 'autogen_agentchat'],
  versions: '0.7',
  source: { kind: 'measured', versions: ['autogen-ext 0.7.5', 'autogen-agentchat 0.7.5 with openai 3.54.0'], file: 'teams: signatures' },
  failure: { attempts: 3, seconds: 1.5, ...OPENAI_REFUSED },
  exports: {
    OpenAIChatCompletionClient: { kind: 'class', object: 'client', options: { ...options, form: OPENAI_FORM } },
    AzureOpenAIChatCompletionClient: { kind: 'class', object: 'client', options: { ...options, isCloud: true } },
    AssistantAgent: { kind: 'class', object: 'agent', options: of('model_client|1') },
    SocietyOfMindAgent: { kind: 'class', object: 'agent', options: of('model_client|2') },
    RoundRobinGroupChat: team(),
    SelectorGroupChat: team('model_client|1'),
    Swarm: team(),
    MagenticOneGroupChat: team('model_client|1'),
    GraphFlow: team(),
  },
  objects: {
    team: { runsTools: true, calls: { ...coroutines({ run: {} }), run_stream: read } },
    client: { calls: { ...coroutines({ create: {} }), create_stream: read } },
    agent: {
      runsTools: true,
      calls: { ...coroutines(requests('', ['run', 'on_messages'])), ...requests('', ['run_stream', 'on_messages_stream'], read) },
    },
  },
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
