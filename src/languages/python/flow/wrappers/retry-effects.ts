import type * as ast from '../../syntax/ast.js';
import type { RetryEvidence } from '../../../../engine/failures/path.js';
import type { ExceptionMatcher, Match, RaisedException } from '../exception-matching.js';
import type { CatalogView, KnownWrapper } from '../../values/catalog.js';
import { argumentAt } from '../../values/arguments.js';
import type { Evaluator } from '../../values/evaluator.js';
import type { Tree } from '../../syntax/tree.js';

/** What tells the effect of a retry library. */
export interface EffectContext {
  readonly evaluator: Evaluator;
  readonly catalog: CatalogView;
  readonly matcher: ExceptionMatcher;
  readonly tree: Tree;
}

/** What a retry library or a suppressing context does with a failure. */
export interface Effect {
  readonly catches: boolean;
  readonly again: RetryEvidence | undefined;
  /** What goes on instead of the failure. */
  readonly throws: RaisedException | undefined;
  /** It suppresses the failure without a trace: `with suppress(…):`. */
  readonly isSilent?: boolean;
  /** What tries again, where it is a library. */
  readonly library?: RetryingLibrary;
}

/** A use of a retry library. */
export interface RetryingLibrary {
  readonly known: KnownWrapper;
  /** Where it is named: the decorator, the call that makes or runs it. */
  readonly node: ast.Expression;
  /** The call that has its options; none for a bare `@retry`. */
  readonly call: ast.Call | undefined;
}

export function knownWrapper(
  context: EffectContext,
  node: ast.Expression,
): { readonly known: KnownWrapper; readonly call: ast.Call | undefined } | undefined {
  const value = context.evaluator.valueOf(node);
  if (value.kind === 'external') {
    const found = context.catalog.wrapper(value.path);
    return found && { known: found, call: undefined };
  }
  if (value.kind !== 'made-by' || value.members.length > 0) return undefined;
  const found = context.catalog.wrapper(value.path);
  return found && { known: found, call: value.node.type === 'Call' ? value.node : undefined };
}

export function effectOf(context: EffectContext, use: RetryingLibrary, thrown: RaisedException): Effect {
  const { call } = use;
  const { wrapper, name } = use.known;
  const match = matchOf(context, wrapper, call, thrown);
  if (wrapper.catches === 'yes' && wrapper.retries === 'no') {
    return {
      catches: match === 'yes',
      again: match === 'unknown' ? { kind: 'unknown' } : undefined,
      throws: undefined,
      isSilent: wrapper.silent === true,
    };
  }
  if (wrapper.retries === 'no') return { catches: false, again: undefined, throws: undefined };
  if (match === 'unknown') return { catches: false, again: { kind: 'unknown' }, throws: undefined };
  if (match === 'no')
    return {
      catches: false,
      again: {
        kind: 'ineffective',
        name,
        why: `it retries after ${classesOf(context, wrapper, call) || 'certain results'} only, not after \`${thrown.error}\``,
      },
      throws: undefined,
    };
  const isOff = wrapper.attempts !== undefined && call !== undefined && attemptsAt(context, call, wrapper.attempts, wrapper.counter) === 1;
  // What a callback makes of the last failure is the answer.
  const isAnswered =
    wrapper.answers !== undefined && call !== undefined && argumentAt(call, wrapper.answers, context.evaluator.valueOf).kind === 'given';
  const keeps = wrapper.throws && call && isTrue(argumentAt(call, wrapper.throws.unless, context.evaluator.valueOf));
  return {
    catches: isAnswered || wrapper.catches === 'yes',
    again: isOff ? undefined : { kind: 'wrapper', name },
    throws: wrapper.throws && !keeps ? wrapper.throws : undefined,
    library: use,
  };
}

/** Whether the failure is one that the wrapper is about. */
function matchOf(context: EffectContext, wrapper: KnownWrapper['wrapper'], call: ast.Call | undefined, thrown: RaisedException): Match {
  if (wrapper.onArguments === 'all') {
    const answers = (call?.args ?? []).map((argument) => context.matcher.matches(argument, thrown));
    return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
  }
  if (wrapper.on === undefined || !call) return 'yes';
  const option = argumentAt(call, wrapper.on, context.evaluator.valueOf);
  if (option.kind === 'absent') return 'yes';
  return option.kind === 'given' ? context.matcher.matches(option.node, thrown) : 'unknown';
}

function classesOf(context: EffectContext, wrapper: KnownWrapper['wrapper'], call: ast.Call | undefined): string {
  const option = wrapper.on !== undefined && call ? argumentAt(call, wrapper.on, context.evaluator.valueOf) : undefined;
  const names = option?.kind === 'given' ? context.matcher.classesIn(option.node) : [];
  return names.map((name) => `\`${(name ?? 'other errors').replace(/^<file>\./, '')}\``).join(' and ');
}

/** `stop_after_attempt(3)` or a number. */
function attemptsAt(context: EffectContext, call: ast.Call, place: string, counter: string | undefined): number | undefined {
  const option = argumentAt(call, place, context.evaluator.valueOf);
  if (option.kind !== 'given') return undefined;
  const made =
    option.node.type === 'Call' && counter !== undefined && context.evaluator.qualifiedName(option.node.func)?.at(-1) === counter
      ? option.node
      : undefined;
  const node = made ? made.args[0] : option.node;
  const count = node && context.evaluator.literalOf(node);
  return count?.kind === 'int' ? count.value : undefined;
}

function isTrue(option: { readonly kind: string; readonly node?: ast.Expression }): boolean {
  return option.kind === 'given' && option.node?.type === 'Constant' && option.node.value === true;
}
