import type { TSESTree } from '@typescript-eslint/utils';
import { createBudget } from '../../../engine/budget.js';
import type { Budget } from '../../../model/budget.js';
import type { Exit, ExportPath } from '../../../model/export-path.js';
import type { End } from '../../../model/facts/handling.js';
import type { CatalogView, KnownWrapper } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Surroundings } from './surroundings.js';
import type { Again, Path as FailurePath } from '../../../engine/failures/path.js';
import { type FailureWrapping, type Imports, NO_IMPORTS } from '../values/imported-values.js';
import { createAfterRefusal } from './after-refusal.js';
import { handlerEffect, returnsAlways, pollingLoop, rethrowsAsIs, runsAgain, triesAgain } from '../syntax/statements.js';
import { speaksOfWaiting } from '../syntax/waiting.js';
import {
  type CallNode,
  type ClassNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  calledAs,
  functionAround,
  isClass,
  isFunction,
  isNothing,
  keepsValue,
  nodesIn,
  propertyName,
  readsOf,
  unwrap,
} from '../syntax/tree.js';
import type { Value } from '../values/value.js';

/** A handler on a failure's way: a `catch` clause or a function, and what it hears of: the `try` block, the promise. */
export interface Handler {
  readonly body: TSESTree.CatchClause | FunctionNode;
  readonly scope: Node;
  /** Where in the scope the failure comes up: the `await`, the call of a function of this file. */
  readonly point: Node;
}

/** What tries again: the `try` statement or the call of `.catch`; for a library, its call and the function that is given to it. */
export type RetryNode =
  | { readonly statement: TSESTree.TryStatement | CallNode }
  | { readonly call: CallNode; readonly known: KnownWrapper; readonly fn: FunctionNode };

/** One way of a failure, with the handlers that it came to and what tries again. */
export type Path = FailurePath<never, Handler, RetryNode>;

/** Follows a failure from the call to where it ends; `library` is the id of the SDK or HTTP client that fails. */
export interface Flow {
  /** A promise that rejects. */
  promise(node: Node, library: string): readonly Path[];
  /** An object that fails when it is read or one of its promises is awaited. */
  stream(node: Node, library: string): readonly Path[];
  /** An object whose call never throws and whose failure is a part of what is read: what runs the call again stands around the reading. */
  silent(node: Node, library: string): readonly Path[];
  /** A Node-style request whose failure is an `error` event. */
  emitter(node: Node, library: string): readonly Path[];
  /**
   * The failure of an imported function: from its calls, and from where it is handed on.
   *
   * @param of Whether an expression is the function.
   */
  imported(
    of: (node: Node) => boolean,
    fails: Exit['fails'],
    library: string,
  ): readonly { readonly node: Node; readonly paths: readonly Path[] }[];
  /** What a function does with the failure of one that it is given as a parameter; `undefined` where that is not known. */
  wrapping(fn: FunctionNode, parameter: Node): FailureWrapping | undefined;
}

/** Functions entered through a particular call: what they let through goes back to that call, not to all callers. */
interface Entered {
  readonly fn: FunctionNode;
  /** None where only the function is asked about: what it does with a parameter. */
  readonly call: CallNode | undefined;
  readonly before: Entered | undefined;
}

/** A function that lets the failure through, of this file or imported. */
interface Failing {
  /** Where it is in this file. */
  readonly node: FunctionNode | undefined;
  readonly fails: Exit['fails'];
  /** Whether an expression is this function. */
  is(node: Node): boolean;
}

const CAUGHT: readonly Path[] = [{ end: { kind: 'caught' } }];
/** Caught in a loop that sends it again. */
const POLLED: readonly Path[] = [{ end: { kind: 'caught' }, again: { kind: 'loop' } }];
const UNKNOWN: readonly Path[] = [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];
/** It leaves in a value (an object's property, a promise handed on): nothing here tries again, but who catches is not seen. */
const OUT_OF_SIGHT: readonly Path[] = [{ end: { kind: 'unknown' } }];
/** For a function that is asked about alone: the failure comes out of its call, or of the function that it returns. */
const RESULT: readonly Path[] = [{ end: { kind: 'exported' } }];
const FUNCTION: readonly Path[] = [{ end: { kind: 'exported' } }];
const lost = (end: End): readonly Path[] => [{ end: { kind: 'lost', end } }];

