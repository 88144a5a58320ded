import type * as ast from '../syntax/ast.js';
import type { RetryingLibrary } from '../flow/wrappers/retry-effects.js';
import type { Node } from '../syntax/ast.js';
import { logsAndRaises } from '../syntax/statements.js';
import { type UnresolvedCall, argumentsOf } from '../calls/calls.js';
import { type Tree, functionAround, isWithin } from '../syntax/tree.js';
import type { Call } from '../../../model/facts/call.js';
import type { Path } from '../flow/path.js';
import { type LayersOfWays, costOf } from '../../../engine/problems/retry-layers.js';
import type { Evaluator } from '../values/evaluator.js';
import type { ExceptionMatcher } from '../flow/exception-matching.js';
import type { BlindRetry } from '../../../model/problems/blind-retry.js';
import { isWanted } from './response-use.js';
import { type BlindContext, blindLibrary, ends } from './blind-libraries.js';
import { blindHandler } from './blind-handlers.js';

/** The node that a blind retry is about: the library's use, or the clause that tries again. */
export type BlindNode = RetryingLibrary | { readonly statement: ast.Try };

/**
 * What tries calls again without looking at what failed, with the nodes. Silent as soon as anything on the way may look at
 * the error, or changes what is asked for (another model, another key): then the next try is not the same.
 */
export function blindRetries(
  ways: ReadonlyMap<Call, readonly Path[]>,
  raws: ReadonlyMap<Call, UnresolvedCall>,
  measured: ReadonlyMap<Call, LayersOfWays>,
  tree: Tree,
  evaluator: Evaluator,
  matcher: ExceptionMatcher,
): ReadonlyMap<BlindRetry, BlindNode> {
  const context: BlindContext = { matcher, tree, evaluator, raws };
  const found = new Map<BlindRetry, BlindNode>();
  const judged = new Set<Node>();
  for (const [call, paths] of ways) {
    const raw = raws.get(call);
    // Who asks whether the server is up waits for what fails now.
    if (raw?.purpose !== 'model') continue;
    const asked = raw.node.type === 'Reference' ? raw.node.reference : raw.node;
    for (const [way, { layers = [], handlers = [], passed = [] }] of paths.entries()) {
      for (const [i, { kind, at, beyond }] of layers.entries()) {
        const node = 'known' in at ? at.node : at.statement;
        if (kind === 'repeated' || judged.has(node) || !isWanted(asked, handlers[0]?.point ?? node, tree)) continue;
        judged.add(node);
        if (!rejects(context, raw)) continue;
        const inside = handlers.slice(0, handlers.length - beyond);
        const own = 'known' in at ? undefined : inside.pop()?.body;
        const around = functionAround(asked);
        const others = passed
          .map(({ statement }) => statement)
          .filter(
            (statement) =>
              functionAround(statement) === around &&
              (!('statement' in at) || (statement !== at.statement && isWithin(statement, at.statement))),
          );
        if (
          ![...inside.map(({ body }) => body.parent), ...others].every((statement) => looksAtNothing(context, statement, raw.failure.error))
        )
          continue;
        const blind =
          'known' in at
            ? blindLibrary(context, at, call)
            : own?.type === 'ExceptHandler' && blindHandler(context, kind, at.statement, own, call);
        if (blind) found.set({ ...blind, ...costOf(measured.get(call)?.[way], i - layers.length) }, at);
      }
    }
  }
  return found;
}

/** Whether all clauses of a `try` only write a log and raise the same error again. */
function looksAtNothing(context: BlindContext, statement: Node | null, error: string): boolean {
  return (
    (statement?.type === 'Try' || statement?.type === 'TryStar') &&
    statement.handlers.every(({ body, name, excType }) => isForeign(context, excType, error) || logsAndRaises(body, name))
  );
}

/** Whether all classes of a clause are of other packages than the library's own. */
function isForeign(context: BlindContext, type: ast.Expression | null, error: string): boolean {
  return (
    type !== null &&
    context.matcher.classesIn(type).every((name) => name?.includes('.') === true && ends(name).split('.')[0] !== ends(error).split('.')[0])
  );
}

/** Whether a 400 is raised too: by the library, or by `raise_for_status()` in the same block, with no look at the status. */
function rejects(context: BlindContext, { failure, node }: UnresolvedCall): boolean {
  if (failure.rejectsOnStatus ?? true) return true;
  const call = argumentsOf(node);
  const fn = functionAround(node.type === 'Reference' ? node.reference : node);
  if (!fn) return false;
  const text = context.tree.textOf(fn);
  return (
    call.keywords.every(({ arg }) => arg !== null) &&
    text.includes('.raise_for_status()') &&
    !/\bstatus(?:_code)?\s*(?:[<>]|[!=]=|in\b|not\b)/.test(text)
  );
}
