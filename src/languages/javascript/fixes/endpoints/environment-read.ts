import type { Edit, Applicability } from '../../../../model/fix.js';
import type { EnvironmentStyle } from '../../../../model/settings.js';
import { PUBLIC_NAME, environmentOf } from '../../modules/runtime.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { importName } from '../text/import-name.js';
import { layoutOf, quoted } from '../text/layout.js';
import { variableNamed } from '../text/names.js';

/** An expression that reads a variable of the environment, and what its use asks of the file. */
export interface EnvironmentRead {
  readonly text: string;
  /** The variable's name, with what the framework asks for where the browser may see it. */
  readonly variable: string;
  readonly edits: readonly Edit[];
  readonly applicability: Applicability;
}

/**
 * Reads a variable in the style that the settings name, else in the one of the runtime: what a framework exposes in code for the
 * browser, what the file itself uses elsewhere. `undefined` where nothing can be read: in a browser `process.env` throws.
 */
export function readVariable(name: string, at: Node, context: RepairContext): EnvironmentRead | undefined {
  const { settings } = context;
  if (settings.env !== undefined) return readAs(settings.env, name, at, context);
  const environment = environmentOf(at, context);
  if (environment.kind !== 'node' && !environment.hasProcess) {
    const { read } = environment;
    if (!read) return undefined;
    const found = readAs(read.style, PUBLIC_NAME.test(name) ? name : read.prefix + name, at, context);
    const isTyped =
      read.style !== 'import.meta.env' ||
      !layoutOf(context).typescript ||
      context.sourceCode.text.includes('import.meta.env') ||
      context.manifest?.hasClientTypes() !== false;
    return found && { ...found, applicability: isTyped && environment.kind === 'browser' ? 'safe' : 'unsafe' };
  }
  const style = detectStyle(context);
  const found = readAs(style, name, at, context);
  return found && { ...found, applicability: isSureOf(style, context) ? found.applicability : 'unsafe' };
}

function readAs(style: EnvironmentStyle, name: string, at: Node, context: RepairContext): EnvironmentRead | undefined {
  if (typeof style === 'object') return readImported(style, name, at, context);
  const global = style === 'import.meta.env' ? undefined : style.slice(0, style.indexOf('.'));
  if (global !== undefined && !isGlobal(global, at, context)) return undefined;
  if (style === 'Deno.env')
    return { text: `Deno.env.get(${quoted(name, layoutOf(context).quote)})`, variable: name, edits: [], applicability: 'safe' };
  const member = usesBrackets(context.sourceCode.text) ? `[${quoted(name, layoutOf(context).quote)}]` : `.${name}`;
  return { text: style + member, variable: name, edits: [], applicability: 'safe' };
}

function readImported(
  style: Exclude<EnvironmentStyle, string>,
  name: string,
  at: Node,
  context: RepairContext,
): EnvironmentRead | undefined {
  const imported = importName(
    { module: style.from, imported: style.import, local: style.import === 'default' ? 'env' : style.import },
    at,
    context,
  );
  if (!imported) return undefined;
  // A typed `env` object knows the configured variable; a derived one may still have to be added to its schema.
  const applicability = name !== context.settings.envVar && layoutOf(context).typescript ? 'unsafe' : 'safe';
  return { text: `${imported.text}.${name}`, variable: name, edits: imported.edits, applicability };
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
function isSureOf(style: Exclude<EnvironmentStyle, object>, context: RepairContext): boolean {
  const { text } = context.sourceCode;
  // `Deno.env.get()` throws without `--allow-env`; a file that reads the environment already has it.
  if (style === 'Deno.env') return /\bDeno\.env\b/.test(text);
  if (style !== 'process.env') return true;
  return /\bprocess\./.test(text) || !layoutOf(context).typescript || context.manifest === undefined || context.manifest.hasNodeTypes();
}

function isGlobal(name: string, at: Node, { sourceCode }: RepairContext): boolean {
  const variable = variableNamed(name, at, sourceCode);
  return (
    variable === undefined ||
    (name === 'process' && /["'](?:node:)?process["']/.test(sourceCode.text) && variable.defs[0]?.type === 'ImportBinding')
  );
}

/** `noPropertyAccessFromIndexSignature` asks for brackets; a file that lives under it shows them. */
function usesBrackets(text: string): boolean {
  return /\bprocess\.env\[["']/.test(text) && !/\bprocess\.env\.[A-Za-z_]/.test(text);
}
