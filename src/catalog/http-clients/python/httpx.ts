import type { HttpClient, HttpExport, HttpFactory, HttpRequest } from '../../../model/catalog/http-client.js';
import { HTTPX2_REFUSED, HTTPX_REFUSED } from '../../presets/python-errors.js';
import { HTTPX_ANSWER } from '../../presets/python-responses.js';
import { AWAITED_VERBS, VERBS, functions } from '../../presets/http-verbs.js';
import { HTTPX_TIMEOUT, limited } from '../../presets/python-timeouts.js';

/** A context manager in both kinds of client: it connects when it is entered. */
const stream: HttpRequest = { url: ['url|1'], method: { option: 'method|0' }, surfaces: 'read', timeout: HTTPX_TIMEOUT };
const options: HttpFactory = { baseUrl: ['base_url'], maxRetries: 'transport.retries', timeout: HTTPX_TIMEOUT };
const exports: Readonly<Record<string, HttpExport>> = {
  ...functions({ ...limited(VERBS, HTTPX_TIMEOUT), stream }),
  Client: { kind: 'class', options, methods: { ...limited(VERBS, HTTPX_TIMEOUT), stream } },
  AsyncClient: { kind: 'class', options, methods: { ...limited(AWAITED_VERBS, HTTPX_TIMEOUT), stream } },
};

/** HTTPX. Its errors inherit from `Exception` alone: neither `OSError` nor `ConnectionError` catches them. */
export const httpx = {
  id: 'httpx',
  title: '`httpx`',
  packages: ['httpx'],
  versions: '0.28',
  source: { kind: 'measured', versions: ['httpx 0.28.1'] },
  failure: { attempts: 1, seconds: 0, ...HTTPX_REFUSED, rejectsOnStatus: false },
  answer: HTTPX_ANSWER,
  exports,
} as const satisfies HttpClient;

/** HTTPX 2, a package of its own. The OpenAI SDK 3 is made of it. */
export const httpx2 = {
  id: 'httpx2',
  title: '`httpx2`',
  packages: ['httpx2'],
  versions: '2',
  source: { kind: 'measured', versions: ['httpx2 2.16.2'] },
  failure: { attempts: 1, seconds: 0, ...HTTPX2_REFUSED, rejectsOnStatus: false },
  answer: HTTPX_ANSWER,
  exports,
} as const satisfies HttpClient;
