import { once } from '../../../engine/lazy-fields.js';
import { type LayersOfWays, costOfWay } from '../../../engine/problems/retry-layers.js';
import type { RetryLayer } from '../../../model/problems/retry-layers.js';
import type { Call, Escape } from '../../../model/facts/call.js';
import type { Retry } from '../../../model/facts/retry.js';
import type { Guard } from '../../../model/guard.js';
import type { AnsweredRequest, FoundCall } from '../calls/call-context.js';
import { type UnresolvedCall, finishedCall } from '../calls/calls.js';
import { retryingSessions } from '../calls/sessions.js';
import type { Flow } from '../flow/index.js';
import type { Path } from '../flow/path.js';
import type { PythonProject } from '../flow/project-types.js';
import type { Node } from '../syntax/ast.js';
import type { Tree } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';
import type { HttpObject } from '../values/value.js';
import { createLayerReader } from './retry-layers.js';

/** The calls of a file with what becomes of their failures. The maps are empty before the calls are asked for. */
export interface FollowedCalls {
  /** Follows the failure of every call, once. */
  calls(): readonly Call[];
  readonly raws: ReadonlyMap<Call, UnresolvedCall>;
  readonly ways: ReadonlyMap<Call, readonly Path[]>;
  /** The retry layers of each way, for calls that have some. */
  readonly layers: ReadonlyMap<Call, LayersOfWays>;
  /** The requests whose response may be read without a check of its status. */
  readonly requests: ReadonlyMap<Call, AnsweredRequest>;
}

interface Context {
  readonly tree: Tree;
  readonly flow: Flow;
  readonly project: PythonProject | undefined;
  readonly raws: Map<Call, UnresolvedCall>;
  readonly ways: Map<Call, readonly Path[]>;
  readonly layers: Map<Call, LayersOfWays>;
  readonly requests: Map<Call, AnsweredRequest>;
  retrying(http: HttpObject): Retry | undefined;
  layersOf(path: Path, call: Node): readonly RetryLayer[];
}

/** Prepares to follow the failures of calls. */
export function createFollowedCalls(
  found: readonly FoundCall[],
  module: { readonly tree: Tree; readonly evaluator: Evaluator; readonly flow: Flow },
  project: PythonProject | undefined,
  guard: Guard,
): FollowedCalls {
  const { tree, evaluator, flow } = module;
  const context: Context = {
    tree,
    flow,
    project,
    raws: new Map(),
    ways: new Map(),
    layers: new Map(),
    requests: new Map(),
    retrying: retryingSessions(tree, evaluator),
    layersOf: createLayerReader(tree, evaluator),
  };
  const calls = once(() => found.flatMap((one) => guard('the failure of a call', () => followed(context, one)) ?? []));
  return { ...context, calls };
}

/** Follows the failure of a call, and keeps what the problems are found by. */
function followed(context: Context, { raw, endpoint, http, request }: FoundCall): Call {
  const { call: finished, paths, lost } = finishedCall(raw, context.flow, endpoint, context.tree, context.project);
  const session = http && finished.retry.kind === 'none' ? context.retrying(http) : undefined;
  const escape = lost && escapeOf(context, finished, raw, lost);
  const call: Call = { ...finished, ...(session && { retry: session }), ...(escape && { escape }) };
  context.raws.set(call, raw);
  context.ways.set(call, paths);
  if (paths.some((path) => path.layers))
    context.layers.set(
      call,
      paths.map((path) => context.layersOf(path, nodeOf(raw))),
    );
  // An adapter that tries again raises when it gives up.
  if (request && !(http && context.retrying(http))) context.requests.set(call, request);
  return call;
}

/** What gets out where no handler catches the failure and something around the call tries again. */
function escapeOf(context: Context, { span, failure }: Call, raw: UnresolvedCall, lost: Path): Escape | undefined {
  const isRetried = lost.again?.kind === 'wrapper' || lost.again?.kind === 'loop';
  if (!lost.layers && lost.raises === undefined && !isRetried) return undefined;
  const error = lost.raises ?? failure.error;
  const isSeen = lost.layers !== undefined && raw.isCertain;
  return {
    error,
    ...(isSeen ? costOfWay(raw, context.layersOf(lost, nodeOf(raw)), span) : { requests: undefined, seconds: undefined }),
  };
}

function nodeOf({ node }: UnresolvedCall): Node {
  return node.type === 'Reference' ? node.reference : node;
}
