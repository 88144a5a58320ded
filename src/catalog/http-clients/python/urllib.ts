import type { HttpClient, HttpRequest } from '../../../model/catalog/http-client.js';
import { STANDARD_TIMEOUT } from '../../presets/python-timeouts.js';

/** The address may be a `Request(url, method=…)`. */
const open: HttpRequest = {
  url: ['url|0', 'fullurl|0'],
  method: { option: 'url|0.method', posts: ['data|1', 'url|0.data|1'] },
  timeout: STANDARD_TIMEOUT,
};

/** `urllib.request` of the standard library. It throws on statuses too: `HTTPError` inherits from `URLError`. */
export const urllib = {
  id: 'urllib',
  title: '`urllib.request`',
  packages: ['urllib.request'],
  versions: 'Python 3',
  source: { kind: 'measured', versions: ['CPython 3.12.1'] },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'urllib.error.URLError',
    ancestors: ['OSError'],
    test: { kind: 'class', module: 'urllib.error', name: 'URLError' },
  },
  exports: {
    urlopen: { kind: 'request', request: open },
    urlretrieve: { kind: 'request', request: { url: ['url|0'], method: 'GET' } },
    build_opener: { kind: 'class', methods: { open } },
    /** A request that `urlopen` is given; it sends nothing itself. */
    Request: { kind: 'class', methods: {} },
  },
} as const satisfies HttpClient;
