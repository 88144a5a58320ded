import type { UrlText as Text } from '../../../engine/urls/url-text.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import type { PythonProject } from '../flow/project-types.js';
import type { Node } from '../syntax/ast.js';
import type { Tree, Variable } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';

/** A text of Python's that may be a URL. */
export type UrlText = Text<Node>;

/** Follows a URL back to the literals, variables and arguments that make it. */
export interface UrlTracer {
  /** The texts that an expression may be. */
  trace(node: Node): readonly UrlText[];
  /** What a name of the module holds, or an attribute of what it holds. */
  traceName(variable: Variable, attribute: string | undefined): readonly UrlText[];
}

/** What the functions of the tracer share. */
export interface TracerContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly style: EnvironmentStyle | undefined;
  /** The file's project, where it is looked at: it tells what imported constants hold. */
  readonly project: PythonProject | undefined;
  /** The tracer itself: its functions call each other through it. */
  readonly tracer: UrlTracer;
  readonly memo: Memo;
}

/** The answers so far. */
export interface Memo {
  readonly known: Map<Node, readonly UrlText[]>;
  readonly inProgress: Set<unknown>;
  /** Answers that were cut short because they ask for themselves: kept for the question in progress alone. */
  readonly provisional: Map<Node, readonly UrlText[]>;
  /** How often an answer was cut short. */
  cuts: number;
  steps: number;
}
