import { isLogCall, isSleepCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import { type LayersOfWays, costOf } from '../../../engine/problems/retry-layers.js';
import { shownCode } from '../../../engine/heuristics/code-excerpt.js';
import type { BlindRetry } from '../../../model/problems/blind-retry.js';
import type { Call } from '../../../model/facts/call.js';
import { isWanted } from './response-use.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { type RawCall, argumentsOf } from '../calls/calls.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Path } from '../flow/path.js';
import { logsAndRaises, loopAround } from '../syntax/statements.js';
import type { ExceptionMatcher } from '../flow/exception-matching.js';
import { type Tree, type Variable, childrenOf, functionAround, isFunction, isNone, isWithin } from '../syntax/tree.js';
import type { RetryingLibrary } from '../flow/wrappers.js';

/** The node that a blind retry is about: the library's use, or the clause that tries again. */
export type BlindNode = RetryingLibrary | { readonly statement: ast.Try };

/** Without what it costs. */
type Blind = Omit<BlindRetry, 'attempts' | 'seconds'>;

/**
 * What tries calls again without looking at what failed, with the nodes. Silent as soon as anything on the way may look at
 * the error, or changes what is asked for (another model, another key): then the next try is not the same.
 */
export function blindRetries(
  ways: ReadonlyMap<Call, readonly Path[]>,
  raws: ReadonlyMap<Call, RawCall>,
  measured: ReadonlyMap<Call, LayersOfWays>,
  tree: Tree,
  evaluator: Evaluator,
  matcher: ExceptionMatcher,
): ReadonlyMap<BlindRetry, BlindNode> {
  const { valueOf } = evaluator;
  const found = new Map<BlindRetry, BlindNode>();
  const judged = new Set<Node>();
  for (const [call, paths] of ways) {
    const raw = raws.get(call);
    // Who asks whether the server is up waits for what fails now.
    if (raw?.purpose !== 'model') continue;
    const asked = raw.node.type === 'Reference' ? raw.node.reference : raw.node;
    for (const [way, { layers = [], handlers = [], passed = [] }] of paths.entries()) {
      for (const [i, { kind, at, beyond }] of layers.entries()) {
        const node = 'known' in at ? at.node : at.statement;
        if (kind === 'repeated' || judged.has(node) || !isWanted(asked, handlers[0]?.point ?? node, tree)) continue;
        judged.add(node);
        if (!rejects(raw)) continue;
        const inside = handlers.slice(0, handlers.length - beyond);
        const own = 'known' in at ? undefined : inside.pop()?.body;
        const around = functionAround(asked);
        const others = passed
          .map(({ statement }) => statement)
          .filter(
            (statement) =>
              functionAround(statement) === around &&
              (!('statement' in at) || (statement !== at.statement && isWithin(statement, at.statement))),
          );
        if (![...inside.map(({ body }) => body.parent), ...others].every((statement) => looksAtNothing(statement, raw.failure.error)))
          continue;
        const blind = 'known' in at ? blindLibrary(at, call) : own?.type === 'ExceptHandler' && blindHandler(kind, at.statement, own, call);
        if (blind) found.set({ ...blind, ...costOf(measured.get(call)?.[way], i - layers.length) }, at);
      }
    }
  }
  return found;

  /** Whether all clauses of a `try` only write a log and raise the same error again. */
  function looksAtNothing(statement: Node | null, error: string): boolean {
    return (
      (statement?.type === 'Try' || statement?.type === 'TryStar') &&
      statement.handlers.every(({ body, name, excType }) => isForeign(excType, error) || logsAndRaises(body, name))
    );
  }

  /** Whether all classes of a clause are of other packages than the library's own. */
  function isForeign(type: ast.Expression | null, error: string): boolean {
    return (
      type !== null &&
      matcher.classesIn(type).every((name) => name?.includes('.') === true && ends(name).split('.')[0] !== ends(error).split('.')[0])
    );
  }

  /** Whether a 400 is raised too: by the library, or by `raise_for_status()` in the same block, with no look at the status. */
  function rejects({ failure, node }: RawCall): boolean {
    if (failure.rejectsOnStatus ?? true) return true;
    const call = argumentsOf(node);
    const fn = functionAround(node.type === 'Reference' ? node.reference : node);
    if (!fn) return false;
    const text = tree.textOf(fn);
    return (
      call.keywords.every(({ arg }) => arg !== null) &&
      text.includes('.raise_for_status()') &&
      !/\bstatus(?:_code)?\s*(?:[<>]|[!=]=|in\b|not\b)/.test(text)
    );
  }

  function blindLibrary(use: RetryingLibrary, of: Call): Blind | undefined {
    const { wrapper, name } = use.known;
    const { selects, on } = wrapper;
    if (!selects || use.call?.keywords.some(({ arg }) => arg === null) || use.call?.args.some(({ type }) => type === 'Starred'))
      return undefined;
    const { call } = use;
    if (call) {
      if (on !== undefined && !isEverything(call, on)) return undefined;
      if (selects.by.some((place) => argumentAt(call, place, valueOf).kind !== 'absent')) return undefined;
      if (selects.listeners?.some((place) => !isHarmless(call, place, name))) return undefined;
    }
    const at = use.node.type === 'Call' ? use.node.func : use.node;
    const decorates = use.node.parent !== null && (use.node.parent.type === 'FunctionDef' || use.node.parent.type === 'AsyncFunctionDef');
    return {
      kind: 'library',
      span: { start: at.range[0], end: at.range[1] },
      name: `${decorates ? '@' : ''}${shownCode(tree.textOf(at))}`,
      call: of,
    };
  }

  /** Whether the classes that a library is given are every `Exception`, or none is given. */
  function isEverything(call: ast.Call, place: string): boolean {
    const option = argumentAt(call, place, valueOf);
    if (option.kind === 'absent') return true;
    return (
      option.kind === 'given' &&
      matcher.classesIn(option.node).some((name) => name === 'Exception' || name === 'BaseException') &&
      !holdsNegation(option.node)
    );
  }

  /** `retry_if_not_exception_type(…)`, `retry_if_exception_type(Exception) & …`. */
  function holdsNegation(node: Node): boolean {
    return /\bnot_|&|\bretry_if_exception\(|\blambda\b/.test(tree.textOf(node));
  }

  /** Whether an option is the library's own (`stop_after_attempt(3)`), or a function of this file that never raises. */
  function isHarmless(call: ast.Call, place: string, library: string): boolean {
    const option = argumentAt(call, place, valueOf);
    if (option.kind !== 'given') return option.kind === 'absent';
    const { node } = option;
    if (isNone(node)) return true;
    if (node.type === 'BinOp') return [node.left, node.right].every((side) => isOwn(side, library));
    if (isOwn(node, library)) return true;
    const fn = evaluator.functionCalled(node);
    return fn !== undefined && fn.type !== 'Lambda' && !raises(fn);
  }

  function isOwn(node: Node, library: string): boolean {
    const value = valueOf(node);
    const [root] = library.split('.');
    return (value.kind === 'external' || value.kind === 'made-by') && value.path[0] === root;
  }

  function raises(root: Node): boolean {
    return root.type === 'Raise' || childrenOf(root).some(raises);
  }

  function blindHandler(
    kind: 'loop' | 'recursion' | 'wrapper',
    statement: ast.Try,
    handler: ast.ExceptHandler,
    call: Call,
  ): Blind | undefined {
    // Several clauses: somebody has looked, but for those about the answer's own shape (`KeyError`).
    if (
      statement.handlers.some((other) =>
        other === handler ? other.excType && !isAnything(other.excType, call) : !isAboutAnswer(other.excType),
      )
    )
      return undefined;
    const fn = functionAround(statement);
    const loop = kind === 'loop' ? loopAround(statement) : undefined;
    if (kind === 'loop' && (!loop || (loop.type === 'For' ? !isCounted(loop) : loop.type !== 'While'))) return undefined;
    if (loop && changesRequest(loop, statement)) return undefined;
    const error = handler.name === null ? undefined : variableNamed(handler.name, handler);
    const errors = new Set<Variable>(error ? [error] : []);
    if (
      handler.name !== null &&
      !error &&
      new RegExp(String.raw`\b${handler.name}\b`).test(handler.body.map((s) => tree.textOf(s)).join('\n'))
    )
      return undefined;
    if (!handler.body.every((s) => isBlindStatement(s, errors, kind === 'recursion' ? fn : undefined))) return undefined;
    const isKept = [...errors].every((variable) =>
      variable.reads.every(
        (read) => (variable === error && !isWithin(read, handler)) || (loop !== undefined && !isWithin(read, loop)) || isSink(read, errors),
      ),
    );
    if (!isKept) return undefined;
    const [start] = handler.range;
    return {
      kind: kind === 'recursion' ? 'recursion' : 'loop',
      span: { start, end: handler.excType ? handler.excType.range[1] : start + 'except'.length },
      name: `except${handler.excType ? ` ${shownCode(tree.textOf(handler.excType))}` : ''}`,
      call,
    };
  }

  /** Whether a class is every `Exception`, or all that the library raises: `openai.OpenAIError`, `requests.RequestException`. */
  function isAnything(type: ast.Expression, call: Call): boolean {
    const ancestors = raws.get(call)?.failure.ancestors ?? [];
    const root = ancestors.findLast((name) => name.includes('.'));
    return matcher
      .classesIn(type)
      .some(
        (name) =>
          name === 'Exception' || name === 'BaseException' || (name !== undefined && root !== undefined && ends(name) === ends(root)),
      );
  }

  function isAboutAnswer(type: ast.Expression | null): boolean {
    return type !== null && matcher.classesIn(type).every((name) => name !== undefined && ANSWER_ERRORS.has(name));
  }

  function variableNamed(name: string, handler: ast.ExceptHandler): Variable | undefined {
    const stack: Node[] = [...handler.body];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.type === 'Name' && node.id === name) return tree.variableOf(node);
      stack.push(...childrenOf(node));
    }
    return undefined;
  }

  /** Whether a loop only counts: one that goes over something else asks other models, other servers. */
  function isCounted({ iter }: ast.For): boolean {
    return iter.type === 'Call' && /^(?:range|(?:itertools\.)?count)$/.test(tree.textOf(iter.func));
  }

  /** Whether the loop sets something that the request reads: a counter that picks the model, another key. */
  function changesRequest(loop: ast.For | ast.While, statement: ast.Try): boolean {
    const set = new Set<Variable>();
    const stack: Node[] = loop.type === 'For' ? [loop.target, ...loop.body] : [...loop.body];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node === statement) {
        stack.push(...statement.handlers.flatMap((handler) => handler.body), ...statement.finalbody);
        continue;
      }
      const targets =
        node.type === 'Assign'
          ? node.targets
          : node.type === 'AugAssign' || node.type === 'AnnAssign'
            ? [node.target]
            : node === (loop as ast.For).target
              ? [node]
              : [];
      for (const target of targets) {
        if (target.type !== 'Name') return true;
        const variable = tree.variableOf(target);
        if (variable) set.add(variable);
      }
      if (!isFunction(node)) stack.push(...childrenOf(node));
    }
    return [...set].some((variable) =>
      variable.reads.some((read) => statement.body.some((s) => isWithin(read, s)) && !isLogged(read, statement)),
    );
  }

  function isLogged(read: Node, within: Node): boolean {
    for (let at: Node | null = read; at && at !== within; at = at.parent)
      if (at.type === 'Call' && isLogCall(tree.textOf(at.func))) return true;
    return false;
  }

  /** Whether a statement only logs, waits, counts, keeps the error for later, or ends. */
  function isBlindStatement(s: ast.Statement, errors: Set<Variable>, recursion: FunctionNode | undefined): boolean {
    switch (s.type) {
      case 'Pass':
      case 'Continue':
      case 'Break':
      case 'Raise':
        return true;
      case 'Return':
        return s.value === null || (recursion ? callsAgain(s.value, recursion) : !holdsCall(s.value));
      case 'If':
        return countsAttempts(s.test, errors) && [...s.body, ...s.orelse].every((inner) => isBlindStatement(inner, errors, recursion));
      case 'AugAssign':
        return s.target.type === 'Name' && !holdsError(s.value, errors) && isCalm(s.value);
      case 'Assign': {
        const [target] = s.targets;
        const variable = s.targets.length === 1 && target?.type === 'Name' ? tree.variableOf(target) : undefined;
        if (!variable) return false;
        if (holdsError(s.value, errors)) errors.add(variable);
        return isCalm(s.value);
      }
      case 'Expr': {
        const value = s.value.type === 'Await' ? s.value.value : s.value;
        if (value.type === 'Constant') return true;
        if (value.type !== 'Call') return false;
        const name = tree.textOf(value.func);
        return isLogCall(name) || isSleepCall(name);
      }
      default:
        return false;
    }
  }

  /** Whether an error is read only to be logged, raised, returned, or kept in a variable of which that holds too. */
  function isSink(read: Node, errors: Set<Variable>): boolean {
    let child = read;
    for (let at = read.parent; at; child = at, at = at.parent) {
      if (at.type === 'Raise' || at.type === 'Return' || (at.type === 'Call' && at.func !== child && isLogCall(tree.textOf(at.func))))
        return true;
      if (at.type === 'Assign') {
        const [target] = at.targets;
        const variable = target?.type === 'Name' ? tree.variableOf(target) : undefined;
        return at.value === child && variable !== undefined && errors.has(variable);
      }
      if (at.type === 'Await' || at.type === 'If' || at.type === 'Expr' || isFunction(at)) return false;
    }
    return false;
  }

  function holdsError(node: Node, errors: ReadonlySet<Variable>): boolean {
    return [...errors].some((variable) => variable.reads.some((read) => isWithin(read, node)));
  }

  function holdsCall(node: Node): boolean {
    return tree.calls.some((call) => isWithin(call, node));
  }

  /** Whether all calls in a node only compute: `min(…)`, `str(e)`, `random.uniform(…)`. */
  function isCalm(node: Node): boolean {
    return tree.calls.every(
      (call) =>
        !isWithin(call, node) ||
        /^(?:str|repr|min|max|int|float|round|pow|type|len|random\.\w+|math\.\w+|time\.\w+|traceback\.\w+|\w*Exception|\w*Error)$/.test(
          tree.textOf(call.func),
        ),
    );
  }

  /** `attempt < 3`, `i == retries - 1`: numbers and names, no text, nothing of the error. */
  function countsAttempts(test: ast.Expression, errors: ReadonlySet<Variable>): boolean {
    if (test.type === 'BoolOp') return test.values.every((value) => countsAttempts(value, errors));
    return (
      test.type === 'Compare' &&
      !/\b(?:in|is)\b/.test(tree.textOf(test)) &&
      [test.left, ...test.comparators].every((side) => isCount(side, errors))
    );
  }

  function isCount(node: ast.Expression, errors: ReadonlySet<Variable>): boolean {
    switch (node.type) {
      case 'Constant':
        return typeof node.value === 'number';
      case 'BinOp':
        return isCount(node.left, errors) && isCount(node.right, errors);
      case 'Attribute':
        return !/status|code/i.test(node.attr) && isCount(node.value, errors);
      case 'Name': {
        const variable = tree.variableOf(node);
        return variable !== undefined && !errors.has(variable) && !/status|code/i.test(node.id);
      }
      default:
        return false;
    }
  }

  /** `return ask(prompt, n - 1)`: the own function, with the own parameters, counted on at most. */
  function callsAgain(node: ast.Expression, fn: FunctionNode): boolean {
    const call = node.type === 'Await' ? node.value : node;
    if (call.type !== 'Call' || evaluator.functionCalled(call.func) !== fn) return false;
    const parameters = [...fn.args.posonlyargs, ...fn.args.args, ...fn.args.kwonlyargs];
    return [...call.args, ...call.keywords.map(({ value }) => value)].every((argument) => {
      const given = argument.type === 'BinOp' ? argument.left : argument;
      const parameter = parameters.find((p) => {
        const own = evaluator.argumentFor(call, fn, p);
        return own === argument;
      });
      return parameter !== undefined && given.type === 'Name' && given.id === parameter.arg;
    });
  }
}

/** What an answer of another shape raises. */
const ANSWER_ERRORS: ReadonlySet<string> = new Set([
  'KeyError',
  'IndexError',
  'ValueError',
  'TypeError',
  'AttributeError',
  'json.JSONDecodeError',
  'json.decoder.JSONDecodeError',
]);

/** `requests.RequestException` of `requests.exceptions.RequestException`: libraries export a class from several modules. */
function ends(name: string): string {
  const parts = name.split('.');
  return `${parts[0] ?? ''}.${parts.at(-1) ?? ''}`;
}
