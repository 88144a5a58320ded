import type { FunctionNode } from '../syntax/ast.js';
import { isNone } from '../syntax/tree.js';
import { hole } from '../../../engine/urls/url-text.js';
import type { TracerContext, UrlText } from './tracer.js';
import { afterEnvironment } from './texts.js';

/** What a function of this file returns. */
export function returnedTexts(context: TracerContext, fn: FunctionNode): readonly UrlText[] {
  const texts = context.tree
    .returnsOf(fn)
    .filter((r) => !isNone(r))
    .map(context.tracer.trace);
  if (texts.length === 0) return [hole('unknown')];
  return texts.length === 1 ? texts.flat() : afterEnvironment(texts.flat());
}
