import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import type { SignalOption, TimeoutOption, TimeoutValue } from '../../../model/catalog/options.js';
import type { CallPurpose, Sdk } from '../../../model/catalog/sdk.js';
import type { TimeoutFault } from '../../../model/problems/timeout.js';
import type { Runtime } from '../../../model/runtime.js';
import { type CallNode, type Node, type Tree, functionAround, propertyName, unwrap } from '../syntax/tree.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import type { HttpObject } from '../values/value.js';
import type { ClientConstruction } from './client-options.js';

/** What reading time limits needs to know of the file, and the faults found so far, by the node that they are reported at. */
interface TimeoutContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly runtime: Runtime;
  readonly found: Map<Node, TimeoutFault>;
}

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
  makers: readonly ClientConstruction[],
  calls: readonly LimitedCall[],
  tree: Tree,
  evaluator: Evaluator,
  runtime: Runtime,
): readonly TimeoutFault[] {
  const context: TimeoutContext = { tree, evaluator, runtime, found: new Map() };
  for (const { node, name, options } of makers) reportSetOption(context, node, options.timeout, `${name}()`, 'unknown');
  for (const { node, sdk, http, request, purpose } of calls) {
    reportSetOption(context, node, sdk?.callTimeout ?? request?.timeout, `${nameOf(context, node)}()`, purpose);
    for (const made of http?.made ?? [])
      reportSetOption(context, made.node, made.factory.timeout, `${nameOf(context, made.node)}()`, 'unknown');
    reportMissingOption(context, node, http, request?.timeout, purpose);
    if (request?.signal) reportMissingSignal(context, node, request.signal, purpose);
  }
  return [...context.found.values()].sort((a, b) => a.at.start - b.at.start);
}

function nameOf(context: TimeoutContext, node: CallNode): string {
  return `${node.type === 'NewExpression' ? 'new ' : ''}${codeExcerpt(context.tree.text.slice(...node.callee.range))}`;
}

/** An option whose value says "never", or is meant to. */
function reportSetOption(
  context: TimeoutContext,
  node: CallNode,
  option: TimeoutOption | undefined,
  reaches: string,
  purpose: CallPurpose,
): void {
  // `client.timeout = …`, `config.timeout = …` of an interceptor: what counts is set later.
  if (!option || context.tree.propertyWrites.has('timeout')) return;
  const given = argumentAt(node, option.at, context.evaluator.valueOf);
  const value = given.kind === 'given' && !given.overridable ? valueOf(unwrap(given.node)) : undefined;
  if (given.kind !== 'given' || value === undefined) return;
  const kind = option.endless?.includes(value) ? 'endless' : option.fails?.includes(value) ? 'fails' : undefined;
  if (!kind) return;
  const name = option.at.split('.').at(-1) ?? option.at;
  report(context, given.node, {
    kind,
    purpose,
    at: spanOf(given.node),
    whole: spanOf(node),
    reaches,
    option: `${name}: ${context.tree.text.slice(...given.node.range)}`,
    ...(option.proposal !== undefined && purpose !== 'state' && { proposal: option.proposal }),
  });
}

