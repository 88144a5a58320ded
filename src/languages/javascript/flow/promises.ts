import type { TSESTree } from '@typescript-eslint/utils';
import { handlerEffect, runsAgain } from '../syntax/statements.js';
import {
  type CallNode,
  type FunctionNode,
  type Node,
  calledAs,
  functionAround,
  isNothing,
  keepsValue,
  propertyName,
  readsOf,
  unwrap,
} from '../syntax/tree.js';
import { type CallFrame, type FlowContext, whileInProgress } from './context.js';
import { callsOwnFunction, isRepeated, reportsFailure, retried } from './handler-retries.js';
import { CAUGHT, ESCAPES, type Handler, type Path, UNKNOWN, lost, withHandler } from './paths.js';
import { delegatesToRetryCallback, followRetryCallback, isRetryCallback } from './retry-callbacks.js';
import { followVariable } from './variables.js';

/** A promise that rejects stands at `node`. */
export function followPromise(flow: FlowContext, node: Node, frame: CallFrame | undefined): readonly Path[] {
  const parent = node.parent;
  if (!parent) return ESCAPES;
  if (keepsValue(parent)) return flow.follow.promise(parent, frame);
  switch (parent.type) {
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? flow.follow.promise(parent, frame) : lost('rejection');
    case 'ConditionalExpression':
      return parent.test === node ? lost('rejection') : flow.follow.promise(parent, frame);
    case 'LogicalExpression':
      return flow.follow.promise(parent, frame);
    case 'AwaitExpression':
      return flow.follow.exception(parent, frame);
    case 'UnaryExpression':
      return parent.operator === 'void' ? lost('rejection') : ESCAPES;
    case 'ExpressionStatement':
      return lost('rejection');
    case 'ForOfStatement':
      return parent.await && parent.right === node ? flow.follow.exception(parent, frame) : ESCAPES;
    case 'YieldExpression': {
      const fn = functionAround(parent);
      return fn?.async ? flow.follow.exception(parent, frame) : UNKNOWN;
    }
    case 'MemberExpression':
      return parent.object === node ? followPromiseMethod(flow, parent, frame) : ESCAPES;
    case 'ReturnStatement': {
      const fn = functionAround(parent);
      return fn ? flow.follow.callers(fn, frame) : ESCAPES;
    }
    case 'ArrowFunctionExpression':
      return parent.body === node ? flow.follow.callers(parent, frame) : ESCAPES;
    case 'ArrayExpression':
      return followPromiseArray(flow, parent, frame);
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node ? ESCAPES : followPromiseArgument(flow, parent, node, frame);
    case 'VariableDeclarator':
      return parent.init === node ? followVariable(flow, parent.id, parent, frame, flow.follow.promise) : ESCAPES;
    case 'AssignmentExpression':
      if (parent.right !== node) return ESCAPES;
      return parent.left.type === 'Identifier' ? followVariable(flow, parent.left, parent, frame, flow.follow.promise) : ESCAPES;
    default:
      return ESCAPES;
  }
}

function followPromiseMethod(flow: FlowContext, member: TSESTree.MemberExpression, frame: CallFrame | undefined): readonly Path[] {
  const name = propertyName(member);
  const call = calledAs(member);
  if (flow.isSilent && !call)
    return member.parent.type === 'AwaitExpression' ? flow.follow.exception(member.parent, frame) : flow.follow.stream(member, frame);
  if (!call || name === undefined) return ESCAPES;
  const [first, second] = call.arguments;
  switch (name) {
    case 'catch':
      return followRejectionHandler(flow, first, call, frame);
    case 'then':
      return second && !isNothing(second) ? followRejectionHandler(flow, second, call, frame) : flow.follow.promise(call, frame);
    case 'finally':
      return flow.follow.promise(call, frame);
    case 'retry': // superagent
      return flow.follow.promise(call, frame).map((path) => ({ ...path, again: { kind: 'wrapper', name: '.retry()' } }));
    case 'end': // superagent's callback gets the error
      return first ? CAUGHT : lost('rejection');
    case 'on':
    case 'once':
      return first?.type === 'Literal' && first.value === 'error' ? CAUGHT : flow.follow.promise(call, frame);
    default:
      // `ky.post(…).json()`, `client.create(…).withResponse()`: a promise of the same request.
      return flow.follow.promise(call, frame);
  }
}

