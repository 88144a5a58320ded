import type * as ast from '../syntax/ast.js';
import { type EscapingFunction, type ExportPath, RESULT_STEP } from '../../../model/export-path.js';
import { joined } from '../modules/specifiers.js';
import type { Value } from '../values/value.js';
import { type ExportPaths, TYPED, definesItself } from '../values/export-paths.js';
import { type Tree, classOf, functionAround } from '../syntax/tree.js';
import type { Node } from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';

/** A file, and the function of another file that is looked for in it. */
export interface UseContext {
  readonly origins: Map<string, boolean>;
  readonly isFrom: (specifier: string) => boolean;
  readonly evaluator: Evaluator;
  readonly tree: Tree;
  readonly exit: EscapingFunction;
  readonly exportPaths: ExportPaths;
}

/** Classes between a class and a base of it. */
const MAX_BASES = 8;

/** Whether a qualified name is this path of the other file. */
export function isNamed(context: UseContext, name: readonly string[], path: ExportPath): boolean {
  const end = name.length - path.length;
  if (end <= 0 || !path.every((part, i) => part === name[end + i])) return false;
  const specifier = name.slice(0, end).reduce(joined, '');
  const known = context.origins.get(specifier) ?? context.isFrom(specifier);
  context.origins.set(specifier, known);
  return known;
}

/** Whether a value is what stands at a path of the other file. */
export function isAt(context: UseContext, value: Value, path: ExportPath): boolean {
  switch (value.kind) {
    case 'external':
      return isNamed(context, value.path, path);
    case 'made-by': {
      const made = path.findIndex((part) => part === RESULT_STEP || part === TYPED);
      if (path[made] === TYPED && value.node.type === 'Call') return false;
      // What a member's call gives has the member's own name here.
      return made > 0 && sameNames(value.members, path.slice(made + 1)) && isNamed(context, value.path, path.slice(0, made));
    }
    case 'instance':
      return path.length === 2 && path[1] === RESULT_STEP && inherits(context, value.of, path[0] ?? '');
    default:
      return false;
  }
}

function sameNames(members: readonly string[], path: ExportPath): boolean {
  const names = path.filter((part) => part !== RESULT_STEP);
  return names.length === members.length && names.every((name, i) => name === members[i]);
}

/** Whether a class of this file inherits from a class of the other one. */
export function inherits(context: UseContext, of: ast.ClassDef, name: string, depth = 0): boolean {
  return (
    depth < MAX_BASES &&
    of.bases.some((base) => {
      const value = context.evaluator.valueOf(base);
      return value.kind === 'class' ? inherits(context, value.node, name, depth + 1) : isAt(context, value, [name]);
    })
  );
}

/** `self.ask` and `super().ask` in a class that inherits `ask`, `MyService().ask`. */
export function isInherited(context: UseContext, { value: holder, attr }: ast.Attribute, path: ExportPath): boolean {
  if (path.length !== 3 || path[1] !== RESULT_STEP) return false;
  if (isSuper(holder)) {
    const fn = functionAround(holder);
    const owner = fn && classOf(fn);
    return owner !== undefined && inherits(context, owner, path[0] ?? '');
  }
  const value = context.evaluator.valueOf(holder);
  return value.kind === 'instance' && !definesItself(value.of, attr) && isAt(context, value, path.slice(0, 2));
}

function isSuper(node: Node): boolean {
  return node.type === 'Call' && node.func.type === 'Name' && node.func.id === 'super';
}
