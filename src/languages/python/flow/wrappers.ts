import type { Again } from '../../../engine/failures/path.js';
import type * as ast from '../syntax/ast.js';
import { argumentAt } from '../values/arguments.js';
import type { CatalogView, KnownWrapper } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluator.js';
import type { FailureTiming } from './failure-timing.js';
import type { ExceptionMatcher, Match, RaisedException } from './exception-matching.js';
import type { Tree } from '../syntax/tree.js';

/** What a retry library or a suppressing context does with a failure. */
export interface Effect {
  readonly catches: boolean;
  readonly again: Again | undefined;
  /** What goes on instead of the failure. */
  readonly throws: RaisedException | undefined;
  /** It keeps the failure and tells nobody: `with suppress(…):`. */
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

/** The libraries that stand between a failure and its ends. */
export interface Wrappers {
  matches(type: ast.Expression | null, thrown: RaisedException, isStar?: boolean): Match;
  /** `@retry`, `@retry(…)`; `undefined` for a decorator that is none of the catalog's. */
  decorator(decorator: ast.Expression, thrown: RaisedException, timing: FailureTiming): Effect | undefined;
  /** `with suppress(…):`, and `with attempt:` in a loop over a retry library's attempts. */
  context(item: ast.WithItem, thrown: RaisedException): Effect | undefined;
  /** `Retrying(…)(function)`, `retry(…)(function)`, `retry_call(function)`. */
  applied(call: ast.Call, thrown: RaisedException): Effect | undefined;
  isTaskGroup(node: ast.Expression): boolean;
  /** `with attempt:` where a loop takes `attempt` from a call that is not known. */
  isUnknownAttempt(item: ast.WithItem): boolean;
}

export function createWrappers(tree: Tree, evaluator: Evaluator, catalog: CatalogView, matcher: ExceptionMatcher): Wrappers {
  const { valueOf } = evaluator;

  function known(node: ast.Expression): { readonly known: KnownWrapper; readonly call: ast.Call | undefined } | undefined {
    const value = valueOf(node);
    if (value.kind === 'external') {
      const found = catalog.wrapper(value.path);
      return found && { known: found, call: undefined };
    }
    if (value.kind !== 'made-by' || value.members.length > 0) return undefined;
    const found = catalog.wrapper(value.path);
    return found && { known: found, call: value.node.type === 'Call' ? value.node : undefined };
  }

  function effectOf(use: RetryingLibrary, thrown: RaisedException): Effect {
    const { call } = use;
    const { wrapper, name } = use.known;
    const match = aboutOf(wrapper, call, thrown);
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
          why: `it retries after ${classesOf(wrapper, call) || 'certain results'} only, not after \`${thrown.error}\``,
        },
        throws: undefined,
      };
    const isOff = wrapper.attempts !== undefined && call !== undefined && attemptsAt(call, wrapper.attempts, wrapper.counter) === 1;
    // What a callback makes of the last failure is the answer.
    const isAnswered = wrapper.answers !== undefined && call !== undefined && argumentAt(call, wrapper.answers, valueOf).kind === 'given';
    const keeps = wrapper.throws && call && isTrue(argumentAt(call, wrapper.throws.unless, valueOf));
    return {
      catches: isAnswered || wrapper.catches === 'yes',
      again: isOff ? undefined : { kind: 'wrapper', name },
      throws: wrapper.throws && !keeps ? wrapper.throws : undefined,
      library: use,
    };
  }

  /** Whether the failure is one that the wrapper is about. */
  function aboutOf(wrapper: KnownWrapper['wrapper'], call: ast.Call | undefined, thrown: RaisedException): Match {
    if (wrapper.onArguments === 'all') {
      const answers = (call?.args ?? []).map((argument) => matcher.matches(argument, thrown));
      return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
    }
    if (wrapper.on === undefined || !call) return 'yes';
    const option = argumentAt(call, wrapper.on, valueOf);
    if (option.kind === 'absent') return 'yes';
    return option.kind === 'given' ? matcher.matches(option.node, thrown) : 'unknown';
  }

  function classesOf(wrapper: KnownWrapper['wrapper'], call: ast.Call | undefined): string {
    const option = wrapper.on !== undefined && call ? argumentAt(call, wrapper.on, valueOf) : undefined;
    const names = option?.kind === 'given' ? matcher.classesIn(option.node) : [];
    return names.map((name) => `\`${(name ?? 'other errors').replace(/^<file>\./, '')}\``).join(' and ');
  }

  /** `stop_after_attempt(3)` or a number. */
  function attemptsAt(call: ast.Call, place: string, counter: string | undefined): number | undefined {
    const option = argumentAt(call, place, valueOf);
    if (option.kind !== 'given') return undefined;
    const made =
      option.node.type === 'Call' && counter !== undefined && evaluator.qualifiedName(option.node.func)?.at(-1) === counter
        ? option.node
        : undefined;
    const node = made ? made.args[0] : option.node;
    const count = node && evaluator.literalOf(node);
    return count?.kind === 'int' ? count.value : undefined;
  }

  return {
    matches: matcher.matches,
    decorator: (decorator, thrown, timing) => {
      const found = known(decorator);
      if (!found) return undefined;
      const { wrapper, name } = found.known;
      // A generator is handed out at once, and fails when it is read.
      const isOutside = timing === 'on-read' && wrapper.generators === 'no';
      if (isOutside)
        return {
          catches: false,
          again:
            wrapper.retries === 'yes'
              ? { kind: 'ineffective', name, why: 'a generator runs only when it is read, outside of it' }
              : undefined,
          throws: undefined,
        };
      return effectOf({ ...found, node: decorator }, thrown);
    },
    context: ({ context_expr: node }, thrown) => {
      const attempts = node.type === 'Name' ? loopOver(node) : undefined;
      const found = known(attempts ?? node);
      if (!found || (found.known.wrapper.form === 'iterator') !== (attempts !== undefined)) return undefined;
      return found.known.wrapper.form === 'decorator' ? undefined : effectOf({ ...found, node: attempts ?? node }, thrown);
    },
    applied: (call, thrown) => {
      const found = known(call.func);
      if (found?.call) return effectOf({ ...found, node: found.call }, thrown);
      // `retry_call(function, tries=3)`: the function and the options in one call.
      return found?.known.name.endsWith('_call') ? effectOf({ known: found.known, node: call, call }, thrown) : undefined;
    },
    isUnknownAttempt: ({ context_expr: node }) => node.type === 'Name' && loopOver(node)?.type === 'Call',
    isTaskGroup: (node) => {
      const value = valueOf(node);
      return value.kind === 'made-by' && TASK_GROUPS.has(value.path.join('.'));
    },
  };

  /** The expression that `for attempt in …:` takes a name from. */
  function loopOver(name: ast.Name): ast.Expression | undefined {
    for (const binding of tree.variableOf(name)?.bindings ?? []) if (binding.kind === 'loop') return binding.iter;
    return undefined;
  }
}

const TASK_GROUPS: ReadonlySet<string> = new Set(['asyncio.TaskGroup', 'anyio.create_task_group', 'trio.open_nursery']);

function isTrue(option: { readonly kind: string; readonly node?: ast.Expression }): boolean {
  return option.kind === 'given' && option.node?.type === 'Constant' && option.node.value === true;
}
