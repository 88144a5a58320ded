import { type Node, functionAround, keepsValue, propertyName, readsOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { variableNamed } from '../text/names.js';

/**
 * Whether nothing but the promise of a call is used: it is awaited, chained or passed on. What a wrapper returns is a plain promise,
 * without the members and the iterator that the object of an SDK has as well: `for await (const part of prediction)`,
 * `prediction.cancel()`.
 *
 * @param isIterable Whether the call returns such an object: then it is not returned to callers that may iterate over it, either.
 */
export function isPlainPromise(request: Node, isIterable: boolean, context: RepairContext): boolean {
  let at = request;
  while (at.parent && keepsValue(at.parent)) at = at.parent;
  const { parent } = at;
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object !== at || PROMISE_METHODS.has(propertyName(parent) ?? '');
    case 'ForOfStatement':
    case 'SpreadElement':
    case 'YieldExpression':
      return false;
    case 'ReturnStatement':
      return !isIterable || functionAround(parent)?.async === true;
    case 'ArrowFunctionExpression':
      return !isIterable || parent.async;
    case 'VariableDeclarator':
      return isHeldAsPromise(parent.id, isIterable, context);
    case 'AssignmentExpression':
      return parent.left.type === 'Identifier' ? isHeldAsPromise(parent.left, isIterable, context) : !isIterable;
    case 'CallExpression':
    case 'NewExpression':
      return !isIterable || parent.callee.type === 'MemberExpression';
    default:
      return true;
  }
}

function isHeldAsPromise(target: Node, isIterable: boolean, context: RepairContext): boolean {
  if (target.type !== 'Identifier') return false;
  const variable = variableNamed(target.name, target, context.sourceCode);
  return variable === undefined ? !isIterable : readsOf(variable).every((read) => isPlainPromise(read, isIterable, context));
}

const PROMISE_METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);
