import type { TSESTree } from '@typescript-eslint/utils';
import { type ClassNode, type Node, propertyName, unwrap } from '../syntax/tree.js';
import { afterCall } from './call-results.js';
import type { CallFrame, FailingFunction, FlowContext } from './context.js';
import { ESCAPES, type Path, lost, orEscapes } from './paths.js';

/** A function is assigned to a property: `module.exports.ask = …`, `this.ask = …`, `socket.onopen = …`. */
export function followPropertyWrite(
  flow: FlowContext,
  target: TSESTree.MemberExpression,
  failing: FailingFunction,
  frame: CallFrame | undefined,
): readonly Path[] {
  const name = propertyName(target);
  const exported = flow.execution.nameOfMember(target);
  if (exported !== undefined) return flow.execution.exportedEnd([[exported]], failing.fails);
  const object = flow.evaluator.valueOf(target.object);
  if (object.kind === 'instance' && name !== undefined)
    return orEscapes(callsOfMember(flow, name, failing).flatMap((call) => afterCall(flow, call, failing, frame)));
  if (name !== undefined && /^on[a-z]+$/.test(name)) return lost('event');
  return ESCAPES;
}

/** A method: the calls of it in this file, and other files where the class leaves this one. */
export function followClassMember(
  flow: FlowContext,
  of: ClassNode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  failing: FailingFunction,
  frame: CallFrame | undefined,
): readonly Path[] {
  const name = propertyName(member);
  if (name === undefined) return ESCAPES;
  if (name === 'constructor') return ESCAPES;
  const run = flow.execution.methodEnd(of, member);
  if (run) return run;
  const paths = callsOfMember(flow, name, failing).flatMap((call) => afterCall(flow, call, failing, frame));
  const valued = memberReads(flow, name, failing).flatMap((read) => flow.follow.functionValue(read, failing, frame));
  const isPrivate = name.startsWith('#') || member.accessibility === 'private';
  const leavesFile = !isPrivate && flow.execution.classLeaves(of);
  const exported = leavesFile
    ? flow.execution.exportedEnd(
        flow.execution.pathsOfMembers(of, member.static).map((path) => [...path, name]),
        failing.fails,
      )
    : [];
  return [...paths, ...valued, ...(leavesFile ? exported : paths.length + valued.length === 0 ? ESCAPES : [])];
}

/** `x.name(…)` where `x.name` is this function. */
export function callsOfMember(flow: FlowContext, name: string, failing: FailingFunction): readonly TSESTree.CallExpression[] {
  return flow.tree.calls.filter(
    (call): call is TSESTree.CallExpression =>
      call.type === 'CallExpression' &&
      call.callee.type === 'MemberExpression' &&
      propertyName(call.callee) === name &&
      failing.is(call.callee),
  );
}

/** `this.name` as a value: `pRetry(this.name)`, `this.name.bind(this)`. */
function memberReads(flow: FlowContext, name: string, failing: FailingFunction): readonly Node[] {
  const reads: Node[] = [];
  for (const call of flow.tree.calls) {
    for (const argument of call.arguments) {
      const node = unwrap(argument);
      if (node.type === 'MemberExpression' && propertyName(node) === name && failing.is(node)) reads.push(node);
    }
    if (call.callee.type === 'MemberExpression') {
      const receiver = unwrap(call.callee.object);
      if (receiver.type === 'MemberExpression' && propertyName(receiver) === name && failing.is(receiver)) reads.push(receiver);
    }
  }
  return reads;
}
