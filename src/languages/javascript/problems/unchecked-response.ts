import type { TSESTree } from '@typescript-eslint/utils';
import { TEXT_TESTS, TEXT_VIEWS, asksForError, isErrorKey, isInspector } from '../../../engine/heuristics/error-fields.js';
import { shownCode } from '../../../engine/heuristics/code-excerpt.js';
import type { Call } from '../../../model/facts/call.js';
import type { AnswerForm } from '../../../model/catalog/http-client.js';
import type { UncheckedAnswer } from '../../../model/problems/unchecked-response.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import type { PassesAnswer } from './passed-responses.js';
import {
  type CallNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  calledAs,
  functionAround,
  isFunction,
  isNothing,
  keepsValue,
  lastName,
  propertyName,
  readsOf,
  stringOf,
} from '../syntax/tree.js';

/** A request of an HTTP client, as the search for its answer's readers needs it. */
export interface AnsweredRequest {
  readonly node: TSESTree.CallExpression;
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
  passesAnswer: PassesAnswer,
): (call: Call, request: AnsweredRequest) => UncheckedAnswer | undefined {
  // Each of the functions below says whether somebody looks, or may.
  let form: AnswerForm;
  let steps = 0;
  /** Where the answer itself is tested, which is true whatever its status. */
  let truths: Node[] = [];
  let reader: Node | undefined;

  return (call, { node, form: of, isProbe }) => {
    // `interceptors.responseError()` of undici makes every request throw.
    if (
      tree.text.includes('responseError(') ||
      (of.options ?? []).some((place) => argumentAt(node, place, evaluator.valueOf).kind !== 'absent')
    )
      return undefined;
    form = of;
    steps = 0;
    truths = [];
    reader = undefined;
    if (promise(node)) return undefined;
    const read = reader as Node | undefined;
    if (read)
      return {
        kind: 'read',
        call,
        at: { start: read.range[0], end: read.range[1] },
        reader: shownCode(tree.text.slice(...read.range)),
        form,
      };
    if (isProbe && (truths.length > 0 || isYesOnceAnswered(node))) return { kind: 'probe', call, at: call.span, reader: '', form };
    return undefined;
  };

  function isTooFar(): boolean {
    return (steps += 1) > MAX_STEPS;
  }

  /** The promise of an answer stands at `node`. */
  function promise(node: Node): boolean {
    if (isTooFar()) return true;
    const parent = node.parent;
    if (!parent) return true;
    if (keepsValue(parent)) return promise(parent);
    switch (parent.type) {
      case 'AwaitExpression':
        return answer(parent);
      case 'MemberExpression':
        return parent.object === node ? chained(parent, promise, answer) : true;
      case 'VariableDeclarator':
        return parent.init === node ? held(parent.id, promise) : true;
      case 'AssignmentExpression':
        return parent.right === node ? held(parent.left, promise) : true;
      case 'LogicalExpression':
      case 'ConditionalExpression':
        return promise(parent);
      case 'ExpressionStatement':
        return false;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return returned(parent, promise);
      default:
        return true;
    }
  }

  /** `.then`, `.catch` and `.finally` of a promise: the callback gets the value, and the whole is a promise again. */
  function chained(member: TSESTree.MemberExpression, again: (node: Node) => boolean, value: (node: Node) => boolean): boolean {
    const call = calledAs(member);
    const name = propertyName(member);
    if (!call || (name !== 'then' && name !== 'catch' && name !== 'finally')) return true;
    if (name !== 'then') return again(call);
    const [callback] = call.arguments;
    if (!callback || !isFunction(callback)) return true;
    const [parameter] = callback.params;
    return parameter ? held(parameter, value) : false;
  }

  /** The value has a name, or its parts have. */
  function held(target: Node, follow: (node: Node) => boolean): boolean {
    if (target.type === 'ObjectPattern' && follow === answer) {
      return target.properties.some(part);
    }
    if (target.type === 'ObjectPattern' && follow === data) {
      return target.properties.some(field);
    }
    const variable = target.type === 'Identifier' ? tree.variableOf(target) : false;
    if (!variable || isExported(variable)) return true;
    return readsOf(variable).some(follow);
  }

  /** `const { body, statusCode } = …` of an answer. */
  function part(property: TSESTree.Property | TSESTree.RestElement): boolean {
    const name = property.type === 'Property' ? propertyName(property) : undefined;
    if (name === undefined || property.type !== 'Property') return true;
    if (form.silent?.includes(name)) return false;
    if (!form.reads.includes(name) || property.value.type !== 'Identifier') return true;
    const variable = tree.variableOf(property.value);
    if (!variable) return true;
    return readsOf(variable).some((read) => content(read, name));
  }

  /** `const { choices, error } = …` of a body. */
  function field(property: TSESTree.Property | TSESTree.RestElement): boolean {
    const name = property.type === 'Property' ? propertyName(property) : undefined;
    if (name === undefined || property.type !== 'Property' || isErrorKey(name)) return true;
    if (property.value.type !== 'Identifier') return false;
    const variable = tree.variableOf(property.value);
    if (!variable) return true;
    return readsOf(variable).some(piece);
  }

  /** The answer stands at `node`. */
  function answer(node: Node): boolean {
    if (isTooFar()) return true;
    const parent = node.parent;
    if (!parent) return true;
    if (keepsValue(parent) || parent.type === 'AwaitExpression') return answer(parent);
    switch (parent.type) {
      case 'MemberExpression': {
        const name = parent.object === node ? propertyName(parent) : undefined;
        if (name === undefined) return true;
        const call = calledAs(parent);
        if (name === 'clone' && call) return answer(call);
        if (form.silent?.includes(name)) return false;
        if (!form.reads.includes(name)) return true;
        if (!call) return content(parent, name);
        note(call);
        return body(call);
      }
      case 'VariableDeclarator':
        return parent.init === node ? held(parent.id, answer) : true;
      case 'AssignmentExpression':
        return parent.right === node ? held(parent.left, answer) : true;
      case 'LogicalExpression':
        if (parent.operator !== '&&' || parent.right === node) return answer(parent);
        truths.push(node);
        return false;
      case 'ConditionalExpression':
        if (parent.test !== node) return answer(parent);
        truths.push(node);
        return false;
      case 'IfStatement':
      case 'WhileStatement':
        truths.push(node);
        return false;
      case 'UnaryExpression':
        if (parent.operator !== '!') return true;
        truths.push(node);
        return false;
      case 'BinaryExpression':
        return isNothing(parent.left) || isNothing(parent.right) ? false : true;
      case 'ExpressionStatement':
        return false;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return returned(parent, promise);
      case 'CallExpression':
        if (!isGlobal(parent.callee, 'Boolean')) return true;
        truths.push(node);
        return false;
      default:
        return true;
    }
  }

  function note(node: Node): void {
    if (!reader || node.range[0] < reader.range[0]) reader = node;
  }

  /** A member of the answer that is its body: a stream, or what the client has read already. */
  function content(node: Node, name: string): boolean {
    if (form.streams.includes(name)) return stream(node);
    note(node);
    return data(node);
  }

  /** The stream of a body stands at `node`. */
  function stream(node: Node): boolean {
    if (isTooFar()) return true;
    const parent = node.parent;
    if (!parent) return true;
    if (keepsValue(parent)) return stream(parent);
    switch (parent.type) {
      case 'MemberExpression': {
        const call = parent.object === node ? calledAs(parent) : undefined;
        const name = propertyName(parent);
        if (name === 'cancel' || name === 'dump' || name === 'locked') return false;
        if (!call || name === undefined) return true;
        if (!WHOLE.has(name)) return streamed(call);
        note(call);
        return body(call);
      }
      case 'ForOfStatement':
        return parent.right === node ? streamed(parent.right) : true;
      case 'VariableDeclarator':
        return parent.init === node ? held(parent.id, stream) : true;
      case 'AssignmentExpression':
        return parent.right === node ? held(parent.left, stream) : true;
      case 'LogicalExpression':
        return parent.operator === '&&' && parent.left === node ? false : stream(parent);
      case 'UnaryExpression':
      case 'IfStatement':
      case 'ExpressionStatement':
        return false;
      case 'BinaryExpression':
        return isNothing(parent.left) || isNothing(parent.right) ? false : true;
      case 'ConditionalExpression':
        return parent.test === node ? false : stream(parent);
      default:
        return true;
    }
  }

  /** A stream is read: whoever reads it may meet an error among its parts. */
  function streamed(node: Node): boolean {
    const fn = functionAround(node);
    const end = fn ? fn.range[1] : tree.text.length;
    if (asksForError(tree.text.slice(node.range[0], end))) return true;
    note(node);
    return false;
  }

  /** The promise of a body stands at `node`. */
  function body(node: Node): boolean {
    if (isTooFar()) return true;
    const parent = node.parent;
    if (!parent) return true;
    if (keepsValue(parent)) return body(parent);
    switch (parent.type) {
      case 'AwaitExpression':
        return data(parent);
      case 'MemberExpression':
        return parent.object === node ? chained(parent, body, data) : true;
      case 'VariableDeclarator':
        return parent.init === node ? held(parent.id, body) : true;
      case 'LogicalExpression':
        return body(parent);
      case 'ConditionalExpression':
        return parent.test === node ? true : body(parent);
      case 'ExpressionStatement':
        return false;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return returned(parent, body);
      default:
        return true;
    }
  }

  /** The whole body stands at `node`: a text, or what was parsed of it. */
  function data(node: Node): boolean {
    if (isTooFar()) return true;
    const parent = node.parent;
    if (!parent) return true;
    if (keepsValue(parent) || parent.type === 'AwaitExpression') return data(parent);
    switch (parent.type) {
      case 'MemberExpression': {
        if (parent.object !== node) return true;
        const name = propertyName(parent);
        const call = calledAs(parent);
        if (name === undefined) return piece(parent);
        if (call) return TEXT_VIEWS.has(name) ? data(call) : TEXT_TESTS.has(name) ? true : piece(call);
        return isErrorKey(name) ? true : piece(parent);
      }
      case 'VariableDeclarator':
        return parent.init === node ? held(parent.id, data) : true;
      case 'AssignmentExpression':
        return parent.right === node ? held(parent.left, data) : true;
      case 'LogicalExpression':
        return parent.left === node && parent.operator === '&&' ? true : data(parent);
      case 'ConditionalExpression':
        return parent.test === node ? true : data(parent);
      case 'CallExpression':
        return parent.arguments[0] === node && isGlobal(parent.callee, 'JSON', 'parse') ? data(parent) : true;
      case 'ExpressionStatement':
        return false;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return returned(parent, body);
      default:
        return true;
    }
  }

  /** A part of the body stands at `node`, which an error has not: `data.choices`. A look at it settles, any use of it does not. */
  function piece(node: Node): boolean {
    if (isTooFar()) return true;
    const parent = node.parent;
    if (!parent) return false;
    if (keepsValue(parent)) return piece(parent);
    switch (parent.type) {
      case 'MemberExpression': {
        if (parent.object !== node) return false;
        // `data.choices[0]` throws on an error, and says nothing of its status.
        if (!parent.optional && node.type !== 'CallExpression' && node.type !== 'LogicalExpression') return false;
        const call = calledAs(parent);
        return TEXT_TESTS.has(propertyName(parent) ?? '') ? true : piece(call ?? parent);
      }
      case 'VariableDeclarator': {
        const variable = parent.init === node && parent.id.type === 'Identifier' ? tree.variableOf(parent.id) : false;
        return (variable ? readsOf(variable) : []).some(piece);
      }
      case 'AssignmentExpression': {
        const variable = parent.right === node && parent.left.type === 'Identifier' ? tree.variableOf(parent.left) : false;
        return (variable ? readsOf(variable) : []).some(piece);
      }
      case 'LogicalExpression':
        // A default that says so tells whoever reads it: `data.response ?? 'No answer'`.
        if (parent.left === node && (parent.operator === '&&' || (stringOf(parent.right) ?? '') !== '')) return true;
        return (parent.left === node && isHandlersResult(parent.right)) || piece(parent);
      case 'ConditionalExpression':
        return parent.test === node ? true : piece(parent);
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
  function isHandlersResult(value: Node): boolean {
    const fn = functionAround(value);
    const written = tree.text.slice(...value.range);
    for (let at = value; at.parent && at !== fn; at = at.parent) {
      const { handler, block } = at.parent.type === 'TryStatement' ? at.parent : {};
      if (!fn || !handler || block !== at) continue;
      return tree
        .returnsOf(fn)
        .some(({ range }) => range[0] > handler.range[0] && range[1] < handler.range[1] && tree.text.slice(...range) === written);
    }
    return false;
  }

  /**
   * A function gives it to whoever calls it: the `.then` that it is the callback of, or its calls in this file. The answer
   * itself goes out of sight with it, and what was read of it is without its status for good.
   */
  function returned(at: TSESTree.ReturnStatement | TSESTree.ArrowFunctionExpression, follow: (node: Node) => boolean): boolean {
    const fn = at.type === 'ReturnStatement' ? functionAround(at) : at;
    if (!fn) return true;
    const chain = fn.parent;
    if (
      chain.type === 'CallExpression' &&
      chain.arguments[0] === fn &&
      chain.callee.type === 'MemberExpression' &&
      propertyName(chain.callee) === 'then'
    )
      return follow(chain);
    // A retry gives back what the function that it tries again resolves to.
    if (chain.type === 'CallExpression' && chain.callee !== fn && passesAnswer(chain, fn)) return follow(chain);
    if (follow === promise) return true;
    // A callback's value goes to whoever calls it.
    if (chain.type === 'CallExpression' && chain.callee !== fn) return true;
    return callsOf(fn).some(follow);
  }

  /** Calls by name in this file. */
  function callsOf(fn: FunctionNode): readonly CallNode[] {
    const id =
      fn.type === 'FunctionDeclaration'
        ? fn.id
        : fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier'
          ? fn.parent.id
          : false;
    const variable = id ? tree.variableOf(id) : false;
    if (variable)
      return readsOf(variable).flatMap((read) =>
        read.parent.type === 'CallExpression' && read.parent.callee === read ? [read.parent] : [],
      );
    const method =
      fn.parent.type === 'MethodDefinition' || fn.parent.type === 'Property' || fn.parent.type === 'PropertyDefinition'
        ? propertyName(fn.parent)
        : false;
    return method === undefined
      ? []
      : tree.calls.filter(
          (call) => call.type === 'CallExpression' && call.callee.type === 'MemberExpression' && propertyName(call.callee) === method,
        );
  }

  /** `await fetch(health); return true;`, or `.then(() => true)`: whatever is answered counts as a yes. */
  function isYesOnceAnswered(node: Node): boolean {
    let at: Node = node;
    while (at.parent && (keepsValue(at.parent) || at.parent.type === 'AwaitExpression')) at = at.parent;
    const parent = at.parent;
    if (parent?.type === 'MemberExpression' && propertyName(parent) === 'then') {
      const callback = calledAs(parent)?.arguments[0];
      return isFunction(callback) && callback.params.length === 0 && tree.returnsOf(callback).some(isTrue);
    }
    if (parent?.type !== 'ExpressionStatement' || at.type !== 'AwaitExpression') return false;
    const block = parent.parent;
    const next = block.type === 'BlockStatement' ? block.body[block.body.indexOf(parent) + 1] : undefined;
    return next?.type === 'BreakStatement' || (next?.type === 'ReturnStatement' && next.argument !== null && isTrue(next.argument));
  }

  function isGlobal(callee: Node, ...path: readonly string[]): boolean {
    const value = evaluator.valueOf(callee);
    return value.kind === 'external' && value.module === '' && value.path.join('.') === path.join('.');
  }
}

/** `export const response = …`: other files may look. */
function isExported({ defs }: Variable): boolean {
  return defs.some(({ node }) => node.type === 'VariableDeclarator' && node.parent.parent.type === 'ExportNamedDeclaration');
}

function isTrue(node: Node): boolean {
  return node.type === 'Literal' && node.value === true;
}

/** Methods of a body's stream that read all of it (undici's `body.json()`). */
const WHOLE: ReadonlySet<string> = new Set(['json', 'text', 'blob', 'arrayBuffer', 'bytes', 'formData']);
