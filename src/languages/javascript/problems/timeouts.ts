import { shownCode } from '../../../engine/heuristics/code-excerpt.js';
import type { CallPurpose, Sdk } from '../../../model/catalog/sdk.js';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import type { SignalOption, TimeoutOption, TimeoutValue } from '../../../model/catalog/options.js';
import type { Runtime } from '../../../model/runtime.js';
import type { TimeoutFault } from '../../../model/problems/timeout.js';
import { argumentAt } from '../values/arguments.js';
import type { Maker } from './client-options.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Node, type Tree, functionAround, propertyName, unwrap } from '../syntax/tree.js';
import type { HttpObject } from '../values/value.js';

/** A call with the limits that it can be given. */
export interface LimitedCall {
  readonly node: CallNode;
  readonly sdk?: Sdk | undefined;
  readonly http?: HttpObject | undefined;
  readonly request?: HttpRequest | undefined;
  readonly purpose: CallPurpose;
}

/** Reads what a file's clients and requests say of how long an answer may take. */
export function timeoutFaults(
  makers: readonly Maker[],
  calls: readonly LimitedCall[],
  tree: Tree,
  evaluator: Evaluator,
  runtime: Runtime,
): readonly TimeoutFault[] {
  const found = new Map<Node, TimeoutFault>();
  for (const { node, name, options } of makers) odd(node, options.timeout, `${name}()`, 'unknown');
  for (const { node, sdk, http, request, purpose } of calls) {
    odd(node, sdk?.callTimeout ?? request?.timeout, `${nameOf(node)}()`, purpose);
    for (const made of http?.made ?? []) odd(made.node, made.factory.timeout, `${nameOf(made.node)}()`, 'unknown');
    absent(node, http, request?.timeout, purpose);
    if (request?.signal) signal(node, request.signal, purpose);
  }
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);

  function nameOf(node: CallNode): string {
    return `${node.type === 'NewExpression' ? 'new ' : ''}${shownCode(tree.text.slice(...node.callee.range))}`;
  }

  /** An option whose value says "never", or is meant to. */
  function odd(node: CallNode, option: TimeoutOption | undefined, reaches: string, purpose: CallPurpose): void {
    // `client.timeout = …`, `config.timeout = …` of an interceptor: what counts is set later.
    if (!option || tree.propertyWrites.has('timeout')) return;
    const given = argumentAt(node, option.at, evaluator.valueOf);
    const value = given.kind === 'given' && !given.overridable ? valueOf(unwrap(given.node)) : undefined;
    if (given.kind !== 'given' || value === undefined) return;
    const kind = option.endless?.includes(value) ? 'endless' : option.fails?.includes(value) ? 'fails' : undefined;
    if (!kind) return;
    const name = option.at.split('.').at(-1) ?? option.at;
    add(given.node, {
      kind,
      purpose,
      at: spanOf(given.node),
      whole: spanOf(node),
      reaches,
      option: `${name}: ${tree.text.slice(...given.node.range)}`,
      ...(option.proposal !== undefined && purpose !== 'state' && { proposal: option.proposal }),
    });
  }

  /** A request that waits without end, because neither it nor its client has a limit. A client is reported where it is made. */
  function absent(node: CallNode, http: HttpObject | undefined, option: TimeoutOption | undefined, purpose: CallPurpose): void {
    if (
      !option?.required ||
      tree.propertyWrites.has('timeout') ||
      /\binterceptors\s*\.\s*request\b/.test(tree.text) ||
      isLimitedAround(node)
    )
      return;
    const places = [
      { node, option, purpose },
      ...(http?.made ?? []).flatMap((made) =>
        made.factory.timeout ? [{ node: made.node, option: made.factory.timeout, purpose: 'unknown' as const }] : [],
      ),
    ];
    const isFree = places.every((place) =>
      [place.option.at, ...(place.option.others ?? [])].every((at) => argumentAt(place.node, at, evaluator.valueOf).kind === 'absent'),
    );
    const place = places.at(-1);
    if (!isFree || !place) return;
    const { callee } = place.node;
    const [index = '', name = ''] = place.option.at.split('.');
    const options = place.node.arguments[Number(index)];
    // A limit for the whole answer would cut a stream.
    const isWritten =
      options?.type === 'ObjectExpression' &&
      options.properties.length > 0 &&
      options === place.node.arguments.at(-1) &&
      place.purpose !== 'state' &&
      !mayStream(node);
    add(place.node, {
      kind: 'absent',
      purpose: place.purpose,
      at: spanOf(callee.type === 'MemberExpression' ? callee.property : callee),
      whole: spanOf(place.node),
      reaches: `${nameOf(place.node)}()`,
      option: name,
      ...(isWritten && place.option.proposal !== undefined && { proposal: `${name}: ${place.option.proposal}` }),
    });
  }

  function add(node: Node, fault: TimeoutFault): void {
    if (!found.has(node)) found.set(node, fault);
  }

  function signal(node: CallNode, option: SignalOption, purpose: CallPurpose): void {
    if (
      tree.text.includes('setGlobalDispatcher') ||
      option.others.some((place) => argumentAt(node, place, evaluator.valueOf).kind !== 'absent')
    )
      return;
    const given = argumentAt(node, option.at, evaluator.valueOf);
    const reaches = `${nameOf(node)}()`;
    if (given.kind === 'given') {
      const asked = option.seconds === undefined ? undefined : secondsOf(given.node);
      // The headers of a stream come at once.
      if (runtime === 'browser' || asked === undefined || option.seconds === undefined || asked <= option.seconds || mayStream(node))
        return;
      add(node, { kind: 'cut', purpose, at: spanOf(given.node), whole: spanOf(node), reaches, option: 'signal', seconds: asked });
    } else if (given.kind === 'absent' && !isRequest(node.arguments[0]) && !isLimitedAround(node)) {
      const { callee } = node;
      add(node, {
        kind: 'signal',
        purpose,
        at: spanOf(callee.type === 'MemberExpression' ? callee.property : callee),
        whole: spanOf(node),
        reaches,
        option: 'signal',
        runtime,
        ...(option.seconds !== undefined && { seconds: option.seconds }),
        ...(purpose !== 'state' && !mayStream(node) && { proposal: 'signal: AbortSignal.timeout(300_000)' }),
      });
    }
  }

  /** `fetch(new Request(url, { signal }))`. */
  function isRequest(argument: Node | undefined): boolean {
    if (!argument) return false;
    const expression = unwrap(argument);
    return expression.type === 'NewExpression'
      ? !/^URL$/.test(tree.text.slice(...expression.callee.range))
      : evaluator.valueOf(expression).kind === 'made-by';
  }

  /** Whether something around a request may end it: `Promise.race([fetch(url), …])`, `withTimeout(() => fetch(url))`. */
  function isLimitedAround(node: Node): boolean {
    let child = node;
    for (let at = node.parent; at; child = at, at = at.parent) {
      if (at.type !== 'CallExpression' || at.callee === child) continue;
      const { callee } = at;
      const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
      const isPromise = child.type !== 'ArrowFunctionExpression' && child.type !== 'FunctionExpression';
      if (isPromise ? name !== 'all' && name !== 'allSettled' && !holdsFunction(child, node) : LIMITS.test(name)) return true;
    }
    return false;
  }

  /** Whether a function stands between the two: its call is another's. */
  function holdsFunction(outer: Node, inner: Node): boolean {
    for (let at = inner.parent; at && at !== outer.parent; at = at.parent)
      if (at.type === 'ArrowFunctionExpression' || at.type === 'FunctionExpression' || at.type === 'AwaitExpression') return true;
    return false;
  }

  /** Whether the answer may come piece by piece: what limits the whole of it would cut it. */
  function mayStream(node: Node): boolean {
    const fn = functionAround(node);
    const own = tree.text.slice(...(fn ?? tree.program).range);
    if (SPEAKS_OF_STREAMS.test(own.replace(/\bstream\s*:\s*false\b/g, ''))) return true;
    // A function that is given what it sends, and reads no whole answer, may send for another one that reads a stream.
    return (
      fn !== undefined && fn.params.length > 0 && !/\bstream\s*:\s*false\b|\.(?:json|text)\(/.test(own) && SPEAKS_OF_STREAMS.test(tree.text)
    );
  }

  /** Seconds of `AbortSignal.timeout(600_000)`. */
  function secondsOf(node: Node): number | undefined {
    const expression = unwrap(node);
    if (expression.type !== 'CallExpression' || !/^AbortSignal\s*\.\s*timeout$/.test(tree.text.slice(...expression.callee.range)))
      return undefined;
    const [milliseconds] = expression.arguments;
    const value = milliseconds && numberOf(unwrap(milliseconds));
    return value === undefined ? undefined : value / 1000;
  }

  /** `600_000`, `10 * 60 * 1000`, and a constant of the file that is one. */
  function numberOf(node: Node): number | undefined {
    if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
    if (node.type === 'BinaryExpression' && node.operator === '*') {
      const left = numberOf(node.left);
      const right = numberOf(node.right);
      return left === undefined || right === undefined ? undefined : left * right;
    }
    const variable = node.type === 'Identifier' ? tree.variableOf(node) : undefined;
    const [def] = variable?.defs ?? [];
    const declarator = def?.node;
    if (declarator?.type !== 'VariableDeclarator' || declarator.parent.kind !== 'const' || declarator.init?.type === 'Identifier')
      return undefined;
    return declarator.init ? numberOf(declarator.init) : undefined;
  }
}

function spanOf({ range: [start, end] }: Node): { readonly start: number; readonly end: number } {
  return { start, end };
}

function valueOf(node: Node): TimeoutValue | undefined {
  if (node.type === 'Identifier') return node.name === 'Infinity' ? 'infinity' : undefined;
  if (node.type !== 'Literal') return undefined;
  if (node.value === null && !('regex' in node)) return 'null';
  return node.value === 0 ? 'zero' : node.value === false ? 'false' : undefined;
}

const SPEAKS_OF_STREAMS = /stream(?!\s*:\s*false\b)|getReader|\.body\b/i;
/** Names of functions that end what they run. */
const LIMITS = /time|abort|race|deadline|cancel|limit/i;
