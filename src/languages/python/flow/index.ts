import { createBudget } from '../../../engine/budget.js';
import type { Budget } from '../../../model/budget.js';
import type { Path as FailurePath } from '../../../engine/failures/path.js';
import { TASK_RETRY_ERRORS } from '../../../catalog/frameworks/python.js';
import { type ExportPath, MADE } from '../../../model/export-path.js';
import type { PathEnd } from '../../../model/facts/failure-path.js';
import type { End } from '../../../model/facts/handling.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { ExecutionContext } from './execution-context.js';
import type { Evaluator } from '../values/evaluate.js';
import { ELEMENT, type ExportPaths } from '../values/export-paths.js';
import { handlerEffect, isSilent, loopAround, raisesSilently } from '../syntax/statements.js';
import type { ImportedWrappers } from './imported-wrappers.js';
import type { FailureTiming } from './failure-timing.js';
import type { Match, RaisedException } from './exception-matching.js';
import { pollingLoop, raiseAfter, runsAgain, triesAgain } from './tries-again.js';
import { type Tree, type Variable, childrenOf, classOf, functionAround, isFunction, isWithin, stringOf } from '../syntax/tree.js';
import type { Value } from '../values/value.js';
import type { Effect, RetryingLibrary, Wrappers } from './wrappers.js';
import type { WrapperOutput, WrapperOutcome, WrapperQuestion } from './wrapping.js';

/** A handler on a failure's way, and where the failure comes up inside its `try` (or `with suppress(…)`). */
export interface Handler {
  readonly body: ast.ExceptHandler | ast.WithItem;
  readonly point: Node;
}

/** What tries again: a `try` statement, or a retry library with the call that configures it. */
export type RetryNode = { readonly statement: ast.Try } | RetryingLibrary;

/** A `try` whose handlers ask for something else, and what came to them. */
export interface PassedTry {
  readonly statement: ast.Try;
  readonly thrown: RaisedException;
}

/** One way of a failure, with the `try` statements that it went past, the handlers that it came to, and what tries again. */
export interface Path extends FailurePath<PassedTry, Handler, RetryNode> {
  /** What leaves the file, where it does. */
  readonly leaving?: RaisedException | undefined;
  /** It leaves besides uses in this file: counts if another file uses it. */
  readonly isOptional?: boolean | undefined;
  /** What comes out of a wrapper that is looked at for another file; holds while the end is {@link THROUGH}. */
  readonly through?: WrapperOutput;
}

/** Follows a failure from a call to where it ends. */
export interface Flow {
  /** What a call whose failure shows at this time makes stands at `node`. */
  result(node: Node, timing: FailureTiming, thrown: RaisedException): readonly Path[];
  /** A function that fails at this time stands at `node`, without being called there. */
  passedOn(node: Node, timing: FailureTiming, thrown: RaisedException): readonly Path[];
  /** What a function of this file does with a failure, as another file asks it; nothing where it is no such wrapper. */
  wrapping(wrapper: Value, question: WrapperQuestion): readonly WrapperOutcome[] | undefined;
}

/** The failure on its way. */
interface FlowState {
  readonly thrown: RaisedException;
  /** The function that was entered through a particular call: what it lets through goes back there, not to all callers. */
  readonly callSite?: CallSite | undefined;
}

interface CallSite {
  readonly fn: FunctionNode;
  /** Where the result of the call stands; for a decorator, the function that it decorates; nothing for a call in another file. */
  readonly at: ast.Call | ast.FunctionDef | undefined;
  /** For a decorator: its place in the list. */
  readonly index?: number;
  /** What is entered is an object's `__call__`, and `at` is where the object is made. */
  readonly isObject?: boolean;
  readonly outer: CallSite | undefined;
}

/** A function that lets the failure through. */
interface Callable {
  readonly timing: FailureTiming;
  readonly fn?: FunctionNode | undefined;
}

const CAUGHT: readonly Path[] = [{ end: { kind: 'caught' } }];
/** Caught in a loop that sends it again. */
const POLLED: readonly Path[] = [{ end: { kind: 'caught' }, again: { kind: 'loop' } }];
const UNKNOWN: readonly Path[] = [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];
/** A generator or stream that is only made, or closed: it sends no request. */
const NEVER_READ: readonly Path[] = UNKNOWN;
/** It leaves in a value (a field, a list): nothing here tries again, but who catches is not seen. */
const ESCAPES: readonly Path[] = [{ end: { kind: 'unknown' } }];
/** It comes out of a wrapper, to the file that asks. */
const THROUGH: PathEnd = { kind: 'unknown' };
const lost = (end: End): readonly Path[] => [{ end: { kind: 'lost', end } }];

/** The other files of the project, where they are looked at. */
export interface OtherFiles {
  /** How functions leave the file. */
  readonly exits: ExportPaths;
  readonly wrappers: ImportedWrappers;
}

