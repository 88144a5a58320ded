import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { type Tree, type Variable, functionAround, stringOf } from '../syntax/tree.js';
import { reachingBindings } from '../syntax/reaching-definitions.js';
import { TEXT_TESTS, TEXT_VIEWS, asksForError, isErrorKey, isInspector } from '../../../engine/heuristics/error-fields.js';
import type { Evaluator } from '../values/evaluator.js';
import type { ResponseShape } from '../../../model/catalog/http-client.js';

/** One response of a request, as it is followed. The functions say whether the code checks it, or may. */
export interface ResponseContext {
  readonly evaluator: Evaluator;
  readonly tree: Tree;
  readonly form: ResponseShape;
  /** Places that were looked at. */
  steps: number;
  /** The first that reads the body. */
  reader: Node | undefined;
}

/** Places looked at before a request's answer counts as looked at. */
const MAX_STEPS = 500;

const SHAPE_ERRORS = /^(?:KeyError|IndexError|LookupError|TypeError|AttributeError|ValueError|JSONDecodeError|ValidationError)$/;

function isTooFar(context: ResponseContext): boolean {
  return (context.steps += 1) > MAX_STEPS;
}

/** Reads of a name that may hold the value which is assigned at `target`. */
function isHeldChecked(context: ResponseContext, target: ast.Expression, follow: (node: Node) => boolean): boolean {
  const variable = target.type === 'Name' ? context.tree.variableOf(target) : undefined;
  if (!variable) return true;
  return readsOf(variable, target).some(follow);
}

function readsOf(variable: Variable, target: Node): readonly ast.Name[] {
  return variable.reads.filter((read) => reachingBindings(variable, read).some(({ node }) => node === target));
}

/** The answer, or the coroutine or manager that gives it, stands at `node`. */
export function isChecked(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const { parent } = node;
  if (!parent) return true;
  switch (parent.type) {
    case 'Await':
      return isChecked(context, parent);
    case 'Attribute': {
      const { attr } = parent;
      if (context.form.silent?.includes(attr)) return false;
      if (!context.form.reads.includes(attr)) return true;
      const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
      if (context.form.streams.includes(attr)) return isStreamChecked(context, call ?? parent);
      const read = call ?? parent;
      noteReader(context, read);
      return isDataChecked(context, read);
    }
    case 'withitem':
      return parent.optional_vars ? isHeldChecked(context, parent.optional_vars, (node) => isChecked(context, node)) : false;
    case 'Assign':
      return parent.targets.length === 1 && parent.targets[0] && parent.value === node
        ? isHeldChecked(context, parent.targets[0], (node) => isChecked(context, node))
        : true;
    case 'AnnAssign':
      return parent.value === node ? isHeldChecked(context, parent.target, (node) => isChecked(context, node)) : true;
    case 'NamedExpr':
      return isHeldChecked(context, parent.target, (node) => isChecked(context, node)) || isChecked(context, parent);
    case 'Expr':
      return false;
    default:
      return true;
  }
}

function noteReader(context: ResponseContext, node: Node): void {
  if (!context.reader || node.range[0] < context.reader.range[0]) context.reader = node;
}

/** What reads an answer piece by piece stands at `node`. */
function isStreamChecked(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const { parent } = node;
  switch (parent?.type) {
    case 'For':
    case 'AsyncFor':
      return parent.iter === node ? streamed(context, node, parent) : true;
    case 'comprehension':
      return streamed(context, node, parent);
    case 'Assign': {
      const [target] = parent.targets;
      return target && parent.targets.length === 1 ? isHeldChecked(context, target, (node) => isStreamChecked(context, node)) : true;
    }
    default:
      // `response.content.iter_any()`, `response.raw.read()`, or a decoder of events from elsewhere.
      return true;
  }
}

/** A stream is read: the code that reads it may check for an error among its parts. */
function streamed(context: ResponseContext, node: Node, loop: Node): boolean {
  const fn = functionAround(node);
  if (asksForError(context.tree.text.slice(loop.range[0], fn?.range[1] ?? context.tree.text.length))) return true;
  // A generator passes on what it reads.
  if (loop.type !== 'comprehension' && isPassedOn(context, loop)) return true;
  noteReader(context, node);
  return false;
}

