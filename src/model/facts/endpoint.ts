import type { Span } from '../span.js';

/**
 * What decides a base URL:
 * - `literal`: text in the source that is used whatever the environment says;
 * - `environment`: a variable of the environment, with or without a literal to fall back to;
 * - `parameter`: an argument that the caller gives, or its default;
 * - `configuration`: a value read from an object that can be overridden (settings, options);
 * - `unknown`: not visible in this file.
 */
export type EndpointSource = 'literal' | 'environment' | 'parameter' | 'configuration' | 'unknown';

/**
 * Who runs the server at a host:
 * - `self-hosted`: loopback, a private address, a container, a cluster name, an own deployment;
 * - `provider`: the documented public address of a hosted provider (`src/catalog/servers/provider-hosts.ts`);
 * - `unknown`: a public name that may be either.
 */
export type HostKind = 'self-hosted' | 'provider' | 'unknown';

/** Where a base URL of an LLM server is decided. */
export interface Endpoint {
  /** The literal (or expression) that decides. For a template literal, the whole of it. */
  readonly span: Span;
  readonly source: EndpointSource;
  /** The text as far as it is known; a part that is not known is written `${}`. */
  readonly url: string;
  /** The same for messages: gaps are filled where that is known, else as the source has them (`{host}`, `${host}`). */
  readonly shown: string;
  /** The part of `url` that names the server: scheme, host, port and version prefix, no endpoint path. */
  readonly base: string;
  /** The base with the parts that stand elsewhere in the file filled in, where that makes it complete. */
  readonly resolved?: string;
  readonly host: HostKind;
  /** Who reads it, as a person would say it: "`new OpenAI({ baseURL })`", "`fetch()`". */
  readonly reaches: string;
  /** The product that runs there, where address, path or client tell it; absent for vLLM and for what cannot be told apart. */
  readonly server?: EndpointServer;
  /** The program starts the server there itself, as a process of its own on the same machine. */
  readonly isStartedHere?: true;
  /** Environment variable that `environment` reads, if its name is written in the source. */
  readonly variable?: string;
}

/** A server product other than vLLM. */
export interface EndpointServer {
  /** `Ollama`. */
  readonly title: string;
  /** The environment variable for its base URL: `OLLAMA_BASE_URL`. */
  readonly variable: string;
}
