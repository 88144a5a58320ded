import type { TSESTree } from '@typescript-eslint/utils';
import { memoizedQuery } from '../../../engine/memoized-query.js';
import { loadedModule } from '../modules/imports.js';
import { type FunctionNode, type Node, type Tree, classAround, propertyName, unwrap } from '../syntax/tree.js';
import { valueOfCall, valueOfNew } from './calls.js';
import type { CatalogView } from './catalog.js';
import { type EvaluationContext, firstKnown } from './evaluation-context.js';
import { type Imports, NO_IMPORTS } from './imported-values.js';
import { valueOfMember } from './members.js';
import { exportOfModule } from './modules.js';
import { changesOf } from './object-writes.js';
import { assertedType, valueOfAnnotation } from './types.js';
import { UNKNOWN, type Value } from './value.js';
import { definedValue } from './variables.js';

/** Says what an expression is. Never throws; gives up (`unknown`) after a fixed depth. */
export interface Evaluator {
  valueOf(node: Node): Value;
  /** What a type annotation says its values are. */
  valueOfType(annotation: TSESTree.TypeNode | undefined): Value;
  /** The function that a callee runs, if it is in this file. */
  functionCalled(node: Node): FunctionNode | undefined;
}

/** Steps from a name to its definition after which the answer is `unknown`; real code needs fewer than ten. */
const MAX_DEPTH = 60;

/** Expressions looked at in one file before the rest is `unknown`: bounds the time on generated code. */
const MAX_STEPS = 200_000;

/** Makes the evaluator of a file. */
export function createEvaluator(tree: Tree, catalog: CatalogView, imports: Imports = NO_IMPORTS): Evaluator {
  const query = memoizedQuery<Value>({
    maxDepth: MAX_DEPTH,
    maxSteps: MAX_STEPS,
    unknown: UNKNOWN,
    isCertain: ({ kind }) => kind !== 'unknown',
  });
  const context: EvaluationContext = {
    tree,
    catalog,
    imports,
    valueOf: (node) => {
      const expression = unwrap(node);
      return query.ask(expression, () => valueOrAssertedType(context, expression, node));
    },
    valueOfVariable: (variable) => query.ask(variable, () => definedValue(context, variable), COMPLETE),
    valueOfType: (annotation) => valueOfAnnotation(context, annotation),
    member: (value, name) => valueOfMember(context, value, name),
    moduleExport: (module, path) => exportOfModule(context, module, path),
  };
  const { valueOf } = context;
  return {
    valueOf,
    valueOfType: context.valueOfType,
    functionCalled: (node) => {
      const value = valueOf(node);
      return value.kind === 'function' ? value.node : undefined;
    },
  };
}

/** A variable is read at several places, of which one may be on a cycle and another not. */
const COMPLETE = { keep: 'complete' } as const;

/** The value of an expression; what its assertions say where it is not known. */
function valueOrAssertedType(context: EvaluationContext, expression: Node, written: Node): Value {
  const value = evaluate(context, expression);
  if (value.kind !== 'unknown' && !(value.kind === 'external' && value.module === '')) return value;
  const asserted = assertedType(context, written);
  return asserted.kind === 'unknown' ? value : asserted;
}

function evaluate(context: EvaluationContext, node: Node): Value {
  switch (node.type) {
    case 'Identifier': {
      const variable = context.tree.variableOf(node);
      return variable ? context.valueOfVariable(variable) : context.moduleExport('', [node.name]);
    }
    case 'MemberExpression': {
      const name = propertyName(node);
      return name === undefined ? UNKNOWN : context.member(context.valueOf(node.object), name);
    }
    case 'ThisExpression': {
      const around = classAround(node);
      return around ? { kind: 'instance', of: around } : UNKNOWN;
    }
    case 'Super': {
      const around = classAround(node);
      return around?.superClass ? context.valueOf(around.superClass) : UNKNOWN;
    }
    case 'AwaitExpression':
      return context.valueOf(node.argument);
    case 'NewExpression':
      return valueOfNew(context, node);
    case 'CallExpression':
      return valueOfCall(context, node);
    case 'ImportExpression': {
      const module = loadedModule(node, context.tree);
      return module === undefined ? UNKNOWN : context.moduleExport(module, []);
    }
    case 'LogicalExpression':
      return firstKnown(context, [node.left, node.right]);
    case 'ConditionalExpression':
      return firstKnown(context, [node.consequent, node.alternate]);
    case 'AssignmentExpression':
      return node.operator === '=' || node.operator === '??=' || node.operator === '||=' ? context.valueOf(node.right) : UNKNOWN;
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return { kind: 'function', node };
    case 'ClassExpression':
      return { kind: 'class', node };
    case 'ObjectExpression':
      return { kind: 'object', node, changes: changesOf(node, context.tree) };
    default:
      return UNKNOWN;
  }
}
