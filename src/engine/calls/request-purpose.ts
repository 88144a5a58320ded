import type { CallPurpose } from '../../model/catalog/sdk.js';
import type { ServerPath } from '../../model/catalog/server.js';

/**
 * What an HTTP request to an LLM server is for. A function that some callers use for the server's state and others for
 * an answer asks a model.
 *
 * @param paths What is known of the path, for each URL that it may go to; `undefined` where nothing is.
 * @param method `undefined` where it is not visible.
 */
export function requestPurpose(paths: readonly (ServerPath | undefined)[], method: 'GET' | 'POST' | undefined): CallPurpose {
  const known = paths.filter((path) => path !== undefined);
  const [first = 'unknown', ...others] = new Set((known.length > 0 ? known : paths).map((path) => purposeAt(path, method)));
  if (others.length === 0) return first;
  return first === 'model' || others.includes('model') ? 'model' : 'unknown';
}

function purposeAt(path: ServerPath | undefined, method: 'GET' | 'POST' | undefined): CallPurpose {
  if (path?.purpose) return path.purpose;
  // No server lets a model work for a `GET`.
  if (method === 'GET') return 'state';
  return path || method === 'POST' ? 'model' : 'unknown';
}
