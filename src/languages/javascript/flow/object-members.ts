import type { TSESTree } from '@typescript-eslint/utils';
import { type Node, functionAround, lastName, propertyName, readsOf } from '../syntax/tree.js';
import { afterCall } from './call-results.js';
import type { CallFrame, FailingFunction, FlowContext } from './context.js';
import { followReturnedFunction } from './exported-functions.js';
import { callsOfMember } from './members.js';
import { ESCAPES, type Path, UNKNOWN, inObject, orEscapes, readBy } from './paths.js';

/** A method of an object literal. */
export function followObjectProperty(
  flow: FlowContext,
  object: TSESTree.ObjectExpression,
  name: string | undefined,
  failing: FailingFunction,
  frame: CallFrame | undefined,
): readonly Path[] {
  if (name === undefined) return ESCAPES;
  const parent = object.parent;
  if (flow.execution.isRouteObject(object, name)) return flow.execution.routeEnd();
  const run = flow.execution.optionEnd(object, name);
  if (run) return run;
  if (parent.type === 'ExportDefaultDeclaration') return inObject(flow.execution.exportedEnd([['default', name]], failing.fails));
  const assigned =
    parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
      ? flow.execution.nameOfMember(parent.left)
      : undefined;
  if (assigned !== undefined) return flow.execution.exportedEnd([assigned === 'default' ? [name] : [assigned, name]], failing.fails);
  const calls = [...callsOfMember(flow, name, failing), ...chosenCalls(flow, object)];
  const paths = calls.flatMap((call) => afterCall(flow, call, failing, frame));
  let declarator: Node = parent;
  while (declarator.type === 'TSAsExpression' || declarator.type === 'TSSatisfiesExpression') declarator = declarator.parent;
  const variable =
    declarator.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? flow.tree.variableOf(declarator.id) : undefined;
  const maker =
    declarator.type === 'ReturnStatement'
      ? functionAround(declarator)
      : declarator.type === 'ArrowFunctionExpression'
        ? declarator
        : undefined;
  if (maker) return [...paths, ...followReturnedFunction(flow, maker, frame, [name], failing)];
  // A stream that is made of another one fails where that one fails: at its reader.
  if (declarator.type === 'NewExpression' && (name === 'start' || name === 'pull') && lastName(declarator.callee) === 'ReadableStream')
    return readBy('response', declarator, ESCAPES);
  // An option of a call (`useQuery({ queryFn })`): the library may try again.
  if (!variable) return [...paths, ...(declarator.type === 'CallExpression' || declarator.type === 'NewExpression' ? UNKNOWN : ESCAPES)];
  const names = flow.execution.namesOfVariable(variable);
  if (names.length > 0)
    return [
      ...paths,
      ...inObject(
        flow.execution.exportedEnd(
          names.map((path) => [...path, name]),
          failing.fails,
        ),
      ),
    ];
  const escapes = readsOf(variable).some((read) => !(read.parent.type === 'MemberExpression' && read.parent.object === read));
  return escapes ? [...paths, ...ESCAPES] : orEscapes(paths);
}

/** `providers[name](…)`, which may call any of an object's functions. */
function chosenCalls(flow: FlowContext, object: TSESTree.ObjectExpression): readonly TSESTree.CallExpression[] {
  return flow.tree.calls.filter((call): call is TSESTree.CallExpression => {
    if (
      call.type !== 'CallExpression' ||
      call.callee.type !== 'MemberExpression' ||
      !call.callee.computed ||
      propertyName(call.callee) !== undefined
    )
      return false;
    const holder = flow.evaluator.valueOf(call.callee.object);
    return holder.kind === 'object' && holder.node === object;
  });
}
