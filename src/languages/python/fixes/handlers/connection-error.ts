import type { Call } from '../../../../model/facts/call.js';
import type { SdkFailure } from '../../../../model/catalog/failure.js';
import type { Node } from '../../syntax/ast.js';
import { dependenciesOf } from '../../modules/manifest.js';
import type { RepairContext } from '../context.js';
import type { ImportRequest, Imports } from '../text/imports.js';

/**
 * How a node can write the class of a call's connection error, or a tuple where it may be one of several of the library's;
 * `undefined` where none can be named, or where the version of the library decides and is not known.
 */
export function connectionErrorClass(call: Call, at: Node, imports: Imports, context: RepairContext, scope: Node = at): string | undefined {
  const classes = requestsFor(call, context)?.map((each) => imports.text(each, at, scope));
  if (!classes || classes.includes(undefined)) return undefined;
  return classes.length > 1 ? `(${classes.join(', ')})` : classes[0];
}

/** The qualified names of the same classes. */
export function connectionErrors(call: Call, context: RepairContext): readonly string[] | undefined {
  return requestsFor(call, context)?.map(({ module, name = '' }) => (module === 'builtins' ? name : `${module}.${name}`));
}

function requestsFor(call: Call, context: RepairContext): readonly ImportRequest[] | undefined {
  const request = requestFor(call);
  if (!request) return undefined;
  const failure = context.raws.get(call)?.failure;
  if (failure?.before && !isThere(request.module, context)) return undefined;
  return [request, ...(failure?.error === call.failure.error ? othersOf(failure, request.module) : [])];
}

function requestFor({ test, failure }: Call): ImportRequest | undefined {
  if (test?.kind === 'class') return { module: test.module, name: test.name };
  // What is thrown is named with its module.
  return test ? undefined : classAt(failure.error);
}

/** What the same package raises instead where the call does not show it. */
function othersOf({ may = [] }: SdkFailure, module: string): readonly ImportRequest[] {
  return may.flatMap(({ error }) => classAt(error) ?? []).filter((other) => other.module === module);
}

function classAt(error: string): ImportRequest | undefined {
  if (!/^[A-Za-z_][\w.]*$/.test(error)) return undefined;
  const dot = error.lastIndexOf('.');
  return { module: dot < 0 ? 'builtins' : error.slice(0, dot), name: error.slice(dot + 1) };
}

/** Whether the file imports a package, or its project depends on it. */
function isThere(module: string, { tree, filename }: RepairContext): boolean {
  const [root = module] = module.split('.');
  const isImported = tree.imports.some(
    ({ node, statement }) => (statement.type === 'Import' ? node.name : (statement.module ?? '')).split('.')[0] === root,
  );
  return isImported || dependenciesOf(filename, [root]).length > 0;
}
