import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { type Callable, type FlowContext, type FlowState, whileVisiting } from './context.js';
import { type Path, ESCAPES, orEscapes } from './path.js';
import { exportedPath } from './exports.js';

/** `self.ask = ask`: the reads of the attribute on instances of the same class. */
export function usesOfAttribute(context: FlowContext, target: ast.Attribute, callable: Callable, state: FlowState): readonly Path[] {
  const holder = context.evaluator.valueOf(target.value);
  return holder.kind === 'instance' ? usesOfField(context, holder.of, target.attr, callable, state) : ESCAPES;
}

/** A function is kept in a field of a class's objects: its reads here, and in other files by its name. */
export function usesOfField(context: FlowContext, of: ast.ClassDef, name: string, callable: Callable, state: FlowState): readonly Path[] {
  const reads = (context.tree.attributeReads.get(name) ?? []).filter((read) => {
    const value = context.evaluator.valueOf(read.value);
    return value.kind === 'instance' && value.of === of;
  });
  const paths = reads.flatMap((read) =>
    context.visiting.has(read) ? [] : (whileVisiting(context, read, () => context.follow.functionValue(read, callable, state)) ?? []),
  );
  const isOutside = context.exportPaths !== undefined && of.parent?.type === 'Module' && !paths.some(({ end }) => end.kind === 'lost');
  return orEscapes(isOutside ? [...paths, { ...exportedPath(context.exportPaths.field(of, name), callable.timing, state, true) }] : paths);
}

/** `field: Callable = ask` in the body of a class, `field(default_factory=lambda: ask)`. */
export function fieldAt(node: Node): { readonly of: ast.ClassDef; readonly name: string } | undefined {
  const { parent } = node;
  const target = parent?.type === 'AnnAssign' && parent.value === node ? parent.target : undefined;
  return target?.type === 'Name' && parent?.parent?.type === 'ClassDef' ? { of: parent.parent, name: target.id } : undefined;
}

/** The call that makes a field, of a function that is (or gives) its first value. */
export function fieldCall(context: FlowContext, keyword: Node, isGiven: boolean): ast.Call | undefined {
  const call = keyword.type === 'keyword' && keyword.arg === (isGiven ? 'default' : 'default_factory') ? keyword.parent : undefined;
  return call?.type === 'Call' && /^(?:field|Field|attrib|ib)$/.test(context.evaluator.qualifiedName(call.func)?.at(-1) ?? '')
    ? call
    : undefined;
}

/** The fields of a dataclass, in the order of its constructor's arguments. */
export function fieldsOf(of: ast.ClassDef): readonly string[] {
  return of.body.flatMap((statement) => (statement.type === 'AnnAssign' && statement.target.type === 'Name' ? [statement.target.id] : []));
}
