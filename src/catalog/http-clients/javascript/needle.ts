import type { HttpClient } from '../../../model/catalog/http-client.js';

/**
 * `needle('post', url, data, options)`, which gives a promise. The methods (`needle.post(…)`) give a stream and take a
 * callback; they are absent. `timeout` is for the connection alone: an answer is waited for without end.
 */
export const needle = {
  id: 'needle',
  title: '`needle`',
  packages: ['needle'],
  versions: '3',
  source: { kind: 'measured', versions: ['needle 3.5.0'], file: 'a URL without a scheme, `open_timeout`: lib/needle.js' },
  addsScheme: true,
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'Error: connect ECONNREFUSED',
    test: { kind: 'code', path: ['code'] },
    rejectsOnStatus: false,
  },
  answer: { reads: ['body', 'raw'], streams: [], status: 'statusCode' },
  exports: { default: { kind: 'client', request: { url: ['1'], method: { option: '0' } }, methods: {} } },
} as const satisfies HttpClient;
