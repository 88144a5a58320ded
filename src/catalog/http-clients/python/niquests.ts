import type { HttpClient } from '../../../model/catalog/http-client.js';
import { REQUESTS_ANSWER } from '../../presets/python-responses.js';
import { AWAITED_VERBS, VERBS, functions } from '../../presets/http-verbs.js';

const options = { baseUrl: ['base_url'], maxRetries: 'retries' } as const;

/** Niquests, a fork of Requests with asynchronous twins: `apost`, `AsyncSession`. Its classes are its own. */
export const niquests = {
  id: 'niquests',
  title: '`niquests`',
  packages: ['niquests'],
  versions: '3',
  source: { kind: 'measured', versions: ['niquests 3.21.2'] },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'niquests.ConnectionError',
    ancestors: ['niquests.RequestException', 'OSError'],
    test: { kind: 'class', module: 'niquests', name: 'ConnectionError' },
    rejectsOnStatus: false,
  },
  answer: REQUESTS_ANSWER,
  exports: {
    ...functions(VERBS),
    ...functions(Object.fromEntries(Object.entries(AWAITED_VERBS).map(([name, request]) => [`a${name}`, request]))),
    Session: { kind: 'class', options, methods: VERBS },
    AsyncSession: { kind: 'class', options, methods: AWAITED_VERBS },
  },
} as const satisfies HttpClient;
