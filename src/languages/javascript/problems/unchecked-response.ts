import type { TSESTree } from '@typescript-eslint/utils';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { Call } from '../../../model/facts/call.js';
import type { ResponseShape } from '../../../model/catalog/http-client.js';
import type { UncheckedAnswer } from '../../../model/problems/unchecked-response.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import type { PassesAnswer } from './passed-responses.js';
import { type Node, type Tree, calledAs, isFunction, isNothing, keepsValue, propertyName, readsOf } from '../syntax/tree.js';
import { body, content, data, field, stream } from './response-bodies.js';
import { type ResponseContext, chained, held, isGlobal, isTooFar, note, returned } from './response-context.js';

/** A request of an HTTP client, as the search for its answer's readers needs it. */
export interface AnsweredRequest {
  readonly node: TSESTree.CallExpression;
  readonly form: ResponseShape;
  /** Whether only the status tells, because the path is a health endpoint's. */
  readonly isProbe: boolean;
}

/**
 * Finds what reads an answer without a look at its status. `undefined` where the status or an error is looked at, where the
 * answer escapes, or where nothing reads it.
 */
export function createUncheckedAnswers(
  tree: Tree,
  evaluator: Evaluator,
  passesAnswer: PassesAnswer,
): (call: Call, request: AnsweredRequest) => UncheckedAnswer | undefined {
  return (call, { node, form, isProbe }) => {
    // `interceptors.responseError()` of undici makes every request throw.
    if (
      tree.text.includes('responseError(') ||
      (form.options ?? []).some((place) => argumentAt(node, place, evaluator.valueOf).kind !== 'absent')
    )
      return undefined;
    const context: ResponseContext = { tree, evaluator, passesAnswer, ways: WAYS, form, steps: 0, truths: [], reader: undefined };
    if (promise(context, node)) return undefined;
    const { reader: read, truths } = context;
    if (read)
      return {
        kind: 'read',
        call,
        at: { start: read.range[0], end: read.range[1] },
        reader: codeExcerpt(tree.text.slice(...read.range)),
        form,
      };
    if (isProbe && (truths.length > 0 || isYesOnceAnswered(context, node))) return { kind: 'probe', call, at: call.span, reader: '', form };
    return undefined;
  };
}

/** The promise of an answer stands at `node`. */
function promise(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const parent = node.parent;
  if (!parent) return true;
  if (keepsValue(parent)) return promise(context, parent);
  switch (parent.type) {
    case 'AwaitExpression':
      return answer(context, parent);
    case 'MemberExpression':
      return parent.object === node ? chained(context, parent, 'promise', 'answer') : true;
    case 'VariableDeclarator':
      return parent.init === node ? held(context, parent.id, 'promise') : true;
    case 'AssignmentExpression':
      return parent.right === node ? held(context, parent.left, 'promise') : true;
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return promise(context, parent);
    case 'ExpressionStatement':
      return false;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return returned(context, parent, 'promise');
    default:
      return true;
  }
}

/** The answer stands at `node`. */
function answer(context: ResponseContext, node: Node): boolean {
  if (isTooFar(context)) return true;
  const parent = node.parent;
  if (!parent) return true;
  if (keepsValue(parent) || parent.type === 'AwaitExpression') return answer(context, parent);
  switch (parent.type) {
    case 'MemberExpression': {
      const name = parent.object === node ? propertyName(parent) : undefined;
      if (name === undefined) return true;
      const call = calledAs(parent);
      if (name === 'clone' && call) return answer(context, call);
      if (context.form.silent?.includes(name)) return false;
      if (!context.form.reads.includes(name)) return true;
      if (!call) return content(context, parent, name);
      note(context, call);
      return body(context, call);
    }
    case 'VariableDeclarator':
      return parent.init === node ? held(context, parent.id, 'answer') : true;
    case 'AssignmentExpression':
      return parent.right === node ? held(context, parent.left, 'answer') : true;
    case 'LogicalExpression':
      if (parent.operator !== '&&' || parent.right === node) return answer(context, parent);
      context.truths.push(node);
      return false;
    case 'ConditionalExpression':
      if (parent.test !== node) return answer(context, parent);
      context.truths.push(node);
      return false;
    case 'IfStatement':
    case 'WhileStatement':
      context.truths.push(node);
      return false;
    case 'UnaryExpression':
      if (parent.operator !== '!') return true;
      context.truths.push(node);
      return false;
    case 'BinaryExpression':
      return isNothing(parent.left) || isNothing(parent.right) ? false : true;
    case 'ExpressionStatement':
      return false;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return returned(context, parent, 'promise');
    case 'CallExpression':
      if (!isGlobal(context, parent.callee, 'Boolean')) return true;
      context.truths.push(node);
      return false;
    default:
      return true;
  }
}

/** `const { body, statusCode } = …` of an answer. */
function part(context: ResponseContext, property: TSESTree.Property | TSESTree.RestElement): boolean {
  const name = property.type === 'Property' ? propertyName(property) : undefined;
  if (name === undefined || property.type !== 'Property') return true;
  if (context.form.silent?.includes(name)) return false;
  if (!context.form.reads.includes(name) || property.value.type !== 'Identifier') return true;
  const variable = context.tree.variableOf(property.value);
  if (!variable) return true;
  return readsOf(variable).some((read) => content(context, read, name));
}

/** `await fetch(health); return true;`, or `.then(() => true)`: whatever is answered counts as a yes. */
function isYesOnceAnswered(context: ResponseContext, node: Node): boolean {
  let at: Node = node;
  while (at.parent && (keepsValue(at.parent) || at.parent.type === 'AwaitExpression')) at = at.parent;
  const parent = at.parent;
  if (parent?.type === 'MemberExpression' && propertyName(parent) === 'then') {
    const callback = calledAs(parent)?.arguments[0];
    return isFunction(callback) && callback.params.length === 0 && context.tree.returnsOf(callback).some(isTrue);
  }
  if (parent?.type !== 'ExpressionStatement' || at.type !== 'AwaitExpression') return false;
  const block = parent.parent;
  const next = block.type === 'BlockStatement' ? block.body[block.body.indexOf(parent) + 1] : undefined;
  return next?.type === 'BreakStatement' || (next?.type === 'ReturnStatement' && next.argument !== null && isTrue(next.argument));
}

function isTrue(node: Node): boolean {
  return node.type === 'Literal' && node.value === true;
}

/** The ways of an answer, which call each other through this table. */
const WAYS: ResponseContext['ways'] = {
  promise: { follow: promise },
  answer: { follow: answer, property: part },
  stream: { follow: stream },
  body: { follow: body },
  data: { follow: data, property: field },
};
