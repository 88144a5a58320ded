import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';

/** Mastra's agents. A stream on a dead server ends empty; only `result.error` and an error part tell. */
export const mastra = {
  id: '@mastra/core',
  title: 'Mastra',
  packages: ['@mastra/core', '@mastra/core/*'],
  versions: '0.24–1.71',
  source: { kind: 'measured', versions: ['@mastra/core 1.71.0'], file: 'generateVNext, streamVNext: dist/agent/agent.d.ts of 0.24.9' },
  failure: { attempts: 1, seconds: 0, error: 'APICallError', test: { kind: 'code', path: ['cause', 'code'] } },
  exports: {
    Agent: { kind: 'class', object: 'agent', options: { baseUrl: ['0.model.url'] } },
    Mastra: { kind: 'class', object: 'mastra' },
  },
  objects: {
    mastra: { calls: {}, returns: { getAgent: 'agent', getAgentById: 'agent' } },
    agent: {
      runsTools: true,
      calls: {
        ...requests('', ['generate', 'generateVNext']),
        ...requests('', ['stream', 'streamVNext'], { stream: 'always', surfaces: 'never' }),
      },
    },
  },
} as const satisfies Sdk;
