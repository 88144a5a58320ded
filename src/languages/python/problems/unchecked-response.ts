import { TEXT_TESTS, TEXT_VIEWS, asksForError, isErrorKey, isInspector } from '../../../engine/heuristics/error-fields.js';
import { shownCode } from '../../../engine/heuristics/code-excerpt.js';
import type { Call } from '../../../model/facts/call.js';
import type { AnswerForm } from '../../../model/catalog/http-client.js';
import type { UncheckedAnswer } from '../../../model/problems/unchecked-response.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import { reachingBindings } from '../syntax/reaching-definitions.js';
import { type Tree, type Variable, functionAround, isNone, stringOf } from '../syntax/tree.js';
import type { HttpObject } from '../values/value.js';

/** A request of an HTTP client, as the search for its answer's readers needs it. */
export interface AnsweredRequest {
  readonly node: ast.Call;
  readonly http: HttpObject;
  readonly form: AnswerForm;
  /** Whether only the status tells, because the path is a health endpoint's. */
  readonly isProbe: boolean;
}

/** Places looked at before a request's answer counts as looked at. */
const MAX_STEPS = 500;

/**
 * Finds what reads an answer without a look at its status. `undefined` where somebody looks at it or at what it says, where it
 * goes out of sight, or where nobody reads it.
 */
