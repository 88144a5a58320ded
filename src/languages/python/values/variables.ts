import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { type Binding, type Variable, classOf, isNone } from '../syntax/tree.js';
import { type Value, UNKNOWN } from './value.js';
import { whileInProgress } from '../../../engine/in-progress.js';
import { reachingBindings } from '../syntax/reaching-definitions.js';
import { importedName } from '../modules/imports.js';
import { deferredCallsOf } from './deferred.js';
import { exportOf, fromPath, isDecoratedBy } from './names.js';
import { valueOfType } from './annotations.js';
import { merged } from './merge.js';
import { defaultOf } from './parameters.js';
import type { EvaluatorContext } from './evaluator.js';

/** What a variable holds; with a place where it is read, of the definitions that reach it alone. */
export function valueOfVariable(context: EvaluatorContext, variable: Variable, read?: Node): Value {
  if (context.memo.inProgress.has(variable)) {
    context.memo.cuts += 1;
    return UNKNOWN;
  }
  return whileInProgress(context.memo.inProgress, variable, () =>
    definedValue(context, read ? reachingBindings(variable, read) : variable.bindings),
  );
}

/** What several definitions of a variable give. */
function definedValue(context: EvaluatorContext, bindings: readonly Binding[]): Value {
  const values: Value[] = [];
  let annotated: Value = UNKNOWN;
  for (const binding of bindings) {
    switch (binding.kind) {
      case 'import': {
        const value = fromPath(context, importedName(binding.node, binding.statement));
        // `try: from langfuse.openai import OpenAI` / `except ImportError: from openai import OpenAI`
        if (value.kind !== 'external' || exportOf(context, value.path) || bindings.length === 1) return value;
        values.push(value);
        break;
      }
      case 'function':
        return { kind: 'function', node: binding.node };
      case 'class':
        return { kind: 'class', node: binding.node };
      case 'parameter':
        if (bindings.length === 1) return valueOfParameter(context, binding.node, binding.fn);
        values.push(valueOfParameter(context, binding.node, binding.fn));
        break;
      case 'assign':
        if (binding.annotation) annotated = valueOfType(context, binding.annotation);
        if (binding.value && !isNone(binding.value)) values.push(context.evaluator.valueOf(binding.value));
        break;
      case 'with':
        values.push(enteredValue(context.evaluator.valueOf(binding.item.context_expr)));
        break;
      case 'loop':
        values.push(
          binding.isWhole && (binding.iter.type === 'List' || binding.iter.type === 'Tuple')
            ? merged(binding.iter.elts.map(context.evaluator.valueOf))
            : UNKNOWN,
        );
        break;
      case 'unpack':
      case 'other':
        values.push(UNKNOWN);
    }
  }
  const value = merged(values);
  return value.kind === 'unknown' ? annotated : value;
}

/** What `with x as y` gives: a client gives itself; what a request gives is its response. */
function enteredValue(value: Value): Value {
  return value.kind === 'sdk-object' || value.kind === 'http' || value.kind === 'made-by' || value.kind === 'instance' ? value : UNKNOWN;
}

/** What a parameter gets: by its annotation, its default, or the calls of its function. */
function valueOfParameter(context: EvaluatorContext, parameter: ast.Arg, fn: FunctionNode): Value {
  const owner = fn.type === 'Lambda' ? undefined : classOf(fn);
  if (owner && parameter === firstParameter(fn) && fn.type !== 'Lambda' && !isDecoratedBy(context, fn, 'staticmethod')) {
    return isDecoratedBy(context, fn, 'classmethod') || fn.name === '__new__'
      ? { kind: 'class', node: owner }
      : { kind: 'instance', of: owner };
  }
  if (parameter === fn.args.vararg || parameter === fn.args.kwarg) return UNKNOWN;
  const typed = parameter.annotation ? valueOfType(context, parameter.annotation) : UNKNOWN;
  if (typed.kind !== 'unknown') return typed;
  const initial = defaultOf(parameter, fn.args);
  if (initial && !isNone(initial)) {
    const value = context.evaluator.valueOf(initial);
    if (value.kind === 'sdk-object' || value.kind === 'http') return value;
  }
  const values = [...context.evaluator.callsOf(fn), ...deferredCallsOf(fn, context.tree, context.evaluator)].map((call) => {
    const argument = context.evaluator.argumentFor(call, fn, parameter);
    return argument ? context.evaluator.valueOf(argument) : UNKNOWN;
  });
  return values.length > 0 && values.every((v) => v.kind === 'sdk-object' || v.kind === 'http') ? merged(values) : UNKNOWN;
}

function firstParameter(fn: FunctionNode): ast.Arg | undefined {
  return fn.args.posonlyargs[0] ?? fn.args.args[0];
}
