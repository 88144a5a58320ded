import type { Call } from '../../../model/facts/call.js';
import type { SwallowedError } from '../../../model/problems/swallowed-error.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { isWanted } from './response-use.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import type { UnresolvedCall } from '../calls/calls.js';
import type { Handler, Path } from '../flow/path.js';
import { type SilentEnd, jumps, loopAround, silentEnd } from '../syntax/statements.js';
import { type Tree, childrenOf, functionAround, isFunction, isNone, isWithin } from '../syntax/tree.js';

/**
 * Handlers that do nothing with a failure and leave no sign of it, with their nodes. Silent where the program can tell
 * afterwards (a value that is not returned, a variable that is not set), where the answer was not wanted (a warm-up, a
 * goodbye), and where the call asks about the server: a refused connection is the answer then.
 */
export function swallowedErrors(
  ways: ReadonlyMap<Call, readonly Path[]>,
  raws: ReadonlyMap<Call, UnresolvedCall>,
  tree: Tree,
): ReadonlyMap<SwallowedError, Handler['body']> {
  const found = new Map<SwallowedError, Handler['body']>();
  const judged = new Set<Node>();
  for (const [call, paths] of ways) {
    const raw = raws.get(call);
    if (raw?.purpose !== 'model' || raw.node.type === 'Reference') continue;
    for (const { end, again, handlers } of paths) {
      const [handler, ...more] = handlers ?? [];
      // What tries again tells in the end; of several handlers the inner ones have told.
      if (end.kind !== 'caught' || again || !handler || more.length > 0 || judged.has(handler.body)) continue;
      if (!isWanted(raw.node, handler.point, tree)) continue;
      judged.add(handler.body);
      if (isSilent(handler)) found.set(described(handler, call), handler.body);
    }
  }
  return found;

  function isSilent({ body }: Handler): boolean {
    const statement = body.parent;
    if (body.type === 'withitem')
      return (statement?.type === 'With' || statement?.type === 'AsyncWith') && !showsBehind(statement, statement.body, 'completes');
    if (statement?.type !== 'Try' && statement?.type !== 'TryStar') return false;
    const end = silentEnd(body.body);
    return end !== undefined && !showsBehind(statement, [...statement.body, ...statement.orelse], end);
  }

  /** Whether what stands behind a statement can tell success from failure. */
  function showsBehind(statement: ast.Statement, block: readonly ast.Statement[], end: SilentEnd): boolean {
    if (jumps(block)) return true;
    const fn = functionAround(statement);
    if (end === 'returns' && (!fn || tree.returnsOf(fn).some((value) => !isNone(value)))) return true;
    const outer = end === 'returns' ? fn : end === 'continues' ? loopAround(statement) : statement;
    return block.some((s) => writesBeyond(s, outer ?? statement));
  }

  /** Whether something in `root` sets what is read outside `outer`, or what lives in an object. */
  function writesBeyond(root: Node, outer: Node): boolean {
    const stack: Node[] = [root];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.type === 'AugAssign' || node.type === 'Global' || node.type === 'Nonlocal') return true;
      if (node.type === 'Assign' && node.targets.some((target) => isReadBeyond(target, outer))) return true;
      if ((node.type === 'AnnAssign' || node.type === 'NamedExpr') && isReadBeyond(node.target, outer)) return true;
      if (!isFunction(node) || node.type === 'Lambda') stack.push(...childrenOf(node));
    }
    return false;
  }

  function isReadBeyond(target: ast.Expression, outer: Node): boolean {
    if (target.type === 'Tuple' || target.type === 'List') return target.elts.some((element) => isReadBeyond(element, outer));
    if (target.type === 'Starred') return isReadBeyond(target.value, outer);
    if (target.type !== 'Name') return true;
    const variable = tree.variableOf(target);
    return !variable || variable.reads.some((read) => !isWithin(read, outer));
  }

  function described({ body }: Handler, call: Call): SwallowedError {
    const shown = (node: Node) => codeExcerpt(tree.textOf(node));
    if (body.type === 'withitem')
      return {
        span: { start: body.context_expr.range[0], end: body.context_expr.range[1] },
        handler: `\`${shown(body.context_expr)}\``,
        call,
      };
    const [start] = body.range;
    const end = body.excType ? body.excType.range[1] : start + 'except'.length;
    return { span: { start, end }, handler: `\`except${body.excType ? ` ${shown(body.excType)}` : ''}\``, call };
  }
}
