import type * as ast from '../syntax/ast.js';
import { type ExportPath, RESULT_STEP } from '../../../model/export-path.js';
import type { Node } from '../syntax/ast.js';
import { ELEMENT, KEYED, SHARED } from '../values/export-paths.js';
import { importedName, starredModules } from '../modules/imports.js';
import { stringOf } from '../syntax/tree.js';
import { type UseContext, isAt, isInherited, isNamed } from './imported-names.js';

/** The places where what stands at a path of the other file is read. */
export function readsOf(context: UseContext, path: ExportPath): readonly Node[] {
  const last = path.at(-1) ?? '';
  if (last === RESULT_STEP)
    return context.tree.calls.filter(({ func }) => isAt(context, context.evaluator.valueOf(func), path.slice(0, -1)));
  if (last === ELEMENT) return readsOf(context, path.slice(0, -1)).flatMap((read) => elementOf(read) ?? []);
  const names =
    path.length > 1
      ? []
      : context.tree.imports
          .filter(({ node, statement }) => isNamed(context, importedName(node, statement), path))
          .flatMap(({ node }) => context.tree.variableBoundBy(node)?.reads ?? []);
  const members = (context.tree.attributeReads.get(last) ?? []).filter(
    (read) => isAt(context, context.evaluator.valueOf(read), path) || isInherited(context, read, path),
  );
  return [...names, ...(path.length === 1 ? starReads(context, last) : []), ...members];
}

/** Names that `import *` binds. */
function starReads(context: UseContext, name: string): readonly Node[] {
  if (!starredModules(context.tree).some((specifier) => context.isFrom(specifier)) || context.tree.moduleVariable(name)) return [];
  return context.tree.unboundReads(name);
}

/** `REGISTRY[name]`, `REGISTRY.get(name)` */
function elementOf(read: Node): Node | undefined {
  const { parent } = read;
  if (parent?.type === 'Subscript' && parent.value === read) return parent;
  return parent?.type === 'Attribute' && parent.attr === 'get' && parent.parent?.type === 'Call' ? parent.parent : undefined;
}

/**
 * The places where a field is read, by its name (field-based, as call graphs are built): of objects of its class, where it
 * is passed on to fields of its name of theirs, and where its object is made a dict of that dict's key.
 */
export function readsOfField(context: UseContext, [owner = '', , name = '', ...marks]: ExportPath): readonly Node[] {
  const attributes = (context.tree.attributeReads.get(name) ?? []).filter((read) => {
    const holder = context.evaluator.valueOf(read.value);
    if (isAt(context, holder, [owner, RESULT_STEP])) return true;
    return marks.includes(SHARED) && holder.kind === 'instance' && mayHaveField(context, holder.of, name);
  });
  if (!marks.includes(KEYED)) return attributes;
  const gets = context.tree.calls.filter(
    ({ func, args: [key] }) =>
      func.type === 'Attribute' &&
      func.attr === 'get' &&
      stringOf(key) === name &&
      context.evaluator.valueOf(func.value).kind === 'unknown',
  );
  return [
    ...attributes,
    ...gets,
    ...(context.tree.keyReads.get(name) ?? []).filter((read) => context.evaluator.valueOf(read.value).kind === 'unknown'),
  ];
}

/** Whether a class declares a field and leaves its value to the constructor, or inherits from a class of elsewhere. */
function mayHaveField(context: UseContext, of: ast.ClassDef, name: string): boolean {
  const declared = of.body.find(
    (statement): statement is ast.AnnAssign =>
      statement.type === 'AnnAssign' && statement.target.type === 'Name' && statement.target.id === name,
  );
  if (declared) return !declared.value;
  const writes = (context.tree.attributeWrites.get(name) ?? []).filter(({ target }) => {
    const holder = context.evaluator.valueOf(target.value);
    return holder.kind === 'instance' && holder.of === of;
  });
  if (writes.length > 0) return writes.every(({ value }) => value.type === 'Name' && value.id === name);
  return of.bases.some((base) => context.evaluator.valueOf(base).kind === 'external');
}

/** Calls of what is annotated, or kept, as what a factory or a class gives. */
export function callsOfMade(context: UseContext, path: ExportPath): readonly Node[] {
  return path.at(-1) === RESULT_STEP
    ? context.tree.calls.flatMap(({ func }) =>
        (func.type === 'Name' || func.type === 'Attribute') && isAt(context, context.evaluator.valueOf(func), path) ? [func] : [],
      )
    : [];
}