/** The rejection goes to a handler function: what it does decides. */
function followRejectionHandler(
  flow: FlowContext,
  handler: Node | undefined,
  call: CallNode,
  frame: CallFrame | undefined,
): readonly Path[] {
  if (!handler || isNothing(handler)) return flow.follow.promise(call, frame);
  if (isRetryCallback(flow, handler)) return followRetryCallback(flow, call);
  const fn = flow.evaluator.functionCalled(handler);
  if (!fn) return CAUGHT;
  const own: Handler = { body: fn, scope: call.callee, point: promiseOf(call) };
  return withHandler(
    delegatesToRetryCallback(flow, fn.body, fn) ? followRetryCallback(flow, call) : afterHandler(flow, fn, call, frame),
    own,
  );
}

/** The promise whose method is called. */
function promiseOf({ callee }: CallNode): Node {
  const member = unwrap(callee);
  return member.type === 'MemberExpression' ? member.object : member;
}

function afterHandler(flow: FlowContext, fn: FunctionNode, call: CallNode, frame: CallFrame | undefined): readonly Path[] {
  const effect = handlerEffect(fn.body, fn.params[0]);
  if (effect === 'handles' || effect === 'handles-or-throws') {
    const kind = callsOwnFunction(flow, flow.afterRefusal(fn.body, fn.params[0]), call)
      ? 'recursion'
      : runsAgain(call)
        ? 'loop'
        : isRepeated(flow, call)
          ? 'repeated'
          : undefined;
    if (kind)
      return retried(
        kind,
        call,
        effect === 'handles' || reportsFailure(flow, fn.body, fn.params[0]) ? [] : flow.follow.promise(call, frame),
      );
    if (effect === 'handles') return CAUGHT;
  }
  const onward = flow.follow.promise(call, frame);
  return effect === 'transparent' ? onward : onward.map((path) => ({ ...path, end: { kind: 'caught' } }));
}

function followPromiseArgument(flow: FlowContext, call: CallNode, argument: Node, frame: CallFrame | undefined): readonly Path[] {
  const index = call.arguments.indexOf(argument as TSESTree.CallExpressionArgument);
  const { callee } = call;
  if (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    !flow.tree.variableOf(callee.object)
  ) {
    const name = propertyName(callee);
    if (name === 'allSettled') return CAUGHT;
    if (name === 'resolve' || name === 'race' || name === 'all' || name === 'any') return flow.follow.promise(call, frame);
    return ESCAPES;
  }
  const wrapper = flow.catalog.wrapperOf(flow.evaluator.valueOf(callee), flow.library);
  if (wrapper?.wrapper.takes === 'promise' && wrapper.wrapper.argument === index) {
    return wrapper.wrapper.catches === 'yes' ? CAUGHT : flow.follow.promise(call, frame);
  }
  const fn = flow.evaluator.functionCalled(callee);
  if (fn && !fn.generator) {
    const param = fn.params[index];
    const variable = param?.type === 'Identifier' ? flow.tree.variableOf(param) : undefined;
    if (!variable || flow.inProgress.has(fn)) return ESCAPES;
    return (
      whileInProgress(flow, fn, () => readsOf(variable).flatMap((read) => flow.follow.promise(read, { fn, call, caller: frame }))) ??
      ESCAPES
    );
  }
  return ESCAPES;
}

/** An array of promises stands at `node`. */
export function followPromiseArray(flow: FlowContext, node: Node, frame: CallFrame | undefined): readonly Path[] {
  const parent = node.parent;
  if (!parent) return ESCAPES;
  if (parent.type === 'CallExpression' && parent.callee !== node) return followPromiseArgument(flow, parent, node, frame);
  if (parent.type === 'TSAsExpression' || parent.type === 'SpreadElement') return followPromiseArray(flow, parent, frame);
  if (parent.type === 'ArrayExpression') return followPromiseArray(flow, parent, frame);
  if (parent.type === 'ExpressionStatement') return lost('rejection');
  if (parent.type === 'AwaitExpression') return ESCAPES;
  if (parent.type === 'VariableDeclarator' && parent.init === node)
    return followVariable(flow, parent.id, parent, frame, (read, inner) => followPromiseArray(flow, read, inner));
  if (parent.type === 'MemberExpression') {
    const call = calledAs(parent);
    return call && ARRAY_PASSTHROUGH.has(propertyName(parent) ?? '') ? followPromiseArray(flow, call, frame) : ESCAPES;
  }
  return ESCAPES;
}

const ARRAY_PASSTHROUGH = new Set(['filter', 'flat', 'concat', 'slice', 'reverse']);
