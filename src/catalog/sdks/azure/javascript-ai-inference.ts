import type { Sdk } from '../../../model/catalog/sdk.js';

/** Azure's REST client: `client.path('/chat/completions').post({ body })`. A status rejects nothing. */
export const azureAiInference = {
  id: '@azure-rest/ai-inference',
  title: 'the Azure AI Inference client',
  packages: ['@azure-rest/ai-inference'],
  versions: '1.0.0-beta.6',
  source: { kind: 'measured', versions: ['@azure-rest/ai-inference 1.0.0-beta.6'] },
  failure: { attempts: 4, seconds: 6, error: 'RestError', test: { kind: 'code', path: ['code'] }, rejectsOnStatus: false },
  exports: {
    default: { kind: 'factory', object: 'client', options: { baseUrl: ['0'], isCloud: true, maxRetries: '2.retryOptions.maxRetries' } },
  },
  objects: {
    client: { calls: {}, returns: { path: 'route' } },
    route: { calls: { get: { purpose: 'state' }, post: {} } },
  },
} as const satisfies Sdk;
