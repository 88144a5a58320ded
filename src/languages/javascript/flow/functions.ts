import type { EscapingFunction } from '../../../model/export-path.js';
import {
  type FunctionNode,
  type Node,
  type Variable,
  calledAs,
  functionAround,
  isClass,
  keepsValue,
  propertyName,
  readsOf,
} from '../syntax/tree.js';
import { afterCall } from './call-results.js';
import { followArgument } from './callbacks.js';
import { type CallFrame, type FailingFunction, type FlowContext, whileInProgress } from './context.js';
import { followExport, followReturnedFunction } from './exported-functions.js';
import { followClassMember, followPropertyWrite } from './members.js';
import { followObjectProperty } from './object-members.js';
import { ESCAPES, type Path, RESULT, lost, orEscapes } from './paths.js';

/** A function lets the failure through (as a rejected promise, or while it is iterated): its callers get it. */
export function followCallers(
  flow: FlowContext,
  fn: FunctionNode,
  frame: CallFrame | undefined,
  fails: EscapingFunction['fails'] = fn.generator ? 'read' : 'call',
): readonly Path[] {
  const failing: FailingFunction = { node: fn, fails, is: (node) => flow.evaluator.functionCalled(node) === fn };
  if (frame?.fn === fn) return frame.call ? afterCall(flow, frame.call, failing, frame.caller) : RESULT;
  return (
    whileInProgress(flow, fn, () => orEscapes(usesOf(flow, fn).flatMap((use) => flow.follow.functionValue(use, failing, frame)))) ?? []
  );
}

/** The places where a function's value stands: itself for an expression, reads of its name for a declaration. */
function usesOf(flow: FlowContext, fn: FunctionNode): readonly Node[] {
  if (fn.type !== 'FunctionDeclaration') return [fn];
  if (!fn.id) return [fn];
  const variable = flow.tree.variableOf(fn.id);
  return variable ? usesOfVariable(flow, variable, fn) : [fn];
}

function usesOfVariable(flow: FlowContext, variable: Variable, declaration: Node): readonly Node[] {
  const uses: Node[] = readsOf(variable);
  if (flow.execution.isExported(variable)) uses.push(declaration);
  return uses;
}

/** The value of a function that fails stands at `use`. */
export function followFunctionValue(flow: FlowContext, use: Node, failing: FailingFunction, frame: CallFrame | undefined): readonly Path[] {
  const parent = use.parent;
  if (use === failing.node && use.type === 'FunctionDeclaration')
    return flow.execution.exportedEnd(flow.execution.namesOf(use), failing.fails);
  if (!parent) return ESCAPES;
  if (keepsValue(parent)) return flow.follow.functionValue(parent, failing, frame);
  switch (parent.type) {
    case 'CallExpression':
      if (parent.callee === use) return afterCall(flow, parent, failing, frame);
      return followArgument(flow, parent, use, failing, frame);
    case 'NewExpression':
      return parent.callee === use ? ESCAPES : followArgument(flow, parent, use, failing, frame);
    case 'LogicalExpression':
    case 'AwaitExpression':
      return flow.follow.functionValue(parent, failing, frame);
    case 'ConditionalExpression':
      return parent.test === use ? [] : flow.follow.functionValue(parent, failing, frame);
    case 'VariableDeclarator':
      return parent.init === use ? followName(flow, parent.id, failing, frame) : ESCAPES;
    case 'AssignmentExpression':
      if (parent.right !== use) return [];
      if (parent.left.type === 'Identifier') return followName(flow, parent.left, failing, frame);
      if (parent.left.type === 'MemberExpression') return followPropertyWrite(flow, parent.left, failing, frame);
      return ESCAPES;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return isClass(parent.parent.parent) ? followClassMember(flow, parent.parent.parent, parent, failing, frame) : ESCAPES;
    case 'Property':
      return parent.value === use && parent.parent.type === 'ObjectExpression'
        ? followObjectProperty(flow, parent.parent, propertyName(parent), failing, frame)
        : ESCAPES;
    case 'MemberExpression': {
      if (parent.object !== use) return ESCAPES;
      const name = propertyName(parent);
      const call = calledAs(parent);
      if (call && (name === 'call' || name === 'apply')) return afterCall(flow, call, failing, frame);
      if (call && name === 'bind') return flow.follow.functionValue(call, failing, frame);
      return call ? ESCAPES : [];
    }
    case 'JSXExpressionContainer':
      return parent.parent.type === 'JSXAttribute' &&
        parent.parent.name.type === 'JSXIdentifier' &&
        /^on[A-Z]/.test(parent.parent.name.name)
        ? lost('event')
        : ESCAPES;
    case 'ReturnStatement': {
      const maker = functionAround(parent);
      return maker ? followReturnedFunction(flow, maker, frame, [], failing) : ESCAPES;
    }
    case 'ArrowFunctionExpression':
      return parent.body === use ? followReturnedFunction(flow, parent, frame, [], failing) : ESCAPES;
    case 'ExportDefaultDeclaration':
      return flow.execution.exportedEnd([['default']], failing.fails);
    case 'ExportSpecifier':
      return followExport(flow, parent, failing);
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return [];
    default:
      return ESCAPES;
  }
}

/** A name is declared for the function, or gets it as a value. */
function followName(flow: FlowContext, id: Node, failing: FailingFunction, frame: CallFrame | undefined): readonly Path[] {
  if (id.type !== 'Identifier') return ESCAPES;
  const variable = flow.tree.variableOf(id);
  if (!variable) return ESCAPES;
  const paths = readsOf(variable).flatMap((read) => flow.follow.functionValue(read, failing, frame));
  const names = flow.execution.namesOfVariable(variable);
  return names.length > 0 ? [...paths, ...flow.execution.exportedEnd(names, failing.fails)] : orEscapes(paths);
}