/** A request that waits without end, because neither it nor its client has a limit. A client is reported where it is made. */
function reportMissingOption(
  context: TimeoutContext,
  node: CallNode,
  http: HttpObject | undefined,
  option: TimeoutOption | undefined,
  purpose: CallPurpose,
): void {
  if (
    !option?.required ||
    context.tree.propertyWrites.has('timeout') ||
    /\binterceptors\s*\.\s*request\b/.test(context.tree.text) ||
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
    [place.option.at, ...(place.option.others ?? [])].every(
      (at) => argumentAt(place.node, at, context.evaluator.valueOf).kind === 'absent',
    ),
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
    !mayStream(context, node);
  report(context, place.node, {
    kind: 'absent',
    purpose: place.purpose,
    at: spanOf(callee.type === 'MemberExpression' ? callee.property : callee),
    whole: spanOf(place.node),
    reaches: `${nameOf(context, place.node)}()`,
    option: name,
    ...(isWritten && place.option.proposal !== undefined && { proposal: `${name}: ${place.option.proposal}` }),
  });
}

function report(context: TimeoutContext, node: Node, fault: TimeoutFault): void {
  if (!context.found.has(node)) context.found.set(node, fault);
}

function reportMissingSignal(context: TimeoutContext, node: CallNode, option: SignalOption, purpose: CallPurpose): void {
  if (
    context.tree.text.includes('setGlobalDispatcher') ||
    option.others.some((place) => argumentAt(node, place, context.evaluator.valueOf).kind !== 'absent')
  )
    return;
  const given = argumentAt(node, option.at, context.evaluator.valueOf);
  const reaches = `${nameOf(context, node)}()`;
  if (given.kind === 'given') {
    const asked = option.seconds === undefined ? undefined : secondsOf(context, given.node);
    // The headers of a stream come at once.
    if (
      context.runtime === 'browser' ||
      asked === undefined ||
      option.seconds === undefined ||
      asked <= option.seconds ||
      mayStream(context, node)
    )
      return;
    report(context, node, { kind: 'cut', purpose, at: spanOf(given.node), whole: spanOf(node), reaches, option: 'signal', seconds: asked });
  } else if (given.kind === 'absent' && !isRequest(context, node.arguments[0]) && !isLimitedAround(node)) {
    const { callee } = node;
    report(context, node, {
      kind: 'signal',
      purpose,
      at: spanOf(callee.type === 'MemberExpression' ? callee.property : callee),
      whole: spanOf(node),
      reaches,
      option: 'signal',
      runtime: context.runtime,
      ...(option.seconds !== undefined && { seconds: option.seconds }),
      ...(purpose !== 'state' && !mayStream(context, node) && { proposal: 'signal: AbortSignal.timeout(300_000)' }),
    });
  }
}

/** `fetch(new Request(url, { signal }))`. */
function isRequest(context: TimeoutContext, argument: Node | undefined): boolean {
  if (!argument) return false;
  const expression = unwrap(argument);
  return expression.type === 'NewExpression'
    ? !/^URL$/.test(context.tree.text.slice(...expression.callee.range))
    : context.evaluator.valueOf(expression).kind === 'made-by';
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
function mayStream(context: TimeoutContext, node: Node): boolean {
  const fn = functionAround(node);
  const own = context.tree.text.slice(...(fn ?? context.tree.program).range);
  if (SPEAKS_OF_STREAMS.test(own.replace(/\bstream\s*:\s*false\b/g, ''))) return true;
  // A function that is given what it sends, and reads no whole answer, may send for another one that reads a stream.
  return (
    fn !== undefined &&
    fn.params.length > 0 &&
    !/\bstream\s*:\s*false\b|\.(?:json|text)\(/.test(own) &&
    SPEAKS_OF_STREAMS.test(context.tree.text)
  );
}

/** Seconds of `AbortSignal.timeout(600_000)`. */
function secondsOf(context: TimeoutContext, node: Node): number | undefined {
  const expression = unwrap(node);
  if (expression.type !== 'CallExpression' || !/^AbortSignal\s*\.\s*timeout$/.test(context.tree.text.slice(...expression.callee.range)))
    return undefined;
  const [milliseconds] = expression.arguments;
  const value = milliseconds && numberOf(context, unwrap(milliseconds));
  return value === undefined ? undefined : value / 1000;
}

/** `600_000`, `10 * 60 * 1000`, and a constant of the file that is one. */
function numberOf(context: TimeoutContext, node: Node): number | undefined {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
  if (node.type === 'BinaryExpression' && node.operator === '*') {
    const left = numberOf(context, node.left);
    const right = numberOf(context, node.right);
    return left === undefined || right === undefined ? undefined : left * right;
  }
  const variable = node.type === 'Identifier' ? context.tree.variableOf(node) : undefined;
  const [def] = variable?.defs ?? [];
  const declarator = def?.node;
  if (declarator?.type !== 'VariableDeclarator' || declarator.parent.kind !== 'const' || declarator.init?.type === 'Identifier')
    return undefined;
  return declarator.init ? numberOf(context, declarator.init) : undefined;
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