/** `for line in response.iter_lines(): yield line` */
function isPassedOn(context: ResponseContext, loop: ast.For | Node): boolean {
  if (loop.type !== 'For' && loop.type !== 'AsyncFor') return false;
  const variable = loop.target.type === 'Name' ? context.tree.variableOf(loop.target) : undefined;
  return (
    variable?.reads.some(
      (read) =>
        read.parent?.type === 'Yield' ||
        (read.parent?.type === 'Call' && read.parent.func !== read && context.evaluator.functionCalled(read.parent.func) !== undefined),
    ) ?? true
  );
}

/** The whole body stands at `node`: a text, or what was parsed of it. */
function isDataChecked(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const { parent } = node;
  if (!parent) return true;
  if (handlesShape(node)) return true;
  switch (parent.type) {
    case 'Await':
      return isDataChecked(context, parent);
    case 'Attribute': {
      const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
      if (!call) return true;
      if (TEXT_VIEWS.has(parent.attr)) return isDataChecked(context, call);
      if (parent.attr !== 'get') return true;
      const key = stringOf(call.args[0]);
      // A default that says so tells the code that reads it.
      return key === undefined || isErrorKey(key) || (stringOf(call.args[1]) ?? '') !== '' ? true : isPieceChecked(context, call);
    }
    case 'Subscript': {
      if (parent.value !== node) return true;
      const key = stringOf(parent.slice);
      if (key === undefined && parent.slice.type !== 'Constant') return true;
      return key !== undefined && isErrorKey(key);
    }
    case 'Assign':
      return parent.targets.length === 1 && parent.targets[0] && parent.value === node
        ? isHeldChecked(context, parent.targets[0], (node) => isDataChecked(context, node))
        : true;
    case 'AnnAssign':
      return parent.value === node ? isHeldChecked(context, parent.target, (node) => isDataChecked(context, node)) : true;
    case 'Call':
      return parent.args[0] === node && context.evaluator.qualifiedName(parent.func)?.join('.') === 'json.loads'
        ? isDataChecked(context, parent)
        : true;
    case 'Expr':
      return false;
    case 'Return':
      return isReturnChecked(context, parent);
    default:
      return true;
  }
}

/** A part of the body that an error has not, asked for with a default: a look at it settles, any use of it does not. */
function isPieceChecked(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const { parent } = node;
  switch (parent?.type) {
    case 'Attribute':
      if (parent.parent?.type === 'Call' && parent.parent.func === parent)
        return TEXT_TESTS.has(parent.attr) ? true : isPieceChecked(context, parent.parent);
      return false;
    case 'Subscript':
      // `(data.get("choices") or [{}])[0]`
      return parent.value === node && node.type === 'BoolOp' ? isPieceChecked(context, parent) : false;
    case 'Assign': {
      const [target] = parent.targets;
      const variable = target?.type === 'Name' ? context.tree.variableOf(target) : undefined;
      return (variable && target ? readsOf(variable, target) : []).some((node) => isPieceChecked(context, node));
    }
    case 'If':
    case 'While':
    case 'IfExp':
      return parent.test === node;
    case 'BoolOp':
      return (parent.op === 'and' && parent.values[0] === node) || (stringOf(parent.values.at(-1)) ?? '') !== ''
        ? true
        : isPieceChecked(context, parent);
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

/** `except KeyError`, `except (ValueError, IndexError)`: code that expects that handles another response. */
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
function isReturnChecked(context: ResponseContext, at: ast.Return): boolean {
  const fn = functionAround(at);
  if (!fn) return true;
  return callsOf(context, fn).some((node) => isDataChecked(context, node));
}

function callsOf(context: ResponseContext, fn: FunctionNode): readonly ast.Call[] {
  return context.evaluator.callsOf(fn);
}

function nameOf(node: Node): string {
  return node.type === 'Name' ? node.id : node.type === 'Attribute' ? node.attr : '';
}
