import { providerOfModel } from '../../../catalog/servers/hosted-models.js';
import { CLOUD, mayBeOwn, namesVariable, providerOf } from '../../../engine/calls/provider.js';
import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import { type Tree, isNone, stringOf } from '../syntax/tree.js';
import type { UrlText, UrlTracer } from '../urls/tracer.js';
import type { SdkObject } from '../values/value.js';

/** Says which hosted provider certainly answers; `undefined` where it may be a server of one's own. */
export interface Providers {
  /** @param call A call of its method, with a base URL of its own where `kind` has a place for one. */
  ofClient(object: SdkObject, call?: ast.Call, kind?: CallKind): string | undefined;
  /** A function of an SDK, by its base URL and the name of its model. */
  ofFunction(call: ast.Call, sdk: Sdk, kind: CallKind): string | undefined;
}

/** What stands at the places of a base URL; `unknown` where `**options` may hold it. */
type Base = { readonly kind: 'absent' | 'unknown' } | { readonly kind: 'given'; readonly urls: readonly UrlText[] };

export function createProviders(tree: Tree, evaluator: Evaluator, tracer: () => UrlTracer): Providers {
  const { valueOf } = evaluator;
  const setsBase = () => tree.attributeWrites.has('base_url') || tree.attributeWrites.has('api_base');

  function ofClient(object: SdkObject, call?: ast.Call, kind?: CallKind): string | undefined {
    const { sdk } = object.inner ?? object;
    if (call && kind?.baseUrl && baseAt(call, kind.baseUrl).kind !== 'absent') return ofFunction(call, sdk, kind);
    const options = object.made.map((made) => made.options);
    for (const { node, options: own } of [...object.made].reverse()) {
      const base = baseAt(node, own.baseUrl ?? [], own.modelOrUrl);
      if (base.kind === 'given') return providerOf(base.urls) ?? (own.isCloud && !mayBeOwn(base.urls) ? CLOUD : undefined);
      if (base.kind === 'unknown' && !own.isCloud) return undefined;
    }
    if (options.some((own) => own.isCloud)) return CLOUD;
    // Another file makes it, and has said what is known.
    if (object.made.length === 0 && object.elsewhere) return object.elsewhere.provider;
    if (namesVariable(tree.text, sdk.environment) || setsBase()) return undefined;
    // Which of several clients it is, is not known.
    if (object.made.length === 0 && makesOther(sdk)) return undefined;
    const asked = object.made.flatMap(({ node, options: own }) => (own.asks ?? []).flatMap((place) => membersAt(node, place)));
    if (asked.length > 0) return ofAll(asked.map((member) => ofMember(member, sdk)));
    const hosted = options.map((own) => own.hosted).find((name) => name !== undefined) ?? sdk.hosted;
    return (
      hosted ??
      object.made
        .map(({ node, options: own }) => (own.model === undefined ? undefined : ofModel(node, own.model, sdk)))
        .find((name) => name !== undefined)
    );
  }

  /** Who answers where several are asked: certain only if each of them is. */
  function ofAll([first, ...others]: readonly (string | undefined)[]): string | undefined {
    return others.includes(undefined) ? undefined : first;
  }

  /** The elements of a list that stands at a place, or what stands there. */
  function membersAt(call: ast.Call, place: ArgumentPath): readonly ast.Expression[] {
    const option = argumentAt(call, place, valueOf);
    if (option.kind !== 'given' || isNone(option.node)) return [];
    const value = valueOf(option.node);
    return value.kind === 'list' ? value.node.elts : [option.node];
  }

  /** An LLM object, an object around one, or the name of a model. */
  function ofMember(node: ast.Expression, { modelIds }: Sdk): string | undefined {
    const id = modelIds ? stringOf(evaluator.literalOf(node)) : undefined;
    if (id !== undefined) return providerOfModel(id);
    const value = valueOf(node);
    return value.kind === 'sdk-object' ? ofClient(value) : undefined;
  }

  function ofFunction(call: ast.Call, sdk: Sdk, kind: CallKind): string | undefined {
    const base = baseAt(call, kind.baseUrl ?? []);
    if (base.kind === 'given') return providerOf(base.urls);
    if (base.kind === 'unknown') return undefined;
    if (kind.model === undefined) return sdk.hosted;
    return setsBase() || /_(?:API_BASE|BASE_URL)\b/.test(tree.text) ? undefined : ofModel(call, kind.model, sdk);
  }

  function ofModel(call: ast.Call, place: ArgumentPath, { modelIds }: Sdk): string | undefined {
    const option = modelIds ? argumentAt(call, place, valueOf) : undefined;
    const id = option?.kind === 'given' ? stringOf(evaluator.literalOf(option.node)) : undefined;
    return id === undefined ? undefined : providerOfModel(id);
  }

  function baseAt(call: ast.Call, places: readonly ArgumentPath[], modelOrUrl?: ArgumentPath): Base {
    const options = places.flatMap((place) => {
      const option = argumentAt(call, place, valueOf);
      return place === modelOrUrl && option.kind === 'given' && isModelName(option.node) ? [] : [option];
    });
    const given = options.find((option) => option.kind === 'given' && !isNone(option.node));
    if (given?.kind === 'given') return { kind: 'given', urls: tracer().trace(given.node) };
    return { kind: options.some((option) => option.kind === 'unknown') ? 'unknown' : 'absent' };
  }

  function isModelName(node: ast.Expression): boolean {
    const text = stringOf(evaluator.literalOf(node));
    return text !== undefined && !text.includes('://');
  }

  /** Whether the file makes a client of the SDK with a base URL. */
  function makesOther(sdk: Sdk): boolean {
    return tree.calls.some((node) => {
      const value = valueOf(node);
      const made = value.kind === 'sdk-object' && value.sdk === sdk ? value.made.at(-1) : undefined;
      return made?.node === node && baseAt(node, made.options.baseUrl ?? [], made.options.modelOrUrl).kind !== 'absent';
    });
  }

  return { ofClient, ofFunction };
}
