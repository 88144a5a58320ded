import { CLASSES_WITH_ERRORS } from '../../../../catalog/presets/error-signatures.js';
import type { Call } from '../../../../model/facts/call.js';
import type { Edit } from '../../../../model/fix.js';
import { packageOf } from '../../modules/specifier.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { findImported, importName } from '../text/import-name.js';
import { layoutOf, quoted } from '../text/layout.js';

/** A condition that is true for a refused connection. */
export interface WrittenTest {
  readonly text: string;
  /** Whether `!` needs parentheses around it. */
  readonly isCompound: boolean;
  /** Imports that it needs. */
  readonly edits: readonly Edit[];
}

/** Writes the test for a call's connection error; `undefined` where the library leaves nothing to test for. */
export function writeTest(call: Call, error: string, at: Node, context: RepairContext): WrittenTest | undefined {
  const { test } = call;
  if (!test) return undefined;
  if (test.kind === 'code') return codeTest(test.path, error, context);
  if (test.kind === 'builtin') return { text: `${error} instanceof ${test.name}`, isCompound: true, edits: [] };
  if (findImported({ module: test.module, imported: test.name }, at, context) === undefined) {
    const owner = test.kind === 'class' ? ownerOf(test.module, at, context) : undefined;
    if (owner !== undefined) return { text: `${error} instanceof ${owner}.${test.name}`, isCompound: true, edits: [] };
    // A package of a package need not resolve from here; the SDKs wrap `fetch`'s error, whose cause has the code.
    if (!isInstalled(test.module, call, context))
      return call.runtime === 'server' ? codeTest(['cause', 'cause', 'code'], error, context) : undefined;
  }
  const imported = importName({ module: test.module, imported: test.name, local: test.name }, at, context);
  if (!imported) return undefined;
  if (test.kind === 'class') return { text: `${error} instanceof ${imported.text}`, isCompound: true, edits: imported.edits };
  return { text: `${imported.text}.${test.method}(${error})`, isCompound: false, edits: imported.edits };
}

/** The client class, if the file has it and the SDK's error classes hang on it: `OpenAI` of `OpenAI.APIConnectionError`. */
function ownerOf(module: string, at: Node, context: RepairContext): string | undefined {
  const classes = CLASSES_WITH_ERRORS[packageOf(module)];
  for (const imported of classes ?? []) {
    const text = findImported({ module, imported }, at, context);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Whether a module that the file does not import can be: the call's own SDK, or a dependency of the project. */
function isInstalled(module: string, call: Call, context: RepairContext): boolean {
  const name = packageOf(module)
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
  if (context.manifest?.rangeOf(name) !== undefined) return true;
  const own = context.sdkOf(call)?.packages.some((p) => p === name || p.startsWith(`${name}/`)) ?? call.sdk === name;
  return own;
}

/** `error?.cause?.code === "ECONNREFUSED"`, with the type that TypeScript asks for. */
function codeTest(path: readonly string[], error: string, context: RepairContext): WrittenTest {
  const { quote, typescript } = layoutOf(context);
  const refused = quoted('ECONNREFUSED', quote);
  const read = path.map((name) => `?.${name}`).join('');
  if (!typescript) return { text: `${error}${read} === ${refused}`, isCompound: true, edits: [] };
  const type = path.toReversed().reduce((inner, name) => `{ ${name}?: ${inner} }`, 'string');
  return { text: `(${error} as ${type} | undefined)${read} === ${refused}`, isCompound: true, edits: [] };
}
