import { AI_SDK_GATEWAY, providerOfModel } from '../../../catalog/servers/hosted-models.js';
import { CLOUD, mayBeOwn, namesVariable, providerOf } from '../../../engine/calls/provider.js';
import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Tree, stringOf, unwrap } from '../syntax/tree.js';
import type { UrlTracer } from '../urls/trace.js';
import type { UrlText } from '../urls/url-context.js';
import type { SdkObject } from '../values/value.js';

/** Says which hosted provider certainly answers; `undefined` where it may be a server of one's own. */
export interface Providers {
  /** @param call A call of its method, with a base URL of its own where `kind` has a place for one. */
  ofClient(object: SdkObject, call?: CallNode, kind?: CallKind): string | undefined;
  /** A function of an SDK that is given its model. */
  ofFunction(node: CallNode, sdk: Sdk, kind: CallKind): string | undefined;
}

/** What stands at the places of a base URL; `unknown` where options are not written here. */
type Base = { readonly kind: 'absent' | 'unknown' } | { readonly kind: 'given'; readonly urls: readonly UrlText[] };

export function createProviders(tree: Tree, { valueOf }: Evaluator, tracer: () => UrlTracer): Providers {
  function ofClient(object: SdkObject, call?: CallNode, kind?: CallKind): string | undefined {
    const { sdk } = object.inner ?? object;
    if (call && kind?.baseUrl && baseAt(call, kind.baseUrl).kind === 'given') return ofFunction(call, sdk, kind);
    const options = object.made.map((made) => made.options);
    for (const { node, options: own } of [...object.made].reverse()) {
      const base = baseAt(node, own.baseUrl ?? []);
      if (base.kind === 'given') return providerOf(base.urls) ?? (own.isCloud && !mayBeOwn(base.urls) ? CLOUD : undefined);
      if (base.kind === 'unknown' && !own.isCloud) return undefined;
    }
    if (options.some((own) => own.isCloud)) return CLOUD;
    // Another file makes it, and has said what is known.
    if (object.made.length === 0 && object.elsewhere) return object.elsewhere.provider;
    if (namesVariable(tree.text, sdk.environment) || tree.propertyWrites.has('baseURL')) return undefined;
    // Which of several clients it is, is not known.
    if (object.made.length === 0 && makesOther(sdk)) return undefined;
    const hosted = options.map((own) => own.hosted).find((name) => name !== undefined) ?? sdk.hosted;
    return (
      hosted ??
      object.made
        .map(({ node, options: own }) => (own.model === undefined ? undefined : ofModel(node, own.model, sdk)))
        .find((name) => name !== undefined)
    );
  }

  function ofFunction(node: CallNode, sdk: Sdk, kind: CallKind): string | undefined {
    const base = baseAt(node, kind.baseUrl ?? []);
    if (base.kind === 'given') return providerOf(base.urls);
    if (base.kind === 'unknown') return undefined;
    return kind.model === undefined ? sdk.hosted : ofModel(node, kind.model, sdk);
  }

  /** A model that is handed over, or named. */
  function ofModel(node: CallNode, place: ArgumentPath, { modelIds }: Sdk): string | undefined {
    const option = argumentAt(node, place, valueOf);
    if (option.kind !== 'given') return undefined;
    const value = valueOf(option.node);
    if (value.kind === 'sdk-object') return ofClient(value);
    const id = stringOf(unwrap(option.node));
    return id === undefined || modelIds === undefined ? undefined : modelIds === 'gateway' ? AI_SDK_GATEWAY : providerOfModel(id);
  }

  function baseAt(node: CallNode, places: readonly ArgumentPath[]): Base {
    const options = places.map((place) => argumentAt(node, place, valueOf));
    const given = options.find((option) => option.kind === 'given');
    if (given?.kind === 'given') return given.overridable ? { kind: 'unknown' } : { kind: 'given', urls: tracer().trace(given.node) };
    return { kind: options.some((option) => option.kind === 'unknown') ? 'unknown' : 'absent' };
  }

  /** Whether the file makes a client of the SDK with a base URL. */
  function makesOther(sdk: Sdk): boolean {
    return tree.calls.some((node) => {
      const value = valueOf(node);
      const made = value.kind === 'sdk-object' && value.sdk === sdk ? value.made.at(-1) : undefined;
      return made?.node === node && baseAt(node, made.options.baseUrl ?? []).kind !== 'absent';
    });
  }

  return { ofClient, ofFunction };
}
