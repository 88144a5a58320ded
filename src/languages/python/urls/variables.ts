import type * as ast from '../syntax/ast.js';
import { type Binding, type Variable, isNone } from '../syntax/tree.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { MAX_ALTERNATIVES, asFallback, combined, hole, identified } from '../../../engine/urls/url-text.js';
import { whileInProgress } from '../../../engine/in-progress.js';
import { reachingBindings } from '../syntax/reaching-definitions.js';
import { defaultOf } from '../values/parameters.js';
import { deferredCallsOf } from '../values/deferred.js';
import type { TracerContext, UrlText } from './tracer.js';
import { filledFromOtherFile } from './imported-holes.js';
import { afterEnvironment, optionDefault } from './texts.js';

/** What a variable may hold where it is read. */
export function traceVariable(context: TracerContext, variable: Variable, read: Node): readonly UrlText[] {
  if (context.memo.inProgress.has(variable)) {
    context.memo.cuts += 1;
    return [hole('unknown', variable.name, variable)];
  }
  return whileInProgress(context.memo.inProgress, variable, () => definedTexts(context, variable, reachingBindings(variable, read)));
}

/** What several definitions of a variable give. */
export function definedTexts(context: TracerContext, variable: Variable, bindings: readonly Binding[]): readonly UrlText[] {
  const unknown: UrlText = hole('unknown', variable.name, variable);
  let texts: UrlText[] = [];
  let writes = 0;
  for (const binding of bindings) {
    switch (binding.kind) {
      case 'parameter':
        texts.push(...traceParameter(context, binding.node, binding.fn, variable));
        break;
      case 'assign':
        if (!binding.value) break;
        if (isNone(binding.value)) {
          writes += 1;
          break;
        }
        writes += 1;
        texts.push(...context.tracer.trace(binding.value));
        break;
      case 'loop': {
        const { iter } = binding;
        if (!binding.isWhole || (iter.type !== 'List' && iter.type !== 'Tuple')) return [unknown];
        texts.push(...iter.elts.flatMap(context.tracer.trace));
        break;
      }
      case 'other': {
        const { parent } = binding.node;
        if (parent?.type !== 'AugAssign' || parent.op !== '+') return [unknown];
        texts = [...texts, ...combined([texts, context.tracer.trace(parent.value)])].slice(0, MAX_ALTERNATIVES);
        break;
      }
      case 'import':
        return [filledFromOtherFile(context, unknown, context.evaluator.valueOfVariable(variable), [])];
      case 'function':
      case 'class':
      case 'unpack':
      case 'with':
        return [unknown];
    }
  }
  if (texts.length === 0) return [unknown];
  const parameter = bindings.some((b) => b.kind === 'parameter');
  return (writes > 1 || (writes > 0 && parameter) ? afterEnvironment(texts) : texts).map((t) => identified(t, variable));
}

/** A parameter: its default, and what the callers in this file give. */
function traceParameter(context: TracerContext, parameter: ast.Arg, fn: FunctionNode, identity: unknown): readonly UrlText[] {
  const texts: UrlText[] = [hole('parameter', parameter.arg, identity)];
  if (parameter === fn.args.vararg || parameter === fn.args.kwarg) return texts;
  const initial = defaultOf(parameter, fn.args);
  if (initial && !isNone(initial)) texts.push(...context.tracer.trace(optionDefault(initial)).map(asFallback));
  for (const call of [...context.evaluator.callsOf(fn), ...deferredCallsOf(fn, context.tree, context.evaluator)]) {
    const argument = context.evaluator.argumentFor(call, fn, parameter);
    if (argument) texts.push(...context.tracer.trace(argument).filter((t) => t.parts.some((p) => 'text' in p)));
  }
  return texts;
}
