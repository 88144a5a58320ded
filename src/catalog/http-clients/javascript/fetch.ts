import type { HttpClient } from '../../../model/catalog/http-client.js';
import { FETCH_ANSWER, FETCH_SIGNAL } from '../../presets/fetch-response.js';
import { FETCH_FAILED } from '../../presets/error-signatures.js';

/** The platform's `fetch`: Node's, the browser's, Deno's, Bun's. */
export const fetch = {
  id: 'fetch',
  title: '`fetch`',
  packages: [],
  globals: ['fetch'],
  versions: 'Node 20–24',
  source: { kind: 'measured', versions: ['Node 20.20.2', 'Node 24.21.0'] },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
    looks: FETCH_FAILED,
    rejectsOnStatus: false,
  },
  answer: FETCH_ANSWER,
  exports: {
    default: {
      kind: 'request',
      request: {
        url: ['0', '0.url'],
        method: { option: '1.method' },
        body: { at: '1.body' },
        signal: FETCH_SIGNAL,
        ignored: [{ at: '1.timeout', meant: '1.signal', asSignal: true, effect: 'the request waits as long as the server takes' }],
      },
    },
  },
} as const satisfies HttpClient;
