import type { AnswerForm } from '../model/catalog.js';

/** A `Response` of the Fetch standard (https://fetch.spec.whatwg.org/#response-class). */
export const FETCH_ANSWER = {
  reads: ['json', 'text', 'blob', 'arrayBuffer', 'bytes', 'formData', 'body'],
  streams: ['body'],
  silent: ['clone'],
  status: 'status',
  ok: 'ok',
} as const satisfies AnswerForm;
