import type * as ast from '../syntax/ast.js';
import type { Evaluator } from './evaluator.js';
import { defaultOf } from './parameters.js';
import type { Tree } from '../syntax/tree.js';

/** Numbers behind names. */
export interface Constants {
  /** The whole number that an expression is: a literal, a name that is assigned once, a parameter for which every call here gives the same. */
  numberOf(node: ast.Expression): number | undefined;
}

export function createConstants(tree: Tree, evaluator: Evaluator): Constants {
  function numberOf(node: ast.Expression): number | undefined {
    if (node.type === 'BinOp' && (node.op === '+' || node.op === '-')) {
      const [left, right] = [numberOf(node.left), numberOf(node.right)];
      return left === undefined || right === undefined ? undefined : node.op === '+' ? left + right : left - right;
    }
    if (node.type === 'UnaryOp' && node.op === '-') {
      const number = numberOf(node.operand);
      return number === undefined ? undefined : -number;
    }
    const literal = evaluator.literalOf(node);
    if (literal?.kind === 'int') return literal.value;
    const bindings = node.type === 'Name' ? (tree.variableOf(node)?.bindings ?? []) : [];
    const [only] = bindings;
    return bindings.length === 1 && only?.kind === 'parameter' ? ofParameter(only.node, only.fn) : undefined;
  }

  /** What every call in this file gives, or its default. */
  function ofParameter(parameter: ast.Arg, fn: Parameters<Evaluator['callsOf']>[0]): number | undefined {
    const calls = evaluator.callsOf(fn);
    const byDefault = defaultOf(parameter, fn.args);
    const numbers = new Set(
      calls.map((call) => {
        const given = evaluator.argumentFor(call, fn, parameter);
        if (given) return evaluator.literalOf(given)?.kind === 'int' ? numberOf(given) : undefined;
        const isOpen = call.args.some((a) => a.type === 'Starred') || call.keywords.some((k) => k.arg === null);
        return byDefault && !isOpen ? numberOf(byDefault) : undefined;
      }),
    );
    return numbers.size === 1 ? [...numbers][0] : undefined;
  }

  return { numberOf };
}
