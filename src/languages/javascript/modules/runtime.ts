import {
  BROWSER_ENVIRONMENTS,
  BROWSER_PACKAGES,
  type BrowserEnvironment,
  SERVER_PACKAGES,
} from '../../../catalog/frameworks/browser-environments.js';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Runtime } from '../../../model/runtime.js';
import type { ProjectManifest } from './manifest.js';
import type { Node } from '../syntax/tree.js';
import { topLevelAround } from '../syntax/top-level.js';

/** What says where a file's code runs. */
export interface RuntimeSigns {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  /** Absolute path, or a made-up one (`<input>`). */
  readonly filename: string;
  /** `undefined` where no `package.json` is in sight. */
  readonly manifest: ProjectManifest | undefined;
}

/**
 * Where a file's code runs, as far as it matters for reading the environment:
 * - `browser`: a bundler ships it to a browser; `read` is what the framework exposes, if that is known;
 * - `both`: a framework builds it for the server, the browser, or both; what it exposes can be read on both sides;
 *   `hasProcess`: so can `process.env`;
 * - `node`: `process.env` can be read.
 */
export type Environment =
  { readonly kind: 'browser' | 'both'; readonly read: BrowserEnvironment['read']; readonly hasProcess?: true } | { readonly kind: 'node' };

/** The runtime of a file's code, as the facts have it. */
export function runtimeOf(signs: RuntimeSigns): Runtime {
  const { kind } = environmentOf(signs.sourceCode.ast, signs);
  return kind === 'node' ? 'server' : kind === 'browser' ? 'browser' : 'unknown';
}

/** Names of variables that a framework exposes to the browser. */
export const PUBLIC_NAME = new RegExp(`^(?:${BROWSER_ENVIRONMENTS.flatMap(({ read }) => (read ? [read.prefix] : [])).join('|')})`);

/** Says where the code around a node runs: by the file's directives, path and globals, then by the project's dependencies. */
export function environmentOf(at: Node, context: RuntimeSigns): Environment {
  const { sourceCode, manifest } = context;
  const { text } = sourceCode;
  const file = (manifest?.pathBelow ?? context.filename).replaceAll('\\', '/');
  const has = (name: string): boolean => manifest?.rangeOf(name) !== undefined;
  const framework = BROWSER_ENVIRONMENTS.find(({ packages }) => packages.some(has));
  const body = topLevelAround(at) ?? [];
  const isDirective = (value: string): boolean => body.some((s) => 'directive' in s && s.directive === value);
  if (isDirective('use server') || SERVER_PATH.test(file) || SERVER_IMPORT.test(text) || usesNode(text)) return { kind: 'node' };
  const isClient = isDirective('use client');
  if (isClient || isForBrowsers(context))
    return { kind: 'browser', read: readIn(text) ?? (framework ?? (isClient && !manifest ? NEXT : undefined))?.read };
  if (!framework || TOOL_PATH.test(file)) return { kind: 'node' };
  const { builds, hasProcess, read } = framework;
  if (builds === 'client') return { kind: 'browser', read };
  if (builds === 'both') return { kind: 'both', read, ...(hasProcess && { hasProcess }) };
  if (!BROWSER_PACKAGES.some(has) && manifest?.hasPage() !== true) return { kind: 'node' };
  // Beside a server, a folder says which is which.
  return SERVER_PACKAGES.some(has) && !CLIENT_PATH.test(file) ? { kind: 'both', read: undefined } : { kind: 'browser', read };
}

const NEXT = BROWSER_ENVIRONMENTS.find(({ packages }) => packages.includes('next'));

/** What the file itself reads: `import.meta.env.VITE_X` shows style and prefix. */
function readIn(text: string): BrowserEnvironment['read'] {
  for (const { read } of BROWSER_ENVIRONMENTS) {
    if (read && typeof read.style === 'string' && text.includes(`${read.style}.${read.prefix}`)) return read;
  }
  return undefined;
}

/** Code that a framework keeps on the server: `+page.server.ts`, `app/api/…/route.ts`, `pages/api`, a folder `server`. */
const SERVER_PATH =
  /[.-]server\.[cm]?[jt]sx?$|(?:^|\/)(?:\+server\.[jt]s$|middleware\.[jt]s$|instrumentation\.[jt]s$|(?:[.]?server|backend|functions|electron)\/|(?:pages|app|routes)\/api\/|app\/(?:.*\/)?route\.[jt]sx?$)/;
/** Code of the browser in a program that has both. */
const CLIENT_PATH = /(?:^|\/)(?:client|frontend|web|ui|renderer|components|views|hooks|stores?)\//;
/** Configuration, scripts and tests of a program. */
const TOOL_PATH = /\.config\.[cm]?[jt]s$|\.cjs$|(?:^|\/)(?:scripts?|tools?|bin|cli|tests?|__tests__)\//;

const SERVER_IMPORT =
  /(?:from|import|require\()\s*["'](?:node:|fs["'/]|path["']|http["']|express["']|fastify["']|koa["']|next\/(?:server|headers)["']|server-only["'])/;

/** Whether a file uses what only Node has. `process.env` is what bundlers replace. */
function usesNode(text: string): boolean {
  return /\bprocess\.(?!env\b)\w|\b__dirname\b|\b__filename\b/.test(text);
}

/** Whether a file looks as if it ran in a browser, where there may be no `process`. */
function isForBrowsers({ filename, sourceCode }: RuntimeSigns): boolean {
  if (/\.(?:vue|svelte)$|[.-]client\.[cm]?[jt]sx?$/.test(filename)) return true;
  if (BROWSER_GLOBALS.some((name) => isReadGlobal(name, sourceCode)) || HOOKS.test(sourceCode.text)) return true;
  return sourceCode.ast.tokens.some((t) => t.type === 'JSXIdentifier' && /^on[A-Z]/.test(t.value));
}

const BROWSER_GLOBALS = ['window', 'document', 'localStorage', 'sessionStorage', 'navigator', 'chrome'];
/** State of a component that is drawn in the browser. */
const HOOKS =
  /\bimport\b[^;'"]{0,300}\b(?:useState|useEffect|useRef|useCallback|useReducer|createSignal|onMounted)\b[^;'"]{0,300}\bfrom\s*["'](?:react|preact\/hooks|solid-js|vue)["']/;

function isReadGlobal(name: string, sourceCode: RuntimeSigns['sourceCode']): boolean {
  return (sourceCode.scopeManager?.scopes ?? []).some((scope) =>
    scope.references.some((r) => (r.identifier as { name: string }).name === name && (r.resolved === null || r.resolved.defs.length === 0)),
  );
}
