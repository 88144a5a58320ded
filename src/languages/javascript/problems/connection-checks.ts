import { signatureOf } from '../../../engine/failures/outcome.js';
import type { Call } from '../../../model/facts/call.js';
import type { IneffectiveCheck } from '../../../model/problems/connection-check.js';
import type { UnresolvedCall } from '../calls/calls.js';
import type { CatalogView } from '../values/catalog.js';
import { type ConnectionTest, connectionTests } from './connection-tests.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Handler, Path } from '../flow/paths.js';
import { type CallNode, type FunctionNode, type Node, type Tree, type Variable, isFunction, propertyName } from '../syntax/tree.js';

/** A call with what was found out about it: how it fails, and the ways of its failure. */
export interface Followed {
  readonly raw: UnresolvedCall;
  readonly paths: readonly Path[];
}

/** What asking whether a test can be true needs to know of the file. */
interface CheckContext {
  readonly followed: ReadonlyMap<Call, Followed>;
  /** The requests to LLM servers. */
  readonly sent: ReadonlySet<Node>;
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly catalog: CatalogView;
}

/**
 * Tests in a handler that are meant to tell a refused connection and are never true for the calls that it hears of. Silent
 * where one of the handler's tests may be true, and where anything else that it hears of may fail so.
 */
export function ineffectiveChecks(
  followed: ReadonlyMap<Call, Followed>,
  tree: Tree,
  evaluator: Evaluator,
  catalog: CatalogView,
): readonly IneffectiveCheck[] {
  const heard = new Map<Handler['body'], { readonly calls: Set<Call>; readonly scopes: Set<Node> }>();
  for (const [call, { paths }] of followed) {
    for (const { body, scope } of paths.flatMap((path) => path.handlers ?? [])) {
      const known = heard.get(body) ?? { calls: new Set<Call>(), scopes: new Set<Node>() };
      heard.set(body, known);
      known.calls.add(call);
      known.scopes.add(scope);
    }
  }
  const sent = new Set<Node>([...followed.values()].map(({ raw }) => raw.node));
  const context: CheckContext = { followed, sent, tree, evaluator, catalog };

  return [...heard].flatMap(([body, { calls, scopes }]) => checkOf(context, body, calls, scopes) ?? []);
}

function checkOf(
  context: CheckContext,
  body: Handler['body'],
  calls: ReadonlySet<Call>,
  scopes: ReadonlySet<Node>,
): IneffectiveCheck | undefined {
  const [first] = calls;
  const tests = connectionTests(body, context.tree, context.evaluator);
  const [test] = tests;
  if (!first || !test || test.kind === 'other') return undefined;
  const why = whyNever(context, test, first);
  if (why === undefined || !tests.every((each) => [...calls].every((call) => whyNever(context, each, call) !== undefined)))
    return undefined;
  if ([...scopes].some((scope) => callsIn(context, scope).some((call) => mayFail(context, call)))) return undefined;
  const { node } = test;
  return {
    kind: 'test',
    span: { start: node.range[0], end: node.range[1] },
    asked: shownTest(context, node),
    why,
    error: test.error,
    call: first,
    calls: [...calls],
  };
}

/** Why a test is never true for a call's refused connection: a part of a sentence; `undefined` where it may be. */
function whyNever(context: CheckContext, test: ConnectionTest, call: Call): string | undefined {
  const raw = context.followed.get(call)?.raw;
  const looks = raw && signatureOf(raw);
  if (!looks || call.surfaces === 'event') return undefined;
  // What was measured in Node says nothing of a browser's codes and messages; a library's class is the same.
  if (call.runtime !== 'server' && test.kind !== 'class') return undefined;
  switch (test.kind) {
    case 'code':
      return looks.codes.includes(test.path) ? undefined : `which has no \`${test.path}\`: check \`${looks.codes.join('` or `')}\``;
    case 'name':
      if (looks.answerError !== undefined && test.text.includes(looks.answerError) && !speaksOfConnection(context, test.node))
        return undefined;
      return looks.names.includes(test.text) ? undefined : `whose \`name\` is \`${looks.names.join('` or `')}\``;
    case 'class':
      // Another class of the same library is what it throws for an answer.
      if (looks.packages.includes(test.package) && !speaksOfConnection(context, test.node)) return undefined;
      return looks.packages.includes(test.package) && call.failure.error === test.name
        ? undefined
        : `which is not a \`${test.name}\`${looks.packages.includes(test.package) ? '' : ` of \`${test.package}\``}`;
    case 'message':
      if (looks.message !== undefined) return looks.message.includes(test.text) ? undefined : `whose message is \`${looks.message}\``;
      return looks.emptyOnDualStack && test.text === 'ECONNREFUSED' && isDualStack(call)
        ? 'whose message has no code where `localhost` has two addresses'
        : undefined;
    case 'other':
      return undefined;
  }
}

