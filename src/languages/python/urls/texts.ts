import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { asFallback, literalText } from '../../../engine/urls/url-text.js';
import type { UrlText } from './tracer.js';

/** A literal as a piece of a longer text. */
export function textPiece(text: string, node: Node): readonly UrlText[] {
  return [literalText(text, node)];
}

/** Several values of one variable: each stands in for another; the environment's variable among them is kept. */
export function afterEnvironment(texts: readonly UrlText[]): readonly UrlText[] {
  const environment = texts.flatMap((t) => t.parts).find((p) => 'hole' in p && p.hole === 'environment');
  const name = environment && 'name' in environment ? environment.name : undefined;
  return texts.map((t) =>
    name === undefined || t.variable !== undefined || 'hole' in (t.parts[0] ?? { hole: 0 })
      ? asFallback(t)
      : { ...asFallback(t), variable: name },
  );
}

/** `url: str = typer.Option("http://…")`, `Query(…)`, `Field(default=…)`: the literal inside is the default. */
export function optionDefault(node: ast.Expression): ast.Expression {
  if (node.type !== 'Call') return node;
  return node.keywords.find((k) => k.arg === 'default')?.value ?? node.args[0] ?? node;
}
