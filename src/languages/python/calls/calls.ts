import type { Call, RetryOption } from '../../../model/facts/call.js';
import type { CallPurpose, CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import type { ServerPath } from '../../../model/catalog/server.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import { type OwnRetries, outcome } from '../../../engine/failures/outcome.js';
import { requestPurpose } from '../../../engine/calls/request-purpose.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { acrossFiles, withinFile } from '../flow/callers.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Flow } from '../flow/index.js';
import type { Path } from '../flow/path.js';
import type { FailureTiming } from '../flow/failure-timing.js';
import type { PythonProject } from '../flow/project-types.js';
import type { RaisedException } from '../flow/exception-matching.js';
import { type Tree, isNone, stringOf } from '../syntax/tree.js';
import { isReadOnce } from './request-body.js';
import type { HttpObject, Made, OwnTries, SdkObject } from '../values/value.js';

/** A call before its failure is followed: what is called, and how often the library itself tries. */
export interface UnresolvedCall extends OwnRetries {
  /** The call; or a function of an SDK that is handed on to be called elsewhere: `asyncio.to_thread(client.chat)`. */
  readonly node: ast.Call | ReferencedCall;
  readonly library: string;
  readonly timing: FailureTiming | 'never';
  readonly answer: Call['answer'];
  readonly retryOption: RetryOption | undefined;
  /** Where the call and the maker of its client take the number of retries. */
  readonly places: { readonly call: ArgumentPath | undefined; readonly client: ArgumentPath | undefined };
  readonly sdk: Sdk | undefined;
  readonly client: ast.Call | undefined;
  /** Another file of the project makes the client, with retries switched off. */
  readonly isOffElsewhere?: boolean;
  readonly purpose: CallPurpose;
  /** The hosted provider that certainly answers. */
  readonly provider?: string | undefined;
  readonly repeatable: boolean;
  /** The model chooses functions of the program that the call runs: an agent's. */
  readonly runsTools?: boolean;
  /** The option that limits the requests of one call at a time: `concurrency` of its entry. */
  readonly concurrency?: ArgumentPath;
}

/** A reference that is handed on, with the arguments that stand behind it, as a call would have them. */
export interface ReferencedCall {
  readonly type: 'Reference';
  readonly reference: ast.Expression;
  /** The arguments as those of a call: not a node of the tree. */
  readonly asCall: ast.Call;
}

/** What the arguments of a call are read from. */
export function argumentsOf(node: UnresolvedCall['node']): ast.Call {
  return node.type === 'Reference' ? node.asCall : node;
}

/** A method of an SDK's object. One around an LLM fails as the LLM inside does. */
export function methodCall(node: UnresolvedCall['node'], object: SdkObject, kind: CallKind, evaluator: Evaluator): UnresolvedCall {
  const { sdk, made, inner } = object;
  // An object that retries by itself does so whatever its maker's options say.
  const options = sdk.objects[object.object]?.retries ? [] : made;
  const called = sdkCall(node, sdk, inner ? { ...kind, failure: { ...inner.sdk.failure, ...failureOf(inner) } } : kind, options, evaluator);
  // A vector store fails as its embedder's library does.
  const raw = inner ? { ...called, failure: { ...called.failure, title: inner.sdk.title } } : called;
  const client = made.at(-1)?.node;
  const elsewhere = raw.retryOption || raw.off ? undefined : object.elsewhere?.retries;
  const alike =
    object.either && !sdk.objects[object.object]?.retries
      ? triesAlike(argumentsOf(node), kind.maxRetries, object.either, raw.failure.attempts, evaluator)
      : undefined;
  return {
    ...raw,
    ...(sdk.objects[object.object]?.runsTools && { runsTools: true }),
    ...elsewhere,
    ...(elsewhere?.off && { isOffElsewhere: true }),
    client,
    isCertain: raw.isCertain && options.length > 0,
    ...alike,
    ...(object.isRead && raw.timing !== 'never' ? { timing: 'on-read' } : {}),
  };
}