export function createFlow(
  tree: Tree,
  evaluator: Evaluator,
  wrappers: Wrappers,
  execution: ExecutionContext,
  outside?: OtherFiles,
  budget: Budget = createBudget(),
): Flow {
  const exits = outside?.exits;
  const visiting = new Set<Node>();

  function result(node: Node, timing: FailureTiming, state: FlowState): readonly Path[] {
    return timing === 'on-call' ? raised(node, state) : timing === 'on-await' ? awaitable(node, state, false) : reader(node, state);
  }

  /** An exception is raised at `point`. */
  function raised(point: Node, state: FlowState): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = raisedAt(point, state);
    budget.leave();
    return paths;
  }

  function raisedAt(point: Node, state: FlowState): readonly Path[] {
    let child: Node = point;
    let before: Node = point;
    for (let at = point.parent; at; before = child, child = at, at = at.parent) {
      // A generator expression runs while it is read, but for its first iterable.
      if (at.type === 'GeneratorExp' && !(child === at.generators[0] && before === child.iter)) return reader(at, state);
      if ((at.type === 'Try' || at.type === 'TryStar') && at.body.includes(child as ast.Statement)) {
        const paths = tried(at, point, state);
        if (paths) return paths;
        if (at.handlers.length > 0 && !at.handlers.some((handler) => isOpenTo(handler, state, at)))
          return raised(at, state).map((path) => ({
            ...path,
            passed: [{ statement: at, thrown: state.thrown }, ...(path.passed ?? [])],
          }));
      } else if ((at.type === 'With' || at.type === 'AsyncWith') && at.body.includes(child as ast.Statement)) {
        const paths = managed(at, point, state);
        if (paths) return paths;
      } else if (isFunction(at) && (at.type === 'Lambda' ? at.body === child : at.body.includes(child as ast.Statement))) {
        return leaves(at, state);
      }
    }
    return execution.catchesEverything ? CAUGHT : lost(execution.topLevel);
  }

  /** Whether a handler may see the failure, if only to raise it again. */
  function isOpenTo({ excType }: ast.ExceptHandler, { thrown }: FlowState, statement: ast.Try): boolean {
    return wrappers.matches(excType, thrown, statement.type === 'TryStar') !== 'no';
  }

  /** A `try` around the failure; `undefined` where it goes through untouched. */
  function tried(statement: ast.Try, point: Node, state: FlowState): readonly Path[] | undefined {
    let perhaps = false;
    for (const handler of statement.handlers) {
      const match = wrappers.matches(handler.excType, state.thrown, statement.type === 'TryStar');
      if (match === 'no') continue;
      const effect = handlerEffect(handler.body, handler.name);
      if (effect === 'transparent') break;
      if (match === 'unknown') {
        perhaps = true;
        continue;
      }
      const caught = handled(statement, handler, point, effect, state).map((path) => ({
        ...path,
        handlers: [{ body: handler, point }, ...(path.handlers ?? [])],
      }));
      return perhaps ? uncertain(caught) : caught;
    }
    if (statement.finalbody.some((s) => s.type === 'Return')) return CAUGHT;
    return perhaps ? uncertain(raised(statement, state)) : undefined;
  }

  function handled(
    statement: ast.Try,
    handler: ast.ExceptHandler,
    point: Node,
    effect: 'handles' | 'handles-or-throws' | 'throws',
    state: FlowState,
  ): readonly Path[] {
    if (asksQueue(handler)) return [{ end: { kind: 'caught' }, again: { kind: 'wrapper', name: 'retry' } }];
    if (effect !== 'throws') {
      const inLoop = triesAgain(statement, handler, point);
      const kind =
        inLoop === 'yes'
          ? 'loop'
          : callsBack(handler, statement) || recursAfter(statement)
            ? 'recursion'
            : isRepeated(statement)
              ? 'repeated'
              : undefined;
      if (kind) return triedAgain(kind, statement, handler, state);
      if (inLoop === 'unknown') return [{ end: { kind: 'caught' }, again: { kind: 'unknown' } }];
      if (isPolled(statement, handler, point)) return POLLED;
      if (effect === 'handles') return CAUGHT;
    }
    return raised(statement, state).map((path) => ({ ...path, end: { kind: 'caught' } }));
  }

  /** Whether a handler asks the queue to run its task again: `self.retry(exc=error)`, `summarise.retry()`, `raise Retry()`. */
  function asksQueue(handler: ast.ExceptHandler): boolean {
    return tree.calls.some((call) => {
      if (!isWithin(call, handler)) return false;
      const value = evaluator.valueOf(call.func);
      if (value.kind === 'external' && TASK_RETRY_ERRORS.has(value.path.join('.'))) return true;
      if (call.func.type !== 'Attribute' || call.func.attr !== 'retry') return false;
      const task = evaluator.functionCalled(call.func.value) ?? functionAround(handler);
      const isOwn =
        task === functionAround(handler) &&
        call.func.value.type === 'Name' &&
        task !== undefined &&
        [...task.args.posonlyargs, ...task.args.args][0]?.arg === call.func.value.id;
      return (
        task !== undefined &&
        task.type !== 'Lambda' &&
        (isOwn || evaluator.functionCalled(call.func.value) === task) &&
        task.decorator_list.some((decorator) => execution.isTask(decorator))
      );
    });
  }

  /** The failure is tried again; the last one ends there, unless the same error is raised once the attempts are over. */
  function triedAgain(
    kind: 'loop' | 'recursion' | 'repeated',
    statement: ast.Try,
    handler: ast.ExceptHandler,
    state: FlowState,
  ): readonly Path[] {
    const loop = kind === 'loop' ? loopAround(statement) : undefined;
    // Who logs every failure has told of the last one.
    const last = loop && handler.body.every(isSilent) ? raiseAfter(loop, handler) : undefined;
    const from = last ?? (kind !== 'repeated' && raisesSilently(handler.body, handler.name) ? statement : undefined);
    const onward: readonly Path[] = from ? raised(from, state) : CAUGHT;
    return onward.map((path) => ({
      ...path,
      again: path.again?.kind === 'wrapper' ? path.again : { kind: 'loop' },
      layers: [{ kind, at: { statement }, beyond: path.handlers?.length ?? 0 }, ...(path.layers ?? [])],
    }));
  }

  /** Whether a loop that waits for something else sends the same request again, whose answer it does not use: a model that is preloaded. */
  function isPolled(statement: ast.Try, handler: ast.ExceptHandler, point: Node): boolean {
    const whole = point.parent?.type === 'Await' ? point.parent : point;
    const loop = whole.parent?.type === 'Expr' ? pollingLoop(statement, handler) : undefined;
    if (!loop) return false;
    const names: Node[] = [whole];
    for (let node = names.pop(); node; node = names.pop()) {
      const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
      if (variable?.bindings.some((binding) => isWithin(binding.node, loop))) return false;
      names.push(...childrenOf(node));
    }
    return true;
  }

  /** A handler that may be this failure's: lost ways are no longer sure. */
  function uncertain(paths: readonly Path[]): readonly Path[] {
    return paths.map((path) => (path.end.kind === 'caught' ? path : { ...path, end: { kind: 'unknown' } }));
  }

  /** Context managers around the failure; `undefined` where it goes through untouched. */
  function managed(statement: ast.With, point: Node, state: FlowState): readonly Path[] | undefined {
    for (const item of [...statement.items].reverse()) {
      const effect = wrappers.context(item, state.thrown);
      if (effect?.catches && effect.isSilent) return [{ end: { kind: 'caught' }, handlers: [{ body: item, point }] }];
      if (effect) return passing(effect, state, (onward) => raised(statement, onward));
      const manager = managerOf(item);
      if (manager && !visiting.has(manager.fn)) {
        return (
          during(manager.fn, () =>
            raised(manager.point, { ...state, callSite: { fn: manager.fn, at: manager.call, outer: state.callSite } }),
          ) ?? UNKNOWN
        );
      }
      const ways = importedManager(item, statement, state);
      if (ways) return applyWrapperOutcomes(ways, state, (_, onward) => raised(statement, onward));
      const kept = keptAtExit(evaluator.valueOf(item.context_expr), statement);
      if (kept !== 'no') return kept === 'yes' ? CAUGHT : uncertain(raised(statement, state));
      // `for attempt in retry(…): with attempt:` of a helper from elsewhere: it may try again, and keep the failure.
      if (wrappers.isUnknownAttempt(item)) return UNKNOWN;
      if (wrappers.isTaskGroup(item.context_expr)) return raised(statement, { ...state, thrown: { ...state.thrown, isGrouped: true } });
    }
    return undefined;
  }

  /** A `@contextmanager` of this file: the failure comes up at its `yield`. */
  function managerOf(item: ast.WithItem): { fn: FunctionNode; call: ast.Call; point: Node } | undefined {
    const call = item.context_expr;
    if (call.type !== 'Call') return undefined;
    const fn = evaluator.functionCalled(call.func);
    const point = fn && yieldOf(fn);
    return fn && point && { fn, call, point };
  }

  /** Where a `@contextmanager` runs what is inside of its `with`. */
  function yieldOf(fn: FunctionNode): Node | undefined {
    if (fn.type === 'Lambda' || !fn.decorator_list.some((d) => /^(?:async)?contextmanager$/.test(evaluator.qualifiedName(d)?.at(-1) ?? '')))
      return undefined;
    return tree.yieldsOf(fn)[0];
  }

  /** Whether a context manager that is a class of this file keeps the failure: what its `__exit__` returns. */
  function keptAtExit(value: Value, { type }: Pick<ast.With, 'type'>): Match {
    const exit = value.kind === 'instance' ? evaluator.memberOf(value.of, type === 'AsyncWith' ? '__aexit__' : '__exit__') : undefined;
    if (exit?.kind !== 'function') return 'no';
    const returned = tree.returnsOf(exit.node).filter((node) => node.type !== 'Constant' || Boolean(node.value));
    if (returned.length === 0) return 'no';
    return returned.length === tree.returnsOf(exit.node).length && returned.every((node) => node.type === 'Constant') ? 'yes' : 'unknown';
  }

  /** A retry library or a suppressing context on the way. */
  function passing(effect: Effect, state: FlowState, onward: (state: FlowState) => readonly Path[]): readonly Path[] {
    const { again, throws } = effect;
    const paths = effect.catches ? CAUGHT : throws ? raisedAs(throws, onward({ ...state, thrown: throws })) : onward(state);
    if (!again) return paths;
    const { library } = effect;
    return paths.map((path) => {
      if (again.kind !== 'wrapper') return path.again && path.again.kind !== 'unknown' ? path : { ...path, again };
      const layer = library && { kind: 'wrapper' as const, at: library, beyond: path.handlers?.length ?? 0 };
      return { ...path, again, ...(layer && { layers: [layer, ...(path.layers ?? [])] }) };
    });
  }

  /** What goes on is of another class; one that is raised later counts. */
  function raisedAs({ error }: RaisedException, paths: readonly Path[]): readonly Path[] {
    return paths.map((path) => ({ ...path, raises: path.raises ?? error }));
  }

  /** A handler that calls its own function again: recursion as retry. */
  function callsBack(handler: ast.ExceptHandler, statement: ast.Try): boolean {
    const fn = functionAround(statement);
    return fn !== undefined && tree.calls.some((call) => isWithin(call, handler) && evaluator.functionCalled(call.func) === fn);
  }

  /** `try: return … except: …` and `return again(n + 1)` behind it. */
  function recursAfter(statement: ast.Try): boolean {
    const fn = functionAround(statement);
    return (
      fn !== undefined &&
      tree.calls.some((call) => isWithin(call, fn) && call.range[0] > statement.range[1] && evaluator.functionCalled(call.func) === fn)
    );
  }

  /** Whether the function around a place runs again when its failure has become a value: `while not is_up():`. */
  function isRepeated(at: Node): boolean {
    const fn = functionAround(at);
    return fn !== undefined && evaluator.callsOf(fn).some(runsAgain);
  }

  function during<T>(node: Node, work: () => T): T | undefined {
    if (visiting.has(node)) return undefined;
    visiting.add(node);
    try {
      return work();
    } finally {
      visiting.delete(node);
    }
  }

  // Functions

  /** A function lets the failure through: its callers get it. */
  function leaves(fn: FunctionNode, state: FlowState): readonly Path[] {
    const { callSite } = state;
    if (callSite?.fn === fn) {
      if (fn.type === 'Lambda' || callSite.isObject || callSite.at?.type !== 'Call') return afterEntered(callSite, timingOf(fn), state);
      return enteredThrough(fn, fn.decorator_list.length - 1, state, (onward) => afterEntered(callSite, timingOf(fn), onward));
    }
    if (fn.type === 'Lambda') return during(fn, () => used(fn, { timing: timingOf(fn), fn }, state)) ?? [];
    return during(fn, () => decorated(fn, fn.decorator_list.length - 1, state)) ?? [];
  }

  /** The failure passes the decorators of a helper that was entered with a function, then goes back to the helper's call. */
  function enteredThrough(
    fn: ast.FunctionDef,
    index: number,
    state: FlowState,
    back: (state: FlowState) => readonly Path[],
  ): readonly Path[] {
    const decorator = fn.decorator_list[index];
    if (!decorator) return back(state);
    const effect = wrappers.decorator(decorator, state.thrown, timingOf(fn));
    const onward = (next: FlowState): readonly Path[] => enteredThrough(fn, index - 1, next, back);
    if (effect) return passing(effect, state, onward);
    const paths = onward(state);
    return localDecorator(decorator) || execution.mayHandle(decorator)
      ? uncertain(paths).map((path) => ({ ...path, again: path.again ?? { kind: 'unknown' } }))
      : paths;
  }

  function afterEntered(callSite: CallSite, timing: FailureTiming, state: FlowState): readonly Path[] {
    if (!callSite.at) return escapesWrapper('result', timing, state);
    const outer: FlowState = { ...state, callSite: callSite.outer };
    if (callSite.isObject) return used(callSite.at, { timing }, outer);
    if (callSite.at.type !== 'Call') return decorated(callSite.at, (callSite.index ?? 0) - 1, outer);
    return result(callSite.at, timing, outer);
  }

  function timingOf(fn: FunctionNode): FailureTiming {
    if (tree.yields(fn)) return 'on-read';
    return fn.type === 'AsyncFunctionDef' ? 'on-await' : 'on-call';
  }

  /** The failure passes the decorators of a function, the innermost (last) first, then goes to the callers. */
  function decorated(fn: ast.FunctionDef, index: number, state: FlowState): readonly Path[] {
    const decorator = fn.decorator_list[index];
    if (!decorator) return usesOf(fn, state);
    const end = execution.decoratorEnd(decorator, state.thrown);
    if (end === 'passes') return decorated(fn, index - 1, state);
    if (end) return end;
    const effect = wrappers.decorator(decorator, state.thrown, timingOf(fn));
    if (effect) return passing(effect, state, (onward) => decorated(fn, index - 1, onward));
    const local = localDecorator(decorator);
    const ways = local ? undefined : importedDecorator(decorator, timingOf(fn), state);
    if (ways) return applyWrapperOutcomes(ways, state, (_, onward) => decorated(fn, index - 1, onward));
    if (!local)
      return execution.mayHandle(decorator)
        ? uncertain(decorated(fn, index - 1, state)).map((path) => ({ ...path, again: path.again ?? { kind: 'unknown' } }))
        : decorated(fn, index - 1, state);
    const reads = readsOfParameter([...local.args.posonlyargs, ...local.args.args][classOf(local) ? 1 : 0]);
    if (!reads || visiting.has(local)) return UNKNOWN;
    const inner: FlowState = { ...state, callSite: { fn: local, at: fn, index, outer: state.callSite } };
    const callable: Callable = { timing: timingOf(fn), fn };
    return asWrapper(during(local, () => reads.flatMap((read) => used(read, callable, inner))) ?? UNKNOWN, local);
  }

  /** `@retry` or `@retry(3)` of this file: the function that gets the decorated one. */
  function localDecorator(decorator: ast.Expression): ast.FunctionDef | undefined {
    // `@Retry(3)` of a class: its `__call__`.
    if (evaluator.valueOf(decorator).kind === 'instance') {
      const method = evaluator.functionCalled(decorator);
      return method?.type === 'FunctionDef' ? method : undefined;
    }
    const fn = evaluator.functionCalled(decorator.type === 'Call' ? decorator.func : decorator);
    if (fn?.type !== 'FunctionDef') return undefined;
    return decorator.type === 'Call' ? handedOutBy(fn) : fn;
  }

  /** The function of this file that another one returns. */
  function handedOutBy(fn: FunctionNode): ast.FunctionDef | undefined {
    const inner = tree
      .returnsOf(fn)
      .map((value) => evaluator.functionCalled(value))
      .find((f) => f?.type === 'FunctionDef');
    return inner?.type === 'FunctionDef' ? inner : undefined;
  }

  /** A loop inside a local helper is a wrapper to its users. */
  function asWrapper(paths: readonly Path[], local: FunctionNode): readonly Path[] {
    const name = local.type === 'Lambda' ? 'a local helper' : local.name;
    return paths.map((path) => (path.again?.kind === 'loop' ? { ...path, again: { kind: 'wrapper', name } } : path));
  }

  function readsOfParameter(parameter: ast.Arg | undefined): readonly ast.Name[] | undefined {
    if (!parameter) return undefined;
    const variable = tree.variableBoundBy(parameter);
    return variable && variable.reads.length > 0 ? variable.reads : undefined;
  }

  /** Every place where the name of a function, or `self.name`, stands in this file. */
  function usesOf(fn: ast.FunctionDef, state: FlowState): readonly Path[] {
    const callable: Callable = { timing: timingOf(fn), fn };
    const of = classOf(fn);
    if (!of) {
      const reads = tree.variableBoundBy(fn)?.reads ?? [];
      return withExits(
        fn,
        reads.flatMap((read) => used(read, callable, state)),
        callable.timing,
        state,
      );
    }
    if (fn.name === '__init__' || fn.name === '__call__') {
      return withExits(
        fn,
        evaluator.callsOf(fn).flatMap((call) => result(call, callable.timing, state)),
        callable.timing,
        state,
      );
    }
    const reads = (tree.attributeReads.get(fn.name) ?? []).filter((read) => isMethod(read, fn, of));
    if (!isProperty(fn))
      return withExits(
        fn,
        reads.flatMap((read) => used(read, callable, state)),
        callable.timing,
        state,
      );
    const paths = reads.flatMap((read) => raised(read, state));
    return paths.length > 0 ? paths : execution.unusedEnd(fn);
  }

  /** The ways of a function's failure in this file, and by what names it leaves it. */
  function withExits(fn: ast.FunctionDef, paths: readonly Path[], timing: FailureTiming, state: FlowState): readonly Path[] {
    if (paths.some(({ end }) => end.kind === 'lost')) return paths;
    const end = execution.unusedEnd(fn);
    const isUsed = paths.length > 0;
    if (!exits || end[0]?.end.kind !== 'exported') return isUsed ? paths : end;
    const leaving = exits.of(fn).map(({ path, from }) => exit(path, timing, state, isUsed, from));
    return isUsed || leaving.length > 0 ? [...paths, ...leaving] : end;
  }

  function exit(path: ExportPath, timing: FailureTiming, { thrown }: FlowState, isOptional: boolean, from?: string): Path {
    const fails = timing === 'on-call' ? 'call' : timing === 'on-await' ? 'await' : 'read';
    return { end: { kind: 'exported', exit: { path, fails, ...(from !== undefined && { from }) } }, leaving: thrown, isOptional };
  }

  function isMethod(read: ast.Attribute, fn: ast.FunctionDef, of: ast.ClassDef): boolean {
    if (!isProperty(fn)) return evaluator.functionCalled(read) === fn;
    const holder = evaluator.valueOf(read.value);
    return holder.kind === 'instance' && holder.of === of;
  }

  function isProperty(fn: ast.FunctionDef): boolean {
    return fn.decorator_list.some((d) => /^(?:cached_)?property$/.test(evaluator.qualifiedName(d)?.at(-1) ?? ''));
  }

  /** A function's value stands at `use`. */
  function used(use: Node, callable: Callable, state: FlowState): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = usedAt(use, callable, state);
    budget.leave();
    return paths;
  }

  function usedAt(use: Node, callable: Callable, state: FlowState): readonly Path[] {
    const { parent } = use;
    switch (parent?.type) {
      case 'Call':
        if (parent.func === use) return result(parent, callable.timing, state);
        return passed(parent, use, callable, state);
      case 'keyword': {
        const made = fieldCall(parent, true);
        if (made) return used(made, callable, state);
        return parent.parent?.type === 'Call' ? passed(parent.parent, parent, callable, state) : ESCAPES;
      }
      case 'Assign': {
        if (parent.value !== use) return [];
        return worst(
          parent.targets.flatMap((target) =>
            target.type === 'Name'
              ? usesOfName(target, callable, state)
              : target.type === 'Attribute'
                ? usesOfAttribute(target, callable, state)
                : ESCAPES,
          ),
        );
      }
      case 'AnnAssign': {
        const field = fieldAt(use);
        if (field) return usesOfField(field.of, field.name, callable, state);
        if (parent.value !== use) return [];
        return parent.target.type === 'Name'
          ? usesOfName(parent.target, callable, state)
          : parent.target.type === 'Attribute'
            ? usesOfAttribute(parent.target, callable, state)
            : ESCAPES;
      }
      case 'NamedExpr':
      case 'IfExp':
      case 'BoolOp':
        return parent.type === 'IfExp' && parent.test === use ? [] : used(parent, callable, state);
      case 'Return': {
        const outer = functionAround(parent);
        return outer ? returnedFunction(outer, callable, state) : ESCAPES;
      }
      case 'Dict':
        return parent.values.includes(use as ast.Expression)
          ? keptIn(parent, stringOf(parent.keys[parent.values.indexOf(use as ast.Expression)]), callable, state)
          : ESCAPES;
      case 'Lambda': {
        const made = parent.body === use && parent.parent ? fieldCall(parent.parent, false) : undefined;
        return made ? used(made, callable, state) : ESCAPES;
      }
      case 'Attribute':
        // `wrapper.retry.statistics`, `fn.__name__`: not a call of it.
        return [];
      case 'Expr':
      case 'Compare':
      case 'If':
      case 'UnaryOp':
      case 'FormattedValue':
      case 'Delete':
        return [];
      default:
        return ESCAPES;
    }
  }

  function worst(paths: readonly Path[]): readonly Path[] {
    return paths.length === 0 ? ESCAPES : paths;
  }

  function usesOfName(name: ast.Name, callable: Callable, state: FlowState): readonly Path[] {
    const variable = tree.variableOf(name);
    if (!variable) return ESCAPES;
    // `fn = decorate(fn)`: it comes back to its own name.
    return (
      during(name, () => {
        const paths = variable.reads.filter((read) => read !== name).flatMap((read) => used(read, callable, state));
        return worst([...paths, ...exported(variable, [], paths, callable, state)]);
      }) ?? []
    );
  }

  /** A name of the module that holds a function, or an object with it in it. */
  function exported(
    { name, scope }: Variable,
    inside: ExportPath,
    paths: readonly Path[],
    { timing }: Callable,
    state: FlowState,
  ): readonly Path[] {
    if (!exits || scope.node.type !== 'Module' || paths.some(({ end }) => end.kind === 'lost')) return [];
    return [exit([name, ...inside], timing, state, paths.length > 0)];
  }

  /** `REGISTRY = {"name": ask}`, `[ask, …]`: where an element of it is read, by whatever key. */
  function keptIn(container: Node, key: string | undefined, callable: Callable, state: FlowState): readonly Path[] {
    const { parent } = container;
    const name =
      parent?.type === 'Assign' && parent.targets.length === 1
        ? parent.targets[0]
        : parent?.type === 'AnnAssign'
          ? parent.target
          : undefined;
    const variable = name?.type === 'Name' ? tree.variableOf(name) : undefined;
    if (!variable || variable.bindings.length > 1) return ESCAPES;
    return (
      during(container, () => {
        const paths = variable.reads.flatMap((read) => elementAt(read, key, callable, state));
        return worst([...paths, ...exported(variable, [ELEMENT], paths, callable, state)]);
      }) ?? []
    );
  }

  function elementAt(read: Node, key: string | undefined, callable: Callable, state: FlowState): readonly Path[] {
    const { parent } = read;
    if (parent?.type === 'Subscript' && parent.value === read) {
      const asked = stringOf(parent.slice);
      return asked !== undefined && key !== undefined && asked !== key ? [] : used(parent, callable, state);
    }
    if (parent?.type === 'Attribute' && parent.parent?.type === 'Call' && parent.parent.func === parent) {
      if (parent.attr === 'get') return used(parent.parent, callable, state);
      return ASKS_CONTAINER.has(parent.attr) ? [] : ESCAPES;
    }
    return parent?.type === 'Compare' ? [] : ESCAPES;
  }

  /** `self.ask = ask`: the reads of the attribute on instances of the same class. */
  function usesOfAttribute(target: ast.Attribute, callable: Callable, state: FlowState): readonly Path[] {
    const holder = evaluator.valueOf(target.value);
    return holder.kind === 'instance' ? usesOfField(holder.of, target.attr, callable, state) : ESCAPES;
  }

  /** A function is kept in a field of a class's objects: its reads here, and in other files by its name. */
  function usesOfField(of: ast.ClassDef, name: string, callable: Callable, state: FlowState): readonly Path[] {
    const reads = (tree.attributeReads.get(name) ?? []).filter((read) => {
      const value = evaluator.valueOf(read.value);
      return value.kind === 'instance' && value.of === of;
    });
    const paths = reads.flatMap((read) => (visiting.has(read) ? [] : (during(read, () => used(read, callable, state)) ?? [])));
    const isOutside = exits !== undefined && of.parent?.type === 'Module' && !paths.some(({ end }) => end.kind === 'lost');
    return worst(isOutside ? [...paths, { ...exit(exits.field(of, name), callable.timing, state, true) }] : paths);
  }

  /** `field: Callable = ask` in the body of a class, `field(default_factory=lambda: ask)`. */
  function fieldAt(node: Node): { readonly of: ast.ClassDef; readonly name: string } | undefined {
    const { parent } = node;
    const target = parent?.type === 'AnnAssign' && parent.value === node ? parent.target : undefined;
    return target?.type === 'Name' && parent?.parent?.type === 'ClassDef' ? { of: parent.parent, name: target.id } : undefined;
  }

  /** The call that makes a field, of a function that is (or gives) its first value. */
  function fieldCall(keyword: Node, isGiven: boolean): ast.Call | undefined {
    const call = keyword.type === 'keyword' && keyword.arg === (isGiven ? 'default' : 'default_factory') ? keyword.parent : undefined;
    return call?.type === 'Call' && /^(?:field|Field|attrib|ib)$/.test(evaluator.qualifiedName(call.func)?.at(-1) ?? '') ? call : undefined;
  }

  /** A function is returned by another: the result of calling that one is it. */
  function returnedFunction(outer: FunctionNode, callable: Callable, state: FlowState): readonly Path[] {
    const { callSite } = state;
    if (callSite?.fn === outer) {
      if (!callSite.at) return escapesWrapper('function', callable.timing, state);
      const onward: FlowState = { ...state, callSite: callSite.outer };
      return callSite.at.type === 'Call' ? used(callSite.at, callable, onward) : decorated(callSite.at, (callSite.index ?? 0) - 1, onward);
    }
    return (
      during(outer, () => {
        const paths = evaluator.callsOf(outer).flatMap((call) => used(call, callable, state));
        return worst([...paths, ...handedOut(outer, paths, callable, state)]);
      }) ?? ESCAPES
    );
  }

  /** A function that a factory hands out to other files. */
  function handedOut(factory: FunctionNode, paths: readonly Path[], { timing }: Callable, state: FlowState): readonly Path[] {
    if (!exits || factory.type === 'Lambda' || factory.decorator_list.length > 0 || paths.some(({ end }) => end.kind === 'lost')) return [];
    return exits.of(factory).map(({ path, from }) => exit([...path, MADE], timing, state, paths.length > 0, from));
  }

  /** A function is handed to another as a callback. */
  function passed(call: ast.Call, argument: Node, callable: Callable, state: FlowState): readonly Path[] {
    const name = nameOf(call);
    const first = call.args[0];
    if (name === 'functools.partial' || name === 'functools.wraps' || name === 'functools.update_wrapper')
      return name === 'functools.partial' && first === argument ? used(call, callable, state) : [];
    if (PASSES_FUNCTION.has(name)) return used(call, callable, state);
    const end = execution.callbackEnd(call, argument);
    if (end) return end;
    const attribute = call.func.type === 'Attribute' ? call.func.attr : '';
    const runner =
      attribute === 'submit' ||
      attribute === 'run_in_executor' ||
      name === 'asyncio.to_thread' ||
      name.endsWith('run_in_threadpool') ||
      name === 'anyio.to_thread.run_sync' ||
      name.endsWith('sync_to_async');
    if (runner) {
      // What stands behind the function are its arguments.
      if (argument.type !== 'keyword' && call.args[attribute === 'run_in_executor' ? 1 : 0] !== argument) return UNKNOWN;
      return awaitable(call, state, attribute === 'submit');
    }
    if (name === 'map' || name === 'filter') return reader(call, state);
    if (name === 'anyio.run' || name === 'trio.run' || APPLIES.has(attribute) || name === 'max' || name === 'min' || name === 'sorted')
      return raised(call, state);
    // `Pool.map` waits for all; an executor's `map` fails where it is read, if it is.
    if (/^multiprocessing\..*\.(?:map|starmap|apply)$/.test(name)) return raised(call, state);
    if (/^concurrent\.futures\..*\.map$/.test(name) && call.parent?.type === 'Expr') return lost('task');
    if (attribute === 'map' || attribute === 'imap' || attribute === 'imap_unordered' || attribute === 'starmap')
      return reader(call, state);
    const effect = wrappers.applied(call, state.thrown);
    if (effect) return passing(effect, state, (onward) => result(call, callable.timing, onward));
    const local = evaluator.functionCalled(call.func);
    if (local) return enteredLocal(local, call, argument, callable, state);
    const made = evaluator.valueOf(call.func);
    if (made.kind === 'class') return keptByObject(made.node, call, argument, callable, state);
    const ways = importedTaker(made, call, argument, callable.timing, false, state);
    if (ways)
      return applyWrapperOutcomes(ways, state, ({ as, timing }, onward) =>
        as === 'result' ? result(call, timing, onward) : used(call, { timing }, onward),
      );
    return asCollaborator(call, argument, state) ?? givenToBase(call, callable, state) ?? UNKNOWN;
  }

  /** An object of this file is made with the function. Where calling the object calls the function, it stands for it. */
  function keptByObject(of: ast.ClassDef, call: ast.Call, argument: Node, callable: Callable, state: FlowState): readonly Path[] {
    const asFunction = evaluator.memberOf(of, '__call__');
    const inner: FlowState =
      asFunction.kind === 'function'
        ? { ...state, callSite: { fn: asFunction.node, at: call, isObject: true, outer: state.callSite } }
        : state;
    const init = evaluator.memberOf(of, '__init__');
    if (init.kind === 'function') {
      const reads = readsOfParameter(parameterFor(init.node, call, argument));
      if (!reads || visiting.has(init.node)) return ESCAPES;
      return during(init.node, () => reads.flatMap((read) => used(read, callable, inner))) ?? ESCAPES;
    }
    const field = argument.type === 'keyword' ? argument.arg : fieldsOf(of)[call.args.indexOf(argument as ast.Expression)];
    return field ? usesOfField(of, field, callable, inner) : ESCAPES;
  }

  /** The fields of a dataclass, in the order of its constructor's arguments. */
  function fieldsOf(of: ast.ClassDef): readonly string[] {
    return of.body.flatMap((statement) =>
      statement.type === 'AnnAssign' && statement.target.type === 'Name' ? [statement.target.id] : [],
    );
  }

  /**
   * A method of a base class from elsewhere gets a function with its arguments, `self._call(client.post, url)`: it calls it,
   * and may try again. What it lets through comes up here, which is enough to see what stands around.
   */
  function givenToBase(call: ast.Call, callable: Callable, state: FlowState): readonly Path[] | undefined {
    const { func } = call;
    const holder =
      func.type === 'Attribute' && func.value.type === 'Name' && func.value.id === 'self' ? evaluator.valueOf(func.value) : undefined;
    if (holder?.kind !== 'instance' || holder.of.bases.length === 0 || call.args.length < 2 || callable.fn) return undefined;
    const at = call.parent?.type === 'Await' ? call.parent : call;
    return raised(at, state).map((path) => ({
      ...path,
      end: path.end.kind === 'lost' ? { kind: 'unknown' } : path.end,
      again: { kind: 'unknown' },
    }));
  }

  /**
   * A library's object is made with the function as one of its parts: `GraphRAG(llm_func=ask)`. It calls the function when
   * one of its methods is called, and what it does not expect comes out there.
   */
  function asCollaborator(call: ast.Call, argument: Node, state: FlowState): readonly Path[] | undefined {
    if (argument.type !== 'keyword' || !execution.isLibraryObject(call)) return undefined;
    const { parent } = call;
    const name = parent?.type === 'Assign' && parent.targets.length === 1 ? parent.targets[0] : undefined;
    const variable = name?.type === 'Name' ? tree.variableOf(name) : undefined;
    const uses = variable?.reads.flatMap((read) => {
      const method = read.parent?.type === 'Attribute' ? read.parent : undefined;
      return method?.parent?.type === 'Call' && method.parent.func === method ? [method.parent] : [];
    });
    if (!uses || uses.length === 0) return undefined;
    return uses.flatMap((use) => raised(use.parent?.type === 'Await' ? use.parent : use, state));
  }

  /** A function of this file gets the callback: it is read. */
  function enteredLocal(local: FunctionNode, call: ast.Call, argument: Node, callable: Callable, state: FlowState): readonly Path[] {
    const parameter = parameterFor(local, call, argument);
    const reads = readsOfParameter(parameter);
    if (!reads || visiting.has(local)) return UNKNOWN;
    const inner: FlowState = { ...state, callSite: { fn: local, at: call, outer: state.callSite } };
    return asWrapper(during(local, () => reads.flatMap((read) => used(read, callable, inner))) ?? UNKNOWN, local);
  }

  function parameterFor(fn: FunctionNode, call: ast.Call, argument: Node): ast.Arg | undefined {
    return [...fn.args.posonlyargs, ...fn.args.args, ...fn.args.kwonlyargs].find((parameter) => {
      const given = evaluator.argumentFor(call, fn, parameter);
      return given !== undefined && (given === argument || given.parent === argument);
    });
  }

  /** The qualified name of what a call calls: builtins plain, unknown `''`. */
  function nameOf(call: ast.Call): string {
    const value = evaluator.valueOf(call.func);
    if (value.kind === 'builtin') return value.name;
    if (value.kind === 'external') return value.path.join('.');
    return value.kind === 'made-by' ? [...value.path, ...value.members].join('.') : '';
  }

  // Coroutines, tasks and futures

  /** A coroutine stands at `node`, or (`runs`) a task or future that runs whether or not somebody waits for it. */
  function awaitable(node: Node, state: FlowState, runs: boolean): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = awaitableAt(node, state, runs);
    budget.leave();
    return paths;
  }

  function awaitableAt(node: Node, state: FlowState, runs: boolean): readonly Path[] {
    const { parent } = node;
    switch (parent?.type) {
      case 'Await':
        return raised(parent, state);
      case 'withitem':
        return parent.parent?.type === 'AsyncWith' ? raised(parent, state) : ESCAPES;
      case 'Expr':
        return runs ? lost('task') : ESCAPES;
      case 'IfExp':
      case 'BoolOp':
      case 'NamedExpr':
        return awaitable(parent, state, runs);
      case 'Return': {
        const fn = functionAround(parent);
        return fn ? returnedValue(fn, 'on-await', state, (at, onward) => awaitable(at, onward, runs)) : ESCAPES;
      }
      case 'Lambda':
        return parent.body === node ? used(parent, { timing: 'on-await', fn: parent }, state) : ESCAPES;
      case 'List':
      case 'Tuple':
      case 'Set':
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        return collected(parent, state, runs);
      case 'DictComp':
        return parent.key === node ? keyed(parent, state, runs) : ESCAPES;
      case 'Assign':
        return parent.targets.length === 1 && parent.targets[0]?.type === 'Name'
          ? heldIn(parent.targets[0], state, runs, awaitable)
          : ESCAPES;
      case 'AnnAssign':
        return parent.target.type === 'Name' ? heldIn(parent.target, state, runs, awaitable) : ESCAPES;
      case 'Attribute': {
        const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
        if (!call) return ESCAPES;
        if (parent.attr === 'result') return asksForException(node) ? CAUGHT : raised(call, state);
        return parent.attr === 'exception' ? CAUGHT : [];
      }
      case 'Call':
        return parent.func === node ? ESCAPES : awaitableArgument(parent, node, state, runs);
      case 'keyword':
        return parent.parent?.type === 'Call' ? awaitableArgument(parent.parent, parent, state, runs) : ESCAPES;
      default:
        return ESCAPES;
    }
  }

  /** `if future.exception(): … else: future.result()` */
  function asksForException(future: Node): boolean {
    const variable = future.type === 'Name' ? tree.variableOf(future) : undefined;
    return variable?.reads.some(({ parent }) => parent?.type === 'Attribute' && parent.attr === 'exception') ?? false;
  }

  function heldIn(
    name: ast.Name,
    state: FlowState,
    runs: boolean,
    follow: (node: Node, state: FlowState, runs: boolean) => readonly Path[],
  ): readonly Path[] {
    const variable = tree.variableOf(name);
    const reads = variable
      ? variable.reads.filter((read) => read.range[0] > name.range[1] || functionAround(read) !== functionAround(name))
      : [];
    if (reads.length === 0) return runs ? lost('task') : ESCAPES;
    // `task = shield(task)`: it comes back to its own name.
    return during(name, () => worst(reads.flatMap((read) => follow(read, state, runs)))) ?? [];
  }

  function awaitableArgument(call: ast.Call, argument: Node, state: FlowState, runs: boolean): readonly Path[] {
    const name = nameOf(call);
    const attribute = call.func.type === 'Attribute' ? call.func.attr : '';
    if (name === 'asyncio.run' || attribute === 'run_until_complete' || name === 'asyncio.Runner.run' || name.endsWith('.async_to_sync'))
      return raised(call, state);
    if (name === 'asyncio.wait_for' || name === 'asyncio.shield') return awaitable(call, state, runs);
    if (
      attribute === 'create_task' ||
      attribute === 'ensure_future' ||
      attribute === 'start_soon' ||
      name === 'asyncio.run_coroutine_threadsafe'
    ) {
      const group = call.func.type === 'Attribute' ? groupOf(call.func.value) : undefined;
      return group ? raised(group, { ...state, thrown: { ...state.thrown, isGrouped: true } }) : awaitable(call, state, true);
    }
    if (GATHERS.test(name === '' ? attribute : name)) return gathered(call, state, runs);
    if (attribute === 'append' || attribute === 'add') return appendedTo(call, state, runs);
    const local = evaluator.functionCalled(call.func);
    const ways = local ? undefined : importedTaker(evaluator.valueOf(call.func), call, argument, 'on-await', true, state);
    if (ways)
      return applyWrapperOutcomes(ways, state, ({ as, timing }, onward) =>
        as === 'result' ? result(call, timing, onward) : used(call, { timing }, onward),
      );
    const parameter = local ? parameterFor(local, call, argument) : undefined;
    const reads = local ? readsOfParameter(parameter) : undefined;
    if (!local || !reads || visiting.has(local)) return ESCAPES;
    return (
      during(local, () =>
        reads.flatMap((read) => awaitable(read, { ...state, callSite: { fn: local, at: call, outer: state.callSite } }, runs)),
      ) ?? ESCAPES
    );
  }

  /** The `async with TaskGroup() as group:` of a group's name. */
  function groupOf(node: ast.Expression): ast.With | undefined {
    const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
    for (const binding of variable?.bindings ?? []) {
      if (binding.kind === 'with' && wrappers.isTaskGroup(binding.item.context_expr)) return binding.item.parent as ast.With;
    }
    return undefined;
  }

  function gathered(call: ast.Call, state: FlowState, runs: boolean): readonly Path[] {
    const option = call.keywords.find((k) => k.arg === 'return_exceptions')?.value;
    if (option?.type === 'Constant' && option.value === true) return CAUGHT;
    const paths = awaitable(call, state, runs);
    return option && option.type !== 'Constant' ? uncertain(paths) : paths;
  }

  /** `tasks.append(…)`: it goes where the list is read. */
  function appendedTo(call: ast.Call, state: FlowState, runs: boolean): readonly Path[] {
    const list = call.func.type === 'Attribute' ? call.func.value : undefined;
    const variable = list?.type === 'Name' ? tree.variableOf(list) : undefined;
    if (!variable) return ESCAPES;
    return (
      during(call, () =>
        worst(variable.reads.filter((read) => read.parent?.type !== 'Attribute').flatMap((read) => collected(read, state, runs))),
      ) ?? []
    );
  }

  /** A dict whose keys are futures stands at `node`: what is read by a key is none. */
  function keyed(node: Node, state: FlowState, runs: boolean): readonly Path[] {
    const { parent } = node;
    if (parent?.type === 'Subscript' && parent.value === node) return [];
    if (parent?.type === 'Assign' && parent.targets[0]?.type === 'Name') return heldIn(parent.targets[0], state, runs, keyed);
    return collected(node, state, runs);
  }

  /** A list of coroutines, tasks or futures stands at `node`. */
  function collected(node: Node, state: FlowState, runs: boolean): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = collectedAt(node, state, runs);
    budget.leave();
    return paths;
  }

  function collectedAt(node: Node, state: FlowState, runs: boolean): readonly Path[] {
    const { parent } = node;
    switch (parent?.type) {
      case 'Starred':
      case 'List':
      case 'Tuple':
      case 'BinOp':
      case 'BoolOp':
      case 'IfExp':
        return collected(parent, state, runs);
      case 'Assign':
        return parent.targets.length === 1 && parent.targets[0]?.type === 'Name'
          ? heldIn(parent.targets[0], state, runs, collected)
          : ESCAPES;
      case 'For':
      case 'AsyncFor':
      case 'comprehension':
        return parent.iter === node ? elements(parent.target, state, runs) : ESCAPES;
      case 'Call': {
        const name = nameOf(parent);
        const attribute = parent.func.type === 'Attribute' ? parent.func.attr : '';
        if (GATHERS.test(name === '' ? attribute : name)) return gathered(parent, state, runs);
        return /(?:^|\.)(?:as_completed|tqdm|tqdm_asyncio|list|tuple|reversed|enumerate|zip)$/.test(name)
          ? collected(parent, state, runs)
          : ESCAPES;
      }
      default:
        return ESCAPES;
    }
  }

  /** What a loop takes out of such a list, one by one. */
  function elements(target: ast.Expression, state: FlowState, runs: boolean): readonly Path[] {
    const names =
      target.type === 'Name' ? [target] : target.type === 'Tuple' ? target.elts.filter((e): e is ast.Name => e.type === 'Name') : [];
    const variables = names.flatMap((name): readonly Variable[] => {
      const variable = tree.variableOf(name);
      return variable ? [variable] : [];
    });
    return worst(variables.flatMap((variable) => variable.reads.flatMap((read) => awaitable(read, state, runs))));
  }

  /** The value that a function returns goes to its callers. */
  function returnedValue(
    fn: FunctionNode,
    timing: FailureTiming,
    state: FlowState,
    follow: (node: Node, state: FlowState) => readonly Path[],
  ): readonly Path[] {
    const { callSite } = state;
    if (callSite?.fn === fn) {
      if (!callSite.at) return escapesWrapper('result', timing, state);
      const onward: FlowState = { ...state, callSite: callSite.outer };
      if (callSite.isObject) return used(callSite.at, { timing }, onward);
      return callSite.at.type === 'Call' ? follow(callSite.at, onward) : ESCAPES;
    }
    return (
      during(fn, () => {
        const calls = evaluator.callsOf(fn);
        if (fn.type === 'Lambda') return calls.length === 0 ? ESCAPES : calls.flatMap((call) => follow(call, state));
        // `def wrapper(*args): return fn(*args)` inside of a decorator.
        const names = callSite && functionAround(fn) === callSite.fn ? (tree.variableBoundBy(fn)?.reads ?? []) : [];
        if (names.length > 0) return names.flatMap((read) => used(read, { timing, fn }, state));
        const paths = calls.flatMap((call) =>
          follow(fn.type === 'AsyncFunctionDef' && call.parent?.type === 'Await' ? call.parent : call, state),
        );
        return withExits(fn, paths, timing, state);
      }) ?? ESCAPES
    );
  }

  // Generators, streams and context managers

  /** An object whose failure shows when it is read or entered stands at `node`. */
  function reader(node: Node, state: FlowState): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = readerAt(node, state);
    budget.leave();
    return paths;
  }

  function readerAt(node: Node, state: FlowState): readonly Path[] {
    const { parent } = node;
    switch (parent?.type) {
      case 'For':
      case 'AsyncFor':
        return parent.iter === node ? readBy('loop', parent, raised(parent, state)) : ESCAPES;
      case 'comprehension':
        return parent.iter === node ? readBy('loop', parent, raised(parent, state)) : ESCAPES;
      case 'withitem':
      case 'YieldFrom':
      case 'Starred':
        return raised(parent, state);
      case 'Await':
      case 'IfExp':
      case 'BoolOp':
      case 'NamedExpr':
        return reader(parent, state);
      case 'Assign':
        return parent.targets.length === 1 && parent.targets[0]?.type === 'Name' ? readIn(parent.targets[0], state) : ESCAPES;
      case 'Return': {
        const fn = functionAround(parent);
        return fn ? returnedValue(fn, 'on-read', state, reader) : ESCAPES;
      }
      case 'Lambda':
        return parent.body === node ? used(parent, { timing: 'on-read', fn: parent }, state) : ESCAPES;
      case 'Attribute': {
        const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
        // To close it sends nothing.
        if (CLOSES.has(parent.attr)) return [];
        return call ? raised(call, state) : ESCAPES;
      }
      case 'Expr':
        return NEVER_READ;
      case 'Call': {
        if (parent.func === node) return ESCAPES;
        const name = nameOf(parent);
        if (READS.has(name) || (parent.func.type === 'Attribute' && parent.func.attr === 'join')) return raised(parent, state);
        if (PASSES_READER.test(name)) return reader(parent, state);
        if (RESPONDS.test(name)) return readBy('response', parent, lost('response'));
        const local = evaluator.functionCalled(parent.func);
        // What is written into the arguments is read by the function; an object may keep it.
        if (!local && node.type === 'GeneratorExp' && !/(?:^|\.)[A-Z]\w*$/.test(name)) return raised(parent, state);
        const reads = local ? readsOfParameter(parameterFor(local, parent, node)) : undefined;
        if (!local || !reads || visiting.has(local)) return ESCAPES;
        return (
          during(local, () =>
            reads.flatMap((read) => reader(read, { ...state, callSite: { fn: local, at: parent, outer: state.callSite } })),
          ) ?? ESCAPES
        );
      }
      default:
        return ESCAPES;
    }
  }

  /** What is read through a name. */
  function readIn(name: ast.Name, state: FlowState): readonly Path[] {
    const reads = tree.variableOf(name)?.reads ?? [];
    return (
      during(name, () => {
        const paths = reads
          .filter((read) => read.range[0] > name.range[1] || functionAround(read) !== functionAround(name))
          .flatMap((read) => reader(read, state));
        return paths.length > 0 ? paths : NEVER_READ;
      }) ?? []
    );
  }

  /** The innermost reader counts: a generator's loop stands in front of the response that reads the generator. */
  function readBy(kind: 'loop' | 'response', { range: [start, end] }: Node, paths: readonly Path[]): readonly Path[] {
    return paths.map((path) => ({ ...path, read: path.read?.kind === 'response' ? path.read : { kind, span: { start, end } } }));
  }

  // Wrappers of other files, and this file's as others ask for them

  function importedDecorator(
    decorator: ast.Expression,
    timing: FailureTiming,
    { thrown }: FlowState,
  ): readonly WrapperOutcome[] | undefined {
    const isCalled = decorator.type === 'Call';
    return outside?.wrappers.outcomesOf(evaluator.valueOf(isCalled ? decorator.func : decorator), {
      by: { kind: 'decorator', isCalled },
      timing,
      thrown,
    });
  }

  function importedManager(
    { context_expr: manager }: ast.WithItem,
    { type }: ast.With,
    { thrown }: FlowState,
  ): readonly WrapperOutcome[] | undefined {
    return outside?.wrappers.outcomesOf(evaluator.valueOf(manager.type === 'Call' ? manager.func : manager), {
      by: { kind: 'context', isAsync: type === 'AsyncWith' },
      timing: 'on-call',
      thrown,
    });
  }

  function importedTaker(
    taker: Value,
    call: ast.Call,
    argument: Node,
    timing: FailureTiming,
    isCoroutine: boolean,
    { thrown }: FlowState,
  ): readonly WrapperOutcome[] | undefined {
    const index = call.args.indexOf(argument as ast.Expression);
    const at = argument.type === 'keyword' ? argument.arg : index;
    if (at === null || at === -1 || call.args.slice(0, index).some((before) => before.type === 'Starred')) return undefined;
    return outside?.wrappers.outcomesOf(taker, { by: { kind: 'argument', at, isCoroutine }, timing, thrown });
  }

  /** The ways through a wrapper of another file, followed on in this one. */
  function applyWrapperOutcomes(
    ways: readonly WrapperOutcome[],
    state: FlowState,
    follow: (through: WrapperOutput, onward: FlowState) => readonly Path[],
  ): readonly Path[] {
    return ways.flatMap(({ end, again, through }): readonly Path[] => {
      if (end !== 'through' || !through) return [{ end: { kind: end === 'caught' ? 'caught' : 'unknown' }, again }];
      const onward = follow(through, { ...state, thrown: through.thrown });
      const paths = through.thrown.error === state.thrown.error ? onward : raisedAs(through.thrown, onward);
      return again
        ? paths.map((path) => (again.kind !== 'wrapper' && path.again && path.again.kind !== 'unknown' ? path : { ...path, again }))
        : paths;
    });
  }

  function escapesWrapper(as: WrapperOutput['as'], timing: FailureTiming, { thrown }: FlowState): readonly Path[] {
    return [{ end: THROUGH, through: { as, timing, thrown } }];
  }

  function wrapping(wrapper: Value, { by, timing, thrown }: WrapperQuestion): readonly WrapperOutcome[] | undefined {
    const paths = budget.question(() =>
      by.kind === 'context' ? insideManager(wrapper, by.isAsync, thrown) : givenTo(wrapper, by, timing, thrown),
    );
    return paths
      ?.filter(({ isOptional }) => !isOptional)
      .map(({ end, again, through }) =>
        end === THROUGH ? { end: 'through', again, through } : { end: end.kind === 'caught' ? 'caught' : 'unknown', again },
      );
  }

  function insideManager(manager: Value, isAsync: boolean, thrown: RaisedException): readonly Path[] | undefined {
    const point = manager.kind === 'function' ? yieldOf(manager.node) : undefined;
    if (manager.kind === 'function' && point)
      return during(manager.node, () => raised(point, { thrown, callSite: { fn: manager.node, at: undefined, outer: undefined } }));
    const object = evaluator.resultOf(manager);
    if (object.kind !== 'instance') return undefined;
    const kept = keptAtExit(object, { type: isAsync ? 'AsyncWith' : 'With' });
    return kept === 'yes' ? CAUGHT : kept === 'no' ? escapesWrapper('result', 'on-call', { thrown }) : ESCAPES;
  }

  function givenTo(
    taker: Value,
    by: Exclude<WrapperQuestion['by'], { readonly kind: 'context' }>,
    timing: FailureTiming,
    thrown: RaisedException,
  ): readonly Path[] | undefined {
    const called = calledWith(taker, by.kind === 'decorator' && by.isCalled);
    if (!called || called.type === 'Lambda') return undefined;
    // What stands around it may do more.
    if (by.kind === 'argument' && called.decorator_list.some((decorator) => execution.decoratorEnd(decorator, thrown) !== 'passes'))
      return undefined;
    const parameter = by.kind === 'decorator' ? parameterAt(called, 0) : parameterAt(called, by.at);
    const reads = readsOfParameter(parameter);
    if (!reads) return undefined;
    const state: FlowState = { thrown, callSite: { fn: called, at: undefined, outer: undefined } };
    const isCoroutine = by.kind === 'argument' && by.isCoroutine;
    return during(called, () => reads.flatMap((read) => (isCoroutine ? awaitable(read, state, false) : used(read, { timing }, state))));
  }

  /** The function that gets what is wrapped: itself, what it hands out, or the `__call__` of an object. */
  function calledWith(taker: Value, isHandedOut: boolean): FunctionNode | undefined {
    if (taker.kind === 'function') return isHandedOut ? handedOutBy(taker.node) : taker.node;
    const object = isHandedOut && taker.kind === 'class' ? evaluator.resultOf(taker) : taker;
    const method = object.kind === 'instance' ? evaluator.memberOf(object.of, '__call__') : undefined;
    return method?.kind === 'function' ? method.node : undefined;
  }

  /** A parameter by its place, `self` counted out, or by its name. */
  function parameterAt(fn: ast.FunctionDef, at: number | string): ast.Arg | undefined {
    const positions = [...fn.args.posonlyargs, ...fn.args.args];
    if (typeof at === 'string') return [...positions, ...fn.args.kwonlyargs].find(({ arg }) => arg === at);
    const isStatic = fn.decorator_list.some((decorator) => evaluator.qualifiedName(decorator)?.at(-1) === 'staticmethod');
    return positions[at + (classOf(fn) && !isStatic ? 1 : 0)];
  }

  return {
    wrapping,
    result: (node, timing, thrown) => budget.question(() => result(node, timing, { thrown })),
    passedOn: (node, timing, thrown) => budget.question(() => used(node, { timing }, { thrown })),
  };
}

