import type { Endpoint } from '../../../model/endpoint.js';
import type { RepairContext } from './context.js';
import { writtenBase } from './written-base.js';

/** The variable that a base URL is read from. */
export interface EndpointVariable {
  readonly name: string;
  /**
   * Whether the variable holds the version prefix (`/v1`) of another use in the file, which this use has to
   * take off: `/health` of the server whose `/v1` a client talks to.
   */
  readonly holdsVersion: boolean;
}

/**
 * Gives each base URL of a file a variable: the first the configured one, every other a name from its host and
 * port. A base URL that has a variable keeps it, so that repairs applied one by one give the names that they
 * give together.
 */
export function variableFor(endpoint: Endpoint, context: RepairContext): EndpointVariable {
  const { envVar } = context.settings;
  const uses = usesIn(context);
  const own = uses.find((use) => use.endpoint === endpoint) ?? useOf(endpoint, context);
  const key = keyOf(own, uses);
  const keys = [...new Set([...uses, own].map((use) => keyOf(use, uses)))];
  const taken = new Map<string, string>();
  for (const use of uses) {
    if (use.variable !== undefined && !taken.has(keyOf(use, uses))) taken.set(keyOf(use, uses), use.variable);
  }
  const names = new Set(taken.values());
  const first = keys.find((k) => !taken.has(k));
  const name = taken.get(key) ?? (first === key && !names.has(envVar) ? envVar : derivedName(key, keys, envVar, names));
  return { name, holdsVersion: key !== own.base };
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

function usesIn(context: RepairContext): readonly Use[] {
  const { facts, settings, sourceCode } = context;
  const uses: Use[] = facts.endpoints.filter((e) => e.source === 'literal' && e.host !== 'provider').map((e) => useOf(e, context));
  const read = new RegExp(String.raw`\b(${settings.envVar.replaceAll('$', String.raw`\$`)}(?:_\w+)?)\b["'\x60]?[\])]?\)?\s*(?:\|\||\?\?)\s*\(?\s*(["'\x60])(\w+:\/\/(?:(?!\2).)+)\2(\)\.replace\()?`, 'g');
  const written = [...sourceCode.text.matchAll(read)].map((m): Use => ({ endpoint: undefined, start: m.index, base: withoutSlash((m[3] ?? '').replace(/\$\{[^}]*\}/g, '${}')), root: m[4] !== undefined, variable: m[1] }));
  uses.push(...written);
  for (const e of facts.endpoints) {
    const configured = e.variable === settings.envVar || e.variable?.startsWith(`${settings.envVar}_`);
    if (e.source !== 'environment' || !configured || !e.base.includes('://') || written.some((w) => w.variable === e.variable)) continue;
    uses.push({ endpoint: e, start: e.span.start, base: withoutSlash(e.base), root: false, variable: e.variable });
  }
  return uses.toSorted((a, b) => a.start - b.start);
}

function useOf(endpoint: Endpoint, context: RepairContext): Use {
  const base = withoutSlash(writtenBase(endpoint, context)?.base ?? endpoint.base);
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
    if (!taken.has(name) && keys.every((other) => other === key || part(other) !== part(key))) return name;
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
