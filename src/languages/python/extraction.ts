import type { BlindRetry } from '../../model/blind-retry.js';
import type { Call } from '../../model/call.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { Facts } from '../../model/facts.js';
import type { ProjectUrl } from '../../model/project.js';
import type { SwallowedError } from '../../model/swallowed.js';
import type { Comment, Module, Node } from './ast.js';
import type { BlindNode } from './blind-retries.js';
import type { RawCall } from './calls.js';
import type { Evaluator } from './evaluate.js';
import type { Handler } from './flow.js';
import type { OwnRetries } from './own-retry.js';
import type { Tree } from './tree.js';

/** The facts of a file with the tree nodes they came from, for the repairs. */
export interface Extraction {
  readonly facts: Facts;
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly raws: ReadonlyMap<Call, RawCall>;
  readonly endpointNodes: ReadonlyMap<Endpoint, Node>;
  readonly swallowing: ReadonlyMap<SwallowedError, Handler['body']>;
  readonly blind: ReadonlyMap<BlindRetry, BlindNode>;
  readonly ownRetries: OwnRetries;
  /** The base URLs that the other files of the project hold. */
  readonly urlsElsewhere: () => readonly ProjectUrl[];
}

/** A parsed Python file. */
export interface PythonFile {
  readonly text: string;
  readonly ast: Module;
  readonly comments: readonly Comment[];
}
