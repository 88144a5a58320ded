import type { ResponseShape } from '../../model/catalog/http-client.js';
import type { SignalOption } from '../../model/catalog/options.js';

/** A `Response` of the Fetch standard (https://fetch.spec.whatwg.org/#response-class). */
export const FETCH_ANSWER = {
  reads: ['json', 'text', 'blob', 'arrayBuffer', 'bytes', 'formData', 'body'],
  streams: ['body'],
  silent: ['clone'],
  status: 'status',
  ok: 'ok',
} as const satisfies ResponseShape;

/** How `fetch` is ended: undici 5–7 gives up after 300 s without headers (`headersTimeout` of lib/dispatcher/client.js, 300e3), as long as its dispatcher is not told otherwise. */
export const FETCH_SIGNAL = { at: '1.signal', seconds: 300, others: ['1.dispatcher', '1.timeout'] } as const satisfies SignalOption;
