import type * as ast from '../../syntax/ast.js';
import type { ExceptionMatcher, Match, RaisedException } from '../exception-matching.js';
import type { FailureTiming } from '../failure-timing.js';
import type { Tree } from '../../syntax/tree.js';
import type { Evaluator } from '../../values/evaluator.js';
import type { CatalogView } from '../../values/catalog.js';
import { type Effect, type EffectContext, effectOf, knownWrapper } from './retry-effects.js';

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

const TASK_GROUPS: ReadonlySet<string> = new Set(['asyncio.TaskGroup', 'anyio.create_task_group', 'trio.open_nursery']);

export function createWrappers(tree: Tree, evaluator: Evaluator, catalog: CatalogView, matcher: ExceptionMatcher): Wrappers {
  const context: EffectContext = { evaluator, catalog, matcher, tree };

  return {
    matches: matcher.matches,
    decorator: (decorator, thrown, timing) => {
      const found = knownWrapper(context, decorator);
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
      return effectOf(context, { ...found, node: decorator }, thrown);
    },
    context: ({ context_expr: node }, thrown) => {
      const attempts = node.type === 'Name' ? loopOver(context, node) : undefined;
      const found = knownWrapper(context, attempts ?? node);
      if (!found || (found.known.wrapper.form === 'iterator') !== (attempts !== undefined)) return undefined;
      return found.known.wrapper.form === 'decorator' ? undefined : effectOf(context, { ...found, node: attempts ?? node }, thrown);
    },
    applied: (call, thrown) => {
      const found = knownWrapper(context, call.func);
      if (found?.call) return effectOf(context, { ...found, node: found.call }, thrown);
      // `retry_call(function, tries=3)`: the function and the options in one call.
      return found?.known.name.endsWith('_call') ? effectOf(context, { known: found.known, node: call, call }, thrown) : undefined;
    },
    isUnknownAttempt: ({ context_expr: node }) => node.type === 'Name' && loopOver(context, node)?.type === 'Call',
    isTaskGroup: (node) => {
      const value = evaluator.valueOf(node);
      return value.kind === 'made-by' && TASK_GROUPS.has(value.path.join('.'));
    },
  };
}

/** The expression that `for attempt in …:` takes a name from. */
function loopOver(context: EffectContext, name: ast.Name): ast.Expression | undefined {
  for (const binding of context.tree.variableOf(name)?.bindings ?? []) if (binding.kind === 'loop') return binding.iter;
  return undefined;
}
