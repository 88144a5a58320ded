import type { TSESTree } from '@typescript-eslint/utils';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { isLogCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import { type LayersOfWays, costOf } from '../../../engine/problems/retry-layers.js';
import type { Wrapper } from '../../../model/catalog/retry-library.js';
import type { Call } from '../../../model/facts/call.js';
import type { BlindRetry } from '../../../model/problems/blind-retry.js';
import type { RetryNode } from '../flow/paths.js';
import { handlerEffect, loopAround, rethrowsAsIs } from '../syntax/statements.js';
import { type CallNode, type FunctionNode, type Node, type Tree, functionAround, isWithin, readsOf, unwrap } from '../syntax/tree.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import { type HandlerContext, isBlind, isBlindExpression, isLogged } from './blind-handlers.js';
import type { Followed } from './connection-checks.js';
import { isWanted } from './response-use.js';

/** The node that a blind retry is about: the library's call, or the statement that tries again. */
export type BlindNode = RetryNode;

/** Without what it costs. */
type Blind = Omit<BlindRetry, 'attempts' | 'seconds'>;

/**
 * What tries calls again without looking at what failed, with the nodes. Silent as soon as anything on the way may look at
 * the error, or changes what is asked for (another model, another key): then the next try is not the same.
 */
export function blindRetries(
  followed: ReadonlyMap<Call, Followed>,
  measured: ReadonlyMap<Call, LayersOfWays>,
  tree: Tree,
  evaluator: Evaluator,
): ReadonlyMap<BlindRetry, BlindNode> {
  const context: HandlerContext = { tree, evaluator };
  const found = new Map<BlindRetry, BlindNode>();
  const judged = new Set<Node>();
  for (const [call, { raw, paths }] of followed) {
    // A check whether the server is up expects this failure.
    if (raw.purpose !== 'model') continue;
    for (const [way, { layers = [], handlers = [] }] of paths.entries()) {
      for (const [i, { kind, at, beyond }] of layers.entries()) {
        const node = 'call' in at ? at.call : at.statement;
        if (kind === 'repeated' || judged.has(node) || !isWanted(raw.node, handlers[0]?.point ?? node, tree)) continue;
        judged.add(node);
        // A handler that throws on whatever it gets chooses nothing.
        const inside = handlers.slice(0, handlers.length - beyond).filter(({ body }) => !rethrowsAll(context, body)).length;
        const rejects = raw.failure.rejectsOnStatus ?? true;
        const blind =
          'call' in at
            ? inside === 0 && (rejects || throwsOnStatus(context, at.fn)) && blindLibrary(context, at.call, at.known.wrapper, call)
            : inside === 1 &&
              (rejects || throwsOnStatus(context, scopeOf(at.statement))) &&
              blindHandler(context, kind, at.statement, call);
        if (blind) found.set({ ...blind, ...costOf(measured.get(call)?.[way], i - layers.length) }, at);
      }
    }
  }
  return found;
}

/** Whether a handler throws whatever it gets, and does nothing else but log it. */
function rethrowsAll(context: HandlerContext, body: TSESTree.CatchClause | FunctionNode): boolean {
  const param = body.type === 'CatchClause' ? (body.param ?? undefined) : body.params[0];
  const effect = handlerEffect(body.body, param);
  if (effect !== 'transparent' && (effect !== 'throws' || !rethrowsAsIs(body.body, param))) return false;
  const [start, end] = body.body.range;
  return context.tree.calls.every(
    (call) =>
      call.range[0] < start ||
      call.range[1] > end ||
      call.parent.type !== 'ExpressionStatement' ||
      isLogCall(context.tree.text.slice(...call.callee.range)),
  );
}

/** Of clients that resolve on every status: whether the answer's is turned into an error, and nothing asks which it is. */
function throwsOnStatus(context: HandlerContext, { range: [start, end] }: Node): boolean {
  const text = context.tree.text.slice(start, end);
  return (
    /!\s*[\w$]+\.ok\s*\)\s*(?:\{\s*(?:(?:const|let) [^;]*;\s*)?)?throw\b/.test(text) &&
    !/\.status\s*(?:[<>]|[!=]=)|case [45]\d\d\b/.test(text)
  );
}

function blindLibrary(context: HandlerContext, call: CallNode, wrapper: Wrapper, of: Call): Blind | undefined {
  const { selects } = wrapper;
  if (
    !selects ||
    selects.by.some((place) => !isAbsent(context, call, place)) ||
    selects.listeners?.some((place) => !isAbsent(context, call, place) && !onlyListens(context, call, place))
  )
    return undefined;
  const name = unwrap(call.callee);
  return { kind: 'library', span: spanOf(name), name: codeExcerpt(context.tree.text.slice(...name.range)), call: of };
}

function isAbsent(context: HandlerContext, call: CallNode, place: string): boolean {
  const argument = call.arguments[Number(place.split('.')[0])];
  // `retry(fn, 3)`
  return argument?.type === 'Literal' || argumentAt(call, place, context.evaluator.valueOf).kind === 'absent';
}

/** Whether the function of an option only logs the error. */
function onlyListens(context: HandlerContext, call: CallNode, place: string): boolean {
  const option = argumentAt(call, place, context.evaluator.valueOf);
  const fn = option.kind === 'given' ? context.evaluator.functionCalled(option.node) : undefined;
  if (!fn) return false;
  const [param] = fn.params;
  if (param && param.type !== 'Identifier' && param.type !== 'ObjectPattern') return false;
  const names = param
    ? context.tree
        .declaredBy(fn)
        .filter((v) => v.defs.some(({ name }) => name.range[0] >= param.range[0] && name.range[1] <= param.range[1]))
    : [];
  return fn.body.type === 'BlockStatement'
    ? isBlind(context, fn.body.body, new Set(names), undefined, false)
    : isBlindExpression(context, fn.body, new Set(names));
}

function blindHandler(
  context: HandlerContext,
  kind: 'loop' | 'recursion' | 'wrapper',
  statement: TSESTree.TryStatement | CallNode,
  call: Call,
): Blind | undefined {
  const handler = handlerOf(context, statement);
  const own = functionAround(statement);
  const loop = kind === 'loop' ? loopAround(statement) : undefined;
  if (!handler || (kind === 'loop' && (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement'))) return undefined;
  const { body, param } = handler;
  if (body.type !== 'BlockStatement' || (param && param.type !== 'Identifier')) return undefined;
  const error = param && context.tree.variableOf(param);
  if (param && !error) return undefined;
  if (loop && changesRequest(context, loop, scopeOf(statement))) return undefined;
  if (!isBlind(context, body.body, new Set(error ? [error] : []), kind === 'recursion' ? own : undefined, true, loop)) return undefined;
  const [start] = statement.type === 'TryStatement' && statement.handler ? statement.handler.range : [0];
  const name = statement.type === 'TryStatement' ? undefined : unwrap(statement.callee);
  const span = name ? spanOf(name.type === 'MemberExpression' ? name.property : name) : { start, end: start + 'catch'.length };
  return { kind: kind === 'recursion' ? 'recursion' : 'loop', span, name: name ? '.catch()' : 'catch', call };
}

function handlerOf(
  context: HandlerContext,
  statement: TSESTree.TryStatement | CallNode,
): { readonly body: Node; readonly param: Node | undefined } | undefined {
  if (statement.type === 'TryStatement')
    return statement.handler ? { body: statement.handler.body, param: statement.handler.param ?? undefined } : undefined;
  const fn = context.evaluator.functionCalled(statement.arguments.at(-1) ?? statement);
  return fn && { body: fn.body, param: fn.params[0] };
}

function scopeOf(statement: TSESTree.TryStatement | CallNode): Node {
  return statement.type === 'TryStatement' ? statement.block : statement.callee;
}

/** Whether the loop sets something that the request reads: a counter that picks the model, another key. */
function changesRequest(context: HandlerContext, loop: Node, scope: Node): boolean {
  return context.tree.writes.some((write) => {
    if (!isWithin(write, loop) || isWithin(write, scope)) return false;
    const target = unwrap(write.type === 'UpdateExpression' ? write.argument : write.left);
    if (target.type !== 'Identifier') return true;
    const variable = context.tree.variableOf(target);
    return !variable || readsOf(variable).some((read) => isWithin(read, scope) && !isLogged(read, scope));
  });
}

/** `console.error` of a callee, as it is written; what is not a name is left out. */
function spanOf({ range: [start, end] }: Node): BlindRetry['span'] {
  return { start, end };
}
