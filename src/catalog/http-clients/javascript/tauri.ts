import type { HttpClient } from '../../../model/catalog/http-client.js';
import { FETCH_ANSWER } from '../../presets/fetch-response.js';

/** Tauri's `fetch`, which has the interface of the platform's and sends its requests from Rust. */
export const tauri = {
  id: '@tauri-apps/plugin-http',
  title: "Tauri's `fetch`",
  packages: ['@tauri-apps/plugin-http'],
  versions: '2',
  source: {
    kind: 'read',
    versions: ['@tauri-apps/plugin-http 2.7.0'],
    file: 'dist-js/index.d.ts and index.js; it runs in an application of Tauri only',
  },
  failure: { attempts: 1, seconds: 0, error: 'error sending request', rejectsOnStatus: false },
  answer: FETCH_ANSWER,
  exports: {
    fetch: {
      kind: 'request',
      request: { url: ['0', '0.url'], method: { option: '1.method' }, signal: { at: '1.signal', others: ['1.connectTimeout'] } },
    },
  },
} as const satisfies HttpClient;
