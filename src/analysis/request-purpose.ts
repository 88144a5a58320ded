import type { CallPurpose } from '../model/call.js';
import type { ServerPath } from '../model/catalog.js';

/**
 * What an HTTP request to an LLM server is for.
 *
 * @param paths What is known of the path, for each URL that it may go to; `undefined` where nothing is.
 * @param method `undefined` where it is not visible.
 */
export function requestPurpose(paths: readonly (ServerPath | undefined)[], method: 'GET' | 'POST' | undefined): CallPurpose {
  const [first = 'unknown', ...others] = new Set(paths.map((path) => purposeAt(path, method)));
  return others.length === 0 ? first : 'unknown';
}

function purposeAt(path: ServerPath | undefined, method: 'GET' | 'POST' | undefined): CallPurpose {
  if (path?.purpose) return path.purpose;
  // No server lets a model work for a `GET`.
  if (method === 'GET') return 'state';
  return path || method === 'POST' ? 'model' : 'unknown';
}
