import type { HttpExport, HttpRequest } from '../../model/catalog/http-client.js';

/** The methods that `requests` made usual: `get(url)`, `post(url)`, `request(method, url)`. */
export const VERBS: Readonly<Record<string, HttpRequest>> = {
  get: { url: ['url|0'], method: 'GET' },
  head: { url: ['url|0'], method: 'GET' },
  options: { url: ['url|0'], method: 'GET' },
  post: { url: ['url|0'], method: 'POST' },
  put: { url: ['url|0'], method: 'POST' },
  patch: { url: ['url|0'], method: 'POST' },
  delete: { url: ['url|0'], method: 'POST' },
  request: { url: ['url|1'], method: { option: 'method|0', posts: ['json'] } },
};

/** The same, to be awaited or entered. */
export const AWAITED_VERBS: Readonly<Record<string, HttpRequest>> = Object.fromEntries(
  Object.entries(VERBS).map(([name, request]) => [name, { ...request, async: true as const }]),
);

/** Functions of a module, by name. */
export function functions(requests: Readonly<Record<string, HttpRequest>>): Readonly<Record<string, HttpExport>> {
  return Object.fromEntries(Object.entries(requests).map(([name, request]) => [name, { kind: 'request', request }]));
}
