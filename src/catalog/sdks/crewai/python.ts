import type { Sdk } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { litellmForms } from '../../presets/litellm-forms.js';
import { BUILTIN_REFUSED, OPENAI_REFUSED } from '../../presets/python-errors.js';

/** An agent asks its model three times. */
const crew: Partial<SdkFailure> = { attempts: 9, seconds: 4.2 };
const kickoff = {
  ...requests('', ['kickoff'], { failure: crew }),
  ...coroutines(requests('', ['kickoff_async', 'akickoff'], { failure: crew })),
};
const forEach = {
  ...requests('', ['kickoff_for_each'], { failure: crew }),
  ...coroutines(requests('', ['kickoff_for_each_async', 'akickoff_for_each'], { failure: crew })),
};

/** CrewAI: its models turn the client's error into the builtin `ConnectionError`, but for streams, which pass it on. */
export const crewai = {
  id: 'crewai',
  title: 'CrewAI',
  packages: ['crewai'],
  versions: '1',
  source: {
    kind: 'measured',
    versions: ['crewai 1.15.30 with openai 2.54.0'],
    file: 'methods but `LLM.call` and `Crew.kickoff`: signatures',
  },
  failure: { attempts: 3, seconds: 1.6, ...BUILTIN_REFUSED, may: [OPENAI_REFUSED] },
  exports: {
    LLM: {
      kind: 'class',
      object: 'llm',
      options: { model: 'model|0', baseUrl: ['base_url', 'api_base'], byProvider: litellmForms('model|0'), maxRetries: 'max_retries' },
    },
    Agent: { kind: 'class', object: 'agent', options: { asks: ['llm', 'function_calling_llm'] } },
    Crew: { kind: 'class', object: 'crew', options: { asks: ['agents', 'manager_llm', 'manager_agent', 'planning_llm'] } },
  },
  objects: {
    llm: { calls: { call: {}, ...coroutines({ acall: {} }) } },
    agent: { runsTools: true, calls: { execute_task: {}, ...coroutines({ aexecute_task: {} }), ...kickoff } },
    crew: { runsTools: true, calls: { ...kickoff, ...forEach } },
  },
  environment: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
  modelIds: 'prefix',
} as const satisfies Sdk;