export function createFlow(
  tree: Tree,
  evaluator: Evaluator,
  catalog: CatalogView,
  surroundings: Surroundings,
  imports: Imports = NO_IMPORTS,
  budget: Budget = createBudget(),
): Flow {
  let library = '';
  let isSilent = false;
  const underWay = new Set<FunctionNode>();
  /** Writes of variables whose reads are being followed. */
  const writesUnderWay = new Set<Node>();

  const afterRefusal = createAfterRefusal(tree, evaluator, catalog);

  /** A promise that rejects stands at `node`. */
  function promise(node: Node, entered?: Entered): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = promiseAt(node, entered);
    budget.leave();
    return paths;
  }

  function promiseAt(node: Node, entered: Entered | undefined): readonly Path[] {
    const parent = node.parent;
    if (!parent) return OUT_OF_SIGHT;
    if (keepsValue(parent)) return promise(parent, entered);
    switch (parent.type) {
      case 'SequenceExpression':
        return parent.expressions.at(-1) === node ? promise(parent, entered) : lost('rejection');
      case 'ConditionalExpression':
        return parent.test === node ? lost('rejection') : promise(parent, entered);
      case 'LogicalExpression':
        return promise(parent, entered);
      case 'AwaitExpression':
        return raised(parent, entered);
      case 'UnaryExpression':
        return parent.operator === 'void' ? lost('rejection') : OUT_OF_SIGHT;
      case 'ExpressionStatement':
        return lost('rejection');
      case 'ForOfStatement':
        return parent.await && parent.right === node ? raised(parent, entered) : OUT_OF_SIGHT;
      case 'YieldExpression': {
        const fn = functionAround(parent);
        return fn?.async ? raised(parent, entered) : UNKNOWN;
      }
      case 'MemberExpression':
        return parent.object === node ? promiseMember(parent, entered) : OUT_OF_SIGHT;
      case 'ReturnStatement': {
        const fn = functionAround(parent);
        return fn ? leaves(fn, entered) : OUT_OF_SIGHT;
      }
      case 'ArrowFunctionExpression':
        return parent.body === node ? leaves(parent, entered) : OUT_OF_SIGHT;
      case 'ArrayExpression':
        return collected(parent, entered);
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === node ? OUT_OF_SIGHT : promiseArgument(parent, node, entered);
      case 'VariableDeclarator':
        return parent.init === node ? heldIn(parent.id, parent, entered, promise) : OUT_OF_SIGHT;
      case 'AssignmentExpression':
        if (parent.right !== node) return OUT_OF_SIGHT;
        return parent.left.type === 'Identifier' ? heldIn(parent.left, parent, entered, promise) : OUT_OF_SIGHT;
      default:
        return OUT_OF_SIGHT;
    }
  }

  /** The value is kept in a variable: it goes wherever the variable is read. */
  function heldIn(
    id: Node,
    at: Node,
    entered: Entered | undefined,
    follow: (node: Node, entered?: Entered) => readonly Path[],
  ): readonly Path[] {
    if (isSilent && id.type === 'ObjectPattern')
      return tree
        .declaredBy(at)
        .flatMap((part) => readsOf(part))
        .flatMap((read) => (read.parent.type === 'AwaitExpression' ? raised(read.parent, entered) : stream(read, entered)));
    if (id.type !== 'Identifier') return id.type === 'ObjectPattern' || id.type === 'ArrayPattern' ? OUT_OF_SIGHT : UNKNOWN;
    const variable = tree.variableOf(id);
    if (!variable) return UNKNOWN;
    if (surroundings.isExported(variable)) return OUT_OF_SIGHT;
    const reads = readsAfter(at, variable);
    if (reads.length === 0) return lost('rejection');
    // Two functions may give each other's variable a new value.
    if (writesUnderWay.has(at)) return [];
    writesUnderWay.add(at);
    try {
      return reads.flatMap((read) => follow(read, entered));
    } finally {
      writesUnderWay.delete(at);
    }
  }

  /**
   * The reads that can see a written value: those behind it, up to the next write among the same statements, and those of
   * other functions. Reads before it belong to an earlier value, those in `answer = answer.then(…)` too; a loop brings
   * back only what that write sees.
   */
  function readsAfter(at: Node, variable: Variable): readonly Node[] {
    const around = functionAround(at);
    const next = nextWrite(at, variable);
    const end = next?.range[1] ?? Infinity;
    return readsOf(variable).filter((read) => functionAround(read) !== around || (read.range[0] >= at.range[1] && read.range[0] < end));
  }

  /** The next assignment to a variable that certainly runs after a write: a statement of the same block. */
  function nextWrite(at: Node, variable: Variable): Node | undefined {
    const list = statementOf(at)?.parent;
    return variable.references
      .filter((reference) => reference.isWriteOnly() || reference.isReadWrite())
      .flatMap(({ identifier }) => {
        const write = (identifier as Node).parent;
        const isPlain =
          write?.type === 'AssignmentExpression' &&
          write.operator === '=' &&
          write.parent.type === 'ExpressionStatement' &&
          write.parent.parent === list;
        return isPlain && write.range[0] >= at.range[1] ? [write] : [];
      })
      .sort((a, b) => a.range[0] - b.range[0])[0];
  }

  function promiseMember(member: TSESTree.MemberExpression, entered: Entered | undefined): readonly Path[] {
    const name = propertyName(member);
    const call = calledAs(member);
    if (isSilent && !call) return member.parent.type === 'AwaitExpression' ? raised(member.parent, entered) : stream(member, entered);
    if (!call || name === undefined) return OUT_OF_SIGHT;
    const [first, second] = call.arguments;
    switch (name) {
      case 'catch':
        return handled(first, call, entered);
      case 'then':
        return second && !isNothing(second) ? handled(second, call, entered) : promise(call, entered);
      case 'finally':
        return promise(call, entered);
      case 'retry': // superagent
        return promise(call, entered).map((path) => ({ ...path, again: { kind: 'wrapper', name: '.retry()' } }));
      case 'end': // superagent's callback gets the error
        return first ? CAUGHT : lost('rejection');
      case 'on':
      case 'once':
        return first?.type === 'Literal' && first.value === 'error' ? CAUGHT : promise(call, entered);
      default:
        // `ky.post(…).json()`, `client.create(…).withResponse()`: a promise of the same request.
        return promise(call, entered);
    }
  }

  /** The rejection goes to a handler function: what it does decides. */
  function handled(handler: Node | undefined, call: CallNode, entered: Entered | undefined): readonly Path[] {
    if (!handler || isNothing(handler)) return promise(call, entered);
    if (isGiven(handler)) return given(call);
    const fn = evaluator.functionCalled(handler);
    if (!fn) return CAUGHT;
    const own: Handler = { body: fn, scope: call.callee, point: promiseOf(call) };
    return heard(handsBack(fn.body, fn) ? given(call) : afterHandler(fn, call, entered), own);
  }

  /** The promise whose method is called. */
  function promiseOf({ callee }: CallNode): Node {
    const member = unwrap(callee);
    return member.type === 'MemberExpression' ? member.object : member;
  }

  /** The ways behind a handler. */
  function heard(paths: readonly Path[], handler: Handler): readonly Path[] {
    return paths.map((path) => ({ ...path, handlers: [handler, ...(path.handlers ?? [])] }));
  }

  function afterHandler(fn: FunctionNode, call: CallNode, entered: Entered | undefined): readonly Path[] {
    const effect = handlerEffect(fn.body, fn.params[0]);
    if (effect === 'handles' || effect === 'handles-or-throws') {
      const kind = callsBack(afterRefusal(fn.body, fn.params[0]), call)
        ? 'recursion'
        : runsAgain(call)
          ? 'loop'
          : isRepeated(call)
            ? 'repeated'
            : undefined;
      if (kind) return triedAgain(kind, call, effect === 'handles' || reports(fn.body, fn.params[0]) ? [] : promise(call, entered));
      if (effect === 'handles') return CAUGHT;
    }
    const onward = promise(call, entered);
    return effect === 'transparent' ? onward : onward.map((path) => ({ ...path, end: { kind: 'caught' } }));
  }

  function promiseArgument(call: CallNode, argument: Node, entered: Entered | undefined): readonly Path[] {
    const index = call.arguments.indexOf(argument as TSESTree.CallExpressionArgument);
    const { callee } = call;
    if (
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === 'Promise' &&
      !tree.variableOf(callee.object)
    ) {
      const name = propertyName(callee);
      if (name === 'allSettled') return CAUGHT;
      if (name === 'resolve' || name === 'race' || name === 'all' || name === 'any') return promise(call, entered);
      return OUT_OF_SIGHT;
    }
    const wrapper = catalog.wrapperOf(evaluator.valueOf(callee), library);
    if (wrapper?.wrapper.takes === 'promise' && wrapper.wrapper.argument === index) {
      return wrapper.wrapper.catches === 'yes' ? CAUGHT : promise(call, entered);
    }
    const fn = evaluator.functionCalled(callee);
    if (fn && !fn.generator) {
      const param = fn.params[index];
      const variable = param?.type === 'Identifier' ? tree.variableOf(param) : undefined;
      if (!variable || underWay.has(fn)) return OUT_OF_SIGHT;
      return during(fn, () => readsOf(variable).flatMap((read) => promise(read, { fn, call, before: entered }))) ?? OUT_OF_SIGHT;
    }
    return OUT_OF_SIGHT;
  }

  /** An array of promises stands at `node`. */
  function collected(node: Node, entered: Entered | undefined): readonly Path[] {
    const parent = node.parent;
    if (!parent) return OUT_OF_SIGHT;
    if (parent.type === 'CallExpression' && parent.callee !== node) return promiseArgument(parent, node, entered);
    if (parent.type === 'TSAsExpression' || parent.type === 'SpreadElement') return collected(parent, entered);
    if (parent.type === 'ArrayExpression') return collected(parent, entered);
    if (parent.type === 'ExpressionStatement') return lost('rejection');
    if (parent.type === 'AwaitExpression') return OUT_OF_SIGHT;
    if (parent.type === 'VariableDeclarator' && parent.init === node) return heldIn(parent.id, parent, entered, collected);
    if (parent.type === 'MemberExpression') {
      const call = calledAs(parent);
      return call && ARRAY_PASSTHROUGH.has(propertyName(parent) ?? '') ? collected(call, entered) : OUT_OF_SIGHT;
    }
    return OUT_OF_SIGHT;
  }

  /** An exception is thrown at `point`. */
  function raised(point: Node, entered: Entered | undefined): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = raisedAt(point, entered);
    budget.leave();
    return paths;
  }

  function raisedAt(point: Node, entered: Entered | undefined): readonly Path[] {
    let child: Node = point;
    for (let at = point.parent; at; child = at, at = at.parent) {
      if (at.type === 'TryStatement' && at.block === child) {
        if (at.handler) {
          const paths = handsBack(at.handler.body, undefined) ? given(at) : caught(at, at.handler, point, entered);
          if (paths) return heard(paths, { body: at.handler, scope: at.block, point });
        }
        if (at.finalizer && alwaysLeaves(at.finalizer)) return CAUGHT;
      }
      if (isFunction(at)) return leaves(at, entered);
      if (at.type === 'PropertyDefinition' || at.type === 'StaticBlock') return OUT_OF_SIGHT;
    }
    return surroundings.catchesEverything ? CAUGHT : lost('top-level');
  }

  /** What a `catch` clause makes of the failure; `undefined` where it only throws it again. */
  function caught(
    at: TSESTree.TryStatement,
    handler: TSESTree.CatchClause,
    point: Node,
    entered: Entered | undefined,
  ): readonly Path[] | undefined {
    const effect = handlerEffect(handler.body, handler.param ?? undefined);
    if (effect === 'transparent') return undefined;
    if (effect !== 'throws') {
      // A test for something else (`error.status === 429`) keeps a refused connection from being tried again.
      const run = afterRefusal(handler.body, handler.param ?? undefined);
      const goesOn = !/^(?:throws|transparent)$/.test(handlerEffect(run, handler.param ?? undefined));
      const kind = !goesOn
        ? undefined
        : triesAgain(at, point, run)
          ? 'loop'
          : callsBack(run, at) || (!returnsAlways(run) && recursAfter(at))
            ? 'recursion'
            : isRepeated(at)
              ? 'repeated'
              : undefined;
      if (kind)
        return triedAgain(kind, at, effect === 'handles' || reports(handler.body, handler.param ?? undefined) ? [] : raised(at, entered));
      if (goesOn && isPolled(at, point)) return POLLED;
      if (effect === 'handles') return CAUGHT;
    }
    return raised(at, entered).map((path) => ({ ...path, end: { kind: 'caught' } }));
  }

  /** Whether a loop that waits for something else sends the same request again, whose answer it does not use: a model that is preloaded. */
  function isPolled(statement: TSESTree.TryStatement, point: Node): boolean {
    const loop = point.parent?.type === 'ExpressionStatement' ? pollingLoop(statement) : undefined;
    if (!loop) return false;
    return nodesIn(point).every((node) => {
      const variable = node.type === 'Identifier' ? tree.variableOf(node) : undefined;
      return !variable?.references.some((reference) => reference.isWrite() && isWithin(reference.identifier, loop));
    });
  }

  /** Whether a handler logs the failure, or throws another error in its place: what it throws in the end is no news. */
  function reports(body: Node, param: Node | undefined): boolean {
    if (!rethrowsAsIs(body, param)) return true;
    return tree.calls.some(
      (call) => isWithin(call, body) && call.parent.type === 'ExpressionStatement' && !speaksOfWaiting(tree.text.slice(...call.range)),
    );
  }

  /** Caught by a handler that tries again; `last` is where the failure of the last attempt goes, none where the handler keeps it. */
  function triedAgain(
    kind: 'loop' | 'recursion' | 'repeated',
    statement: TSESTree.TryStatement | CallNode,
    last: readonly Path[],
  ): readonly Path[] {
    const paths: readonly Path[] = last.length === 0 ? CAUGHT : last;
    return paths.map((path) => ({
      ...path,
      again: { kind: 'loop' },
      layers: [{ kind, at: { statement }, beyond: path.handlers?.length ?? 0 }, ...(path.layers ?? [])],
    }));
  }

  /** The failure goes to a function that the enclosing one was given (`promiseRetry((retry) => f().catch(retry))`): whoever gave it decides. */
  function given(at: Node): readonly Path[] {
    const fn = functionAround(at);
    const taker = fn?.parent;
    const wrapper = taker?.type === 'CallExpression' && fn ? catalog.wrapperOf(evaluator.valueOf(taker.callee), library) : undefined;
    return wrapper && fn ? leaves(fn, undefined) : UNKNOWN;
  }

  function isGiven(node: Node): boolean {
    if (node.type !== 'Identifier') return false;
    const variable = tree.variableOf(node);
    return (
      variable?.defs[0]?.type === 'Parameter' &&
      /^(?:unknown|shape)$/.test(evaluator.valueOf(node).kind) &&
      isRetryTaker(variable.defs[0].node)
    );
  }

  /** Whether a function is handed to a retry library that gives it something to call. */
  function isRetryTaker(fn: Node): boolean {
    if (!isFunction(fn) || fn.parent.type !== 'CallExpression' || fn.parent.callee === fn) return false;
    const { callee } = fn.parent;
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    return name === 'attempt' || catalog.wrapperOf(evaluator.valueOf(callee), library) !== undefined;
  }

  /** Whether a handler calls such a function: `retry(error)`, `operation.retry(error)`. */
  function handsBack(body: Node, own: FunctionNode | undefined): boolean {
    return tree.calls.some((call) => {
      if (call.range[0] < body.range[0] || call.range[1] > body.range[1]) return false;
      if (call.callee.type === 'MemberExpression')
        return propertyName(call.callee) === 'retry' && evaluator.functionCalled(call.callee) === undefined;
      return isGiven(call.callee) && (!own || tree.variableOf(call.callee as TSESTree.Identifier)?.defs[0]?.node !== own);
    });
  }

  /** A handler that calls its own function again: recursion as retry. */
  function callsBack(body: Node, at: Node): boolean {
    const fn = functionAround(at);
    if (!fn) return false;
    const nodes = body.type === 'BlockStatement' ? body.body : [body];
    return tree.calls.some((call) => nodes.some((node) => isWithin(call, node)) && startsAgain(call, fn));
  }

  /** `try { return await … } catch { … } return again(n + 1)`: the function calls itself behind the `try`. */
  function recursAfter(statement: TSESTree.TryStatement): boolean {
    const fn = functionAround(statement);
    return (
      fn !== undefined && tree.calls.some((call) => isWithin(call, fn.body) && call.range[0] > statement.range[1] && startsAgain(call, fn))
    );
  }

  /** Whether a call runs a function: by calling it, or by handing it to a timer. */
  function startsAgain(call: CallNode, fn: FunctionNode): boolean {
    return (
      evaluator.functionCalled(call.callee) === fn ||
      (isTimer(call) && call.arguments.some((a) => a.type === 'Identifier' && evaluator.functionCalled(a) === fn))
    );
  }

  function isTimer(call: CallNode): boolean {
    const value = evaluator.valueOf(call.callee);
    return value.kind === 'external' && /^set(?:Timeout|Interval)$/.test(value.path.at(-1) ?? '');
  }

  /**
   * Whether the function around a place runs again when its failure has become a value: a caller has it in a loop
   * that success leaves (`while (!(await once()))`), or `setInterval` runs it.
   */
  function isRepeated(at: Node): boolean {
    const fn = functionAround(at);
    if (!fn) return false;
    return tree.calls.some((call) => {
      if (evaluator.functionCalled(call.callee) === fn) return runsAgain(call);
      const value = call.arguments.some((a) => a === fn || (a.type === 'Identifier' && evaluator.functionCalled(a) === fn))
        ? evaluator.valueOf(call.callee)
        : undefined;
      return value?.kind === 'external' && value.path.at(-1) === 'setInterval';
    });
  }

  function during<T>(fn: FunctionNode, work: () => T): T | undefined {
    if (underWay.has(fn)) return undefined;
    underWay.add(fn);
    try {
      return work();
    } finally {
      underWay.delete(fn);
    }
  }

  /** A function lets the failure through (as a rejected promise, or while it is iterated): its callers get it. */
  function leaves(fn: FunctionNode, entered: Entered | undefined, fails: Exit['fails'] = fn.generator ? 'read' : 'call'): readonly Path[] {
    const failing: Failing = { node: fn, fails, is: (node) => evaluator.functionCalled(node) === fn };
    if (entered?.fn === fn) return entered.call ? afterCall(entered.call, failing, entered.before) : RESULT;
    return during(fn, () => worst(usesOf(fn).flatMap((use) => usedFunction(use, failing, entered)))) ?? [];
  }

  function worst(paths: readonly Path[]): readonly Path[] {
    return paths.length === 0 ? OUT_OF_SIGHT : paths;
  }

  function afterCall(call: CallNode, { fails }: Failing, entered: Entered | undefined): readonly Path[] {
    if (call.type === 'NewExpression') return OUT_OF_SIGHT;
    return fails === 'read' ? stream(call, entered) : promise(call, entered);
  }

  /** The places where a function's value stands: itself for an expression, reads of its name for a declaration. */
  function usesOf(fn: FunctionNode): readonly Node[] {
    if (fn.type !== 'FunctionDeclaration') return [fn];
    if (!fn.id) return [fn];
    const variable = tree.variableOf(fn.id);
    return variable ? usesOfVariable(variable, fn) : [fn];
  }

  function usesOfVariable(variable: Variable, declaration: Node): readonly Node[] {
    const uses: Node[] = readsOf(variable);
    if (surroundings.isExported(variable)) uses.push(declaration);
    return uses;
  }

  /** A function's value stands at `use`. */
  function usedFunction(use: Node, failing: Failing, entered: Entered | undefined): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = usedFunctionAt(use, failing, entered);
    budget.leave();
    return paths;
  }

  function usedFunctionAt(use: Node, failing: Failing, entered: Entered | undefined): readonly Path[] {
    const parent = use.parent;
    if (use === failing.node && use.type === 'FunctionDeclaration')
      return surroundings.exportedEnd(surroundings.namesOf(use), failing.fails);
    if (!parent) return OUT_OF_SIGHT;
    if (keepsValue(parent)) return usedFunction(parent, failing, entered);
    switch (parent.type) {
      case 'CallExpression':
        if (parent.callee === use) return afterCall(parent, failing, entered);
        return passed(parent, use, failing, entered);
      case 'NewExpression':
        return parent.callee === use ? OUT_OF_SIGHT : passed(parent, use, failing, entered);
      case 'LogicalExpression':
      case 'AwaitExpression':
        return usedFunction(parent, failing, entered);
      case 'ConditionalExpression':
        return parent.test === use ? [] : usedFunction(parent, failing, entered);
      case 'VariableDeclarator':
        return parent.init === use ? usesOfName(parent.id, failing, entered) : OUT_OF_SIGHT;
      case 'AssignmentExpression':
        if (parent.right !== use) return [];
        if (parent.left.type === 'Identifier') return usesOfName(parent.left, failing, entered);
        if (parent.left.type === 'MemberExpression') return assignedToProperty(parent.left, failing, entered);
        return OUT_OF_SIGHT;
      case 'MethodDefinition':
      case 'PropertyDefinition':
        return isClass(parent.parent.parent) ? memberOf(parent.parent.parent, parent, failing, entered) : OUT_OF_SIGHT;
      case 'Property':
        return parent.value === use && parent.parent.type === 'ObjectExpression'
          ? propertyOfObject(parent.parent, propertyName(parent), failing, entered)
          : OUT_OF_SIGHT;
      case 'MemberExpression': {
        if (parent.object !== use) return OUT_OF_SIGHT;
        const name = propertyName(parent);
        const call = calledAs(parent);
        if (call && (name === 'call' || name === 'apply')) return afterCall(call, failing, entered);
        if (call && name === 'bind') return usedFunction(call, failing, entered);
        return call ? OUT_OF_SIGHT : [];
      }
      case 'JSXExpressionContainer':
        return parent.parent.type === 'JSXAttribute' &&
          parent.parent.name.type === 'JSXIdentifier' &&
          /^on[A-Z]/.test(parent.parent.name.name)
          ? lost('event')
          : OUT_OF_SIGHT;
      case 'ReturnStatement': {
        const maker = functionAround(parent);
        return maker ? handedOut(maker, entered, [], failing) : OUT_OF_SIGHT;
      }
      case 'ArrowFunctionExpression':
        return parent.body === use ? handedOut(parent, entered, [], failing) : OUT_OF_SIGHT;
      case 'ExportDefaultDeclaration':
        return surroundings.exportedEnd([['default']], failing.fails);
      case 'ExportSpecifier':
        return exportedAs(parent, failing);
      case 'ExpressionStatement':
      case 'IfStatement':
      case 'UnaryExpression':
      case 'BinaryExpression':
        return [];
      default:
        return OUT_OF_SIGHT;
    }
  }

  /** `export { ask as default }`; one of an import's variable is seen where the variable is looked at. */
  function exportedAs({ exported }: TSESTree.ExportSpecifier, { node, fails }: Failing): readonly Path[] {
    return node ? surroundings.exportedEnd([[exported.type === 'Identifier' ? exported.name : exported.value]], fails) : [];
  }

  /** A function stands in what another one returns: whoever calls that one gets it. */
  function handedOut(maker: FunctionNode, entered: Entered | undefined, members: ExportPath, { fails }: Failing): readonly Path[] {
    if (entered?.fn === maker && !entered.call) return members.length === 0 ? FUNCTION : OUT_OF_SIGHT;
    const paths = surroundings.pathsOfResult(maker);
    return paths.length === 0
      ? OUT_OF_SIGHT
      : surroundings.exportedEnd(
          paths.map((path) => [...path, ...members]),
          fails,
        );
  }

  function usesOfName(id: Node, failing: Failing, entered: Entered | undefined): readonly Path[] {
    if (id.type !== 'Identifier') return OUT_OF_SIGHT;
    const variable = tree.variableOf(id);
    if (!variable) return OUT_OF_SIGHT;
    const paths = readsOf(variable).flatMap((read) => usedFunction(read, failing, entered));
    const names = surroundings.namesOfVariable(variable);
    return names.length > 0 ? [...paths, ...surroundings.exportedEnd(names, failing.fails)] : worst(paths);
  }

  function assignedToProperty(target: TSESTree.MemberExpression, failing: Failing, entered: Entered | undefined): readonly Path[] {
    const name = propertyName(target);
    const exported = surroundings.nameOfMember(target);
    if (exported !== undefined) return surroundings.exportedEnd([[exported]], failing.fails);
    const object = evaluator.valueOf(target.object);
    if (object.kind === 'instance' && name !== undefined)
      return worst(callsOfMember(name, failing).flatMap((call) => afterCall(call, failing, entered)));
    if (name !== undefined && /^on[a-z]+$/.test(name)) return lost('event');
    return OUT_OF_SIGHT;
  }

  /** A method: the calls of it in this file, and other files where the class leaves this one. */
  function memberOf(
    of: ClassNode,
    member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
    failing: Failing,
    entered: Entered | undefined,
  ): readonly Path[] {
    const name = propertyName(member);
    if (name === undefined) return OUT_OF_SIGHT;
    if (name === 'constructor') return OUT_OF_SIGHT;
    const paths = callsOfMember(name, failing).flatMap((call) => afterCall(call, failing, entered));
    const valued = memberReads(name, failing).flatMap((read) => usedFunction(read, failing, entered));
    const isPrivate = name.startsWith('#') || member.accessibility === 'private';
    const leavesFile = !isPrivate && surroundings.classLeaves(of);
    const exported = leavesFile
      ? surroundings.exportedEnd(
          surroundings.pathsOfMembers(of, member.static).map((path) => [...path, name]),
          failing.fails,
        )
      : [];
    return [...paths, ...valued, ...(leavesFile ? exported : paths.length + valued.length === 0 ? OUT_OF_SIGHT : [])];
  }

  /** `x.name(…)` where `x.name` is this function. */
  function callsOfMember(name: string, failing: Failing): readonly TSESTree.CallExpression[] {
    return tree.calls.filter(
      (call): call is TSESTree.CallExpression =>
        call.type === 'CallExpression' &&
        call.callee.type === 'MemberExpression' &&
        propertyName(call.callee) === name &&
        failing.is(call.callee),
    );
  }

  /** `this.name` handed on as a value: `pRetry(this.name)`, `this.name.bind(this)`. */
  function memberReads(name: string, failing: Failing): readonly Node[] {
    const reads: Node[] = [];
    for (const call of tree.calls) {
      for (const argument of call.arguments) {
        const node = unwrap(argument);
        if (node.type === 'MemberExpression' && propertyName(node) === name && failing.is(node)) reads.push(node);
      }
      if (call.callee.type === 'MemberExpression') {
        const receiver = unwrap(call.callee.object);
        if (receiver.type === 'MemberExpression' && propertyName(receiver) === name && failing.is(receiver)) reads.push(receiver);
      }
    }
    return reads;
  }

  /** A method of an object literal. */
  function propertyOfObject(
    object: TSESTree.ObjectExpression,
    name: string | undefined,
    failing: Failing,
    entered: Entered | undefined,
  ): readonly Path[] {
    if (name === undefined) return OUT_OF_SIGHT;
    const parent = object.parent;
    if (surroundings.isRouteObject(object, name)) return surroundings.routeEnd();
    if (parent.type === 'ExportDefaultDeclaration') return inObject(surroundings.exportedEnd([['default', name]], failing.fails));
    const assigned =
      parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
        ? surroundings.nameOfMember(parent.left)
        : undefined;
    if (assigned !== undefined) return surroundings.exportedEnd([assigned === 'default' ? [name] : [assigned, name]], failing.fails);
    const calls = [...callsOfMember(name, failing), ...chosenCalls(object)];
    const paths = calls.flatMap((call) => afterCall(call, failing, entered));
    let declarator: Node = parent;
    while (declarator.type === 'TSAsExpression' || declarator.type === 'TSSatisfiesExpression') declarator = declarator.parent;
    const variable =
      declarator.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? tree.variableOf(declarator.id) : undefined;
    const maker =
      declarator.type === 'ReturnStatement'
        ? functionAround(declarator)
        : declarator.type === 'ArrowFunctionExpression'
          ? declarator
          : undefined;
    if (maker) return [...paths, ...handedOut(maker, entered, [name], failing)];
    // A stream that is made of another one breaks where that breaks, in the hands of who reads it.
    if (declarator.type === 'NewExpression' && (name === 'start' || name === 'pull') && lastName(declarator.callee) === 'ReadableStream')
      return readBy('response', declarator, OUT_OF_SIGHT);
    // Handed over in options (`useQuery({ queryFn })`): whoever gets them may try again.
    if (!variable)
      return [...paths, ...(declarator.type === 'CallExpression' || declarator.type === 'NewExpression' ? UNKNOWN : OUT_OF_SIGHT)];
    const names = surroundings.namesOfVariable(variable);
    if (names.length > 0)
      return [
        ...paths,
        ...inObject(
          surroundings.exportedEnd(
            names.map((path) => [...path, name]),
            failing.fails,
          ),
        ),
      ];
    const escapes = readsOf(variable).some((read) => !(read.parent.type === 'MemberExpression' && read.parent.object === read));
    return escapes ? [...paths, ...OUT_OF_SIGHT] : worst(paths);
  }

  /** `providers[name](…)`, which may call any of an object's functions. */
  function chosenCalls(object: TSESTree.ObjectExpression): readonly TSESTree.CallExpression[] {
    return tree.calls.filter((call): call is TSESTree.CallExpression => {
      if (
        call.type !== 'CallExpression' ||
        call.callee.type !== 'MemberExpression' ||
        !call.callee.computed ||
        propertyName(call.callee) !== undefined
      )
        return false;
      const holder = evaluator.valueOf(call.callee.object);
      return holder.kind === 'object' && holder.node === object;
    });
  }

  /** A function is handed to another as a callback. */
  function passed(call: CallNode, use: Node, failing: Failing, entered: Entered | undefined): readonly Path[] {
    const index = call.arguments.indexOf(use as TSESTree.CallExpressionArgument);
    const { callee } = call;
    if (index < 0) return UNKNOWN;
    // Whoever calls it hands on what is read later.
    if (failing.fails === 'read') return OUT_OF_SIGHT;
    if (call.type === 'NewExpression' && callee.type === 'Identifier' && callee.name === 'Promise' && !tree.variableOf(callee))
      return failing.node?.async ? lost('rejection') : OUT_OF_SIGHT;
    const value = evaluator.valueOf(callee);
    const wrapper =
      catalog.wrapperOf(value, library) ??
      (value.kind === 'external' && library !== '' ? imports.wrapper(value.module, value.path, index) : undefined);
    if (wrapper) return wrapped(wrapper, call, index, failing, entered);
    const end = surroundings.callbackEnd(call, value);
    if (end) return end;
    if (callee.type === 'MemberExpression') {
      const name = propertyName(callee) ?? '';
      if ((name === 'then' || name === 'catch' || name === 'finally') && index < 2) return promise(call, entered);
      if (mayBeArray(value)) {
        if (name === 'map' || name === 'flatMap') return collected(call, entered);
        if (name === 'forEach') return lost('rejection');
      }
    }
    if (value.kind === 'external' && value.path.at(-1) === 'useCallback') return usedFunction(call, failing, entered);
    if (value.kind === 'external' && value.path.at(-1) === 'useEffect') return OUT_OF_SIGHT;
    if (value.kind === 'external' && value.module === '' && value.path.join('.') === 'Array.from') return collected(call, entered);
    const local = value.kind === 'function' ? value.node : undefined;
    if (local) return enteredLocal(local, call, index, failing, entered);
    return UNKNOWN;
  }

  /** A function of this file gets the callback: it is read. */
  function enteredLocal(
    local: FunctionNode,
    call: CallNode,
    index: number,
    failing: Failing,
    entered: Entered | undefined,
  ): readonly Path[] {
    const param = local.params[index];
    const target = param?.type === 'AssignmentPattern' ? param.left : param;
    const variable = target?.type === 'Identifier' ? tree.variableOf(target) : undefined;
    if (!variable || underWay.has(local)) return UNKNOWN;
    const inner: Entered = { fn: local, call, before: entered };
    const name = local.type === 'FunctionDeclaration' ? local.id?.name : undefined;
    const reads = readsOf(variable);
    if (reads.length === 0) return OUT_OF_SIGHT;
    const paths = during(local, () => reads.flatMap((read) => usedFunction(read, failing, inner))) ?? UNKNOWN;
    return paths.map((path) =>
      path.again?.kind === 'loop' ? { ...path, again: { kind: 'wrapper', name: name ?? 'a local helper' } } : path,
    );
  }

  function wrapped(known: KnownWrapper, call: CallNode, index: number, failing: Failing, entered: Entered | undefined): readonly Path[] {
    const { wrapper, name, trap } = known;
    if (index !== wrapper.argument) return UNKNOWN;
    const idle = trap ?? (wrapper.needsParameter !== undefined && failing.node?.params.length === 0 ? wrapper.needsParameter : undefined);
    const again: Again | undefined =
      idle !== undefined
        ? { kind: 'ineffective', name, why: idle }
        : wrapper.retries === 'yes'
          ? catalog.isOff(wrapper, call, evaluator.valueOf)
            ? undefined
            : { kind: 'wrapper', name }
          : undefined;
    const mark = (paths: readonly Path[]): readonly Path[] => {
      if (!again) return paths;
      if (again.kind === 'ineffective')
        return paths.map((path) => (path.again && path.again.kind !== 'unknown' ? path : { ...path, again }));
      const { node: fn } = failing;
      return paths.map((path) => ({
        ...path,
        again,
        ...(fn && { layers: [{ kind: 'wrapper', at: { call, known, fn }, beyond: path.handlers?.length ?? 0 }, ...(path.layers ?? [])] }),
      }));
    };
    if (wrapper.catches === 'yes') return mark(CAUGHT);
    if (wrapper.returns === 'function') return mark(usedFunction(call, failing, entered));
    return mark(promise(call, entered));
  }

  /** An object whose failure shows when it is read stands at `node`. */
  function stream(node: Node, entered?: Entered): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = streamAt(node, entered);
    budget.leave();
    return paths;
  }

  function streamAt(node: Node, entered: Entered | undefined): readonly Path[] {
    const parent = node.parent;
    if (!parent) return OUT_OF_SIGHT;
    if (keepsValue(parent) || parent.type === 'AwaitExpression') return stream(parent, entered);
    switch (parent.type) {
      case 'ForOfStatement':
        return parent.right === node ? readBy('loop', parent, raised(parent, entered)) : OUT_OF_SIGHT;
      case 'NewExpression':
        return parent.callee !== node && RESPONDS.test(lastName(parent.callee))
          ? readBy('response', parent, lost('response'))
          : OUT_OF_SIGHT;
      case 'YieldExpression': {
        const fn = parent.delegate ? functionAround(parent) : undefined;
        return fn ? raised(parent, entered) : OUT_OF_SIGHT;
      }
      case 'ExpressionStatement':
        return lost('rejection');
      case 'VariableDeclarator':
        return parent.init === node && parent.id.type === 'Identifier'
          ? listened(heldIn(parent.id, parent, entered, stream), parent.id)
          : OUT_OF_SIGHT;
      case 'AssignmentExpression':
        return parent.right === node && parent.left.type === 'Identifier'
          ? listened(heldIn(parent.left, parent, entered, stream), parent.left)
          : OUT_OF_SIGHT;
      case 'ReturnStatement': {
        const fn = functionAround(parent);
        return fn ? leaves(fn, entered, 'read') : OUT_OF_SIGHT;
      }
      case 'ArrowFunctionExpression':
        return parent.body === node ? leaves(parent, entered, 'read') : OUT_OF_SIGHT;
      case 'MemberExpression': {
        if (parent.object !== node) return OUT_OF_SIGHT;
        const name = propertyName(parent);
        const call = calledAs(parent);
        if (!call || name === undefined) return OUT_OF_SIGHT;
        if (name === 'on' || name === 'once') {
          const [event] = call.arguments;
          if (event?.type === 'Literal' && event.value === 'error') return CAUGHT;
          // `stream.on('content', …);` only listens: the failure goes where the stream is read.
          return call.parent.type === 'ExpressionStatement' && node.type === 'Identifier' ? [] : stream(call, entered);
        }
        if (name === 'abort' || name === 'controller') return [];
        if (STREAM_PROMISES.test(name)) return promise(call, entered);
        if (STREAM_VIEWS.has(name)) return stream(call, entered);
        return OUT_OF_SIGHT;
      }
      default:
        return OUT_OF_SIGHT;
    }
  }

  /** The outermost reader counts: what a response reads, it reads after the function has returned. */
  function readBy(kind: 'loop' | 'response', { range: [start, end] }: Node, paths: readonly Path[]): readonly Path[] {
    return paths.map((path) => ({ ...path, read: path.read?.kind === 'response' ? path.read : { kind, span: { start, end } } }));
  }

  /** An `error` listener anywhere on the variable serves all its reads. */
  function listened(paths: readonly Path[], id: TSESTree.Identifier): readonly Path[] {
    const variable = tree.variableOf(id);
    const hears = variable && readsOf(variable).some((read) => hearsErrors(read));
    if (hears) return CAUGHT;
    return paths.length === 0 ? lost('rejection') : paths;
  }

  function hearsErrors(read: Node): boolean {
    const member = read.parent;
    if (member?.type !== 'MemberExpression' || member.object !== read) return false;
    const call = calledAs(member);
    const [event] = call?.arguments ?? [];
    if (!call || !['on', 'once', 'addListener'].includes(propertyName(member) ?? '')) return false;
    return (event?.type === 'Literal' && event.value === 'error') || hearsErrors(call);
  }

  function reads(id: TSESTree.Identifier): readonly Node[] {
    const variable = tree.variableOf(id);
    return variable ? readsOf(variable) : [];
  }

  /** A request object stands at `node`: an `error` listener, or the process ends. */
  function emitter(node: Node): readonly Path[] {
    const parent = node.parent;
    if (parent?.type === 'ExpressionStatement') return lost('event');
    if (parent?.type === 'MemberExpression' && parent.object === node) {
      if (hearsErrors(node)) return CAUGHT;
      const call = calledAs(parent);
      return call && CHAINS.has(propertyName(parent) ?? '')
        ? emitter(call)
        : propertyName(parent) === 'end' && call
          ? lost('event')
          : OUT_OF_SIGHT;
    }
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
      const all = reads(parent.id);
      if (all.some(hearsErrors)) return CAUGHT;
      const plain = all.every((read) => read.parent?.type === 'MemberExpression' && read.parent.object === read);
      return plain ? lost('event') : OUT_OF_SIGHT;
    }
    return OUT_OF_SIGHT;
  }

  function imported(of: (node: Node) => boolean, fails: Exit['fails'], library: string) {
    const failing: Failing = { node: undefined, fails, is: of };
    const places = new Set<Node>();
    for (const statement of tree.program.body) {
      if (statement.type !== 'ImportDeclaration') continue;
      for (const variable of tree.declaredBy(statement))
        for (const read of readsOf(variable)) {
          if (of(read)) places.add(read);
          // `const ask = providers[name];`
          const chosen =
            read.parent.type === 'MemberExpression' && read.parent.object === read && read.parent.computed ? read.parent : undefined;
          if (chosen && of(chosen)) places.add(chosen);
        }
    }
    for (const call of tree.calls) {
      // `llm.ask(…)`, `new Llm().ask(…)`, and names that hold what `require` gave.
      if (of(call.callee)) places.add(call.callee);
      for (const argument of call.arguments) if (argument.type === 'MemberExpression' && of(argument)) places.add(argument);
    }
    return [...places].map((node) => ({ node, paths: start(node, library, () => usedFunction(node, failing, undefined)) }));
  }

  function wrapping(fn: FunctionNode, parameter: Node): FailureWrapping | undefined {
    const variable = parameter.type === 'Identifier' ? tree.variableOf(parameter) : undefined;
    const uses = variable ? readsOf(variable) : [];
    if (!uses.some((use) => use.parent.type === 'CallExpression')) return undefined;
    const failing: Failing = {
      node: undefined,
      fails: 'call',
      is: (node) => node.type === 'Identifier' && tree.variableOf(node) === variable,
    };
    const paths = uses.flatMap((use) => start(use, '', () => usedFunction(use, failing, { fn, call: undefined, before: undefined })));
    if (paths.length === 0) return undefined;
    const retries = paths.some(({ again }) => again?.kind === 'loop' || again?.kind === 'wrapper');
    if (paths.every(({ end }) => end.kind === 'caught')) return { catches: true, retries, returns: 'result' };
    const [first] = paths;
    if (first && paths.every(({ end }) => end === first.end)) {
      if (first.end === RESULT[0]?.end) return { catches: false, retries, returns: 'result' };
      if (first.end === FUNCTION[0]?.end) return { catches: false, retries, returns: 'function' };
    }
    return undefined;
  }

  return {
    imported,
    wrapping,
    promise: (node, of) => start(node, of, promise),
    stream: (node, of) => start(node, of, stream),
    silent: (node, of) => {
      isSilent = true;
      const paths = start(node, of, promise);
      isSilent = false;
      return paths;
    },
    emitter: (node, of) => start(node, of, emitter),
  };

  function start(node: Node, of: string, follow: (node: Node) => readonly Path[]): readonly Path[] {
    const before = library;
    library = of;
    let paths: readonly Path[];
    try {
      paths = budget.question(() => follow(node));
    } finally {
      library = before;
    }
    if (!surroundings.catchesEverything) return paths;
    return paths.map((path) => (path.end.kind === 'lost' && path.end.end !== 'route' ? { ...path, end: { kind: 'caught' } } : path));
  }
}

