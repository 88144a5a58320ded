import type * as ast from '../syntax/ast.js';
import { type SdkObject, type Value, UNKNOWN } from './value.js';
import { changesOf } from './dict-writes.js';
import { stringOf } from '../syntax/tree.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { argumentAt } from './arguments.js';
import { valueOfType } from './annotations.js';
import { exportOf } from './names.js';
import { composedBy } from './chains.js';
import { returnedBy } from './returned-values.js';
import { memberOfClass, superOf } from './classes.js';
import type { EvaluatorContext } from './evaluator.js';

/** Functions that return what they are given, or a form of it. */
const RETURNS_ITS_ARGUMENT: ReadonlySet<string> = new Set([
  'typing.cast',
  'copy.copy',
  'copy.deepcopy',
  'functools.partial',
  'asyncio.run',
  'functools.lru_cache',
  'functools.cache',
]);

/** What a call gives. */
export function resultOfCall(context: EvaluatorContext, node: ast.Call): Value {
  const callee = context.evaluator.valueOf(node.func);
  switch (callee.kind) {
    case 'external': {
      const dotted = callee.path.join('.');
      if (RETURNS_ITS_ARGUMENT.has(dotted)) {
        const argument = node.args[dotted === 'typing.cast' ? 1 : 0];
        if (!argument) return UNKNOWN;
        const typed = dotted === 'typing.cast' && node.args[0] ? valueOfType(context, node.args[0]) : UNKNOWN;
        const value = context.evaluator.valueOf(argument);
        return typed.kind === 'unknown' || value.kind === typed.kind ? value : typed;
      }
      const found = exportOf(context, callee.path);
      if (found?.rest.length === 0 && (found.entry.kind === 'class' || found.entry.kind === 'factory'))
        return madeObject(context, found.sdk, found.entry.object, node, found.entry.options, []);
      // `ChatOpenAI.from_config(…)`: a class method of an SDK's class returns an object of it.
      if (found?.entry.kind === 'class' && found.rest.length === 1)
        return { kind: 'sdk-object', sdk: found.sdk, object: found.entry.object, path: [], made: [] };
      const chain = composedBy(context, node);
      return chain.kind === 'unknown' ? { kind: 'made-by', path: callee.path, members: [], node } : chain;
    }
    case 'builtin':
      return resultOfBuiltin(context, callee.name, node);
    case 'made-by': {
      const chain = composedBy(context, node);
      return chain.kind === 'unknown' ? callee : chain;
    }
    case 'sdk-object':
      return resultOfMember(context, callee, node);
    case 'http': {
      if (!callee.isClass || callee.export.kind !== 'class' || callee.path.length > 0) return UNKNOWN;
      return { ...callee, isClass: false, made: [...callee.made, { node, factory: callee.export.options ?? {} }] };
    }
    case 'class':
      return { kind: 'instance', of: callee.node, made: node };
    case 'function':
      return returnedBy(context, callee.node);
    case 'instance': {
      const method = memberOfClass(context, callee.of, '__call__', new Set());
      return method.kind === 'function' ? returnedBy(context, method.node) : composedBy(context, node);
    }
    default:
      return composedBy(context, node);
  }
}

/** What a call of a builtin gives. */
function resultOfBuiltin(context: EvaluatorContext, name: string, node: ast.Call): Value {
  const [first, second] = node.args;
  if (name === 'dict' && node.args.length === 0) return { kind: 'dict', node, changes: changesOf(node, context.tree) };
  if (name === 'getattr' && first) {
    const attribute = stringOf(second);
    return attribute === undefined ? UNKNOWN : context.evaluator.memberOfValue(context.evaluator.valueOf(first), attribute);
  }
  if (name === 'super') {
    // What the class itself does not have comes from its bases; asking the class finds both.
    for (let at: Node | null = node.parent; at; at = at.parent) if (at.type === 'ClassDef') return superOf(context, at);
  }
  return UNKNOWN;
}

/** What calling an SDK object or one of its methods gives. */
function resultOfMember(context: EvaluatorContext, callee: SdkObject, node: ast.Call): Value {
  const kind = callee.sdk.objects[callee.object];
  if (!kind) return UNKNOWN;
  if (callee.path.length === 0)
    return kind.callable ? madeObject(context, callee.sdk, kind.callable, node, undefined, callee.made) : UNKNOWN;
  const returns = getOwn(kind.returns, callee.path.join('.'));
  if (returns !== undefined) {
    if (typeof returns === 'string') return { ...callee, object: returns, path: [] };
    return madeObject(context, callee.sdk, returns.object, node, returns.options, callee.made);
  }
  return composedBy(context, node);
}

/** An object made with options; one around an LLM fails as the LLM inside does. */
function madeObject(
  context: EvaluatorContext,
  sdk: Sdk,
  object: string,
  node: ast.Call,
  options: ClientOptions | undefined,
  before: SdkObject['made'],
): Value {
  const places = options?.wraps ?? options?.inner;
  const inner = places
    ?.map((place) => argumentAt(node, place, context.evaluator.valueOf))
    .flatMap((at) => (at.kind === 'given' ? [context.evaluator.valueOf(at.node)] : []))
    .find((v): v is SdkObject => v.kind === 'sdk-object');
  if (options?.wraps && !inner) return UNKNOWN;
  const own = options && !options.wraps ? [...before, { node, options }] : before;
  return {
    kind: 'sdk-object',
    sdk,
    object,
    path: [],
    made: inner ? [...inner.made, ...own] : own,
    ...(inner && { inner: inner.inner ?? inner }),
  };
}

/** The function that a callee runs, if it is in this file. */
export function functionCalled(context: EvaluatorContext, node: Node): FunctionNode | undefined {
  const value = context.evaluator.valueOf(node);
  const called = value.kind === 'instance' ? memberOfClass(context, value.of, '__call__', new Set()) : value;
  return called.kind === 'function' ? called.node : undefined;
}

/** What calling a value without arguments that matter gives. */
export function resultOf(context: EvaluatorContext, value: Value): Value {
  switch (value.kind) {
    case 'function':
      return returnedBy(context, value.node);
    case 'class':
      return { kind: 'instance', of: value.node };
    case 'external':
      return { kind: 'made-by', path: value.path, members: [], node: context.tree.module };
    case 'instance':
    case 'made-by':
      return value;
    default:
      return UNKNOWN;
  }
}
