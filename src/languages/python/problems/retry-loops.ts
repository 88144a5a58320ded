import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { type Tree, functionAround, isWithin } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Constants } from '../values/constants.js';
import type { Handler } from '../flow/path.js';
import type { RetryLayer } from '../../../model/problems/retry-layers.js';
import { loopAround } from '../syntax/statements.js';
import { type LoopContext, attemptsOf, counterOf, isIndex, nodesIn } from './loop-attempts.js';
import { mayWait } from './loop-waits.js';

const EXITS: ReadonlySet<string> = new Set(['Raise', 'Return', 'Break', 'Continue']);

/**
 * Reads a hand-written loop that tries again: how often, and whether anything in it may wait. `undefined` where it goes
 * through a list, or through keys, models or addresses by their number: that is no second attempt of the same thing.
 */
export function createLoopReader(
  tree: Tree,
  evaluator: Evaluator,
  { numberOf }: Constants,
): (statement: ast.Try, handler: Handler, call: Node) => RetryLayer | undefined {
  const context: LoopContext = { evaluator, numberOf, tree };
  return (statement, { body: handler, point }, call) => {
    const loop = loopAround(statement);
    if (!loop || loop.type === 'AsyncFor' || handler.type !== 'ExceptHandler') return undefined;
    const counter = counterOf(context, loop);
    if (loop.type === 'For' && !counter) return undefined;
    const nodes = nodesIn(loop);
    if ((counter && isIndex(context, counter, nodes)) || changesRequest(context, statement, nodes) || checksFailure(context, handler))
      return undefined;
    const waits = mayWait(context, loop, statement, handler, point, call, nodes) ? 'unknown' : 'no';
    const fn = functionAround(loop);
    const helper = fn && fn.type !== 'Lambda' && !isWithin(call, fn) ? fn.name : '';
    const [first] = handler.body;
    const last = handler.body.at(-1);
    return {
      kind: 'loop',
      name: helper,
      span: { start: loop.range[0], end: loop.range[0] + (loop.type === 'For' ? 'for' : 'while').length },
      attempts: attemptsOf(context, loop, counter, statement, handler, nodes),
      waits,
      seconds: waits === 'no' ? 0 : undefined,
      ...(first &&
        last && {
          cure: {
            kind: 'loop',
            whole: spanOf(loop),
            handler: { start: first.range[0], end: last.range[1] },
            counter: counter && { name: counter.name, from: counter.from },
          },
        }),
    };
  };
}

/** A handler that goes on after some failures and not after others: this one may be among the others. */
function checksFailure(context: LoopContext, handler: ast.ExceptHandler): boolean {
  if (handler.name === null) return false;
  const name = new RegExp(String.raw`\b${handler.name}\b`);
  const nodes = nodesIn(handler);
  const leaves = nodes.filter((node) => EXITS.has(node.type));
  return nodes.some(
    (node) =>
      (node.type === 'If' || node.type === 'Match') &&
      leaves.some((leave) => isWithin(leave, node)) &&
      name.test(context.tree.textOf(node.type === 'If' ? node.test : node.subject)),
  );
}

/** Code around the attempt that gives another value to something it uses: a shorter prompt, the next model, another question. */
function changesRequest(context: LoopContext, statement: ast.Try, all: readonly Node[]): boolean {
  const attempt = statement.body.map((s) => context.tree.textOf(s)).join('\n');
  const nodes = all.filter((node) => !statement.body.some((s) => isWithin(node, s)));
  return nodes.some((node) => {
    const targets = node.type === 'Assign' ? node.targets : node.type === 'AnnAssign' ? [node.target] : [];
    return targets.some((target) =>
      target.type === 'Name' ? new RegExp(String.raw`\b${target.id}\b`).test(attempt) : attempt.includes(context.tree.textOf(target)),
    );
  });
}

function spanOf({ range: [start, end] }: Node): { readonly start: number; readonly end: number } {
  return { start, end };
}
