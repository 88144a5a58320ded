import type { HttpClient } from '../../../model/catalog/http-client.js';
import { FETCH_ANSWER, FETCH_SIGNAL } from '../../presets/fetch-response.js';

/** `undici`: `request` and `stream` of its own, and the `fetch` that Node has as a global. */
export const undici = {
  id: 'undici',
  title: '`undici`',
  packages: ['undici'],
  versions: '7',
  source: { kind: 'measured', versions: ['undici 7.30.2'] },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'Error: connect ECONNREFUSED',
    test: { kind: 'code', path: ['code'] },
    rejectsOnStatus: false,
  },
  answer: { reads: ['body'], streams: ['body'], silent: ['trailers', 'opaque'], status: 'statusCode', options: ['1.dispatcher'] },
  exports: {
    request: { kind: 'request', request: { url: ['0'], method: { option: '1.method' }, body: { at: '1.body' } } },
    stream: { kind: 'request', request: { url: ['0'], method: { option: '1.method' }, body: { at: '1.body' }, answer: 'none' } },
    fetch: {
      kind: 'request',
      request: {
        url: ['0', '0.url'],
        method: { option: '1.method' },
        body: { at: '1.body' },
        ignored: [{ at: '1.timeout', meant: '1.signal', asSignal: true, effect: 'the request waits as long as the server takes' }],
        failure: { error: 'TypeError: fetch failed', test: { kind: 'code', path: ['cause', 'code'] } },
        answer: FETCH_ANSWER,
        signal: FETCH_SIGNAL,
      },
    },
  },
} as const satisfies HttpClient;
