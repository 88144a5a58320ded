import { type ExportPath, TEXT } from '../../../model/export-path.js';
import { type Exported, parameterOf } from '../values/imported-values.js';
import { propertyOf } from '../values/arguments.js';
import { configuredRetries } from '../calls/calls.js';
import { createProviders } from '../calls/provider.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Exports } from '../modules/exports.js';
import type { Flow } from '../flow/index.js';
import { isPlainRetry } from '../flow/own-retry.js';
import { passesAnswer } from '../problems/passed-responses.js';
import { type FunctionNode, type Node, type Tree, isNothing, propertyName } from '../syntax/tree.js';
import type { UrlTracer } from '../urls/trace.js';
import type { SdkObject, Value } from '../values/value.js';

/** A name of another module. */
interface Imported {
  readonly from: string;
  readonly path: ExportPath;
}

/** What describing exports needs to know of the file. */
interface ExportedContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly exports: Exports;
  readonly flow: Flow;
  readonly tracer: () => UrlTracer;
}

/** Finds what stands behind an exported name. */
export function readExported(
  tree: Tree,
  evaluator: Evaluator,
  exports: Exports,
  flow: Flow,
  tracer: () => UrlTracer,
): (path: ExportPath) => Exported | Imported | undefined {
  const context: ExportedContext = { tree, evaluator, exports, flow, tracer };
  return (path) => {
    const [name = 'default', ...members] = path;
    const isText = members.at(-1) === TEXT;
    if (isText) members.pop();
    const parameter = members.at(-1)?.startsWith('#') ? Number(members.pop()?.slice(1)) : undefined;
    const node = exports.valueNamed(name);
    if (isText) return node && textOf(context, node, members);
    return (
      node &&
      describe(
        context,
        members.reduce<Value | undefined>(
          (value, member) => (value ? memberOf(context, value, member) : undefined),
          valueOf(context, node),
        ),
        parameter,
      )
    );
  };
}

/** The text of a constant, also of one that the environment may override. */
function textOf(context: ExportedContext, node: Node, members: ExportPath): Exported | Imported | undefined {
  const value = valueOf(context, node);
  if (isAssignedAgain(context, node, value, members)) return undefined;
  const holder =
    members.length > 0 && value.kind === 'object' ? propertyOf(value.node, members[0] ?? '', context.evaluator.valueOf) : undefined;
  if (members.length > 1 || (members.length === 1 && holder?.kind !== 'given'))
    return value.kind === 'external' && value.module !== '' ? { from: value.module, path: [...value.path, ...members, TEXT] } : undefined;
  const texts = context.tracer().trace(holder?.kind === 'given' ? holder.node : node);
  const text = texts
    .map(({ parts }) => (parts.every((part) => 'text' in part) ? parts.map((part) => part.text).join('') : undefined))
    .find((one) => one !== undefined);
  if (text !== undefined) return { kind: 'text', text };
  return value.kind === 'external' && value.module !== '' ? { from: value.module, path: [...value.path, TEXT] } : undefined;
}

/** Whether the file gives a variable, or a property of an object that it holds, another value later. */
function isAssignedAgain(context: ExportedContext, node: Node, value: Value, [member]: ExportPath): boolean {
  if (member !== undefined) return value.kind === 'object' && value.changes !== 'any' && value.changes?.has(member) === true;
  const variable =
    node.parent?.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier'
      ? context.tree.variableOf(node.parent.id)
      : undefined;
  return variable?.references.some((reference) => reference.isWrite() && !reference.init) === true;
}

function valueOf(context: ExportedContext, node: Node): Value {
  if (node.type === 'FunctionDeclaration') return { kind: 'function', node };
  return context.evaluator.valueOf(node);
}

function memberOf(context: ExportedContext, value: Value, name: string): Value | undefined {
  if (value.kind === 'object') {
    const property = value.node.properties.find((p) => p.type === 'Property' && propertyName(p) === name);
    return property?.type === 'Property' ? context.evaluator.valueOf(property.value) : undefined;
  }
  return value.kind === 'external' ? { ...value, path: [...value.path, name] } : undefined;
}

function describe(context: ExportedContext, value: Value | undefined, parameter: number | undefined): Exported | Imported | undefined {
  if (value?.kind === 'external')
    return value.module === ''
      ? undefined
      : { from: value.module, path: parameter === undefined ? value.path : [...value.path, parameterOf(parameter)] };
  if (parameter !== undefined) return value?.kind === 'function' ? wrapper(context, value.node, parameter) : undefined;
  const object = value && plain(context, value);
  if (object) return { kind: 'object', object };
  if (value?.kind !== 'function') return undefined;
  const makes = returnsOf(context, value.node);
  return makes && { kind: 'maker', makes };
}

function wrapper(context: ExportedContext, fn: FunctionNode, index: number): Exported | undefined {
  const parameter = fn.params[index];
  const wrapping = parameter && context.flow.wrapping(fn, parameter);
  return (
    wrapping && {
      kind: 'wrapper',
      wrapping: {
        ...wrapping,
        passesAnswer: passesAnswer(fn, index, context.tree),
        isPlainRetry: index === 0 && isPlainRetry(fn, wrapping, context.tree),
      },
    }
  );
}

/** An SDK's object without what ties it to this file. */
function plain(context: ExportedContext, value: Value): SdkObject | undefined {
  if (value.kind !== 'sdk-object') return undefined;
  const { sdk, object, path, inner } = value;
  return {
    kind: 'sdk-object',
    sdk,
    object,
    path,
    made: [],
    elsewhere: {
      retries: configuredRetries(value, context.evaluator),
      provider: createProviders(context.tree, context.evaluator, context.tracer).ofClient(value),
    },
    ...(inner && { inner: { ...inner, made: [] } }),
  };
}

function returnsOf(context: ExportedContext, fn: FunctionNode): SdkObject | undefined {
  const [first, ...rest] = context.tree
    .returnsOf(fn)
    .filter((node) => !isNothing(node))
    .map((node) => plain(context, context.evaluator.valueOf(node)));
  const same =
    first &&
    rest.every((other) => other?.sdk === first.sdk && other.object === first.object && other.path.join('.') === first.path.join('.'));
  if (!same) return undefined;
  return rest.length === 0 ? first : { ...first, elsewhere: { retries: undefined } };
}
