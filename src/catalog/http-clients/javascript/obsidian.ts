import type { HttpClient } from '../../../model/catalog/http-client.js';

/** Obsidian's `requestUrl`, the `fetch` of its plugins without CORS. It throws from status 400 on unless told not to. */
export const obsidian = {
  id: 'obsidian',
  title: "Obsidian's `requestUrl`",
  packages: ['obsidian'],
  versions: '1',
  source: {
    kind: 'read',
    versions: ['obsidian 1.8.7'],
    file: 'obsidian.d.ts: `throw` of `requestUrl` defaults to true; Chromium names the refused connection',
  },
  failure: { attempts: 1, seconds: 0, error: 'Error: net::ERR_CONNECTION_REFUSED' },
  exports: {
    requestUrl: { kind: 'request', request: { url: ['0', '0.url'], method: { option: '0.method' } } },
  },
} as const satisfies HttpClient;
