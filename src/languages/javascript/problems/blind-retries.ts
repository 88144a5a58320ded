import type { TSESTree } from '@typescript-eslint/utils';
import { isLogCall, isSleepCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import { type LayersOfWays, costOf } from '../../../engine/problems/retry-layers.js';
import { shownCode } from '../../../engine/heuristics/code-excerpt.js';
import type { BlindRetry } from '../../../model/problems/blind-retry.js';
import type { Call } from '../../../model/facts/call.js';
import type { Wrapper } from '../../../model/catalog/retry-library.js';
import { isWanted } from './response-use.js';
import { argumentAt } from '../values/arguments.js';
import type { Followed } from './connection-checks.js';
import type { Evaluator } from '../values/evaluate.js';
import type { RetryNode } from '../flow/paths.js';
import { handlerEffect, loopAround, rethrowsAsIs } from '../syntax/statements.js';
import {
  type CallNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  functionAround,
  isWithin,
  isFunction,
  propertyName,
  readsOf,
  unwrap,
} from '../syntax/tree.js';

/** The node that a blind retry is about: the library's call, or the statement that tries again. */
export type BlindNode = RetryNode;

/** Without what it costs. */
type Blind = Omit<BlindRetry, 'attempts' | 'seconds'>;

/**
 * What tries calls again without looking at what failed, with the nodes. Silent as soon as anything on the way may look at
 * the error, or changes what is asked for (another model, another key): then the next try is not the same.
 */
export function blindRetries(
  followed: ReadonlyMap<Call, Followed>,
  measured: ReadonlyMap<Call, LayersOfWays>,
  tree: Tree,
  evaluator: Evaluator,
): ReadonlyMap<BlindRetry, BlindNode> {
  const found = new Map<BlindRetry, BlindNode>();
  const judged = new Set<Node>();
  for (const [call, { raw, paths }] of followed) {
    // Who asks whether the server is up waits for what fails now.
    if (raw.purpose !== 'model') continue;
    for (const [way, { layers = [], handlers = [] }] of paths.entries()) {
      for (const [i, { kind, at, beyond }] of layers.entries()) {
        const node = 'call' in at ? at.call : at.statement;
        if (kind === 'repeated' || judged.has(node) || !isWanted(raw.node, handlers[0]?.point ?? node, tree)) continue;
        judged.add(node);
        // A handler that throws on whatever it gets chooses nothing.
        const inside = handlers.slice(0, handlers.length - beyond).filter(({ body }) => !passesAllOn(body)).length;
        const rejects = raw.failure.rejectsOnStatus ?? true;
        const blind =
          'call' in at
            ? inside === 0 && (rejects || throwsOnStatus(at.fn)) && blindLibrary(at.call, at.known.wrapper, call)
            : inside === 1 && (rejects || throwsOnStatus(scopeOf(at.statement))) && blindHandler(kind, at.statement, call);
        if (blind) found.set({ ...blind, ...costOf(measured.get(call)?.[way], i - layers.length) }, at);
      }
    }
  }
  return found;

  /** Whether a handler throws whatever it gets, and does nothing else but log it. */
  function passesAllOn(body: TSESTree.CatchClause | FunctionNode): boolean {
    const param = body.type === 'CatchClause' ? (body.param ?? undefined) : body.params[0];
    const effect = handlerEffect(body.body, param);
    if (effect !== 'transparent' && (effect !== 'throws' || !rethrowsAsIs(body.body, param))) return false;
    const [start, end] = body.body.range;
    return tree.calls.every(
      (call) =>
        call.range[0] < start ||
        call.range[1] > end ||
        call.parent.type !== 'ExpressionStatement' ||
        isLogCall(tree.text.slice(...call.callee.range)),
    );
  }

  /** Of clients that resolve on every status: whether the answer's is turned into an error, and nothing asks which it is. */
  function throwsOnStatus({ range: [start, end] }: Node): boolean {
    const text = tree.text.slice(start, end);
    return (
      /!\s*[\w$]+\.ok\s*\)\s*(?:\{\s*(?:(?:const|let) [^;]*;\s*)?)?throw\b/.test(text) &&
      !/\.status\s*(?:[<>]|[!=]=)|case [45]\d\d\b/.test(text)
    );
  }

  function blindLibrary(call: CallNode, wrapper: Wrapper, of: Call): Blind | undefined {
    const { selects } = wrapper;
    if (
      !selects ||
      selects.by.some((place) => !isAbsent(call, place)) ||
      selects.listeners?.some((place) => !isAbsent(call, place) && !onlyListens(call, place))
    )
      return undefined;
    const name = unwrap(call.callee);
    return { kind: 'library', span: spanOf(name), name: shownCode(tree.text.slice(...name.range)), call: of };
  }

  function isAbsent(call: CallNode, place: string): boolean {
    const argument = call.arguments[Number(place.split('.')[0])];
    // `retry(fn, 3)`
    return argument?.type === 'Literal' || argumentAt(call, place, evaluator.valueOf).kind === 'absent';
  }

  /** Whether an option's function only logs what it hears. */
  function onlyListens(call: CallNode, place: string): boolean {
    const option = argumentAt(call, place, evaluator.valueOf);
    const fn = option.kind === 'given' ? evaluator.functionCalled(option.node) : undefined;
    if (!fn) return false;
    const [param] = fn.params;
    if (param && param.type !== 'Identifier' && param.type !== 'ObjectPattern') return false;
    const names = param
      ? tree.declaredBy(fn).filter((v) => v.defs.some(({ name }) => name.range[0] >= param.range[0] && name.range[1] <= param.range[1]))
      : [];
    return fn.body.type === 'BlockStatement'
      ? isBlind(fn.body.body, new Set(names), undefined, false)
      : isBlindExpression(fn.body, new Set(names));
  }

  function blindHandler(
    kind: 'loop' | 'recursion' | 'wrapper',
    statement: TSESTree.TryStatement | CallNode,
    call: Call,
  ): Blind | undefined {
    const handler = handlerOf(statement);
    const own = functionAround(statement);
    const loop = kind === 'loop' ? loopAround(statement) : undefined;
    if (!handler || (kind === 'loop' && (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement'))) return undefined;
    const { body, param } = handler;
    if (body.type !== 'BlockStatement' || (param && param.type !== 'Identifier')) return undefined;
    const error = param && tree.variableOf(param);
    if (param && !error) return undefined;
    if (loop && changesRequest(loop, scopeOf(statement))) return undefined;
    if (!isBlind(body.body, new Set(error ? [error] : []), kind === 'recursion' ? own : undefined, true, loop)) return undefined;
    const [start] = statement.type === 'TryStatement' && statement.handler ? statement.handler.range : [0];
    const name = statement.type === 'TryStatement' ? undefined : unwrap(statement.callee);
    const span = name ? spanOf(name.type === 'MemberExpression' ? name.property : name) : { start, end: start + 'catch'.length };
    return { kind: kind === 'recursion' ? 'recursion' : 'loop', span, name: name ? '.catch()' : 'catch', call };
  }

  function handlerOf(statement: TSESTree.TryStatement | CallNode): { readonly body: Node; readonly param: Node | undefined } | undefined {
    if (statement.type === 'TryStatement')
      return statement.handler ? { body: statement.handler.body, param: statement.handler.param ?? undefined } : undefined;
    const fn = evaluator.functionCalled(statement.arguments.at(-1) ?? statement);
    return fn && { body: fn.body, param: fn.params[0] };
  }

  function scopeOf(statement: TSESTree.TryStatement | CallNode): Node {
    return statement.type === 'TryStatement' ? statement.block : statement.callee;
  }

  /** Whether the loop sets something that the request reads: a counter that picks the model, another key. */
  function changesRequest(loop: Node, scope: Node): boolean {
    return tree.writes.some((write) => {
      if (!isWithin(write, loop) || isWithin(write, scope)) return false;
      const target = unwrap(write.type === 'UpdateExpression' ? write.argument : write.left);
      if (target.type !== 'Identifier') return true;
      const variable = tree.variableOf(target);
      return !variable || readsOf(variable).some((read) => isWithin(read, scope) && !isLogged(read, scope));
    });
  }

  /** Whether a read stands in what is logged, within a node. */
  function isLogged(read: Node, within: Node): boolean {
    for (let at: Node | undefined = read; at && at !== within; at = at.parent)
      if (at.type === 'CallExpression' && isLogCall(nameOf(at.callee))) return true;
    return false;
  }

  /** Whether statements only log, wait, count, keep the error for later, and end: nothing that depends on what failed. `mayThrow` says whether to end is nothing new. */
  function isBlind(
    statements: readonly TSESTree.Statement[],
    errors: Set<Variable>,
    recursion: FunctionNode | undefined,
    mayThrow: boolean,
    loop?: Node,
  ): boolean {
    return (
      statements.every((s) => isBlindStatement(s, errors, recursion, mayThrow)) &&
      [...errors].every((variable) =>
        readsOf(variable).every((read) => (loop !== undefined && !isWithin(read, loop)) || isSink(read, errors)),
      )
    );
  }

  function isBlindStatement(s: TSESTree.Statement, errors: Set<Variable>, recursion: FunctionNode | undefined, mayThrow: boolean): boolean {
    switch (s.type) {
      case 'EmptyStatement':
      case 'ContinueStatement':
        return true;
      case 'BreakStatement':
      case 'ThrowStatement':
        return mayThrow;
      case 'ReturnStatement':
        return !s.argument || (recursion ? callsAgain(s.argument, recursion) : mayThrow && !holdsCall(s.argument));
      case 'BlockStatement':
        return s.body.every((inner) => isBlindStatement(inner, errors, recursion, mayThrow));
      case 'IfStatement':
        return (
          countsAttempts(s.test, errors) &&
          isBlindStatement(s.consequent, errors, recursion, mayThrow) &&
          (!s.alternate || isBlindStatement(s.alternate, errors, recursion, mayThrow))
        );
      case 'VariableDeclaration':
        return s.declarations.every(({ id, init }) => {
          const variable = id.type === 'Identifier' ? tree.variableOf(id) : undefined;
          if (!variable || !init) return false;
          if (holdsError(init, errors)) errors.add(variable);
          return !holdsCall(init) || isCalm(init);
        });
      case 'ExpressionStatement':
        return isBlindExpression(s.expression, errors);
      default:
        return false;
    }
  }

  function isBlindExpression(expression: Node, errors: Set<Variable>): boolean {
    const e = unwrap(expression);
    switch (e.type) {
      case 'AwaitExpression':
        return isBlindExpression(e.argument, errors);
      case 'UpdateExpression':
        return e.argument.type === 'Identifier';
      case 'AssignmentExpression': {
        const variable = e.left.type === 'Identifier' ? tree.variableOf(e.left) : undefined;
        if (!variable) return false;
        if (holdsError(e.right, errors)) errors.add(variable);
        return !holdsCall(e.right) || isCalm(e.right);
      }
      case 'CallExpression': {
        const name = nameOf(e.callee);
        return isLogCall(name) || isSleepCall(name);
      }
      case 'NewExpression':
        return (
          e.callee.type === 'Identifier' &&
          e.callee.name === 'Promise' &&
          /\bset(?:Timeout|Immediate)\b|\bsleep\b/.test(tree.text.slice(...e.range))
        );
      default:
        return false;
    }
  }

  /** Whether an error is read only to be logged, thrown, returned, or kept in a variable of which that holds too. */
  function isSink(read: Node, errors: Set<Variable>): boolean {
    let child = read;
    for (let at = read.parent; at; child = at, at = at.parent) {
      if (
        at.type === 'ThrowStatement' ||
        at.type === 'ReturnStatement' ||
        (at.type === 'CallExpression' && at.callee !== child && isLogCall(nameOf(at.callee)))
      )
        return true;
      if (at.type === 'VariableDeclarator') return isKeptIn(at.id, errors);
      if (at.type === 'AssignmentExpression') return at.right === child && isKeptIn(at.left, errors);
      if (at.type === 'AwaitExpression' || at.type.endsWith('Statement') || isFunction(at)) return false;
    }
    return false;
  }

  function isKeptIn(id: Node, errors: ReadonlySet<Variable>): boolean {
    const variable = id.type === 'Identifier' ? tree.variableOf(id) : undefined;
    return variable !== undefined && errors.has(variable);
  }

  function holdsError(node: Node, errors: ReadonlySet<Variable>): boolean {
    return [...errors].some((variable) => readsOf(variable).some((read) => isWithin(read, node)));
  }

  function holdsCall(node: Node): boolean {
    return tree.calls.some((call) => isWithin(call, node));
  }

  /** Whether all calls in a node only compute: `Math.min(…)`, `String(error)`, `Date.now()`, `new Error(…)`. */
  function isCalm(node: Node): boolean {
    return tree.calls.every(
      (call) =>
        !isWithin(call, node) ||
        /^(?:Math\.\w+|String|Number|JSON\.stringify|Date\.now|Date|Error|\w*\.toString|\w*\.toFixed)$/.test(nameOf(call.callee)),
    );
  }

  /** `attempt < 3`, `i === retries - 1 || left <= 0`: numbers and names, no text, nothing of the error. */
  function countsAttempts(test: Node, errors: ReadonlySet<Variable>): boolean {
    const t = unwrap(test);
    if (t.type === 'LogicalExpression') return countsAttempts(t.left, errors) && countsAttempts(t.right, errors);
    return t.type === 'BinaryExpression' && /^(?:[<>]=?|[!=]==?)$/.test(t.operator) && isCount(t.left, errors) && isCount(t.right, errors);
  }

  function isCount(node: Node, errors: ReadonlySet<Variable>): boolean {
    const n = unwrap(node);
    if (n.type === 'Literal') return typeof n.value === 'number';
    if (n.type === 'BinaryExpression') return isCount(n.left, errors) && isCount(n.right, errors);
    if (n.type === 'UpdateExpression') return isCount(n.argument, errors);
    if (n.type === 'MemberExpression')
      return !/status|code/i.test(propertyName(n) ?? 'status') && (n.object.type === 'ThisExpression' || isCount(n.object, errors));
    if (n.type !== 'Identifier' || /status|code/i.test(n.name)) return false;
    const variable = tree.variableOf(n);
    return variable !== undefined && !errors.has(variable);
  }

  /** `return ask(prompt, n - 1)`: the own function, with the own parameters, counted on at most. */
  function callsAgain(node: Node, fn: FunctionNode): boolean {
    const call = unwrap(node.type === 'AwaitExpression' ? node.argument : node);
    if (call.type !== 'CallExpression' || evaluator.functionCalled(call.callee) !== fn) return false;
    return call.arguments.every((argument, i) => {
      const param = fn.params[i];
      const name = param?.type === 'AssignmentPattern' ? param.left : param;
      const given = argument.type === 'BinaryExpression' ? argument.left : argument;
      return name?.type === 'Identifier' && given.type === 'Identifier' && given.name === name.name;
    });
  }
}

/** `console.error` of a callee, as it is written; what is not a name is left out. */
function nameOf(callee: Node): string {
  const at = unwrap(callee);
  if (at.type === 'MemberExpression') return `${nameOf(at.object)}.${propertyName(at) ?? ''}`;
  return at.type === 'Identifier' ? at.name : at.type === 'ThisExpression' ? 'this' : '';
}

function spanOf({ range: [start, end] }: Node): BlindRetry['span'] {
  return { start, end };
}
