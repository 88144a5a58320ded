import type { HttpRequest } from '../../model/catalog/http-client.js';
import type { TimeoutOption } from '../../model/catalog/options.js';

/**
 * Clients over HTTPX, measured with a server that never answers (openai 3.54, anthropic 2.12, httpx 0.28.1): `None` waits without
 * end, `0` and `False` fail at once, infinity is an `OverflowError`. The SDKs' own default is 600 s from one piece to the next.
 */
export const HTTPX_TIMEOUT = {
  at: 'timeout',
  endless: ['null'],
  fails: ['zero', 'false', 'infinity'],
  proposal: '600',
} as const satisfies TimeoutOption;
/** Requests 2.34.2 waits without end, unless it is given a limit from one piece to the next. */
export const REQUESTS_TIMEOUT = { ...HTTPX_TIMEOUT, required: true } as const satisfies TimeoutOption;
/** aiohttp 3.14.5: 300 s in all; `None` and `ClientTimeout(total=0)` wait without end. */
export const AIOHTTP_TIMEOUT = { at: 'timeout', endless: ['null', 'zero'] } as const satisfies TimeoutOption;
/** The standard library waits without end, unless it is given a limit. */
export const STANDARD_TIMEOUT = { at: 'timeout|2', endless: ['null'], required: true, proposal: '600' } as const satisfies TimeoutOption;

/** The same requests with a limit. */
export function limited(requests: Readonly<Record<string, HttpRequest>>, timeout: TimeoutOption): Readonly<Record<string, HttpRequest>> {
  return Object.fromEntries(Object.entries(requests).map(([name, request]) => [name, { ...request, timeout }]));
}

/** Classes whose construction is a limit, with the number in it. */
export const TIMEOUT_OBJECTS: ReadonlySet<string> = new Set([
  'httpx.Timeout',
  'openai.Timeout',
  'anthropic.Timeout',
  'aiohttp.ClientTimeout',
]);
