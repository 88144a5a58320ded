import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { classOf } from '../syntax/tree.js';
import { isDecoratedBy } from './names.js';
import type { EvaluatorContext } from './evaluator.js';

/** Direct calls of a function by its name in this file. */
export function callsOf(context: EvaluatorContext, fn: FunctionNode): readonly ast.Call[] {
  if (fn.type === 'Lambda') return fn.parent?.type === 'Assign' ? namedCalls(context, fn.parent.targets[0]) : [];
  const owner = classOf(fn);
  if (owner) {
    if (fn.name === '__init__') {
      const variable = context.tree.variableBoundBy(owner);
      return variable ? variable.reads.flatMap((read) => (isCallee(read) ? [read.parent] : [])) : [];
    }
    if (fn.name === '__call__') return context.tree.calls.filter((call) => context.evaluator.functionCalled(call.func) === fn);
    return (context.tree.attributeReads.get(fn.name) ?? []).flatMap((read) =>
      isCallee(read) && context.evaluator.functionCalled(read) === fn ? [read.parent] : [],
    );
  }
  const variable = context.tree.variableBoundBy(fn);
  return variable ? variable.reads.flatMap((read) => (isCallee(read) ? [read.parent] : [])) : [];
}

function namedCalls(context: EvaluatorContext, target: Node | undefined): readonly ast.Call[] {
  const variable = target?.type === 'Name' ? context.tree.variableOf(target) : undefined;
  return variable ? variable.reads.flatMap((read) => (isCallee(read) ? [read.parent] : [])) : [];
}

/** The argument that a call gives to a parameter, `self` counted out where the call binds it. */
export function argumentFor(context: EvaluatorContext, call: ast.Call, fn: FunctionNode, parameter: ast.Arg): ast.Expression | undefined {
  const given = call.keywords.find((k) => k.arg === parameter.arg);
  if (given) return given.value;
  const positions = [...fn.args.posonlyargs, ...fn.args.args];
  const bound = fn.type !== 'Lambda' && classOf(fn) !== undefined && !isDecoratedBy(context, fn, 'staticmethod') ? 1 : 0;
  const index = positions.indexOf(parameter) - bound;
  if (index < 0 || call.args.slice(0, index + 1).some((a) => a.type === 'Starred')) return undefined;
  return call.args[index];
}

function isCallee<N extends ast.Name | ast.Attribute>(read: N): read is N & { readonly parent: ast.Call } {
  return read.parent?.type === 'Call' && read.parent.func === read;
}