export function createUncheckedAnswers(
  tree: Tree,
  evaluator: Evaluator,
): (call: Call, request: AnsweredRequest) => UncheckedAnswer | undefined {
  // Each of the functions below says whether somebody looks, or may.
  let form: AnswerForm;
  let steps = 0;
  let reader: Node | undefined;

  return (call, { node, http, form: of, isProbe }) => {
    if (mayRaise(node, http, of)) return undefined;
    form = of;
    steps = 0;
    reader = undefined;
    if (of.from === undefined ? answer(node) : fromClient(node, of.from)) return undefined;
    const read = reader as Node | undefined;
    if (read) return { kind: 'read', call, at: { start: read.range[0], end: read.range[1] }, reader: shownCode(tree.textOf(read)), form };
    return isProbe && isYesOnceAnswered(node) ? { kind: 'probe', call, at: call.span, reader: '', form } : undefined;
  };

  /** An option that makes the client raise, `session.hooks` or `session.raise_for_status`. */
  function mayRaise(node: ast.Call, http: HttpObject, { options = [] }: AnswerForm): boolean {
    for (const place of options) {
      for (const at of [node, ...http.made.map((made) => made.node)]) {
        const option = argumentAt(at, place, evaluator.valueOf);
        if (option.kind === 'absent') continue;
        const value = option.kind === 'given' ? evaluator.literalOf(option.node) : undefined;
        if (value === undefined || (value.kind !== 'None' && value.value !== false)) return true;
      }
      if (tree.attributeReads.has(place) || tree.attributeWrites.has(place)) return true;
    }
    return false;
  }

  function isTooFar(): boolean {
    return (steps += 1) > MAX_STEPS;
  }

  /** `connection.getresponse()` behind the request of the same connection. */
  function fromClient(node: ast.Call, method: string): boolean {
    const receiver = node.func.type === 'Attribute' && node.func.value.type === 'Name' ? tree.variableOf(node.func.value) : undefined;
    const read = receiver?.reads.find((at) => at.range[0] > node.range[1] && at.parent?.type === 'Attribute' && at.parent.attr === method);
    const call = read?.parent?.parent;
    if (call?.type === 'Call' && call.func === read?.parent && functionAround(call) === functionAround(node)) return answer(call);
    return false;
  }

  /** Reads of a name that may hold the value which is assigned at `target`. */
  function held(target: ast.Expression, follow: (node: Node) => boolean): boolean {
    const variable = target.type === 'Name' ? tree.variableOf(target) : undefined;
    if (!variable) return true;
    return readsOf(variable, target).some(follow);
  }

  function readsOf(variable: Variable, target: Node): readonly ast.Name[] {
    return variable.reads.filter((read) => reachingBindings(variable, read).some(({ node }) => node === target));
  }

  /** The answer, or the coroutine or manager that gives it, stands at `node`. */
  function answer(node: Node): boolean {
    if (isTooFar()) return true;
    const { parent } = node;
    if (!parent) return true;
    switch (parent.type) {
      case 'Await':
        return answer(parent);
      case 'Attribute': {
        const { attr } = parent;
        if (form.silent?.includes(attr)) return false;
        if (!form.reads.includes(attr)) return true;
        const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
        if (form.streams.includes(attr)) return stream(call ?? parent);
        const read = call ?? parent;
        note(read);
        return data(read);
      }
      case 'withitem':
        return parent.optional_vars ? held(parent.optional_vars, answer) : false;
      case 'Assign':
        return parent.targets.length === 1 && parent.targets[0] && parent.value === node ? held(parent.targets[0], answer) : true;
      case 'AnnAssign':
        return parent.value === node ? held(parent.target, answer) : true;
      case 'NamedExpr':
        return held(parent.target, answer) || answer(parent);
      case 'Expr':
        return false;
      default:
        return true;
    }
  }

  function note(node: Node): void {
    if (!reader || node.range[0] < reader.range[0]) reader = node;
  }

  /** What reads an answer piece by piece stands at `node`. */
  function stream(node: Node): boolean {
    if (isTooFar()) return true;
    const { parent } = node;
    switch (parent?.type) {
      case 'For':
      case 'AsyncFor':
        return parent.iter === node ? streamed(node, parent) : true;
      case 'comprehension':
        return streamed(node, parent);
      case 'Assign': {
        const [target] = parent.targets;
        return target && parent.targets.length === 1 ? held(target, stream) : true;
      }
      default:
        // `response.content.iter_any()`, `response.raw.read()`, or a decoder of events from elsewhere.
        return true;
    }
  }

  /** A stream is read: whoever reads it may meet an error among its parts. */
  function streamed(node: Node, loop: Node): boolean {
    const fn = functionAround(node);
    if (asksForError(tree.text.slice(loop.range[0], fn?.range[1] ?? tree.text.length))) return true;
    // A generator hands on what it reads.
    if (loop.type !== 'comprehension' && isHandedOn(loop)) return true;
    note(node);
    return false;
  }

  /** `for line in response.iter_lines(): yield line` */
  function isHandedOn(loop: ast.For | Node): boolean {
    if (loop.type !== 'For' && loop.type !== 'AsyncFor') return false;
    const variable = loop.target.type === 'Name' ? tree.variableOf(loop.target) : undefined;
    return (
      variable?.reads.some(
        (read) =>
          read.parent?.type === 'Yield' ||
          (read.parent?.type === 'Call' && read.parent.func !== read && evaluator.functionCalled(read.parent.func) !== undefined),
      ) ?? true
    );
  }

  /** The whole body stands at `node`: a text, or what was parsed of it. */
  function data(node: Node): boolean {
    if (isTooFar()) return true;
    const { parent } = node;
    if (!parent) return true;
    if (handlesShape(node)) return true;
    switch (parent.type) {
      case 'Await':
        return data(parent);
      case 'Attribute': {
        const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
        if (!call) return true;
        if (TEXT_VIEWS.has(parent.attr)) return data(call);
        if (parent.attr !== 'get') return true;
        const key = stringOf(call.args[0]);
        // A default that says so tells whoever reads it.
        return key === undefined || isErrorKey(key) || (stringOf(call.args[1]) ?? '') !== '' ? true : piece(call);
      }
      case 'Subscript': {
        if (parent.value !== node) return true;
        const key = stringOf(parent.slice);
        if (key === undefined && parent.slice.type !== 'Constant') return true;
        return key !== undefined && isErrorKey(key);
      }
      case 'Assign':
        return parent.targets.length === 1 && parent.targets[0] && parent.value === node ? held(parent.targets[0], data) : true;
      case 'AnnAssign':
        return parent.value === node ? held(parent.target, data) : true;
      case 'Call':
        return parent.args[0] === node && evaluator.qualifiedName(parent.func)?.join('.') === 'json.loads' ? data(parent) : true;
      case 'Expr':
        return false;
      case 'Return':
        return returned(parent);
      default:
        return true;
    }
  }

  /** A part of the body that an error has not, asked for with a default: a look at it settles, any use of it does not. */
  function piece(node: Node): boolean {
    if (isTooFar()) return true;
    const { parent } = node;
    switch (parent?.type) {
      case 'Attribute':
        if (parent.parent?.type === 'Call' && parent.parent.func === parent)
          return TEXT_TESTS.has(parent.attr) ? true : piece(parent.parent);
        return false;
      case 'Subscript':
        // `(data.get("choices") or [{}])[0]`
        return parent.value === node && node.type === 'BoolOp' ? piece(parent) : false;
      case 'Assign': {
        const [target] = parent.targets;
        const variable = target?.type === 'Name' ? tree.variableOf(target) : undefined;
        return (variable && target ? readsOf(variable, target) : []).some(piece);
      }
      case 'If':
      case 'While':
      case 'IfExp':
        return parent.test === node;
      case 'BoolOp':
        return (parent.op === 'and' && parent.values[0] === node) || (stringOf(parent.values.at(-1)) ?? '') !== '' ? true : piece(parent);
      case 'NamedExpr':
      case 'UnaryOp':
      case 'Compare':
      case 'Assert':
        return true;
      case 'Call':
        return parent.func !== node && isInspector(nameOf(parent.func));
      default:
        return false;
    }
  }

  /** `except KeyError`, `except (ValueError, IndexError)`: whoever expects that has thought of another answer. */
  function handlesShape(node: Node): boolean {
    let child = node;
    for (let at = node.parent; at; child = at, at = at.parent) {
      if ((at.type === 'Try' || at.type === 'TryStar') && at.body.includes(child as ast.Statement)) {
        const named = at.handlers.flatMap(({ excType }) => (excType?.type === 'Tuple' ? excType.elts : excType ? [excType] : []));
        if (named.some((type) => SHAPE_ERRORS.test(nameOf(type)))) return true;
      }
      if (at.type === 'FunctionDef' || at.type === 'AsyncFunctionDef' || at.type === 'Lambda') return false;
    }
    return false;
  }

  /** What was read is given to the callers, without its status for good; those in this file may look at it. */
  function returned(at: ast.Return): boolean {
    const fn = functionAround(at);
    if (!fn) return true;
    return callsOf(fn).some(data);
  }

  function callsOf(fn: FunctionNode): readonly ast.Call[] {
    return evaluator.callsOf(fn);
  }

  /** `requests.get(health)` and, next, `return True`: whatever is answered counts as a yes. */
  function isYesOnceAnswered(node: ast.Call): boolean {
    let at: Node = node;
    while (at.parent?.type === 'Await') at = at.parent;
    const statement = at.parent;
    if (statement?.type !== 'Expr') return false;
    const block = statement.parent;
    const next = nextIn(block, statement);
    return (
      next?.type === 'Break' ||
      (next?.type === 'Return' && next.value?.type === 'Constant' && next.value.value === true && !isNone(next.value))
    );
  }
}

function nextIn(block: Node | null, statement: Node): ast.Statement | undefined {
  if (!block || !('body' in block) || !Array.isArray(block.body)) return undefined;
  const body = block.body as readonly ast.Statement[];
  const index = body.indexOf(statement as ast.Statement);
  return index < 0 ? undefined : (body[index + 1] ?? (block.type === 'Try' ? block.orelse[0] : undefined));
}

function nameOf(node: Node): string {
  return node.type === 'Name' ? node.id : node.type === 'Attribute' ? node.attr : '';
}

const SHAPE_ERRORS = /^(?:KeyError|IndexError|LookupError|TypeError|AttributeError|ValueError|JSONDecodeError|ValidationError)$/;
