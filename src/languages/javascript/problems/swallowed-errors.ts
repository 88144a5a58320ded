import type { TSESTree } from '@typescript-eslint/utils';
import type { Call } from '../../../model/facts/call.js';
import type { SwallowedError } from '../../../model/problems/swallowed-error.js';
import { isWanted, useOf } from './response-use.js';
import type { Followed } from './connection-checks.js';
import type { Handler } from '../flow/paths.js';
import { type SilentEnd, isUndefined, jumps, loopAround, silentEnd } from '../syntax/statements.js';
import { type FunctionNode, type Node, type Tree, functionAround, propertyName, readsOf, unwrap } from '../syntax/tree.js';

/** The handler of a swallowed error: a `catch` clause, or a function with the call that it is given to (`.catch(fn)`). */
export type Swallowing = { readonly clause: TSESTree.CatchClause } | { readonly fn: FunctionNode; readonly call: TSESTree.CallExpression };

/**
 * Handlers that do nothing with a failure and leave no sign of it, with their nodes. Silent where the program can tell
 * afterwards (a value that is not returned, a variable that is not set), where the answer was not wanted (a warm-up, a
 * goodbye), and where the call asks about the server: a refused connection is the answer then.
 */
export function swallowedErrors(followed: ReadonlyMap<Call, Followed>, tree: Tree): ReadonlyMap<SwallowedError, Swallowing> {
  const found = new Map<SwallowedError, Swallowing>();
  const judged = new Set<Node>();
  for (const [call, { raw, paths }] of followed) {
    if (raw.purpose !== 'model') continue;
    for (const { end, again, handlers } of paths) {
      const [handler, ...more] = handlers ?? [];
      // What tries again tells in the end; of several handlers the inner ones have told.
      if (end.kind !== 'caught' || again || !handler || more.length > 0 || judged.has(handler.body)) continue;
      if (!isWanted(raw.node, handler.point, tree)) continue;
      judged.add(handler.body);
      const swallowed = swallowing(handler);
      if (swallowed) found.set(described(swallowed, call), swallowed);
    }
  }
  return found;

  function swallowing({ body, scope }: Handler): Swallowing | undefined {
    if (body.type === 'CatchClause') {
      const end = silentEnd(body.body);
      return end && !showsBehind(body.parent, end) ? { clause: body } : undefined;
    }
    const call = scope.parent?.type === 'ChainExpression' ? scope.parent.parent : scope.parent;
    if (call?.type !== 'CallExpression' || !isDropped(call) || writesBeyond(call, call) || isKept(call)) return undefined;
    const isSilent =
      body.body.type === 'BlockStatement' ? silentEnd(body.body) !== undefined : isUndefined(body.body) || body.body.type === 'Literal';
    return isSilent ? { fn: body, call } : undefined;
  }

  /** Whether what stands behind a `try` can tell success from failure. */
  function showsBehind(statement: TSESTree.TryStatement, end: SilentEnd): boolean {
    if (jumps(statement.block)) return true;
    const fn = functionAround(statement);
    if (end === 'returns') return !fn || tree.returnsOf(fn).some((value) => !isUndefined(value)) || writesBeyond(statement.block, fn.body);
    return writesBeyond(statement.block, (end === 'continues' ? loopAround(statement)?.body : undefined) ?? statement.block);
  }

  /** Whether something in `inner` sets what lives outside `outer`. */
  function writesBeyond(inner: Node, outer: Node): boolean {
    return tree.writes.some((write) => {
      if (write.range[0] < inner.range[0] || write.range[1] > inner.range[1]) return false;
      return livesOutside(write.type === 'UpdateExpression' ? write.argument : write.left, outer);
    });
  }

  function livesOutside(target: Node, outer: Node): boolean {
    let root = unwrap(target);
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    if (root.type !== 'Identifier') return true;
    const definitions = tree.variableOf(root)?.defs ?? [];
    return definitions.length === 0 || definitions.some(({ name }) => name.range[0] < outer.range[0] || name.range[1] > outer.range[1]);
  }

  /** `pending.catch(() => {})` of a promise that has a name, and that something else waits for: who does gets its failure. */
  function isKept({ callee }: TSESTree.CallExpression): boolean {
    const member = unwrap(callee);
    const promise = member.type === 'MemberExpression' ? unwrap(member.object) : undefined;
    if (promise?.type === 'MemberExpression') return true;
    const variable = promise?.type === 'Identifier' ? tree.variableOf(promise) : undefined;
    return variable !== undefined && readsOf(variable).length > 1;
  }

  /** Whether the value of a promise is dropped. */
  function isDropped(node: Node): boolean {
    return useOf(node, tree) === 'dropped';
  }
}

function described(swallowing: Swallowing, call: Call): SwallowedError {
  if ('clause' in swallowing) {
    const [start] = swallowing.clause.range;
    return { span: { start, end: start + 'catch'.length }, handler: '`catch`', call };
  }
  const callee = unwrap(swallowing.call.callee);
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return {
    span: { start: name.range[0], end: name.range[1] },
    handler: callee.type === 'MemberExpression' && propertyName(callee) === 'then' ? 'the second function of `.then()`' : '`.catch()`',
    call,
  };
}
