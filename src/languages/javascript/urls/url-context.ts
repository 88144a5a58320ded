import type { UrlPart as Part, UrlText as Text } from '../../../engine/urls/url-text.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import type { Node, Tree, Variable } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Imports } from '../values/imported-values.js';

export type UrlPart = Part<Node>;

export type UrlText = Text<Node>;

/**
 * What tracing a URL needs to know of the file, and the questions that lead to each other. Each kind of expression is a
 * file of functions; they ask each other through this context.
 */
export interface UrlContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  /** How the project reads its environment. */
  readonly style: EnvironmentStyle | undefined;
  readonly imports: Imports;
  readonly trace: (node: Node) => readonly UrlText[];
  readonly traceVariable: (variable: Variable) => readonly UrlText[];
  /** The same questions inside a call, where parameters have values; `undefined` in too many calls inside one another. */
  readonly inCall: (values: ReadonlyMap<Variable, readonly UrlText[]>) => UrlContext | undefined;
}
