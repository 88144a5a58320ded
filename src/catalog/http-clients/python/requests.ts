import type { HttpClient, HttpExport } from '../../../model/catalog/http-client.js';
import { REQUESTS_REFUSED } from '../../presets/python-errors.js';
import { REQUESTS_ANSWER } from '../../presets/python-responses.js';
import { VERBS, functions } from '../../presets/http-verbs.js';
import { REQUESTS_TIMEOUT, limited } from '../../presets/python-timeouts.js';

const verbs = limited(VERBS, REQUESTS_TIMEOUT);
const session: HttpExport = { kind: 'class', methods: verbs };

/**
 * Requests. Its `ConnectionError` inherits from `OSError` and not from the builtin `ConnectionError`, so
 * `except ConnectionError` and `except ConnectionRefusedError` do not catch it. It waits without end for an answer
 * unless `timeout` is given.
 */
export const requests = {
  id: 'requests',
  title: '`requests`',
  packages: ['requests'],
  versions: '2',
  source: { kind: 'measured', versions: ['requests 2.34.2 with urllib3 2.8.0'] },
  failure: { attempts: 1, seconds: 0, ...REQUESTS_REFUSED, rejectsOnStatus: false },
  answer: REQUESTS_ANSWER,
  adapters: { HTTPAdapter: 'max_retries' },
  exports: { ...functions(verbs), Session: session, session },
} as const satisfies HttpClient;
