import type * as ast from './ast.js';
import type { Node } from './ast.js';
import { isInBlockAround, loopAround } from './reaching-definitions.js';
import { type AttributeWrite, type Tree, type Variable, functionAround } from './tree.js';

/**
 * The assignments to an attribute whose value a read of it can see, in straight-line code of one function: `self.url = A` above
 * `OpenAI(base_url=self.url)`, and what branches between the two assign.
 *
 * @returns `undefined` where no assignment certainly runs before the read, or a call between the two gets the object.
 */
export function reachingWrites(tree: Tree, read: ast.Attribute): readonly AttributeWrite[] | undefined {
  const holder = holderOf(tree, read);
  if (!holder) return undefined;
  const fn = functionAround(read);
  const writes = (tree.attributeWrites.get(read.attr) ?? []).filter(
    ({ target }) => holderOf(tree, target) === holder && functionAround(target) === fn,
  );
  const loop = loopAround(read);
  if (loop && writes.some(({ target }) => isBetween(target, read.range[0], loop.range[1]))) return undefined;
  const above = writes.filter(({ value }) => value.range[1] <= read.range[0]);
  const last = above.findLastIndex(({ target }) => isInBlockAround(target, read));
  const start = above[last]?.value.range[1];
  if (start === undefined) return undefined;
  return tree.calls.some((call) => isBetween(call, start, read.range[0]) && isGiven(tree, call, holder)) ? undefined : above.slice(last);
}

function holderOf(tree: Tree, { value }: ast.Attribute): Variable | undefined {
  return value.type === 'Name' ? tree.variableOf(value) : undefined;
}

function isBetween(node: Node, start: number, end: number): boolean {
  return node.range[0] >= start && node.range[1] <= end;
}

/** Whether a call may change the attributes of an object: one of its methods, or a function that it is an argument of. */
function isGiven(tree: Tree, { func, args, keywords }: ast.Call, holder: Variable): boolean {
  const isHolder = (node: Node): boolean => node.type === 'Name' && tree.variableOf(node) === holder;
  return (func.type === 'Attribute' && isHolder(func.value)) || args.some(isHolder) || keywords.some(({ value }) => isHolder(value));
}
