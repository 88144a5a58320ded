import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { FailureTiming } from './failure-timing.js';
import type { FlowContext } from './context.js';

/** When the failure of a function shows. */
export function timingOf(context: FlowContext, fn: FunctionNode): FailureTiming {
  if (context.tree.yields(fn)) return 'on-read';
  return fn.type === 'AsyncFunctionDef' ? 'on-await' : 'on-call';
}

/** The function of this file that another one returns. */
export function functionReturnedBy(context: FlowContext, fn: FunctionNode): ast.FunctionDef | undefined {
  const inner = context.tree
    .returnsOf(fn)
    .map((value) => context.evaluator.functionCalled(value))
    .find((f) => f?.type === 'FunctionDef');
  return inner?.type === 'FunctionDef' ? inner : undefined;
}

/** Where a parameter is read; `undefined` where it never is. */
export function readsOfParameter(context: FlowContext, parameter: ast.Arg | undefined): readonly ast.Name[] | undefined {
  if (!parameter) return undefined;
  const variable = context.tree.variableBoundBy(parameter);
  return variable && variable.reads.length > 0 ? variable.reads : undefined;
}

/** The parameter of a function that gets this argument of a call. */
export function parameterFor(context: FlowContext, fn: FunctionNode, call: ast.Call, argument: Node): ast.Arg | undefined {
  return [...fn.args.posonlyargs, ...fn.args.args, ...fn.args.kwonlyargs].find((parameter) => {
    const given = context.evaluator.argumentFor(call, fn, parameter);
    return given !== undefined && (given === argument || given.parent === argument);
  });
}

/** The qualified name of what a call calls: builtins plain, unknown `''`. */
export function nameOf(context: FlowContext, call: ast.Call): string {
  const value = context.evaluator.valueOf(call.func);
  if (value.kind === 'builtin') return value.name;
  if (value.kind === 'external') return value.path.join('.');
  return value.kind === 'made-by' ? [...value.path, ...value.members].join('.') : '';
}
