import type * as ast from '../syntax/ast.js';
import { type HttpObject, type Value, UNKNOWN } from './value.js';
import { importedName, moduleOf } from '../modules/imports.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { CallKind, Export, Sdk } from '../../../model/catalog/sdk.js';
import type { Node } from '../syntax/ast.js';
import type { EvaluatorContext } from './evaluator.js';

/** A name that the file does not define: of a `from … import *`, or a builtin. */
export function builtin(context: EvaluatorContext, name: string): Value {
  for (const statement of starImports(context)) {
    const value = fromPath(context, [...moduleOf(statement), name]);
    if (value.kind !== 'external' || exportOf(context, value.path)) return value;
  }
  return { kind: 'builtin', name };
}

function starImports(context: EvaluatorContext): readonly ast.ImportFrom[] {
  return (context.starImports ??= context.tree.module.body.filter(
    (s): s is ast.ImportFrom => s.type === 'ImportFrom' && s.names[0]?.name === '*',
  ));
}

/** What a qualified name of a library is. */
export function fromPath(context: EvaluatorContext, path: readonly string[]): Value {
  const found = exportOf(context, path);
  if (found) {
    const { sdk, entry, rest, name } = found;
    if (entry.kind === 'instance')
      return rest.reduce<Value>((at, part) => context.evaluator.memberOfValue(at, part), {
        kind: 'sdk-object',
        sdk,
        object: entry.object,
        path: [],
        made: [],
      });
    if (entry.kind === 'function' && rest.length === 0) return { kind: 'sdk-function', sdk, name, call: entry.call };
    return { kind: 'external', path };
  }
  const http = context.catalog.http(path);
  const [first, ...rest] = http?.rest ?? [];
  const entry = first === undefined ? undefined : getOwn(http?.entry.exports, first);
  if (http && entry && first !== undefined) {
    const object: HttpObject = { kind: 'http', client: http.entry, export: entry, isClass: entry.kind === 'class', path: [], made: [] };
    if (entry.kind === 'request')
      return rest.length === 0 ? { kind: 'http-request', http: object, request: entry.request, name: path.join('.') } : UNKNOWN;
    return rest.reduce<Value>((at, part) => context.evaluator.memberOfValue(at, part), object);
  }
  return { kind: 'external', path };
}

/** The catalog's entry for a qualified name. */
export function exportOf(
  context: EvaluatorContext,
  path: readonly string[],
): { sdk: Sdk; entry: Export; rest: readonly string[]; name: string } | undefined {
  const found = context.catalog.sdk(path);
  let [name, ...rest] = found?.rest ?? [];
  if (!found || name === undefined) return undefined;
  let entry: Export | undefined = getOwn(found.entry.exports, name);
  while (entry?.kind === 'class') {
    const [next] = rest;
    const inside: Export | undefined = next === undefined ? undefined : getOwn(entry.statics, next);
    if (!inside) break;
    [name, ...rest] = rest as [string, ...string[]];
    entry = inside;
  }
  return entry ? { sdk: found.entry, entry, rest, name } : undefined;
}

/** The request that a call of a qualified name sends while it makes an object: `FAISS.from_documents`. */
export function sentByMaker(context: EvaluatorContext, path: readonly string[]): CallKind | undefined {
  const found = exportOf(context, path);
  return found?.entry.kind === 'factory' && found.rest.length === 0 ? found.entry.sends : undefined;
}

/** The qualified name of an expression: `requests.exceptions.ConnectionError`, builtins without a module. */
export function qualifiedName(context: EvaluatorContext, node: Node): readonly string[] | undefined {
  if (node.type === 'Name') {
    const variable = context.tree.variableOf(node);
    if (!variable) return [node.id];
    for (const binding of variable.bindings) if (binding.kind === 'import') return importedName(binding.node, binding.statement);
    return undefined;
  }
  if (node.type !== 'Attribute') return undefined;
  const owner = context.evaluator.qualifiedName(node.value);
  return owner && [...owner, node.attr];
}

/** Whether a function has a decorator of this name, of whatever module. */
export function isDecoratedBy(context: EvaluatorContext, fn: ast.FunctionDef, name: string): boolean {
  return fn.decorator_list.some((decorator) => context.evaluator.qualifiedName(decorator)?.at(-1) === name);
}
