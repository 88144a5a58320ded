import type { Evaluator } from './evaluate.js';
import { type FunctionNode, type Node, type Tree, type Variable, isFunction, unwrap } from '../syntax/tree.js';

/** Numbers behind names. */
export interface Constants {
  /** The number that an expression is: a literal, a name that is assigned once, a parameter for which every call here gives the same; `endless` for `Infinity`. */
  numberOf(node: Node): number | 'endless' | undefined;
}

export function createConstants(tree: Tree, evaluator: Evaluator): Constants {
  function numberOf(written: Node): number | 'endless' | undefined {
    const node = unwrap(written);
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'number' ? node.value : undefined;
      case 'Identifier': {
        const variable = tree.variableOf(node);
        if (!variable) return node.name === 'Infinity' ? 'endless' : undefined;
        return ofVariable(variable);
      }
      case 'BinaryExpression': {
        const [left, right] = [numberOf(node.left), numberOf(node.right)];
        if (typeof left !== 'number' || typeof right !== 'number') return undefined;
        return node.operator === '+' ? left + right : node.operator === '-' ? left - right : undefined;
      }
      default:
        return undefined;
    }
  }

  function ofVariable(variable: Variable): number | 'endless' | undefined {
    const [definition, ...others] = variable.defs;
    const isSetOnce = variable.references.filter((reference) => reference.isWrite()).length === 1;
    if (!definition || others.length > 0) return undefined;
    if (definition.node.type === 'VariableDeclarator')
      return isSetOnce && definition.node.id.type === 'Identifier' && definition.node.init?.type === 'Literal'
        ? numberOf(definition.node.init)
        : undefined;
    return isFunction(definition.node) ? ofParameter(variable, definition.node) : undefined;
  }

  /** What every call in this file gives, or its default. */
  function ofParameter(variable: Variable, fn: FunctionNode): number | 'endless' | undefined {
    const index = fn.params.findIndex((p) => variable.identifiers.includes((p.type === 'AssignmentPattern' ? p.left : p) as never));
    const parameter = fn.params[index];
    const isWritten = variable.references.some((reference) => reference.isWrite() && reference.init !== true);
    if (!parameter || isWritten) return undefined;
    const calls = tree.calls.filter((call) => evaluator.functionCalled(call.callee) === fn);
    const numbers = new Set(
      calls.map((call) => {
        const argument = call.arguments[index];
        if (argument) return argument.type === 'Literal' ? numberOf(argument) : undefined;
        return parameter.type === 'AssignmentPattern' && !call.arguments.some((a) => a.type === 'SpreadElement')
          ? numberOf(parameter.right)
          : undefined;
      }),
    );
    return numbers.size === 1 ? [...numbers][0] : undefined;
  }

  return { numberOf };
}
