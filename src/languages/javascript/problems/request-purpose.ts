import type { TSESTree } from '@typescript-eslint/utils';
import type { CallPurpose } from '../../../model/catalog/sdk.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import type { ServerPath } from '../../../model/catalog/server.js';
import { FEW_TOKENS, MODEL_INPUTS, SHORT_QUESTION, TOKEN_LIMITS, VERDICTS } from '../../../engine/calls/request-words.js';
import { isLogCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import type { UnresolvedCall } from '../calls/calls.js';
import { isMeasured } from './measured-calls.js';
import { useOf } from './response-use.js';
import { requestOption } from '../calls/request-option.js';
import type { Evaluator } from '../values/evaluate.js';
import {
  type Node,
  type Tree,
  calledAs,
  functionAround,
  isFunction,
  keepsValue,
  propertyName,
  readsOf,
  stringOf,
  unwrap,
} from '../syntax/tree.js';

/** A call with the HTTP request that it is, if it is one. */
export interface PurposeQuestion {
  readonly raw: UnresolvedCall;
  readonly http?: {
    readonly request: HttpRequest;
    /** What is known of the paths that it may go to. */
    readonly paths: readonly (ServerPath | undefined)[];
  };
}

/**
 * Says what a call is for, from what the code does with it. A call that the catalog takes for a question to a model is none
 * where it only tests the connection, loads or unloads a model, or measures the server.
 */
export function createPurposes(tree: Tree, evaluator: Evaluator): (question: PurposeQuestion) => CallPurpose {
  return ({ raw, http }) => {
    const { node, purpose } = raw;
    if (purpose !== 'model') return purpose;
    const option = (names: readonly string[]) => requestOption(node, http?.request, names, tree, evaluator);
    if (raw.hasEffect) return handlePurpose(node);
    if (raw.runsTools || (http && !http.paths.some((path) => path))) return purpose;
    if (loadsModel()) return 'management';
    if (!isQuestion()) return purpose;
    if (useOf(node, tree) === 'dropped' && !hasCallback(node) && isCaughtHere(node, functionAround(node))) return 'management';
    if ((asksForFewTokens() && hasConstantInput()) || isConnectionTest(node)) return 'state';
    return isMeasured(node, tree) ? 'state' : purpose;

    /** Ollama loads a model for a request without a prompt, and unloads it with `keep_alive: 0`. */
    function loadsModel(): boolean {
      const api = http?.paths.find((path) => path)?.api ?? (raw.library === 'ollama' ? 'ollama' : undefined);
      if (api !== 'ollama') return false;
      const prompt = option(['prompt', 'messages', 'input']);
      if (prompt.kind === 'given') return isBlank(unwrap(prompt.node));
      return prompt.kind === 'absent' && option(['keep_alive']).kind === 'given';
    }

    /** Whether the call hands over what a model is asked: as an option, or as the first argument. */
    function isQuestion(): boolean {
      if (http) return true;
      const [first] = node.arguments;
      return first !== undefined && (unwrap(first).type !== 'ObjectExpression' || option(MODEL_INPUTS).kind !== 'absent');
    }

    /** A few tokens in answer to a constant text say nothing but whether the model answers; about a user's text they say a class. */
    function asksForFewTokens(): boolean {
      const limit = option(TOKEN_LIMITS);
      const value = limit.kind === 'given' ? unwrap(limit.node) : undefined;
      return value?.type === 'Literal' && typeof value.value === 'number' && value.value > 0 && value.value <= FEW_TOKENS;
    }

    /** Whether the function around tells its caller only if the call worked. */
    function isConnectionTest(call: Node): boolean {
      const fn = functionAround(call);
      if (fn && (fn.generator || call === fn.body)) return false;
      const returned = fn ? tree.returnsOf(fn) : [];
      const isConstant = hasConstantInput();
      if (returned.length === 0) return false;
      return returned.every((value) => saysYesOrNo(value, isConstant)) && (isConstant || isUnread(call, tree));
    }

    /** Whether the question is a short text that the code holds: `'Hi'`. */
    function hasConstantInput(): boolean {
      const [first] = node.arguments;
      const input = option(MODEL_INPUTS);
      if (input.kind === 'given') return isShortText(input.node);
      return !http && first !== undefined && isShortText(first);
    }
  };

  /** A handle of a model that is only unloaded was asked for to do that. */
  function handlePurpose(call: Node): CallPurpose {
    const holder = variableHolding(call);
    const reads = holder ? readsOf(holder) : [];
    return reads.length > 0 && reads.every((read) => memberReadOf(read) === 'unload') ? 'management' : 'model';
  }

  function variableHolding(call: Node) {
    let at = call;
    while (at.parent && (keepsValue(at.parent) || at.parent.type === 'AwaitExpression')) at = at.parent;
    const declarator = at.parent;
    return declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? tree.variableOf(declarator.id) : undefined;
  }

  function isShortText(node: Node): boolean {
    const expression = unwrap(node);
    switch (expression.type) {
      case 'ArrayExpression':
        return expression.elements.length > 0 && expression.elements.every((element) => element !== null && isShortText(element));
      case 'ObjectExpression': {
        const content = expression.properties.find((p) => p.type === 'Property' && propertyName(p) === 'content');
        return content?.type === 'Property' && isShortText(content.value);
      }
      case 'NewExpression':
        return expression.arguments.length === 1 && expression.arguments[0] !== undefined && isShortText(expression.arguments[0]);
      default: {
        const text = stringOf(expression);
        return text !== undefined && text.length <= SHORT_QUESTION;
      }
    }
  }
}

/** A call with the server that it goes to. */
interface Asked {
  readonly raw: UnresolvedCall;
  readonly endpoint: Endpoint | undefined;
}

/** Whether a pull or a load follows a request for the state of the same server in the same function: it has just answered. */
export function followsProbe({ raw, endpoint }: Asked, all: readonly Asked[]): boolean {
  if (raw.purpose !== 'model' || !raw.hasEffect) return false;
  const fn = functionAround(raw.node);
  return all.some(
    (other) =>
      other.raw.purpose === 'state' &&
      other.raw.node.range[1] <= raw.node.range[0] &&
      other.raw.library === raw.library &&
      functionAround(other.raw.node) === fn &&
      (raw.sdk ? rootOf(other.raw.node) === rootOf(raw.node) : endpoint !== undefined && other.endpoint === endpoint),
  );
}

/** The client's name as it is written: `ollama` of `ollama.pull()`, `this.client` of `this.client.llm.load()`. */
function rootOf({ callee }: UnresolvedCall['node']): string {
  return nameOf(callee)
    .split('.')
    .slice(0, callee.type === 'MemberExpression' && nameOf(callee).startsWith('this.') ? 2 : 1)
    .join('.');
}

function isBlank(node: Node): boolean {
  return stringOf(node)?.trim() === '' || (node.type === 'ArrayExpression' && node.elements.length === 0);
}

/** Whether the call is given a function that gets the answer: `onPredictionFragment`, `callbacks`. */
function hasCallback({ arguments: given }: UnresolvedCall['node']): boolean {
  return given.some(
    (argument) => isFunction(argument) || (argument.type === 'ObjectExpression' && argument.properties.some(mayBeCallback)),
  );
}

function mayBeCallback(property: TSESTree.ObjectLiteralElement): boolean {
  if (property.type !== 'Property' || isFunction(property.value)) return true;
  return /^on[A-Z]|^callbacks$/.test(propertyName(property) ?? '');
}

/** Whether an expression is a truth value, or an object that begins with one: `{ success: false, error }`. */
function saysYesOrNo(node: Node, isConstant: boolean): boolean {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'boolean';
    case 'UnaryExpression':
      return expression.operator === '!';
    case 'BinaryExpression':
      return COMPARES.has(expression.operator);
    case 'LogicalExpression':
      // `data && data.response` of an answer that nothing else reads.
      return [expression.left, expression.right].every(
        (side) => saysYesOrNo(side, isConstant) || (isConstant && expression.operator === '&&' && isMemberRead(side)),
      );
    case 'MemberExpression':
      return propertyName(expression) === 'ok';
    case 'CallExpression':
      return expression.callee.type === 'Identifier' && expression.callee.name === 'Boolean';
    case 'ObjectExpression':
      return expression.properties.some(
        (property) => property.type === 'Property' && VERDICTS.has(propertyName(property) ?? '') && saysYesOrNo(property.value, isConstant),
      );
    default:
      return false;
  }
}

