import type { TSESTree } from '@typescript-eslint/utils';
import { type Node, calledAs, propertyName, readsOf } from '../syntax/tree.js';
import type { FlowContext } from './context.js';
import { CAUGHT, ESCAPES, type Path, lost } from './paths.js';

/** A request object stands at `node`: an `error` listener, or the process ends. */
export function followEmitter(flow: FlowContext, node: Node): readonly Path[] {
  const parent = node.parent;
  if (parent?.type === 'ExpressionStatement') return lost('event');
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    if (hasErrorListener(node)) return CAUGHT;
    const call = calledAs(parent);
    return call && CHAINS.has(propertyName(parent) ?? '')
      ? followEmitter(flow, call)
      : propertyName(parent) === 'end' && call
        ? lost('event')
        : ESCAPES;
  }
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    const all = readsOfName(flow, parent.id);
    if (all.some(hasErrorListener)) return CAUGHT;
    const plain = all.every((read) => read.parent?.type === 'MemberExpression' && read.parent.object === read);
    return plain ? lost('event') : ESCAPES;
  }
  return ESCAPES;
}

/** Whether a chain of methods on a value adds an `error` listener. */
export function hasErrorListener(read: Node): boolean {
  const member = read.parent;
  if (member?.type !== 'MemberExpression' || member.object !== read) return false;
  const call = calledAs(member);
  const [event] = call?.arguments ?? [];
  if (!call || !['on', 'once', 'addListener'].includes(propertyName(member) ?? '')) return false;
  return (event?.type === 'Literal' && event.value === 'error') || hasErrorListener(call);
}

function readsOfName(flow: FlowContext, id: TSESTree.Identifier): readonly Node[] {
  const variable = flow.tree.variableOf(id);
  return variable ? readsOf(variable) : [];
}

const CHAINS = new Set(['on', 'once', 'setTimeout', 'setHeader']);
