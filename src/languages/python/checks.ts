import { PYTHON_HTTP_CLIENTS, PYTHON_SDKS } from '../../catalog/python/index.js';
import { isAncestor } from '../../catalog/python/exceptions.js';
import type { Call } from '../../model/call.js';
import type { IneffectiveCheck } from '../../model/check.js';
import type * as ast from './ast.js';
import type { Node } from './ast.js';
import { type RawCall, thrownBy } from './calls.js';
import type { Evaluator } from './evaluate.js';
import type { ExceptionMatcher } from './thrown.js';
import { type Tree, isFunction, isWithin } from './tree.js';

/**
 * `except` clauses around a call that ask for another library's refused connection, where no clause of the same `try`
 * catches this one's. Silent where anything else in the `try` may raise what is asked for.
 */
export function ineffectiveChecks(calls: readonly Call[], raws: ReadonlyMap<Call, RawCall>, tree: Tree, evaluator: Evaluator, matcher: ExceptionMatcher): readonly IneffectiveCheck[] {
  const found = new Map<Node, IneffectiveCheck>();
  for (const call of calls) {
    const raw = raws.get(call);
    if (!raw || raw.nature === 'never') continue;
    const node = raw.node.type === 'Reference' ? raw.node.reference : raw.node;
    const thrown = thrownBy(raw);
    const point = raw.nature === 'plain' ? node : surfacingPoint(node);
    const statement = point && tryAround(point);
    if (!statement || statement.handlers.some((handler) => matcher.matches(handler.excType, thrown, statement.type === 'TryStar') !== 'no')) continue;
    if (found.has(statement)) continue;
    const dead = statement.handlers.flatMap((handler) => classNodes(handler.excType)).find((type) => {
      const [name] = matcher.classesIn(type);
      return name !== undefined && asksForConnection(name) && (packageOf(name) ?? '') !== packageOf(thrown.error) && otherCalls(statement, node).every((other) => !mayRaise(other, name));
    });
    if (dead) found.set(statement, { span: { start: dead.range[0], end: dead.range[1] }, asked: tree.textOf(dead), call });
  }

  /** Calls in the `try` besides the LLM call itself and what stands inside it. */
  function otherCalls(statement: ast.Try, node: Node): readonly ast.Call[] {
    return tree.calls.filter((other) => other !== node && statement.body.some((s) => isWithin(other, s)) && !isWithin(node, other));
  }

  function mayRaise(other: ast.Call, name: string): boolean {
    for (const [, raw] of raws) if (raw.node === other) return isAncestor(name, thrownBy(raw));
    const value = evaluator.valueOf(other.func);
    if (value.kind === 'builtin') return false;
    if (value.kind === 'external') return !QUIET_MODULES.has(value.path[0] ?? '');
    if (value.kind === 'sdk-object') return false;
    return !(other.func.type === 'Attribute' && QUIET_METHODS.has(other.func.attr));
  }

  return [...found.values()];
}

/** Where the failure of a coroutine or of something that is read shows, if that is where it is made: the `await`, the loop. */
function surfacingPoint(node: Node): Node | undefined {
  for (let child = node, at = node.parent; at; child = at, at = at.parent) {
    if (at.type === 'Await' || at.type === 'withitem') return at;
    if (at.type === 'For' || at.type === 'AsyncFor') return at.iter === child ? at : undefined;
    if (at.type !== 'Call' && at.type !== 'Attribute' && at.type !== 'keyword') return undefined;
  }
  return undefined;
}

/** The innermost `try` of the same function whose body holds a node. */
function tryAround(node: Node): ast.Try | undefined {
  let child = node;
  for (let at = node.parent; at && !isFunction(at); child = at, at = at.parent) {
    if ((at.type === 'Try' || at.type === 'TryStar') && at.handlers.length > 0 && at.body.includes(child as ast.Statement)) return at;
  }
  return undefined;
}

function classNodes(type: ast.Expression | null): readonly ast.Expression[] {
  if (!type) return [];
  return type.type === 'Tuple' ? type.elts : [type];
}

/** Whether a class is, or is a base of, what some library raises for a refused connection; `OSError` is about files too. */
function asksForConnection(name: string): boolean {
  if (name === 'ConnectionError' || name === 'ConnectionRefusedError') return true;
  return name.includes('.') && LIBRARIES.some(({ failure }) => isAncestor(name, { error: failure.error, ancestors: failure.ancestors ?? [] }));
}

/** A class of the library's own (`openai.APIStatusError`) asks for another of its failures. */
function packageOf(name: string): string | undefined {
  return name.includes('.') ? name.slice(0, name.indexOf('.')) : undefined;
}

const LIBRARIES = [...PYTHON_SDKS, ...PYTHON_HTTP_CLIENTS];

/** Modules and methods that open no connection. */
const QUIET_MODULES: ReadonlySet<string> = new Set(['json', 're', 'time', 'math', 'random', 'datetime', 'logging', 'os', 'sys', 'typing', 'copy', 'itertools', 'collections', 'functools', 'base64', 'uuid', 'hashlib', 'string', 'textwrap', 'pathlib', 'traceback', 'pprint', 'asyncio', 'dataclasses', 'enum', 'warnings', 'io', 'html', 'operator']);
const QUIET_METHODS: ReadonlySet<string> = new Set(['append', 'extend', 'add', 'insert', 'pop', 'get', 'items', 'keys', 'values', 'update', 'setdefault', 'copy', 'strip', 'lstrip', 'rstrip', 'split', 'splitlines', 'join', 'format', 'lower', 'upper', 'replace', 'startswith', 'endswith', 'encode', 'decode', 'removeprefix', 'removesuffix', 'find', 'index', 'count', 'info', 'debug', 'warning', 'error', 'exception', 'log', 'print', 'json', 'raise_for_status', 'model_dump', 'model_dump_json', 'dict', 'to_dict', 'isoformat', 'sleep']);
