import type { ResponseShape } from '../../model/catalog/http-client.js';

/** A `Response` of Requests (requests/models.py of 2.34.2), whose `ok` and truth are those of its status; Niquests has the same. */
export const REQUESTS_ANSWER = {
  reads: ['json', 'text', 'content', 'iter_lines', 'iter_content', 'raw'],
  streams: ['iter_lines', 'iter_content', 'raw'],
  silent: ['close', 'encoding'],
  status: 'status_code',
  ok: 'ok',
  raises: 'raise_for_status',
  options: ['hooks'],
} as const satisfies ResponseShape;

/** A `Response` of HTTPX (httpx/_models.py of 0.28.1). */
export const HTTPX_ANSWER = {
  reads: [
    'json',
    'text',
    'content',
    'read',
    'aread',
    'iter_lines',
    'aiter_lines',
    'iter_text',
    'aiter_text',
    'iter_bytes',
    'aiter_bytes',
    'iter_raw',
    'aiter_raw',
  ],
  streams: ['iter_lines', 'aiter_lines', 'iter_text', 'aiter_text', 'iter_bytes', 'aiter_bytes', 'iter_raw', 'aiter_raw'],
  silent: ['close', 'aclose', 'encoding'],
  status: 'status_code',
  ok: 'is_success',
  raises: 'raise_for_status',
  options: ['event_hooks', 'transport'],
} as const satisfies ResponseShape;

/** A `ClientResponse` of aiohttp (aiohttp/client_reqrep.py of 3.14.5); the session and each call can be told to throw. */
export const AIOHTTP_ANSWER = {
  reads: ['json', 'text', 'read', 'content'],
  streams: ['content'],
  silent: ['close', 'release'],
  status: 'status',
  ok: 'ok',
  raises: 'raise_for_status',
  options: ['raise_for_status'],
} as const satisfies ResponseShape;
