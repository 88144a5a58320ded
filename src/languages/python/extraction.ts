import type { BlindRetry } from '../../model/problems/blind-retry.js';
import type { Call } from '../../model/facts/call.js';
import type { Endpoint } from '../../model/facts/endpoint.js';
import type { Facts, Problems } from '../../model/file-facts.js';
import type { ProjectUrl } from '../../model/project.js';
import type { SwallowedError } from '../../model/problems/swallowed-error.js';
import type { Comment, Module, Node } from './syntax/ast.js';
import type { BlindNode } from './problems/blind-retries.js';
import type { UnresolvedCall } from './calls/calls.js';
import type { Evaluator } from './values/evaluator.js';
import type { Handler } from './flow/path.js';
import type { OwnRetries } from './flow/own-retry.js';
import type { Tree } from './syntax/tree.js';

/** The facts of a file with the tree nodes they came from, for the repairs. */
export interface Extraction {
  readonly facts: Facts;
  readonly problems: Problems;
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly raws: ReadonlyMap<Call, UnresolvedCall>;
  readonly endpointNodes: ReadonlyMap<Endpoint, Node>;
  swallowing(): ReadonlyMap<SwallowedError, Handler['body']>;
  blind(): ReadonlyMap<BlindRetry, BlindNode>;
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