/** How often one of several clients tries, where all of them try as often. */
function triesAlike(
  call: ast.Call,
  atCall: ArgumentPath | undefined,
  either: readonly (readonly Made[])[],
  byDefault: number,
  evaluator: Evaluator,
): Pick<ConfiguredRetries, 'attempts' | 'isCertain' | 'off'> | undefined {
  const [first, ...rest] = either.map((made) => (made.length === 0 ? UNSEEN : retriesOf(call, atCall, made, byDefault, evaluator)));
  if (!first?.isCertain || rest.some(({ isCertain, attempts, off }) => !isCertain || attempts !== first.attempts || off !== first.off))
    return undefined;
  return { attempts: first.attempts, isCertain: true, off: first.off };
}

/** How often an object tries by the options that it is made with; nothing where they do not say. */
export function configuredRetries({ made, elsewhere, sdk, object }: SdkObject, evaluator: Evaluator): OwnTries | undefined {
  const maker = made.at(-1)?.node;
  if (!maker || sdk.objects[object]?.retries) return elsewhere?.retries;
  const { attempts, off } = retriesOf(maker, undefined, made, UNSAID, evaluator);
  return attempts === UNSAID ? undefined : { attempts, off };
}

/** Stands for the attempts of a library where no option gives their number. */
const UNSAID = -1;

/** How the methods of an object fail, where it differs from its SDK; those that only stream left out. */
export function failureOf(object: SdkObject): Partial<SdkFailure> | undefined {
  return Object.values(object.sdk.objects[object.object]?.calls ?? {}).find((kind) => kind.failure && kind.stream !== 'always')?.failure;
}

/** A function or method of an SDK. */
export function sdkCall(
  node: UnresolvedCall['node'],
  sdk: Sdk,
  kind: CallKind,
  made: readonly Made[],
  evaluator: Evaluator,
): UnresolvedCall {
  const stream =
    kind.stream === 'always' ? 'stream' : kind.stream ? streamAnswer(argumentsOf(node), kind.stream.option, evaluator) : 'unary';
  const failure = {
    ...sdk.failure,
    ...kind.failure,
    ...failureOfModel(node, sdk, evaluator),
    ...(stream === 'stream' ? kind.streamFailure : undefined),
    title: sdk.title,
  };
  const tries = retriesOf(argumentsOf(node), kind.maxRetries, made, failure.attempts, evaluator);
  const surfaces = (stream === 'stream' ? kind.streamSurfaces : undefined) ?? kind.surfaces ?? 'await';
  const timing = surfaces === 'await' ? (kind.async ? 'on-await' : 'on-call') : surfaces === 'read' ? 'on-read' : 'never';
  return {
    node,
    library: sdk.id,
    failure,
    timing,
    answer: stream,
    ...tries,
    places: { call: kind.maxRetries, client: made.at(-1)?.options.maxRetries },
    sdk,
    client: made.at(-1)?.node,
    purpose: kind.purpose ?? 'model',
    ...(kind.concurrency !== undefined && { concurrency: kind.concurrency }),
    repeatable: true,
  };
}

/** What the prefix of the model that a call names changes. */
function failureOfModel(node: UnresolvedCall['node'], { models }: Sdk, { valueOf, literalOf }: Evaluator): Partial<SdkFailure> | undefined {
  const given = models && argumentAt(argumentsOf(node), models.at, valueOf);
  const name = given?.kind === 'given' ? literalOf(given.node) : undefined;
  if (name?.kind !== 'str') return undefined;
  return models?.failures.find(({ prefixes }) => prefixes.some((prefix) => name.value.startsWith(prefix)))?.failure;
}

function streamAnswer(call: ast.Call, place: ArgumentPath, { valueOf, literalOf }: Evaluator): Call['answer'] {
  const option = argumentAt(call, place, valueOf);
  if (option.kind === 'absent') return 'unary';
  const value = option.kind === 'given' ? literalOf(option.node) : undefined;
  if (!value) return 'unknown';
  return value.value === true ? 'stream' : 'unary';
}