function isMemberRead(node: Node): boolean {
  const expression = unwrap(node);
  return expression.type === 'Identifier' || (expression.type === 'MemberExpression' && isMemberRead(expression.object));
}

const COMPARES: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', '<', '<=', '>', '>=', 'instanceof']);
/** Whether an answer is dropped, logged, or asked for its status alone. */
function isUnread(call: Node, tree: Tree): boolean {
  const { parent } = call;
  if (!parent) return false;
  if (keepsValue(parent) || parent.type === 'AwaitExpression') return isUnread(parent, tree);
  switch (parent.type) {
    case 'ExpressionStatement':
      return true;
    case 'VariableDeclarator': {
      const variable = parent.init === call && parent.id.type === 'Identifier' ? tree.variableOf(parent.id) : undefined;
      return variable !== undefined && readsOf(variable).every((read) => isStatusRead(read));
    }
    default:
      return isStatusRead(call);
  }
}

/** Whether a handler of the same function lets the program go on without the answer. */
function isCaughtHere(node: Node, fn: Node | undefined): boolean {
  for (let at = node; at.parent && at !== fn; at = at.parent) {
    const { parent } = at;
    if (parent.type !== 'TryStatement' || parent.block !== at || !parent.handler) continue;
    if (parent.handler.body.body.at(-1)?.type !== 'ThrowStatement') return true;
  }
  return false;
}

/** `response.ok`, `response.status`; `await response.json()` whose value is dropped; `console.log(response)`. */
function isStatusRead(read: Node): boolean {
  const parent = read.parent;
  if (parent?.type === 'CallExpression' && parent.callee !== read) return isLogCall(nameOf(parent.callee));
  if (parent?.type === 'UnaryExpression') return parent.operator === '!';
  const member = memberOf(read);
  if (!member) return false;
  const name = propertyName(member) ?? '';
  if (STATUS.has(name)) return true;
  let at: Node | undefined = calledAs(member);
  while (at?.parent && (keepsValue(at.parent) || at.parent.type === 'AwaitExpression')) at = at.parent;
  return at?.parent?.type === 'ExpressionStatement';
}

const STATUS: ReadonlySet<string> = new Set(['ok', 'status', 'statusText', 'statusCode', 'headers', 'redirected', 'type', 'url']);

function memberOf(node: Node) {
  let at = node;
  while (at.parent && (keepsValue(at.parent) || at.parent.type === 'AwaitExpression')) at = at.parent;
  const member = at.parent;
  return member?.type === 'MemberExpression' && member.object === at ? member : undefined;
}

function memberReadOf(node: Node): string | undefined {
  const member = memberOf(node);
  return member && propertyName(member);
}

function nameOf(callee: Node): string {
  const expression = unwrap(callee);
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type === 'ThisExpression') return 'this';
  return expression.type === 'MemberExpression' ? `${nameOf(expression.object)}.${propertyName(expression) ?? ''}` : '';
}
