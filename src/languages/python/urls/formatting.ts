import type * as ast from '../syntax/ast.js';
import { stringOf } from '../syntax/tree.js';
import { MAX_LITERAL, combined, hole } from '../../../engine/urls/url-text.js';
import type { Node } from '../syntax/ast.js';
import type { TracerContext, UrlText } from './tracer.js';
import { textPiece } from './texts.js';

/** `"http://%s:%d/v1" % (host, port)` and `"http://{}/v1".format(host)`. */
export function formatted(
  context: TracerContext,
  template: ast.Expression,
  gap: RegExp,
  values: readonly (ast.Expression | undefined)[],
): readonly UrlText[] {
  const text = stringOf(template);
  if (text === undefined) return [hole('unknown')];
  const pieces = text.split(gap);
  return combined(
    pieces.flatMap((piece, i) => {
      const value = values[i];
      const filled =
        i < pieces.length - 1 ? [value && value.type !== 'Starred' ? context.tracer.trace(value) : [hole<Node>('unknown')]] : [];
      return [...(piece === '' ? [] : [textPiece(piece, template)]), ...filled];
    }),
  );
}

/** `"http://{}/v1".format(host)`: what each gap is filled with. */
export function traceFormat(context: TracerContext, node: ast.Call, template: ast.Expression): readonly UrlText[] {
  const text = stringOf(template);
  if (text === undefined || text.length > MAX_LITERAL) return [hole('unknown')];
  let next = 0;
  const values = [...text.matchAll(/\{(\w*)(?:[^\w{}][^{}]*)?\}/g)].map(([, name = '']) => {
    if (name === '') return node.args[next++];
    return /^\d+$/.test(name) ? node.args[Number(name)] : node.keywords.find((k) => k.arg === name)?.value;
  });
  return formatted(context, template, /\{[^{}]*\}/, values);
}