/** A request of an HTTP client to an LLM server; `paths` are what is known of the URLs that it may go to. */
export function httpCall(
  node: UnresolvedCall['node'],
  http: HttpObject,
  request: HttpRequest,
  paths: readonly (ServerPath | undefined)[],
  evaluator: Evaluator,
  tree: Tree,
): UnresolvedCall {
  const { client } = http;
  const failure = { ...client.failure, ...request.failure, title: client.title };
  const method = methodOf(argumentsOf(node), request, evaluator);
  const attempts = client.attemptsByMethod && method ? client.attemptsByMethod[method] : failure.attempts;
  const made: Made[] = http.made.flatMap(({ node: at, factory }) =>
    factory.maxRetries ? [{ node: at, options: { maxRetries: factory.maxRetries } }] : [],
  );
  const tries = hasForeignTransport(http, evaluator.valueOf)
    ? UNSEEN
    : retriesOf(argumentsOf(node), request.maxRetries, made, attempts, evaluator);
  return {
    node,
    library: client.id,
    failure,
    timing: request.surfaces === 'read' ? 'on-read' : request.async ? 'on-await' : 'on-call',
    answer: 'unknown',
    ...tries,
    places: { call: request.maxRetries, client: made.at(-1)?.options.maxRetries },
    sdk: undefined,
    client: http.made.at(-1)?.node,
    purpose: requestPurpose(paths, method),
    repeatable: !isReadOnce(argumentsOf(node), tree, evaluator),
  };
}

function methodOf(call: ast.Call, request: HttpRequest, { valueOf }: Evaluator): 'GET' | 'POST' | undefined {
  if (typeof request.method === 'string') return request.method;
  const option = argumentAt(call, request.method.option, valueOf);
  const text = option.kind === 'given' ? stringOf(option.node)?.toUpperCase() : undefined;
  if (text !== undefined) return text === 'GET' || text === 'HEAD' ? 'GET' : 'POST';
  const bodies = (request.method.posts ?? []).map((place) => argumentAt(call, place, valueOf));
  if (bodies.some((body) => body.kind === 'given' && !isNone(body.node))) return 'POST';
  return option.kind !== 'absent' || bodies.some((body) => body.kind === 'unknown') ? undefined : 'GET';
}

type ConfiguredRetries = Pick<UnresolvedCall, 'attempts' | 'isCertain' | 'off' | 'retryOption'>;

/** The option at the call counts before the client's, the inner client's before the outer's. */
function retriesOf(
  call: ast.Call,
  atCall: ArgumentPath | undefined,
  made: readonly Made[],
  byDefault: number,
  { valueOf, literalOf }: Evaluator,
): ConfiguredRetries {
  const places: { call: ast.Call; place: ArgumentPath; where: 'client' | 'call'; counts: 'retries' | 'attempts' }[] = [];
  if (atCall !== undefined) places.push({ call, place: atCall, where: 'call', counts: 'retries' });
  for (const { node, options } of [...made].reverse()) {
    if (options.maxRetries !== undefined)
      places.push({ call: node, place: options.maxRetries, where: 'client', counts: options.counts ?? 'retries' });
  }
  for (const { call: at, place, where, counts } of places) {
    const option = argumentAt(at, place, valueOf);
    if (option.kind === 'absent') continue;
    // Options that are not written here are taken for the defaults: no message says that retries are off.
    if (option.kind === 'unknown')
      return { attempts: byDefault > 1 ? byDefault : undefined, isCertain: false, off: undefined, retryOption: undefined };
    const value = literalOf(option.node);
    // `None` stands for the default.
    if (value?.kind === 'None') continue;
    if (!value || (value.kind !== 'int' && value.value !== false)) return UNSEEN;
    const count = Number(value.value);
    const attempts = counts === 'attempts' ? Math.max(1, count) : count + 1;
    if (attempts <= 1 && hasOwnTransport(at, valueOf)) return UNSEEN;
    const name = place.split('.').at(-1)?.split('|')[0] ?? place;
    return {
      attempts,
      isCertain: true,
      off: attempts <= 1 ? where : undefined,
      retryOption: value === option.node ? { name, value: { start: value.range[0], end: value.range[1] } } : undefined,
    };
  }
  return { attempts: byDefault, isCertain: true, off: undefined, retryOption: undefined };
}

