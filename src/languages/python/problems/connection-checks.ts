import type * as ast from '../syntax/ast.js';
import { isAncestor, isAnswerError } from '../../../catalog/runtimes/python-exceptions.js';
import { PYTHON_HTTP_CLIENTS, PYTHON_SDKS, PYTHON_WRAPPERS } from '../../../catalog/python.js';
import type { IneffectiveCheck } from '../../../model/problems/connection-check.js';
import type { Call } from '../../../model/facts/call.js';
import type { ExceptionMatcher, RaisedException } from '../flow/exception-matching.js';
import { type UnresolvedCall, thrownBy } from '../calls/calls.js';
import { type Tree, isWithin } from '../syntax/tree.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { Path } from '../flow/path.js';
import type { Evaluator } from '../values/evaluator.js';

/** What tells whether a check is effective. */
export interface CheckContext {
  readonly found: Map<Node, IneffectiveCheck & { readonly calls: Call[] }>;
  readonly tree: Tree;
  readonly matcher: ExceptionMatcher;
  readonly loud: Map<Node, readonly ast.Call[]>;
  readonly rawOf: Map<UnresolvedCall['node'], UnresolvedCall>;
  readonly evaluator: Evaluator;
}

/** What retry libraries raise when their attempts are over. */
const ENDS_OF_RETRIES: ReadonlySet<string> = new Set(
  PYTHON_WRAPPERS.flatMap(({ exports }) => Object.values(exports).flatMap(({ throws }) => throws?.error ?? [])),
);

const LIBRARIES = [...PYTHON_SDKS, ...PYTHON_HTTP_CLIENTS];

/** Functions that are read before the answer is that they may raise anything. */
const MAX_REACHED = 50;

/** Modules and methods that open no connection. */
const QUIET_MODULES: ReadonlySet<string> = new Set([
  'json',
  're',
  'time',
  'math',
  'random',
  'datetime',
  'logging',
  'os',
  'sys',
  'typing',
  'copy',
  'itertools',
  'collections',
  'functools',
  'base64',
  'uuid',
  'hashlib',
  'string',
  'textwrap',
  'pathlib',
  'traceback',
  'pprint',
  'asyncio',
  'dataclasses',
  'enum',
  'warnings',
  'io',
  'html',
  'operator',
]);

const QUIET_METHODS: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'add',
  'insert',
  'pop',
  'get',
  'items',
  'keys',
  'values',
  'update',
  'setdefault',
  'copy',
  'strip',
  'lstrip',
  'rstrip',
  'split',
  'splitlines',
  'join',
  'format',
  'lower',
  'upper',
  'replace',
  'startswith',
  'endswith',
  'encode',
  'decode',
  'removeprefix',
  'removesuffix',
  'find',
  'index',
  'count',
  'info',
  'debug',
  'warning',
  'error',
  'exception',
  'log',
  'print',
  'json',
  'raise_for_status',
  'model_dump',
  'model_dump_json',
  'dict',
  'to_dict',
  'isoformat',
  'sleep',
]);

/**
 * `except` clauses that a refused connection goes past although they ask for one, or for another failure of the same
 * library. Where they ask for a refused connection, silent if anything else in the `try` may raise what is asked for.
 */
export function ineffectiveChecks(
  ways: ReadonlyMap<Call, readonly Path[]>,
  raws: ReadonlyMap<Call, UnresolvedCall>,
  tree: Tree,
  evaluator: Evaluator,
  matcher: ExceptionMatcher,
): readonly IneffectiveCheck[] {
  const found = new Map<Node, IneffectiveCheck & { readonly calls: Call[] }>();
  const loud = new Map<Node, readonly ast.Call[]>();
  const rawOf = new Map([...raws.values()].map((raw) => [raw.node, raw]));
  const context: CheckContext = { found, tree, matcher, loud, rawOf, evaluator };

  for (const [call, paths] of ways) {
    const raw = raws.get(call);
    if (!raw) continue;
    const own = thrownBy(raw);
    const passed = new Map(paths.flatMap((path) => path.passed ?? []).map(({ statement, thrown }) => [statement, thrown]));
    let asks = false;
    for (const [statement, thrown] of passed) {
      const dead = classNodes(statement).find((type) => isDeadCheck(context, type, statement, thrown, raw));
      if (!dead) continue;
      asks = true;
      note(context, statement, 'never', dead, call, thrown.error === own.error ? undefined : thrown.error);
    }
    if (asks || paths.some(({ end }) => end.kind === 'caught' || end.kind === 'unknown')) continue;
    for (const statement of passed.keys()) {
      const narrow = classNodes(statement).find((type) => asksForAnswer(context, type, raw));
      if (narrow) note(context, statement, 'answers', narrow, call);
      if (narrow) break;
    }
  }

  return [...found.values()];
}

