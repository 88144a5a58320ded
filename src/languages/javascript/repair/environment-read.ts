import type { Edit, Safety } from '../../../model/repair.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import type { Node } from '../tree.js';
import type { RepairContext } from './context.js';
import { importName } from './import-name.js';
import { layoutOf, quoted } from './layout.js';
import { variableNamed } from './names.js';
import { topLevelAround } from './top-level.js';

/** An expression that reads a variable of the environment, and what its use asks of the file. */
export interface EnvironmentRead {
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly safety: Safety;
}

/** Reads a variable in the style that the settings name, else in the one that the file itself uses. */
export function readVariable(name: string, at: Node, context: RepairContext): EnvironmentRead | undefined {
  const { sourceCode, settings } = context;
  const style = settings.env ?? detectStyle(context);
  if (typeof style === 'object') return readImported(style, name, at, context);
  const global = style === 'import.meta.env' ? undefined : style.slice(0, style.indexOf('.'));
  if (global !== undefined && !isGlobal(global, at, context)) return undefined;
  const safety = settings.env === undefined && !isSureOf(style, at, context) ? 'review' : 'safe';
  if (style === 'Deno.env') return { text: `Deno.env.get(${quoted(name, layoutOf(context).quote)})`, edits: [], safety };
  const member = usesBrackets(sourceCode.text) ? `[${quoted(name, layoutOf(context).quote)}]` : `.${name}`;
  return { text: style + member, edits: [], safety };
}

function readImported(style: Exclude<EnvironmentStyle, string>, name: string, at: Node, context: RepairContext): EnvironmentRead | undefined {
  const imported = importName({ module: style.from, imported: style.import, local: style.import === 'default' ? 'env' : style.import }, at, context);
  if (!imported) return undefined;
  // A typed `env` object knows the configured variable; a derived one may still have to be added to its schema.
  const safety = name !== context.settings.envVar && layoutOf(context).typescript ? 'review' : 'safe';
  return { text: `${imported.text}.${name}`, edits: imported.edits, safety };
}

function detectStyle({ sourceCode }: RepairContext): Exclude<EnvironmentStyle, object> {
  const { text } = sourceCode;
  if (/\bDeno\.env\b/.test(text)) return 'Deno.env';
  if (/\bprocess\.env\b/.test(text)) return 'process.env';
  if (/\bimport\.meta\.env\b/.test(text)) return 'import.meta.env';
  if (/\bBun\.env\b/.test(text)) return 'Bun.env';
  return DENO_SPECIFIER.test(text) ? 'Deno.env' : 'process.env';
}

const DENO_SPECIFIER = /(?:from|import)\s*\(?\s*["'](?:npm:|jsr:|https:\/\/)/;

/** Whether the program is known to have what the style reads, so that reading it cannot throw or fail to compile. */
function isSureOf(style: Exclude<EnvironmentStyle, object>, at: Node, context: RepairContext): boolean {
  const { text } = context.sourceCode;
  // `Deno.env.get()` throws without `--allow-env`; a file that reads the environment already has it.
  if (style === 'Deno.env') return /\bDeno\.env\b/.test(text);
  if (style !== 'process.env') return true;
  if (/\bprocess\.env\b/.test(text)) return true;
  if (isForBrowsers(at, context)) return false;
  return !layoutOf(context).typescript || context.manifest === undefined || context.manifest.hasNodeTypes() || /\bprocess\./.test(text);
}

/** Whether a file looks as if it ran in a browser, where there may be no `process`. */
function isForBrowsers(at: Node, { filename, sourceCode }: RepairContext): boolean {
  const { text } = sourceCode;
  if (/\.(?:vue|svelte)$/.test(filename)) return true;
  const body = topLevelAround(at) ?? [];
  if (body.some((s) => 'directive' in s && s.directive === 'use client')) return true;
  if (body.some((s) => 'directive' in s && s.directive === 'use server') || SERVER_IMPORT.test(text)) return false;
  if (['window', 'document', 'localStorage', 'sessionStorage', 'navigator'].some((name) => isReadGlobal(name, sourceCode))) return true;
  return sourceCode.ast.tokens.some((t) => t.type === 'JSXIdentifier' && /^on[A-Z]/.test(t.value));
}

const SERVER_IMPORT = /(?:from|import|require\()\s*["'](?:node:|fs["'/]|path["']|http["']|express["']|fastify["']|koa["']|next\/(?:server|headers)["']|server-only["'])/;

function isReadGlobal(name: string, sourceCode: RepairContext['sourceCode']): boolean {
  return (sourceCode.scopeManager?.scopes ?? []).some((scope) => scope.references.some((r) => (r.identifier as { name: string }).name === name && (r.resolved === null || r.resolved.defs.length === 0)));
}

function isGlobal(name: string, at: Node, { sourceCode }: RepairContext): boolean {
  const variable = variableNamed(name, at, sourceCode);
  return variable === undefined || (name === 'process' && /["'](?:node:)?process["']/.test(sourceCode.text) && variable.defs[0]?.type === 'ImportBinding');
}

/** `noPropertyAccessFromIndexSignature` asks for brackets; a file that lives under it shows them. */
function usesBrackets(text: string): boolean {
  return /\bprocess\.env\[["']/.test(text) && !/\bprocess\.env\.[A-Za-z_]/.test(text);
}
