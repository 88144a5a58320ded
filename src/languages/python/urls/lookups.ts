import type * as ast from '../syntax/ast.js';
import { isNone, stringOf } from '../syntax/tree.js';
import { alternatives, asFallback, hole } from '../../../engine/urls/url-text.js';
import { entryOf } from '../values/arguments.js';
import type { TracerContext, UrlText } from './tracer.js';

/** An entry of a dict, or of a configuration. */
export function traceSubscript(context: TracerContext, node: ast.Subscript): readonly UrlText[] {
  const key = stringOf(node.slice);
  const value = key === undefined ? undefined : context.evaluator.valueOf(node.value);
  const hidden: UrlText = hole('configuration', key, context.tree.textOf(node));
  if (key === undefined || value?.kind !== 'dict') return [hidden];
  const found = entryOf(value.node, key, context.evaluator.valueOf);
  if (found.kind !== 'given') return [hidden];
  return isRewritten(context, node.value, key) ? context.tracer.trace(found.node).map(asFallback) : context.tracer.trace(found.node);
}

/** Whether the file assigns to the key of a dict that has a name. */
function isRewritten(context: TracerContext, dict: ast.Expression, key: string): boolean {
  const variable = dict.type === 'Name' ? context.tree.variableOf(dict) : undefined;
  return (
    variable?.reads.some((read) => {
      const at = read.parent;
      if (at?.type === 'Attribute' && at.attr === 'update') return true;
      return at?.type === 'Subscript' && stringOf(at.slice) === key && at.parent?.type === 'Assign' && at.parent.targets.includes(at);
    }) ?? false
  );
}

/** `settings.get(key, fallback)`. */
export function traceGet(
  context: TracerContext,
  holder: ast.Expression,
  key: string,
  fallback: ast.Expression | undefined,
): readonly UrlText[] {
  const value = context.evaluator.valueOf(holder);
  const found = value.kind === 'dict' ? entryOf(value.node, key, context.evaluator.valueOf) : undefined;
  const texts: readonly UrlText[] =
    found?.kind === 'given' ? context.tracer.trace(found.node) : [hole('configuration', key, `${context.tree.textOf(holder)}.${key}`)];
  return fallback && !isNone(fallback) ? alternatives(texts, context.tracer.trace(fallback)) : texts;
}
