import type { Span } from '../span.js';

/**
 * What is wrong with a base URL (or the URL of a request), so that no request of its reader is answered:
 * - `endpoint-path`: it ends in the path of one endpoint, to which the client adds that path again;
 * - `missing-version`: it has no `/v1`, and the client adds none;
 * - `excess-version`: it ends in a version that the client adds by itself;
 * - `doubled-version`: its parts, joined, hold the version twice;
 * - `double-slash`: its parts, joined, hold two slashes in a row;
 * - `missing-scheme`: it begins with a host;
 * - `broken-scheme`: what stands in front of the host is no scheme, but nearly one: `http//`, `htpp://`;
 * - `unspecified-host`: its host is an address that a server listens on, not one to connect to: `0.0.0.0`, `[::]`;
 * - `https`: it asks for TLS on a port of one's own machine or network where LLM servers speak plain HTTP.
 */
export type BaseUrlFaultKind =
  | 'endpoint-path'
  | 'missing-version'
  | 'excess-version'
  | 'doubled-version'
  | 'double-slash'
  | 'missing-scheme'
  | 'broken-scheme'
  | 'unspecified-host'
  | 'https';

/** One thing that is wrong with a base URL, for one reader. */
export interface BaseUrlFault {
  readonly kind: BaseUrlFaultKind;
  /** The literal to correct. For a template, the whole of it. */
  readonly span: Span;
  /** The URL as its reader gets it; a part that is not known as the source has it: `${host}`, `{host}`. */
  readonly url: string;
  /** Who reads it, as a person would say it: `new OpenAI({ baseURL })`, `fetch()`. */
  readonly reaches: string;
  /** Where its requests go as it is written: `http://localhost:8000/chat/completions`. */
  readonly sends: string;
  /** What the URL should be. */
  readonly corrected: string;
  /** The literal is read elsewhere, too, where the change would make a wrong URL: nothing repairs it in one place. */
  readonly isShared?: true;
  /** The change in the literal's text (holes as `${}`), where `from` occurs once. */
  readonly change: { readonly from: string; readonly to: string };
}
