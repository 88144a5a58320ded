import type { TSESTree } from '@typescript-eslint/utils';
import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Call, RetryOption } from '../../../../model/facts/call.js';
import type { ArgumentPath } from '../../../../model/catalog/place.js';
import type { ClientOptions } from '../../../../model/catalog/options.js';
import type { Sdk } from '../../../../model/catalog/sdk.js';
import type { Edit, Repair, Applicability } from '../../../../model/fix.js';
import { type CallNode, type Node, propertyName } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { newProperty } from '../options/new-property.js';
import { callKindOf } from '../handlers/surfacing.js';

/** Sets the number of retries where it stands in the options of the client or the call, or adds it to them. */
export function setMaxRetries(call: Call, retries: number, context: RepairContext, option = call.retryOption): Repair | undefined {
  if (!option || (retries > 0 && multiplies(option, call, context))) return undefined;
  const written = option.value ? replaced(option, option.value, retries, call, context) : added(option, retries, call, context);
  return written && { ...written, title: TITLES.set(option.name, numberFor(option.name, retries, call, context)) };
}

/** Whether retries of the client would multiply with those that something else has around another of its calls. */
function multiplies({ at, value }: RetryOption, call: Call, context: RepairContext): boolean {
  const client = context.clientNode(call);
  if (!client || !(value ? client.range[0] <= value.start && value.end <= client.range[1] : at === 'client')) return false;
  return context.facts.calls.some(
    (other) => (other.retry.kind === 'wrapper' || other.retry.kind === 'loop') && context.clientNode(other) === client,
  );
}

interface Written {
  readonly edits: readonly Edit[];
  readonly applicability: Applicability;
}

/** Replaces a number in the options object itself; one from elsewhere may have other readers. A person wrote it, so it is no fix. */
function replaced(option: RetryOption, span: Edit['span'], retries: number, call: Call, context: RepairContext): Written | undefined {
  const node = context.sourceCode.getNodeByRangeIndex(span.start);
  if (node?.type !== 'Literal' || typeof node.value !== 'number' || node.range[1] !== span.end) return undefined;
  const property = node.parent;
  if (property.type !== 'Property' || property.value !== node || propertyName(property) !== option.name.split('.').at(-1)) return undefined;
  if (!ownersOf(call, context).some((owner) => isDirectlyIn(property.parent, owner))) return undefined;
  return { edits: [{ span, text: String(numberFor(option.name, retries, call, context)) }], applicability: 'unsafe' };
}

/** Whether an object literal is an argument of the call, or a property of one. */
function isDirectlyIn(object: Node, call: CallNode): boolean {
  for (let at = object; at.parent; at = at.parent) {
    if (at.parent === call) return call.arguments.includes(at as TSESTree.CallExpressionArgument);
    if (!/^(?:Property|ObjectExpression|TSAsExpression|TSSatisfiesExpression)$/.test(at.parent.type)) return false;
  }
  return false;
}

function ownersOf(call: Call, context: RepairContext): readonly CallNode[] {
  const client = context.clientNode(call);
  return client ? [client, context.callNode(call)] : [context.callNode(call)];
}

function added({ name, at }: RetryOption, retries: number, call: Call, context: RepairContext): Written | undefined {
  const place = placeOf(name, at, call, context);
  if (!place || name.includes('.')) return undefined;
  const text = `${name}: ${numberFor(name, retries, call, context)}`;
  const args = place.node.arguments;
  const argument = args[place.index];
  if (args.slice(0, place.index + 1).some((a) => a.type === 'SpreadElement')) return undefined;
  if (!argument)
    return args.length === place.index ? { edits: [newArgument(place.node, `{ ${text} }`, context)], applicability: 'safe' } : undefined;
  if (argument.type !== 'ObjectExpression') return undefined;
  const { properties } = argument;
  if (properties.some((p) => p.type === 'Property' && propertyName(p) === name)) return undefined;
  return {
    edits: newProperty(argument, text, context),
    applicability: properties.some((p) => p.type === 'SpreadElement' || p.computed) ? 'unsafe' : 'safe',
  };
}

interface Place {
  readonly node: CallNode;
  readonly index: number;
}

/** Where the catalog says that the option goes: the client's options, else the call's. */
function placeOf(name: string, at: RetryOption['at'], call: Call, context: RepairContext): Place | undefined {
  const sdk = context.sdkOf(call);
  const client = context.clientNode(call);
  const clientIndexes = new Set(sdk && client ? clientOptions(sdk).flatMap((o) => indexOf(o.maxRetries, name) ?? []) : []);
  const [clientIndex] = clientIndexes;
  if (at !== 'call' && client && clientIndex !== undefined && clientIndexes.size === 1) return { node: client, index: clientIndex };
  if (at === 'client') return undefined;
  const index = indexOf(callKindOf(call, context)?.maxRetries, name);
  return index === undefined ? undefined : { node: context.callNode(call), index };
}

/** `1` of `1.maxRetries`. */
function indexOf(path: ArgumentPath | undefined, name: string): number | undefined {
  return path?.endsWith(`.${name}`) && path.split('.').length === 2 ? Number(path.split('.')[0]) : undefined;
}

function clientOptions(sdk: Sdk): readonly ClientOptions[] {
  return Object.values(sdk.exports).flatMap((e) => ('options' in e ? [e.options] : []));
}

/** The number to write: some options count the first request too. */
function numberFor(name: string, retries: number, call: Call, context: RepairContext): number {
  const sdk = context.sdkOf(call);
  const counted = sdk ? clientOptions(sdk).find((o) => o.maxRetries?.endsWith(name)) : undefined;
  return counted?.counts === 'attempts' ? retries + 1 : retries;
}

function newArgument(node: CallNode, text: string, { sourceCode }: RepairContext): Edit {
  const last = node.arguments.at(-1);
  if (last) return insert(last.range[1], `, ${text}`);
  const end = sourceCode.getLastToken(node);
  return end?.value === ')' ? insert(end.range[0], text) : insert(node.range[1], `(${text})`);
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