/** Whether what depends on a test, or the test itself, is about a server that cannot be reached. */
function speaksOfConnection(context: CheckContext, test: Node): boolean {
  let at = test;
  while (at.parent && /^(?:Logical|Unary|Chain|TS)/.test(at.parent.type)) at = at.parent;
  const { parent } = at;
  const isTested = (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent.test === at;
  const text =
    context.tree.text.slice(...(isTested ? parent.consequent : at).range) + (isTested ? context.tree.text.slice(...at.range) : '');
  return SPEAKS_OF_CONNECTION.test(text);
}

function callsIn(context: CheckContext, scope: Node): readonly CallNode[] {
  return context.tree.calls.filter((call) => call.range[0] >= scope.range[0] && call.range[1] <= scope.range[1]);
}

/** Whether a call besides those to the LLM server may fail in a way that is asked for; who calls too many functions may. */
function mayFail(context: CheckContext, call: CallNode): boolean {
  const reached = new Set<FunctionNode>();
  /** Parameters that stand for a function which is looked at itself. */
  const callbacks = new Set<Variable>();
  const calls = [call];
  for (let at = calls.pop(); at; at = calls.pop()) {
    const own = at.callee.type === 'Identifier' ? context.tree.variableOf(at.callee) : undefined;
    if (own && callbacks.has(own)) continue;
    const fails = failsItself(context, at);
    if (fails === true) return true;
    if (fails === false || reached.has(fails)) continue;
    if (reached.add(fails).size > MAX_REACHED) return true;
    calls.push(...callsIn(context, fails.body));
    for (const [i, argument] of at.arguments.entries()) {
      const given = isFunction(argument)
        ? argument
        : argument.type === 'Identifier'
          ? context.evaluator.functionCalled(argument)
          : undefined;
      const parameter = fails.params[i];
      const variable = given && parameter?.type === 'Identifier' ? context.tree.variableOf(parameter) : undefined;
      if (!given || !variable) continue;
      callbacks.add(variable);
      calls.push(...callsIn(context, given.body));
    }
  }
  return false;
}

/** The function of this file that a call runs, or whether what it runs may fail. */
function failsItself(context: CheckContext, call: CallNode): FunctionNode | boolean {
  if (context.sent.has(call)) return false;
  const value = context.evaluator.valueOf(call.callee);
  if (context.catalog.wrapperOf(value, '')?.wrapper.keepsError) return false;
  if (value.kind === 'external' && value.module === '') return !QUIET_GLOBALS.has(value.path[0] ?? '');
  if (value.kind === 'function') return value.node;
  if (value.kind === 'sdk-object' || context.evaluator.valueOf(call).kind === 'sdk-object') return false;
  return !(call.callee.type === 'MemberExpression' && QUIET_METHODS.has(propertyName(call.callee) ?? ''));
}

/** The expression on one line, types left out. */
function shownTest(context: CheckContext, node: Node): string {
  return context.tree.text
    .slice(node.range[0], node.range[1])
    .replace(/\s+/g, ' ')
    .replace(/\(([\w$]+) as [^()]*\)/g, '$1');
}

function isDualStack({ endpoint }: Call): boolean {
  return endpoint?.source === 'literal' && /^https?:\/\/localhost[:/]/.test(endpoint.url);
}

/** Words about a server that does not answer. */
const SPEAKS_OF_CONNECTION = /connect|refus|reach|offline|\bdown\b|running|start (?:the|your|it)|unavailable|\b50[23]\b|network|\bECONN/i;

/** Functions that are read before the answer is that they may fail. */
const MAX_REACHED = 50;

/** Globals and methods that open no connection. */
const QUIET_GLOBALS: ReadonlySet<string> = new Set([
  'console',
  'JSON',
  'Math',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Date',
  'parseInt',
  'parseFloat',
  'Error',
  'TypeError',
  'URL',
  'Map',
  'Set',
  'Response',
  'TextEncoder',
  'TextDecoder',
  'AbortController',
  'AbortSignal',
  'Buffer',
  'structuredClone',
  'setTimeout',
  'clearTimeout',
  'performance',
  'crypto',
  'Promise',
  'process',
  'isNaN',
  'encodeURIComponent',
]);
const QUIET_METHODS: ReadonlySet<string> = new Set([
  'push',
  'map',
  'filter',
  'find',
  'forEach',
  'reduce',
  'some',
  'every',
  'join',
  'slice',
  'splice',
  'concat',
  'includes',
  'indexOf',
  'trim',
  'split',
  'replace',
  'replaceAll',
  'toString',
  'toLowerCase',
  'toUpperCase',
  'startsWith',
  'endsWith',
  'match',
  'test',
  'padEnd',
  'padStart',
  'keys',
  'values',
  'entries',
  'set',
  'has',
  'at',
  'json',
  'text',
  'status',
  'write',
  'end',
  'setHeader',
  'log',
  'info',
  'debug',
  'warn',
  'error',
  'then',
  'toISOString',
  'getTime',
]);
