import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import type { RepairContext } from '../context.js';

/** How tightly what is written binds: `a or b`, or `a + b`. */
export type Operator = 'or' | '+';

/** Whether an expression with an operator can take the place of a string, which must be a constant in some. */
export function canBeComputed(node: ast.Expression, { evaluator }: RepairContext): boolean {
  let child: Node = node;
  for (let at: Node | null = node.parent; at; child = at, at = at.parent) {
    switch (at.type) {
      case 'MatchValue':
      case 'MatchMapping':
      case 'MatchClass':
      case 'TypeAlias':
      case 'TypeVar':
      case 'arg':
      case 'TemplateStr':
        return false;
      case 'Expr':
        // A docstring, or a string that does nothing.
        return child !== node;
      case 'AnnAssign':
        return at.annotation !== child && !isLiteralType(at.annotation);
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return at.returns !== child;
      case 'Subscript':
        if (at.slice === child && evaluator.qualifiedName(at.value)?.at(-1) === 'Literal') return false;
        break;
      case 'Assign':
        return !at.targets.some((t) => t.type === 'Name' && /^__\w+__$/.test(t.id));
      default:
    }
  }
  return true;

  function isLiteralType(annotation: ast.Expression): boolean {
    return annotation.type === 'Subscript' && evaluator.qualifiedName(annotation.value)?.at(-1) === 'Literal';
  }
}

/** Whether an expression with an operator needs parentheses in the place of `node`. */
export function needsParentheses(node: ast.Expression, operator: Operator, context: RepairContext): boolean {
  return bindsTighter(node, operator) && !isParenthesized(node, context);
}

function bindsTighter(node: ast.Expression, operator: Operator): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'Attribute':
    case 'Subscript':
      return parent.value === node;
    case 'Call':
      return parent.func === node;
    case 'Await':
      return true;
    case 'UnaryOp':
      return operator === 'or' || parent.op !== 'not';
    case 'BinOp':
      // Texts may be added in any order.
      return operator === 'or' || parent.op !== '+';
    case 'BoolOp':
      return operator === 'or' && parent.op === 'and';
    case 'Compare':
    case 'Starred':
      return operator === 'or';
    default:
      return false;
  }
}

/** Whether the expression has parentheses of its own; those of a call around it do not count, nor do they matter. */
function isParenthesized(node: ast.Expression, { file }: RepairContext): boolean {
  const { text, comments } = file;
  let before = node.range[0] - 1;
  for (;;) {
    while (/\s/.test(text[before] ?? '') || (text[before] === '\\' && /[\r\n]/.test(text[before + 1] ?? ''))) before -= 1;
    const comment = comments.find((c) => c.range[0] <= before && before < c.range[1]);
    if (!comment) break;
    before = comment.range[0] - 1;
  }
  let after = node.range[1];
  for (;;) {
    while (/\s/.test(text[after] ?? '')) after += 1;
    const comment = comments.find((c) => c.range[0] === after);
    if (!comment) break;
    after = comment.range[1];
  }
  if (text[before] !== '(' || text[after] !== ')') return false;
  const { parent } = node;
  return parent !== null && parent.range[0] <= before && after < parent.range[1] && !(parent.type === 'Call' && parent.func !== node);
}
