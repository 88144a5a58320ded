import type { TSESTree } from '@typescript-eslint/utils';
import type { UnresolvedCall } from '../calls/calls.js';
import type { Handler, Path } from '../flow/paths.js';
import { alwaysExits } from '../syntax/statements.js';
import type { Evaluator } from '../values/evaluate.js';
import { type Node, type Tree, functionAround, nodesIn, unwrap } from '../syntax/tree.js';

/**
 * Whether a handler on the way of a failure asks a model in turn: another server, another model, or the same one again. It does so
 * itself, or the code behind its `try` does: `try { return await askOllama(text) } catch {} return askOpenAI(text)`.
 */
export function failsOver(
  raw: UnresolvedCall,
  paths: readonly Path[],
  all: readonly UnresolvedCall[],
  tree: Tree,
  evaluator: Evaluator,
): boolean {
  if (raw.purpose !== 'model') return false;
  const others = all.filter((other) => other !== raw && other.purpose === 'model').map((other) => other.node);
  return paths.some(({ handlers = [] }) => handlers.some((handler) => asksIn(handler.body) || isSubstituted(handler)));

  function asksIn(body: Node): boolean {
    return (
      others.some((node) => isIn(node, body)) ||
      (others.length > 0 &&
        tree.calls.some((inner) => {
          const fn = isIn(inner, body) ? evaluator.functionCalled(inner.callee) : undefined;
          return fn !== undefined && others.some((node) => isIn(node, fn));
        }))
    );
  }
}

/**
 * Whether the value of another call is returned instead of that of the call that a `try` block returns: one that gets an argument of
 * it, and nothing of the error.
 */
function isSubstituted({ body, scope }: Handler): boolean {
  const statement = body.type === 'CatchClause' ? body.parent : undefined;
  if (body.type !== 'CatchClause' || statement?.block !== scope) return false;
  const tried = statement.block.body.flatMap((inner) => returnedCall(inner) ?? []);
  const given = new Set(tried.flatMap((call) => call.arguments.flatMap(nameOf)));
  if (given.size === 0) return false;
  const error = body.param?.type === 'Identifier' ? body.param.name : undefined;
  return [...nodesIn(body), ...(alwaysExits(body.body.body) ? [] : following(statement))].some((node) => {
    const names = returnedCall(node)?.arguments.flatMap(nameOf) ?? [];
    return names.some((name) => given.has(name)) && !names.some((name) => name === error);
  });
}

/** The statements that run after a `try` statement that is left at its end, up to the function's. */
function following(statement: Node): readonly Node[] {
  const fn = functionAround(statement);
  const found: Node[] = [];
  for (let at = statement; at.parent && at !== fn; at = at.parent) {
    const block: Node = at.parent;
    if (block.type === 'BlockStatement') found.push(...block.body.slice(block.body.indexOf(at as TSESTree.Statement) + 1));
    if (/^(?:For|While|DoWhile)/.test(block.type)) return found;
  }
  return found;
}

function returnedCall(node: Node): TSESTree.CallExpression | undefined {
  if (node.type !== 'ReturnStatement' || !node.argument) return undefined;
  const value = unwrap(node.argument);
  const call = value.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  return call.type === 'CallExpression' ? call : undefined;
}

function nameOf(argument: Node): readonly string[] {
  return argument.type === 'Identifier' ? [argument.name] : [];
}

function isIn(node: Node, outer: Node): boolean {
  return node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1];
}
