import type { Expression } from '../syntax/ast.js';
import { SyntaxFailure } from './failure.js';

/** Refuses what nothing can be assigned to. `delete`: `del x`, where `*x` is not allowed either. */
export function requireTarget(target: Expression, use: 'assign' | 'delete' = 'assign'): void {
  const rest = [target];
  for (let current = rest.pop(); current; current = rest.pop()) {
    switch (current.type) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        break;
      case 'Tuple':
      case 'List':
        for (const element of current.elts) rest.push(element);
        break;
      case 'Starred':
        if (use === 'delete' || current.value.type === 'Starred') throw refusal(current, use);
        rest.push(current.value);
        break;
      default:
        throw refusal(current, use);
    }
  }
}

/** Refuses what `+=` or an annotation cannot have on its left. */
export function requireSingleTarget(target: Expression, use: 'annotation' | 'augmented assignment'): void {
  if (target.type === 'Name' || target.type === 'Attribute' || target.type === 'Subscript') return;
  const name = NAMES[target.type] ?? 'expression';
  throw new SyntaxFailure(
    use === 'annotation'
      ? `only single target (not ${name}) can be annotated`
      : `'${name}' is an illegal expression for augmented assignment`,
    target.range[0],
  );
}

function refusal(target: Expression, use: 'assign' | 'delete'): SyntaxFailure {
  return new SyntaxFailure(`cannot ${use === 'assign' ? 'assign to' : 'delete'} ${nameOf(target)}`, target.range[0]);
}

function nameOf(expression: Expression): string {
  if (expression.type !== 'Constant') return NAMES[expression.type] ?? 'expression';
  if (expression.kind === 'None') return 'None';
  if (expression.kind === 'bool') return expression.value ? 'True' : 'False';
  return expression.kind === 'Ellipsis' ? 'ellipsis' : 'literal';
}

const NAMES: Readonly<Partial<Record<Expression['type'], string>>> = {
  Call: 'function call',
  Compare: 'comparison',
  Dict: 'dict literal',
  DictComp: 'dict comprehension',
  Set: 'set display',
  SetComp: 'set comprehension',
  List: 'list',
  ListComp: 'list comprehension',
  Tuple: 'tuple',
  GeneratorExp: 'generator expression',
  Lambda: 'lambda',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
  JoinedStr: 'f-string expression',
  TemplateStr: 't-string expression',
  Await: 'await expression',
  Yield: 'yield expression',
  YieldFrom: 'yield expression',
  Starred: 'starred',
  Constant: 'literal',
};
