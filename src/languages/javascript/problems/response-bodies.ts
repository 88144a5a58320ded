import type { TSESTree } from '@typescript-eslint/utils';
import { TEXT_TESTS, TEXT_VIEWS, asksForError, isErrorKey, isInspector } from '../../../engine/heuristics/error-fields.js';
import { type Node, calledAs, functionAround, isNothing, keepsValue, lastName, propertyName, readsOf, stringOf } from '../syntax/tree.js';
import { type ResponseContext, chained, held, isGlobal, isTooFar, note, returned } from './response-context.js';

/** A member of the answer that is its body: a stream, or what the client has read already. */
export function content(context: ResponseContext, node: Node, name: string): boolean {
  if (context.form.streams.includes(name)) return stream(context, node);
  note(context, node);
  return data(context, node);
}

/** The stream of a body stands at `node`. */
export function stream(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const parent = node.parent;
  if (!parent) return true;
  if (keepsValue(parent)) return stream(context, parent);
  switch (parent.type) {
    case 'MemberExpression': {
      const call = parent.object === node ? calledAs(parent) : undefined;
      const name = propertyName(parent);
      if (name === 'cancel' || name === 'dump' || name === 'locked') return false;
      if (!call || name === undefined) return true;
      if (!WHOLE.has(name)) return streamed(context, call);
      note(context, call);
      return body(context, call);
    }
    case 'ForOfStatement':
      return parent.right === node ? streamed(context, parent.right) : true;
    case 'VariableDeclarator':
      return parent.init === node ? held(context, parent.id, 'stream') : true;
    case 'AssignmentExpression':
      return parent.right === node ? held(context, parent.left, 'stream') : true;
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node ? false : stream(context, parent);
    case 'UnaryExpression':
    case 'IfStatement':
    case 'ExpressionStatement':
      return false;
    case 'BinaryExpression':
      return isNothing(parent.left) || isNothing(parent.right) ? false : true;
    case 'ConditionalExpression':
      return parent.test === node ? false : stream(context, parent);
    default:
      return true;
  }
}

/** A stream is read: its reader may meet an error among its parts. */
function streamed(context: ResponseContext, node: Node): boolean {
  const fn = functionAround(node);
  const end = fn ? fn.range[1] : context.tree.text.length;
  if (asksForError(context.tree.text.slice(node.range[0], end))) return true;
  note(context, node);
  return false;
}

/** The promise of a body stands at `node`. */
export function body(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const parent = node.parent;
  if (!parent) return true;
  if (keepsValue(parent)) return body(context, parent);
  switch (parent.type) {
    case 'AwaitExpression':
      return data(context, parent);
    case 'MemberExpression':
      return parent.object === node ? chained(context, parent, 'body', 'data') : true;
    case 'VariableDeclarator':
      return parent.init === node ? held(context, parent.id, 'body') : true;
    case 'LogicalExpression':
      return body(context, parent);
    case 'ConditionalExpression':
      return parent.test === node ? true : body(context, parent);
    case 'ExpressionStatement':
      return false;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return returned(context, parent, 'body');
    default:
      return true;
  }
}

/** The whole body stands at `node`: a text, or what was parsed of it. */
export function data(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const parent = node.parent;
  if (!parent) return true;
  if (keepsValue(parent) || parent.type === 'AwaitExpression') return data(context, parent);
  switch (parent.type) {
    case 'MemberExpression': {
      if (parent.object !== node) return true;
      const name = propertyName(parent);
      const call = calledAs(parent);
      if (name === undefined) return piece(context, parent);
      if (call) return TEXT_VIEWS.has(name) ? data(context, call) : TEXT_TESTS.has(name) ? true : piece(context, call);
      return isErrorKey(name) ? true : piece(context, parent);
    }
    case 'VariableDeclarator':
      return parent.init === node ? held(context, parent.id, 'data') : true;
    case 'AssignmentExpression':
      return parent.right === node ? held(context, parent.left, 'data') : true;
    case 'LogicalExpression':
      return parent.left === node && parent.operator === '&&' ? true : data(context, parent);
    case 'ConditionalExpression':
      return parent.test === node ? true : data(context, parent);
    case 'CallExpression':
      return parent.arguments[0] === node && isGlobal(context, parent.callee, 'JSON', 'parse') ? data(context, parent) : true;
    case 'ExpressionStatement':
      return false;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return returned(context, parent, 'body');
    default:
      return true;
  }
}

/** `const { choices, error } = …` of a body. */
export function field(context: ResponseContext, property: TSESTree.Property | TSESTree.RestElement): boolean {
  const name = property.type === 'Property' ? propertyName(property) : undefined;
  if (name === undefined || property.type !== 'Property' || isErrorKey(name)) return true;
  if (property.value.type !== 'Identifier') return false;
  const variable = context.tree.variableOf(property.value);
  if (!variable) return true;
  return readsOf(variable).some((read) => piece(context, read));
}

/** A part of the body stands at `node`, which an error has not: `data.choices`. A look at it settles, any use of it does not. */
function piece(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const parent = node.parent;
  if (!parent) return false;
  if (keepsValue(parent)) return piece(context, parent);
  switch (parent.type) {
    case 'MemberExpression': {
      if (parent.object !== node) return false;
      // `data.choices[0]` throws on an error, and says nothing of its status.
      if (!parent.optional && node.type !== 'CallExpression' && node.type !== 'LogicalExpression') return false;
      const call = calledAs(parent);
      return TEXT_TESTS.has(propertyName(parent) ?? '') ? true : piece(context, call ?? parent);
    }
    case 'VariableDeclarator': {
      const variable = parent.init === node && parent.id.type === 'Identifier' ? context.tree.variableOf(parent.id) : false;
      return (variable ? readsOf(variable) : []).some((read) => piece(context, read));
    }
    case 'AssignmentExpression': {
      const variable = parent.right === node && parent.left.type === 'Identifier' ? context.tree.variableOf(parent.left) : false;
      return (variable ? readsOf(variable) : []).some((read) => piece(context, read));
    }
    case 'LogicalExpression':
      // A default that says so tells its reader: `data.response ?? 'No answer'`.
      if (parent.left === node && (parent.operator === '&&' || (stringOf(parent.right) ?? '') !== '')) return true;
      return (parent.left === node && isHandlersResult(context, parent.right)) || piece(context, parent);
    case 'ConditionalExpression':
      return parent.test === node ? true : piece(context, parent);
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'CallExpression':
      return parent.callee !== node && isInspector(lastName(parent.callee)) ? true : false;
    default:
      return false;
  }
}

/** Whether a handler around returns the same: `data.models || []` where `catch` returns `[]`. An error has that result anyway. */
function isHandlersResult(context: ResponseContext, value: Node): boolean {
  const fn = functionAround(value);
  const written = context.tree.text.slice(...value.range);
  for (let at = value; at.parent && at !== fn; at = at.parent) {
    const { handler, block } = at.parent.type === 'TryStatement' ? at.parent : {};
    if (!fn || !handler || block !== at) continue;
    return context.tree
      .returnsOf(fn)
      .some(({ range }) => range[0] > handler.range[0] && range[1] < handler.range[1] && context.tree.text.slice(...range) === written);
  }
  return false;
}

/** Methods of a body's stream that read all of it (undici's `body.json()`). */
const WHOLE: ReadonlySet<string> = new Set(['json', 'text', 'blob', 'arrayBuffer', 'bytes', 'formData']);