const UNSEEN: ConfiguredRetries = { attempts: undefined, isCertain: false, off: undefined, retryOption: undefined };

/** Whether an SDK's client sends through something that may try again: an `http_client` from elsewhere, or with a transport. */
function hasOwnTransport(maker: ast.Call, valueOf: Evaluator['valueOf']): boolean {
  const client = argumentAt(maker, 'http_client', valueOf);
  if (client.kind !== 'given') return false;
  const value = valueOf(client.node);
  if (value.kind !== 'http') return !isNone(client.node);
  return value.made.some(({ node }) => argumentAt(node, 'transport', valueOf).kind !== 'absent');
}

/** Whether an HTTP client's own transport is from elsewhere: `Client(transport=RetryTransport())`. */
function hasForeignTransport({ made, client }: HttpObject, valueOf: Evaluator['valueOf']): boolean {
  return made.some(({ node }) => {
    const transport = argumentAt(node, 'transport', valueOf);
    if (transport.kind !== 'given') return false;
    const value = valueOf(transport.node);
    return value.kind !== 'made-by' || !client.packages.includes(value.path[0] ?? '');
  });
}

/** The exception that a call raises. */
export function thrownBy({ failure, attempts }: UnresolvedCall): RaisedException {
  const untried = attempts === 1 && failure.attempts > 1 ? failure.untried : undefined;
  return { error: untried?.error ?? failure.error, ancestors: failure.ancestors ?? [], may: failure.may };
}

/** A call with its failure followed to where it ends, the ways it goes in this file, and the one without a handler. */
export function finishedCall(
  raw: UnresolvedCall,
  flow: Flow,
  endpoint: Endpoint | undefined,
  tree: Tree,
  project: PythonProject | undefined,
): { readonly call: Call; readonly paths: readonly Path[]; readonly lost: Path | undefined } {
  const { node, timing } = raw;
  const callee = node.type === 'Reference' ? node.reference : node.func;
  const whole = node.type === 'Reference' ? node.reference : node;
  const thrown = thrownBy(raw);
  const follow = (as: FailureTiming) =>
    node.type === 'Reference' ? flow.passedOn(node.reference, as, thrown) : flow.result(node, as, thrown);
  const own = follow(timing === 'never' ? 'on-call' : timing);
  const paths = acrossFiles(own, thrown, project);
  const [start, end] = callee.type === 'Attribute' ? callee.attrRange : callee.range;
  const call: Call = {
    span: { start, end },
    whole: { start: whole.range[0], end: whole.range[1] },
    sdk: raw.library,
    name: codeExcerpt(tree.textOf(callee)),
    purpose: raw.purpose,
    repeatable: raw.repeatable,
    ...outcome(raw, timing === 'never' ? undefined : paths, paths, 'raises', 'server'),
    // Who makes a client for others without retries may try again where they all come through.
    ...(raw.isOffElsewhere && { retry: { kind: 'unknown' } }),
    surfaces: timing === 'never' ? 'never' : timing === 'on-read' ? 'read' : 'await',
    answer: raw.answer,
    endpoint,
    provider: raw.provider,
    retryOption: raw.retryOption,
  };
  return {
    call,
    paths: timing === 'never' ? [] : withinFile(own),
    lost: timing === 'never' ? undefined : paths.find(({ end }) => end.kind === 'lost'),
  };
}

/** The catalog's kind of call for an SDK object's member path; `__call__` for the object itself. */
export function callKindOf(object: SdkObject): CallKind | undefined {
  return getOwn(object.sdk.objects[object.object]?.calls, object.path.length === 0 ? '__call__' : object.path.join('.'));
}
