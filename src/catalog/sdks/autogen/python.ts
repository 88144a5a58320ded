import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { OPENAI_REFUSED } from '../../presets/python-errors.js';

const URLS = ['base_url', 'api_base'];
/** `llm_config={"config_list": [{"base_url": …}]}`, or the entry's fields in `llm_config` itself. */
const options: ClientOptions = { baseUrl: URLS.flatMap((name) => [`llm_config.config_list.*.${name}`, `llm_config.${name}`]) };
const agent: Export = { kind: 'class', object: 'agent', options };

/** AutoGen 0.2 and AG2 below 1: agents that talk to each other, over OpenAI's client. `run()` of AG2 works in a thread of its own. */
export const autogen = {
  id: 'autogen',
  title: 'AutoGen',
  packages: ['autogen'],
  versions: '0.2–0.14',
  source: { kind: 'measured', versions: ['pyautogen 0.2.35', 'ag2 0.9.10', 'ag2 0.14.0'] },
  failure: { attempts: 3, seconds: 1.4, ...OPENAI_REFUSED },
  exports: {
    ConversableAgent: agent,
    AssistantAgent: agent,
    UserProxyAgent: agent,
    GroupChatManager: agent,
    OpenAIWrapper: { kind: 'class', object: 'wrapper', options: { baseUrl: URLS.flatMap((name) => [`config_list.*.${name}`, name]) } },
  },
  objects: {
    agent: {
      runsTools: true,
      calls: {
        ...requests('', ['generate_reply', 'generate_oai_reply', 'initiate_chat', 'initiate_chats']),
        ...coroutines(requests('', ['a_generate_reply', 'a_generate_oai_reply', 'a_initiate_chat', 'a_initiate_chats'])),
      },
    },
    wrapper: { calls: { create: {} } },
  },
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
