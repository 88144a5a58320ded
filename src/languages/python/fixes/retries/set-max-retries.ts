import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Call, RetryOption } from '../../../../model/facts/call.js';
import type { ClientOptions } from '../../../../model/catalog/options.js';
import type { Export, Sdk } from '../../../../model/catalog/sdk.js';
import type { Repair } from '../../../../model/fix.js';
import type { Node } from '../../syntax/ast.js';
import type { RepairContext } from '../context.js';
import { newArgument } from '../options/new-argument.js';
import { nodeAt } from '../text/node-at.js';

/** Sets the number of retries where it stands among the arguments of the client or the call. */
export function setMaxRetries(call: Call, retries: number, context: RepairContext, option = call.retryOption): Repair | undefined {
  if (option && retries > 0 && multiplies(option, call, context)) return undefined;
  if (option && !option.value) return added(option, call, retries, context);
  const value = option?.value && nodeAt(option.value, context);
  if (!option?.value || value?.type !== 'Constant' || !isArgument(value, context)) return undefined;
  // Some options count the first request too. A person wrote the number, so replacing it is no fix.
  const number = countsAttempts(option.name, context.raws.get(call)?.sdk) ? retries + 1 : retries;
  return { edits: [{ span: option.value, text: String(number) }], applicability: 'unsafe', title: TITLES.set(option.name, number) };
}

/** Whether retries of the client would multiply with those that something else has around another of its calls. */
function multiplies({ at, value }: RetryOption, call: Call, { raws }: RepairContext): boolean {
  const client = raws.get(call)?.client;
  if (!client || !(value ? client.range[0] <= value.start && value.end <= client.range[1] : at === 'client')) return false;
  return [...raws].some(([other, raw]) => raw.client === client && (other.retry.kind === 'wrapper' || other.retry.kind === 'loop'));
}

/** The option as a new keyword of the client's maker, or of the call. */
function added({ name, at }: RetryOption, call: Call, retries: number, context: RepairContext): Repair | undefined {
  const raw = context.raws.get(call);
  const into = at === 'client' ? raw?.client : raw?.node.type === 'Call' ? raw.node : undefined;
  if (!into || into.keywords.some((k) => k.arg === name) || into.args.some((a) => a.type === 'GeneratorExp')) return undefined;
  const number = countsAttempts(name, raw?.sdk) ? retries + 1 : retries;
  return { edits: [newArgument(into, `${name}=${number}`, context)], applicability: 'unsafe', title: TITLES.set(name, number) };
}

/** Whether a value stands among the arguments of a call itself; one that comes from elsewhere may have other readers. */
function isArgument(value: Node, { evaluator }: RepairContext): boolean {
  let child = value;
  for (let at = value.parent; at; child = at, at = at.parent) {
    if (at.type === 'Call') {
      const callee = evaluator.valueOf(at.func);
      const isKept = callee.kind === 'builtin' && callee.name === 'dict';
      if (at.func !== child && !isKept) return true;
    } else if (at.type !== 'keyword' && at.type !== 'Dict' && at.type !== 'List' && at.type !== 'Tuple') return false;
  }
  return false;
}

function countsAttempts(name: string, sdk: Sdk | undefined): boolean {
  if (!sdk) return false;
  const returned = Object.values(sdk.objects).flatMap((object) =>
    Object.values(object.returns ?? {}).flatMap((r) => (typeof r === 'object' && r.options ? [r.options] : [])),
  );
  const options = [...Object.values(sdk.exports).flatMap(optionsOf), ...returned];
  return options.some((o) => o.counts === 'attempts' && o.maxRetries?.split('.').at(-1)?.split('|')[0] === name);
}

function optionsOf(entry: Export): readonly ClientOptions[] {
  const own = 'options' in entry ? [entry.options] : [];
  return entry.kind === 'class' ? [...own, ...Object.values(entry.statics ?? {}).flatMap(optionsOf)] : own;
}
