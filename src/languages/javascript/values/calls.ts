import type { TSESTree } from '@typescript-eslint/utils';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { ObjectKind } from '../../../model/catalog/sdk.js';
import { loadedModule } from '../modules/imports.js';
import { type CallNode, isNothing, propertyName } from '../syntax/tree.js';
import { type EvaluationContext, merged } from './evaluation-context.js';
import { mayBeOwnModule, sdkExport } from './modules.js';
import { madeObject } from './sdk-objects.js';
import { type SdkObject, UNKNOWN, type Value } from './value.js';

/** `new F()`: an instance of a class of this file, or what a constructor of a library makes. */
export function valueOfNew(context: EvaluationContext, node: TSESTree.NewExpression): Value {
  const callee = context.valueOf(node.callee);
  if (callee.kind === 'class') return { kind: 'instance', of: callee.node };
  if (callee.kind === 'external') {
    const path = callee.path.length === 0 && callee.module !== '' ? ['default'] : callee.path;
    const found = sdkExport(context, callee.module, path);
    if (found?.entry.kind === 'class' && found.rest.length === 0)
      return madeObject(context, found.sdk, found.entry.object, node, found.entry.options, []);
    if (found) return UNKNOWN;
    return { kind: 'made-by', module: callee.module, path: callee.path, members: [], node };
  }
  return UNKNOWN;
}

/** `f()`: what a function of this file or of a library returns. */
export function valueOfCall(context: EvaluationContext, node: TSESTree.CallExpression): Value {
  const module = loadedModule(node, context.tree);
  if (module !== undefined) return context.moduleExport(module, []);
  const callee = context.valueOf(node.callee);
  switch (callee.kind) {
    case 'external': {
      const path = callee.path.length === 0 && callee.module !== '' ? ['default'] : callee.path;
      const found = sdkExport(context, callee.module, path);
      if (found?.rest.length === 0) {
        if (found.entry.kind === 'factory' || (found.entry.kind === 'class' && found.entry.call))
          return madeObject(context, found.sdk, found.entry.object, node, found.entry.options, []);
        return UNKNOWN;
      }
      if (callee.path.join('.') === 'useMemo' || callee.path.at(-1) === 'useCallback' || callee.path.at(-1) === 'useMemo')
        return callee.path.at(-1) === 'useCallback'
          ? valueOfArgument(context, node, 0)
          : returnedValue(context, valueOfArgument(context, node, 0));
      if (callee.module === '' && callee.path.join('.') === 'Object.freeze') return valueOfArgument(context, node, 0);
      const chain = composedObject(context, node);
      if (chain.kind !== 'unknown' || callee.module === '') return chain;
      return (
        (mayBeOwnModule(context, callee.module) ? context.imports.returned(callee.module, callee.path) : undefined) ?? {
          kind: 'made-by',
          module: callee.module,
          path: callee.path,
          members: [],
          node,
        }
      );
    }
    case 'made-by': {
      const chain = composedObject(context, node);
      return chain.kind === 'unknown' ? callee : chain;
    }
    case 'sdk-object':
      return valueOfMethodCall(context, callee, node);
    case 'http': {
      if (callee.export.kind !== 'client') return UNKNOWN;
      const factory = callee.export.factories?.[callee.path.join('.')];
      return factory ? { ...callee, path: [], made: [...callee.made, { node, factory }] } : UNKNOWN;
    }
    case 'function':
      return returnedValue(context, callee);
    default:
      return composedObject(context, node);
  }
}

function valueOfArgument(context: EvaluationContext, node: CallNode, index: number): Value {
  const argument = node.arguments[index];
  return argument && argument.type !== 'SpreadElement' ? context.valueOf(argument) : UNKNOWN;
}

function returnedValue(context: EvaluationContext, fn: Value): Value {
  if (fn.kind !== 'function' || fn.node.generator) return UNKNOWN;
  const typed = context.valueOfType(fn.node.returnType?.typeAnnotation);
  const returned = context.tree
    .returnsOf(fn.node)
    .filter((r) => !isNothing(r))
    .map(context.valueOf);
  const all = returned.length > 0 ? merged(returned) : UNKNOWN;
  return all.kind === 'unknown' ? typed : all;
}

/** What calling an SDK object or one of its methods returns. */
function valueOfMethodCall(context: EvaluationContext, callee: SdkObject, node: TSESTree.CallExpression): Value {
  const kind = callee.sdk.objects[callee.object];
  if (!kind) return UNKNOWN;
  if (callee.path.length === 0)
    return kind.callable ? madeObject(context, callee.sdk, kind.callable, node, undefined, callee.made) : UNKNOWN;
  const path = callee.path.join('.');
  const returns = getOwn(kind.returns, path);
  if (returns !== undefined) {
    return typeof returns === 'string'
      ? { ...callee, object: returns, path: [] }
      : madeObject(context, callee.sdk, returns.object, node, returns.options, callee.made);
  }
  return composedObject(context, node);
}

/** `prompt.pipe(model)`: an LLM object if the receiver or an argument is one. */
function composedObject(context: EvaluationContext, node: TSESTree.CallExpression): Value {
  if (node.callee.type !== 'MemberExpression') return UNKNOWN;
  const name = propertyName(node.callee);
  if (name === undefined || !context.catalog.composes(name)) return UNKNOWN;
  for (const candidate of [node.callee.object, ...node.arguments.flatMap((a) => (a.type === 'ArrayExpression' ? a.elements : [a]))]) {
    if (!candidate || candidate.type === 'SpreadElement') continue;
    const value = context.valueOf(candidate);
    if (value.kind !== 'sdk-object' || value.path.length > 0) continue;
    const kind: ObjectKind | undefined = value.sdk.objects[value.object];
    if (kind?.composes?.includes(name)) return { ...value, object: kind.composed ?? value.object, path: [] };
  }
  return UNKNOWN;
}
