import type { Call } from '../../../../model/facts/call.js';

/** What a handler logs before the error: where to look first. */
export function logMessage({ endpoint }: Call): string {
  const check = endpoint?.variable === undefined ? 'is its base URL right' : `does ${endpoint.variable} point to it`;
  return `Cannot reach the LLM server. Is it running, and ${check}?`;
}
