import type { Comment, Node, SourceLocation } from '../syntax/ast.js';
import type { Lines } from './lines.js';

/** A node of the tree under construction. */
export type Draft<T> = { -readonly [Field in keyof T]: T[Field] };

/**
 * A node with its place and no parent yet; the caller fills in the fields of its type. `loc` is worked out when it is
 * asked for: most nodes are never reported, and a closure a node halves the speed of the whole parser.
 */
export function createNode<T extends Node | Comment>(lines: Lines, type: T['type'], start: number, end: number): Draft<T> {
  return new PlacedNode(lines, type, start, end) as unknown as Draft<T>;
}

/** Makes `parent` the parent, and gives the child back. */
export function adopt<T extends Node | null>(parent: object, child: T): T {
  if (child !== null) (child as Draft<Node>).parent = parent as Node;
  return child;
}

export function adoptAll<T extends readonly (Node | null)[]>(parent: object, children: T): T {
  for (const child of children) adopt(parent, child);
  return children;
}

class PlacedNode {
  readonly type: string;
  readonly range: readonly [number, number];
  parent: Node | null = null;
  readonly #lines: Lines;

  constructor(lines: Lines, type: string, start: number, end: number) {
    this.type = type;
    this.range = [start, end];
    this.#lines = lines;
  }

  get loc(): SourceLocation {
    return { start: this.#lines.locate(this.range[0]), end: this.#lines.locate(this.range[1]) };
  }
}
