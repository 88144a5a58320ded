import type { Place } from '../export-path.js';

/**
 * Where an unhandled failure ends up:
 * - `top-level`: an exception at the top level of a module;
 * - `rejection`: a promise that is not awaited;
 * - `event`: an event handler or timer, where it becomes an unhandled rejection;
 * - `route`: a web framework's handler, which answers an opaque 500;
 * - `callback`: a function that a library calls, which can only log it (Python: there is no unhandled rejection);
 * - `cell`: the top level of a notebook's cell;
 * - `page`: the script of a page that a server runs for each visitor (Streamlit);
 * - `task`: an asyncio task or a future that is not awaited;
 * - `response`: the body of a response, which the server reads after the route's handler has returned.
 */
export type End = 'top-level' | 'rejection' | 'event' | 'route' | 'callback' | 'cell' | 'page' | 'task' | 'response';

/**
 * What happens when the server refuses the connection:
 * - `caught`: this file handles it, on every path that is visible;
 * - `lost`: on some visible path it is not handled, and it ends at `end`, in a caller's file at the line `at`;
 * - `exported`: this file does not handle it, and the function can be called from other files, none of which is seen to;
 * - `unknown`: it goes where the source does not show.
 */
export type Handling =
  | { readonly kind: 'caught' }
  /** `isOneOf`: on other unhandled paths it ends in another way. */
  | { readonly kind: 'lost'; readonly end: End; readonly at?: Place; readonly isOneOf?: true }
  /** `unused`: the project was searched, and no file of it uses what is exported. */
  | { readonly kind: 'exported'; readonly unused?: true }
  | { readonly kind: 'unknown' };
