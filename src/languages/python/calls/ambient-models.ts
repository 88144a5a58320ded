import {
  AIOHTTP_REFUSED,
  BUILTIN_REFUSED,
  HTTPX_REFUSED,
  OPENAI_REFUSED,
  REQUESTS_REFUSED,
} from '../../../catalog/presets/python-errors.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { asUnmeasured } from '../../../engine/calls/measured-versions.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluator.js';
import { merged } from '../values/merge.js';
import { type Tree, isNone } from '../syntax/tree.js';
import type { SdkObject, Value } from '../values/value.js';
import { type UnresolvedCall, failureOf } from './calls.js';

/**
 * What an object's calls ask. `elsewhere`: a model that this file does not show; `unlisted`: one that the catalog does not
 * know, which may run in the process or be a hosted service.
 */
export type AskedModel = SdkObject | 'elsewhere' | 'unlisted';

/** Embedders run in the process more often than not: one that is not seen is taken for such. */
const EMBEDDER = 'Settings.embed_model';

/**
 * The object with the model that its calls ask: the one that it is made with, or the one that the file sets for all objects of
 * its kind (`Settings.llm = Ollama(…)`). An object that needs none is returned as it is.
 */
export function withAmbientModel(object: SdkObject, tree: Tree, evaluator: Evaluator): AskedModel {
  const [place, ...besides] = object.sdk.objects[object.object]?.ambient ?? [];
  if (place === undefined || object.elsewhere) return object;
  const own = object.inner ? object : ownModel(object, evaluator);
  const model = own ?? setModel(place, object, tree, evaluator);
  if (model === 'elsewhere' && place === EMBEDDER) return 'unlisted';
  if (typeof model === 'string') return model;
  const asked = model === object ? object : { ...object, inner: model.inner ?? model, made: [...model.made, ...object.made] };
  const others = besides.map((each) => setModel(each, object, tree, evaluator));
  return others.some((other) => typeof other !== 'string' && !failsAlike(other, asked.inner ?? asked)) ? 'elsewhere' : asked;
}

/** The failure of a call whose model is not seen: any client's. */
export function ofUnseenModel(raw: UnresolvedCall): UnresolvedCall {
  const unmeasured = asUnmeasured(raw);
  return {
    ...unmeasured,
    retryOption: undefined,
    failure: { ...unmeasured.failure, error: 'Exception', shown: "the model's own error", ancestors: [], may: ANY_CLIENT },
  };
}

const ANY_CLIENT = [OPENAI_REFUSED, BUILTIN_REFUSED, HTTPX_REFUSED, REQUESTS_REFUSED, AIOHTTP_REFUSED];

/** The model at the place where the object's maker takes one, if it is not a client of the catalog. */
function ownModel({ made, sdk }: SdkObject, { valueOf }: Evaluator): 'elsewhere' | 'unlisted' | undefined {
  const maker = made.at(-1);
  for (const at of maker?.options.inner ?? []) {
    const option = maker && argumentAt(maker.node, at, valueOf);
    if (option?.kind === 'unknown') return 'elsewhere';
    if (option?.kind === 'given' && !isNone(option.node)) return unreadModel(valueOf(option.node), sdk);
  }
  return undefined;
}

/** The model that the file assigns to `Settings`. */
function setModel(place: string, { sdk }: SdkObject, tree: Tree, evaluator: Evaluator): AskedModel {
  const [owner = '', member = ''] = place.split('.');
  const writes = (tree.attributeWrites.get(member) ?? []).filter(({ target }) => {
    const holder = evaluator.valueOf(target.value);
    return holder.kind === 'external' && holder.path.at(-1) === owner && sdk.packages.includes(holder.path[0] ?? '');
  });
  if (writes.length === 0) return 'elsewhere';
  const models = writes.map(({ value }) => (isNone(value) ? 'unlisted' : modelIn(evaluator.valueOf(value), sdk)));
  const objects = models.filter((model) => typeof model !== 'string');
  const [first] = objects;
  if (!first || objects.length < models.length) return models.includes('unlisted') ? 'unlisted' : 'elsewhere';
  if (objects.some((model) => model.object !== first.object || !failsAlike(model, first))) return 'elsewhere';
  const all = merged(objects);
  return all.kind === 'sdk-object' ? all : 'elsewhere';
}

function modelIn(value: Value, sdk: Sdk): AskedModel {
  return value.kind === 'sdk-object' && value.path.length === 0 ? value : unreadModel(value, sdk);
}

/** A model class of the library that the catalog lacks may run in the process or be hosted; what another module makes is not seen. */
function unreadModel(value: Value, { packages }: Sdk): 'elsewhere' | 'unlisted' {
  return value.kind === 'made-by' && packages.includes(value.path[0] ?? '') ? 'unlisted' : 'elsewhere';
}

/** Whether two models raise the same class after as many requests. */
function failsAlike(one: SdkObject, other: SdkObject): boolean {
  const [a, b] = [one, other].map((each) => ({ ...each.sdk.failure, ...failureOf(each) }));
  return a?.error === b?.error && a?.attempts === b?.attempts && a?.seconds === b?.seconds;
}
