import type { TSESTree } from '@typescript-eslint/utils';
import { type Node, calledAs, functionAround, keepsValue, lastName, propertyName, readsOf } from '../syntax/tree.js';
import type { CallFrame, FlowContext } from './context.js';
import { hasErrorListener } from './emitters.js';
import { CAUGHT, ESCAPES, type Path, lost, readBy } from './paths.js';
import { followVariable } from './variables.js';

/** An object whose failure shows when it is read stands at `node`. */
export function followStream(flow: FlowContext, node: Node, frame: CallFrame | undefined): readonly Path[] {
  const parent = node.parent;
  if (!parent) return ESCAPES;
  if (keepsValue(parent) || parent.type === 'AwaitExpression') return flow.follow.stream(parent, frame);
  switch (parent.type) {
    case 'ForOfStatement':
      return parent.right === node ? readBy('loop', parent, flow.follow.exception(parent, frame)) : ESCAPES;
    case 'NewExpression':
      return parent.callee !== node && RESPONDS.test(lastName(parent.callee)) ? readBy('response', parent, lost('response')) : ESCAPES;
    case 'YieldExpression': {
      const fn = parent.delegate ? functionAround(parent) : undefined;
      return fn ? flow.follow.exception(parent, frame) : ESCAPES;
    }
    case 'ExpressionStatement':
      return lost('rejection');
    case 'VariableDeclarator':
      return parent.init === node && parent.id.type === 'Identifier'
        ? withErrorListener(flow, followVariable(flow, parent.id, parent, frame, flow.follow.stream), parent.id)
        : ESCAPES;
    case 'AssignmentExpression':
      return parent.right === node && parent.left.type === 'Identifier'
        ? withErrorListener(flow, followVariable(flow, parent.left, parent, frame, flow.follow.stream), parent.left)
        : ESCAPES;
    case 'ReturnStatement': {
      const fn = functionAround(parent);
      return fn ? flow.follow.callers(fn, frame, 'read') : ESCAPES;
    }
    case 'ArrowFunctionExpression':
      return parent.body === node ? flow.follow.callers(parent, frame, 'read') : ESCAPES;
    case 'MemberExpression': {
      if (parent.object !== node) return ESCAPES;
      const name = propertyName(parent);
      const call = calledAs(parent);
      if (!call || name === undefined) return ESCAPES;
      if (name === 'on' || name === 'once') {
        const [event] = call.arguments;
        if (event?.type === 'Literal' && event.value === 'error') return CAUGHT;
        // `stream.on('content', …);` only listens: the failure goes where the stream is read.
        return call.parent.type === 'ExpressionStatement' && node.type === 'Identifier' ? [] : flow.follow.stream(call, frame);
      }
      if (name === 'abort' || name === 'controller') return [];
      if (STREAM_PROMISES.test(name)) return flow.follow.promise(call, frame);
      if (STREAM_VIEWS.has(name)) return flow.follow.stream(call, frame);
      return ESCAPES;
    }
    default:
      return ESCAPES;
  }
}

/** An `error` listener anywhere on the variable serves all its reads. */
function withErrorListener(flow: FlowContext, paths: readonly Path[], id: TSESTree.Identifier): readonly Path[] {
  const variable = flow.tree.variableOf(id);
  if (variable && readsOf(variable).some((read) => hasErrorListener(read))) return CAUGHT;
  return paths.length === 0 ? lost('rejection') : paths;
}

/** Methods of the SDKs' stream helpers that return a promise of the end: `finalMessage()`, `done()`, `emitted('end')`. */
const STREAM_PROMISES = /^(?:final[A-Z]\w*|done|emitted|totalUsage|withResponse|asResponse|toText|completed|next)$/;

/** Methods that make another stream of the same one. */
const STREAM_VIEWS: ReadonlySet<string> = new Set(['toAIStream', 'toReadableStream']);

/** What is made with a stream as its body: `Response`, `NextResponse`, `StreamingTextResponse`. */
const RESPONDS = /^(?:Next|Streaming|StreamingText)?Response$/;