/** One check for a statement, with all the calls whose failures go past it. */
function note(
  context: CheckContext,
  statement: ast.Try,
  kind: IneffectiveCheck['kind'],
  type: ast.Expression,
  call: Call,
  raised?: string,
): void {
  const known = context.found.get(statement);
  if (known) known.calls.push(call);
  else
    context.found.set(statement, {
      kind,
      span: { start: type.range[0], end: type.range[1] },
      asked: context.tree.textOf(type),
      call,
      calls: [call],
      ...(raised !== undefined && { raised }),
    });
}

/** Whether a class is about another library's refused connection, or a retry library's last word, and only this call's could be meant. */
function isDeadCheck(
  context: CheckContext,
  type: ast.Expression,
  statement: ast.Try,
  thrown: RaisedException,
  raw: UnresolvedCall,
): boolean {
  const [name] = context.matcher.classesIn(type);
  if (name === undefined || (!asksForConnection(name) && !ENDS_OF_RETRIES.has(name)) || (packageOf(name) ?? '') === packageOf(thrown.error))
    return false;
  const own = raw.node.type === 'Reference' ? raw.node.reference : raw.node;
  // What a retry around this call makes of it is no longer what the call raises.
  if (thrown.error !== thrownBy(raw).error) return !callsIn(context, statement.body).some((other) => mayRaise(context, other, name, raw));
  return othersThatRaise(context, type, name, statement).every(
    (other) => other === own || (!ENDS_OF_RETRIES.has(name) && isWithin(own, other)),
  );
}

/** Calls in a `try` that may raise what one of its clauses asks for; read once a clause. */
function othersThatRaise(context: CheckContext, type: ast.Expression, name: string, statement: ast.Try): readonly ast.Call[] {
  const known = context.loud.get(type);
  if (known) return known;
  const calls = callsIn(context, statement.body).filter((other) => mayRaise(context, other, name));
  context.loud.set(type, calls);
  return calls;
}

/** Whether a class is for what a server answers to this library. */
function asksForAnswer(context: CheckContext, type: ast.Expression, raw: UnresolvedCall): boolean {
  const [name] = context.matcher.classesIn(type);
  return name !== undefined && isAnswerError(name) && [packageOf(thrownBy(raw).error), raw.library].includes(packageOf(name));
}

function callsIn(context: CheckContext, body: readonly Node[]): readonly ast.Call[] {
  const [first] = body;
  const last = body.at(-1);
  return first && last ? context.tree.calls.filter((call) => call.range[0] >= first.range[0] && call.range[1] <= last.range[1]) : [];
}

/** Whether a call may raise a class, itself or through functions of this file; who calls too many of them may. */
function mayRaise(context: CheckContext, call: ast.Call, name: string, except?: UnresolvedCall): boolean {
  const reached = new Set<FunctionNode>();
  const calls = [call];
  for (let at = calls.pop(); at; at = calls.pop()) {
    const raises = raisesItself(context, at, name, except);
    if (raises === true) return true;
    if (raises === false || reached.has(raises)) continue;
    if (raises.type === 'Lambda' || reached.add(raises).size > MAX_REACHED) return true;
    calls.push(...callsIn(context, raises.body));
  }
  return false;
}

/** The function of this file that a call runs, or whether what it runs may raise a class. */
function raisesItself(context: CheckContext, other: ast.Call, name: string, except: UnresolvedCall | undefined): FunctionNode | boolean {
  const raw = context.rawOf.get(other);
  if (raw) return raw !== except && isAncestor(name, thrownBy(raw));
  const value = context.evaluator.valueOf(other.func);
  if (value.kind === 'builtin') return false;
  if (value.kind === 'external') return !QUIET_MODULES.has(value.path[0] ?? '');
  if (value.kind === 'sdk-object') return false;
  if (value.kind === 'function') return value.node;
  return !(other.func.type === 'Attribute' && QUIET_METHODS.has(other.func.attr));
}

function classNodes(statement: ast.Try): readonly ast.Expression[] {
  return statement.handlers.flatMap(({ excType: type }) => (!type ? [] : type.type === 'Tuple' ? type.elts : [type]));
}

/** Whether a class is, or is a base of, what some library raises for a refused connection; `OSError` is about files too. */
function asksForConnection(name: string): boolean {
  if (name === 'ConnectionError' || name === 'ConnectionRefusedError') return true;
  return (
    name.includes('.') && LIBRARIES.some(({ failure }) => isAncestor(name, { error: failure.error, ancestors: failure.ancestors ?? [] }))
  );
}

/** A class of the library's own (`openai.APIStatusError`) asks for another of its failures. */
function packageOf(name: string): string | undefined {
  return name.includes('.') ? name.slice(0, name.indexOf('.')) : undefined;
}
