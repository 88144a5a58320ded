import type { Endpoint } from '../model/endpoint.js';

/** The variable that a base URL is read from. */
export interface EndpointVariable {
  readonly name: string;
  /**
   * Whether the variable holds the version prefix (`/v1`) of another use in the file, which this use has to
   * take off: `/health` of the server whose `/v1` a client talks to.
   */
  readonly holdsVersion: boolean;
  /** That version prefix: `/v1`; empty where none is to be taken off. */
  readonly version: string;
}

/** What names a file's variables depend on, besides the endpoint that asks. */
export interface EndpointUses {
  /** The configured variable: `VLLM_BASE_URL`. */
  readonly envVar: string;
  readonly endpoints: readonly Endpoint[];
  /** Variables that the text reads already, each with a URL to fall back to. */
  readonly reads: readonly VariableRead[];
  /** What a variable in the place of an endpoint's literal holds, as far as the text shows; holes are written `${}`. */
  baseOf(endpoint: Endpoint): string | undefined;
}

/** A variable of the environment with a URL to fall back to, as text: `process.env.VLLM_BASE_URL || "http://…"`. */
export interface VariableRead {
  readonly variable: string;
  readonly start: number;
  /** The URL, holes written `${}`. */
  readonly base: string;
  /** Whether the version is taken off what is read. */
  readonly root: boolean;
}

/**
 * Gives each base URL of a file a variable: the first the configured one, every other a name from its host and
 * port. A base URL that has a variable keeps it, so that repairs applied one by one give the names that they
 * give together.
 */
export function endpointVariable(endpoint: Endpoint, file: EndpointUses): EndpointVariable {
  const { envVar } = file;
  const uses = usesIn(file);
  const own = uses.find((use) => use.endpoint === endpoint) ?? useOf(endpoint, file);
  const key = keyOf(own, uses);
  const keys = [...new Set([...uses, own].map((use) => keyOf(use, uses)))];
  const taken = new Map<string, string>();
  for (const use of uses) {
    if (use.variable !== undefined && !taken.has(keyOf(use, uses))) taken.set(keyOf(use, uses), use.variable);
  }
  const names = new Set(taken.values());
  const first = keys.find((k) => !taken.has(k));
  const name = taken.get(key) ?? (first === key && !names.has(envVar) ? envVar : derivedName(key, keys, envVar, names));
  return { name, holdsVersion: key !== own.base, version: key === own.base ? '' : key.slice(own.base.length) };
}

/** One place that a base URL is used at. */
interface Use {
  readonly endpoint: Endpoint | undefined;
  readonly start: number;
  readonly base: string;
  /** Whether the program adds a path of its own, and the base has no version: `http://gpu:8000` of `/health`. */
  readonly root: boolean;
  readonly variable: string | undefined;
}

function usesIn(file: EndpointUses): readonly Use[] {
  const { endpoints, envVar, reads } = file;
  const uses: Use[] = endpoints.filter((e) => e.source === 'literal' && e.host !== 'provider').map((e) => useOf(e, file));
  uses.push(...reads.map((read): Use => ({ ...read, endpoint: undefined, base: withoutSlash(read.base) })));
  for (const e of endpoints) {
    const configured = e.variable === envVar || e.variable?.startsWith(`${envVar}_`);
    if (e.source !== 'environment' || !configured || !e.base.includes('://') || reads.some((r) => r.variable === e.variable)) continue;
    uses.push({ endpoint: e, start: e.span.start, base: withoutSlash(e.base), root: false, variable: e.variable });
  }
  return uses.toSorted((a, b) => a.start - b.start);
}

function useOf(endpoint: Endpoint, file: EndpointUses): Use {
  const base = withoutSlash(file.baseOf(endpoint) ?? endpoint.base);
  return { endpoint, start: endpoint.span.start, base, root: withoutSlash(endpoint.url) !== base && !VERSION.test(base), variable: undefined };
}

/** What the variable of a use holds: its base, or the versioned base of the same server where the use can do with that. */
function keyOf(use: Use, uses: readonly Use[]): string {
  if (!use.root || uses.some((u) => !u.root && u.base === use.base)) return use.base;
  return uses.find((u) => !u.root && VERSION.test(u.base) && u.base.replace(VERSION, '') === use.base)?.base ?? use.base;
}

const VERSION = /\/v\d+$/;

/** `VLLM_BASE_URL_GPU_BOX_8001`: as little of the URL as tells it from the file's others; a loopback host adds nothing. */
function derivedName(key: string, keys: readonly string[], envVar: string, taken: ReadonlySet<string>): string {
  for (const part of [hostAndPort, withPath, withScheme]) {
    const name = `${envVar}_${part(key)}`;
    // A host that is nothing but holes gives no name.
    if (part(key) !== '' && !taken.has(name) && keys.every((other) => other === key || part(other) !== part(key))) return name;
  }
  return `${envVar}_${withScheme(key)}_${keys.indexOf(key) + 1}`;
}

function hostAndPort(url: string): string {
  const host = /^\w+:\/\/([^/]*)/.exec(url)?.[1] ?? url;
  const port = /:(\d+)$/.exec(host)?.[1];
  return port !== undefined && LOOPBACK.test(host) ? port : snake(host);
}

function withPath(url: string): string {
  return [hostAndPort(url), snake(/^\w+:\/\/[^/]*(.*)/.exec(url)?.[1] ?? '')].filter(Boolean).join('_');
}

function withScheme(url: string): string {
  return snake(url);
}

const LOOPBACK = /^(?:[^@]*@)?(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]):/;

function snake(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
