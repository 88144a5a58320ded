import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, Tree, Variable } from '../syntax/tree.js';
import type { CatalogView } from './catalog.js';
import type { Imports } from './imported-values.js';
import { UNKNOWN, type Value } from './value.js';

/**
 * What evaluating an expression needs to know of the file, and the questions that lead to each other. Each kind of
 * expression is a file of functions; they ask each other through this context.
 */
export interface EvaluationContext {
  readonly tree: Tree;
  readonly catalog: CatalogView;
  readonly imports: Imports;
  readonly valueOf: (node: Node) => Value;
  readonly valueOfVariable: (variable: Variable) => Value;
  /** What a type annotation says its values are. */
  readonly valueOfType: (annotation: TSESTree.TypeNode | undefined) => Value;
  /** A property of a value. */
  readonly member: (value: Value, name: string) => Value;
  /** What a module exports; the module `''` stands for the globals. */
  readonly moduleExport: (module: string, path: readonly string[]) => Value;
}

/** The first of several values that is known. */
export function firstKnown(context: EvaluationContext, nodes: readonly Node[]): Value {
  for (const node of nodes) {
    const value = context.valueOf(node);
    if (value.kind !== 'unknown' && !(value.kind === 'external' && value.module === '')) return value;
  }
  return UNKNOWN;
}

/** Several values of one variable: the same kind of thing, its options no longer known; otherwise unknown. */
export function merged(values: readonly Value[]): Value {
  const [first, ...rest] = values;
  if (!first) return UNKNOWN;
  if (rest.length === 0) return first;
  if (first.kind !== 'sdk-object') return UNKNOWN;
  const same = rest.every(
    (v) => v.kind === 'sdk-object' && v.sdk === first.sdk && v.object === first.object && v.path.join('.') === first.path.join('.'),
  );
  return same ? { ...first, made: [] } : UNKNOWN;
}
