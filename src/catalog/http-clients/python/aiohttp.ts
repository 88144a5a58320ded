import type { HttpClient } from '../../../model/catalog/http-client.js';
import { AIOHTTP_REFUSED } from '../../presets/python-errors.js';
import { AIOHTTP_ANSWER } from '../../presets/python-responses.js';
import { AWAITED_VERBS } from '../../presets/http-verbs.js';
import { AIOHTTP_TIMEOUT, limited } from '../../presets/python-timeouts.js';

const failure = { attempts: 1, seconds: 0, ...AIOHTTP_REFUSED, rejectsOnStatus: false } as const;

/** aiohttp: requests are awaited or entered (`async with`). Its `ClientConnectorError` is an `OSError`. */
export const aiohttp = {
  id: 'aiohttp',
  title: '`aiohttp`',
  packages: ['aiohttp'],
  versions: '3',
  source: { kind: 'measured', versions: ['aiohttp 3.14.5'] },
  failure,
  answer: AIOHTTP_ANSWER,
  exports: {
    request: { kind: 'request', request: { url: ['url|1'], method: { option: 'method|0', posts: ['json'] }, async: true } },
    ClientSession: {
      kind: 'class',
      options: { baseUrl: ['base_url|0'], timeout: AIOHTTP_TIMEOUT },
      methods: { ...limited(AWAITED_VERBS, AIOHTTP_TIMEOUT), ws_connect: { url: ['url|0'], method: 'GET', async: true, answer: 'none' } },
    },
  },
} as const satisfies HttpClient;

/** aiohttp_retry: by default it tries answers of 5xx again, not refused connections, which `exceptions` must name. */
export const aiohttpRetry = {
  id: 'aiohttp-retry',
  title: '`aiohttp_retry`',
  packages: ['aiohttp_retry'],
  versions: '2',
  source: { kind: 'measured', versions: ['aiohttp-retry 2.9.1 with aiohttp 3.14.5'] },
  failure,
  answer: AIOHTTP_ANSWER,
  exports: { RetryClient: { kind: 'class', options: { baseUrl: ['base_url'] }, methods: AWAITED_VERBS } },
} as const satisfies HttpClient;