/** Builtins that read an iterator to its end, or its next element. */
const READS: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'set',
  'dict',
  'next',
  'anext',
  'sum',
  'any',
  'all',
  'max',
  'min',
  'sorted',
  'print',
  'len',
  'str',
  'streamlit.write_stream',
  'collections.deque',
]);
/** Methods of generators, streams and context managers that end them. */
const CLOSES: ReadonlySet<string> = new Set(['close', 'aclose', '__exit__', '__aexit__']);
/** What hands an iterator on, element by element. */
const PASSES_READER = /(?:^|\.)(?:enumerate|zip|iter|aiter|tqdm|islice|chain|map|filter|reversed)$/;
/** Responses of web frameworks that read what they are given after the handler has returned: Starlette, FastAPI, Django, Flask, Quart. */
const RESPONDS = /(?:^|\.)(?:StreamingResponse|EventSourceResponse|StreamingHttpResponse|(?:flask|quart)\.(?:wrappers\.)?Response)$/;
/** What waits for several at once: `asyncio.gather`, `tqdm_asyncio.gather`. */
const GATHERS = /(?:^|\.)gather$/;
/** Methods of dicts that hand out none of their values. */
const ASKS_CONTAINER: ReadonlySet<string> = new Set(['keys', 'update', 'setdefault']);
/** Methods of pandas' tables and columns that call a function for each value, at once. */
const APPLIES: ReadonlySet<string> = new Set(['apply', 'applymap', 'progress_apply', 'transform', 'agg']);
/** Functions that hand back the function they are given, caching or copying it. */
const PASSES_FUNCTION: ReadonlySet<string> = new Set([
  'functools.lru_cache',
  'functools.cache',
  'staticmethod',
  'classmethod',
  'property',
  'copy.copy',
  'typing.cast',
]);
