import type * as ast from '../syntax/ast.js';
import type { BlindRetry } from '../../../model/problems/blind-retry.js';
import type { RetryingLibrary } from '../flow/wrappers/retry-effects.js';
import type { Call } from '../../../model/facts/call.js';
import { argumentAt } from '../values/arguments.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { Node } from '../syntax/ast.js';
import { type Tree, childrenOf, isNone } from '../syntax/tree.js';
import type { ExceptionMatcher } from '../flow/exception-matching.js';
import type { Evaluator } from '../values/evaluator.js';
import type { UnresolvedCall } from '../calls/calls.js';

/** What tells whether a retry looks at the error. */
export interface BlindContext {
  readonly matcher: ExceptionMatcher;
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly raws: ReadonlyMap<Call, UnresolvedCall>;
}

/** Without what it costs. */
export type Blind = Omit<BlindRetry, 'attempts' | 'seconds'>;

/** What an answer of another shape raises. */
export const ANSWER_ERRORS: ReadonlySet<string> = new Set([
  'KeyError',
  'IndexError',
  'ValueError',
  'TypeError',
  'AttributeError',
  'json.JSONDecodeError',
  'json.decoder.JSONDecodeError',
]);

export function blindLibrary(context: BlindContext, use: RetryingLibrary, of: Call): Blind | undefined {
  const { wrapper, name } = use.known;
  const { selects, on } = wrapper;
  if (!selects || use.call?.keywords.some(({ arg }) => arg === null) || use.call?.args.some(({ type }) => type === 'Starred'))
    return undefined;
  const { call } = use;
  if (call) {
    if (on !== undefined && !isEverything(context, call, on)) return undefined;
    if (selects.by.some((place) => argumentAt(call, place, context.evaluator.valueOf).kind !== 'absent')) return undefined;
    if (selects.listeners?.some((place) => !isHarmless(context, call, place, name))) return undefined;
  }
  const at = use.node.type === 'Call' ? use.node.func : use.node;
  const decorates = use.node.parent !== null && (use.node.parent.type === 'FunctionDef' || use.node.parent.type === 'AsyncFunctionDef');
  return {
    kind: 'library',
    span: { start: at.range[0], end: at.range[1] },
    name: `${decorates ? '@' : ''}${codeExcerpt(context.tree.textOf(at))}`,
    call: of,
  };
}

/** Whether the classes that a library is given are every `Exception`, or none is given. */
function isEverything(context: BlindContext, call: ast.Call, place: string): boolean {
  const option = argumentAt(call, place, context.evaluator.valueOf);
  if (option.kind === 'absent') return true;
  return (
    option.kind === 'given' &&
    context.matcher.classesIn(option.node).some((name) => name === 'Exception' || name === 'BaseException') &&
    !holdsNegation(context, option.node)
  );
}

/** `retry_if_not_exception_type(…)`, `retry_if_exception_type(Exception) & …`. */
function holdsNegation(context: BlindContext, node: Node): boolean {
  return /\bnot_|&|\bretry_if_exception\(|\blambda\b/.test(context.tree.textOf(node));
}

/** Whether an option is the library's own (`stop_after_attempt(3)`), or a function of this file that never raises. */
function isHarmless(context: BlindContext, call: ast.Call, place: string, library: string): boolean {
  const option = argumentAt(call, place, context.evaluator.valueOf);
  if (option.kind !== 'given') return option.kind === 'absent';
  const { node } = option;
  if (isNone(node)) return true;
  if (node.type === 'BinOp') return [node.left, node.right].every((side) => isOwn(context, side, library));
  if (isOwn(context, node, library)) return true;
  const fn = context.evaluator.functionCalled(node);
  return fn !== undefined && fn.type !== 'Lambda' && !raises(fn);
}

function isOwn(context: BlindContext, node: Node, library: string): boolean {
  const value = context.evaluator.valueOf(node);
  const [root] = library.split('.');
  return (value.kind === 'external' || value.kind === 'made-by') && value.path[0] === root;
}

function raises(root: Node): boolean {
  return root.type === 'Raise' || childrenOf(root).some(raises);
}

/** `requests.RequestException` of `requests.exceptions.RequestException`: libraries export a class from several modules. */
export function ends(name: string): string {
  const parts = name.split('.');
  return `${parts[0] ?? ''}.${parts.at(-1) ?? ''}`;
}