const ARRAY_PASSTHROUGH = new Set(['filter', 'flat', 'concat', 'slice', 'reverse']);
/** Methods of the SDKs' stream helpers that return a promise of the end: `finalMessage()`, `done()`, `emitted('end')`. */
const STREAM_PROMISES = /^(?:final[A-Z]\w*|done|emitted|totalUsage|withResponse|asResponse|toText|completed|next)$/;
/** Methods that make another stream of the same one. */
const STREAM_VIEWS: ReadonlySet<string> = new Set(['toAIStream', 'toReadableStream']);
/** What is made with a stream as its body: `Response`, `NextResponse`, `StreamingTextResponse`. */
const RESPONDS = /^(?:Next|Streaming|StreamingText)?Response$/;
const CHAINS = new Set(['on', 'once', 'setTimeout', 'setHeader']);

/** `Response` of `new web.Response(…)`. */
function lastName(callee: Node): string {
  return callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
}

/** Whether `x.map` may be an array's: no library is known to have made it. */
function mayBeArray(callee: Value): boolean {
  if (callee.kind === 'external') return callee.module === '' || /^(?:\.|@\/|~\/|#)/.test(callee.module);
  return callee.kind === 'unknown' || callee.kind === 'shape' || callee.kind === 'object';
}

function isWithin(inner: Node, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

/** The statement that a place is in. */
function statementOf(node: Node): Node | undefined {
  let at: Node | undefined = node;
  while (at && !/Statement$|^VariableDeclaration$/.test(at.type)) at = at.parent;
  return at;
}

/** Whoever gets an object may call its functions: a framework, a table of tools. */
function inObject(paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => (path.end.kind === 'exported' ? { ...path, end: { ...path.end, inObject: true } } : path));
}

function alwaysLeaves(block: TSESTree.BlockStatement): boolean {
  return block.body.some((s) => s.type === 'ReturnStatement' || s.type === 'ThrowStatement');
}
