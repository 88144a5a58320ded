import { type Node, type Tree, type Variable, functionAround, keepsValue, nodesIn, propertyName, readsOf, unwrap } from '../syntax/tree.js';

/**
 * Whether a call is measured: it stands between two readings of a clock, the function's result holds the time that passed, and it
 * holds that of a failure too. A second attempt would be part of the time.
 */
export function isMeasured(call: Node, tree: Tree): boolean {
  const fn = functionAround(call);
  const attempt = tryAround(call, fn);
  if (!fn || !attempt?.handler) return false;
  const { handler, block } = attempt;
  return nodesIn(fn).some((node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init || node.range[1] > call.range[0]) return false;
    const start = isClock(node.init) ? tree.variableOf(node.id) : undefined;
    if (!start) return false;
    const ends = readsOf(start).filter((read) => isDifference(read) && isInResult(read, tree));
    return ends.some((read) => isIn(read, block) && read.range[0] > call.range[1]) && ends.some((read) => isIn(read, handler));
  });
}

function tryAround(node: Node, fn: Node | undefined) {
  for (let at = node; at.parent && at !== fn; at = at.parent)
    if (at.parent.type === 'TryStatement' && at.parent.block === at) return at.parent;
  return undefined;
}

/** `Date.now()`, `performance.now()`, `process.hrtime()`, `process.hrtime.bigint()`, `new Date()`. */
function isClock(node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type === 'NewExpression')
    return expression.callee.type === 'Identifier' && expression.callee.name === 'Date' && expression.arguments.length === 0;
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression') return false;
  const { callee } = expression;
  const name = propertyName(callee) ?? '';
  const owner =
    callee.object.type === 'Identifier' ? callee.object.name : callee.object.type === 'MemberExpression' ? propertyName(callee.object) : '';
  return (
    (name === 'now' && (owner === 'Date' || owner === 'performance')) || name === 'hrtime' || (name === 'bigint' && owner === 'hrtime')
  );
}

/** `Date.now() - start`, `process.hrtime(start)`. */
function isDifference(read: Node): boolean {
  const { parent } = read;
  if (parent?.type === 'BinaryExpression') return parent.operator === '-' && parent.right === read;
  return parent?.type === 'CallExpression' && parent.callee !== read && isClock(parent);
}

/** Whether the value that a read is part of is returned, stored in an array or an object, or held by a variable that is. */
function isInResult(read: Node, tree: Tree, seen = new Set<Variable>()): boolean {
  for (let at = read; at.parent; at = at.parent) {
    const parent: Node = at.parent;
    switch (parent.type) {
      case 'ReturnStatement':
        return true;
      case 'AssignmentExpression':
        return parent.right === at && parent.left.type === 'MemberExpression';
      case 'VariableDeclarator': {
        const variable = parent.id.type === 'Identifier' ? tree.variableOf(parent.id) : undefined;
        if (!variable || seen.has(variable)) return false;
        seen.add(variable);
        return readsOf(variable).some((next) => isInResult(next, tree, seen));
      }
      case 'CallExpression': {
        const { callee } = parent;
        if (callee.type !== 'MemberExpression') return false;
        // `Math.round(end - start)`, `(end - start).toFixed(2)`.
        const isMath = callee.object.type === 'Identifier' && callee.object.name === 'Math';
        if (callee === at || isMath) continue;
        return propertyName(callee) === 'push';
      }
      case 'MemberExpression':
      case 'BinaryExpression':
      case 'ObjectExpression':
      case 'Property':
      case 'ConditionalExpression':
        continue;
      default:
        if (keepsValue(parent)) continue;
        return false;
    }
  }
  return false;
}

function isIn(node: Node, outer: Node): boolean {
  return node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1];
}
