import type { TSESTree } from '@typescript-eslint/utils';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { Call, RetryOption } from '../../../model/facts/call.js';
import type { CallPurpose, CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import type { ServerPath } from '../../../model/catalog/server.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import type { ProjectView } from '../../../model/project.js';
import type { Runtime } from '../../../model/runtime.js';
import { throughCallers } from '../../../engine/failures/callers.js';
import { type OwnRetries, outcome } from '../../../engine/failures/outcome.js';
import { requestPurpose } from '../../../engine/calls/request-purpose.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { type Argument, argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Flow } from '../flow/index.js';
import type { Path } from '../flow/paths.js';
import { type CallNode, type Node, type Tree, isFunction, propertyName, stringOf } from '../syntax/tree.js';
import { isReadOnce } from './request-body.js';
import { madeRequest } from './request-url.js';
import type { HttpObject, Made, OwnTries, SdkObject } from '../values/value.js';

/** A call before its failure is followed: what is called, and how often the library itself tries. */
export interface UnresolvedCall extends OwnRetries {
  readonly node: TSESTree.CallExpression;
  readonly library: string;
  readonly surfaces: 'await' | 'read' | 'never' | 'event';
  readonly answer: Call['answer'];
  readonly retryOption: RetryOption | undefined;
  /** Where the call and the maker of its client take the number of retries. */
  readonly places: { readonly call: ArgumentPath | undefined; readonly client: ArgumentPath | undefined };
  readonly sdk: Sdk | undefined;
  readonly client: CallNode | undefined;
  readonly purpose: CallPurpose;
  /** The hosted provider that certainly answers. */
  readonly provider?: string | undefined;
  readonly repeatable: boolean;
  readonly runsTools?: boolean;
  /** What it does to the server matters, not its answer. */
  readonly hasEffect?: boolean;
  /** The option that limits the requests of one call at a time: `concurrency` of its entry. */
  readonly concurrency?: ArgumentPath;
}

/** A method of an SDK's object. One that only wraps an LLM fails as the LLM inside does. */
export function methodCall(
  node: TSESTree.CallExpression,
  object: SdkObject,
  kind: CallKind,
  evaluator: Evaluator,
  tree: Tree,
): UnresolvedCall {
  const { sdk, made } = object;
  const inner = object.inner ?? ambientOf(object, evaluator, tree);
  // An object that retries by itself does so whatever its maker's options say.
  const options = sdk.objects[object.object]?.retries ? [] : made;
  const raw = sdkCall(node, sdk, inner ? { ...kind, failure: { ...inner.sdk.failure, ...failureOf(inner) } } : kind, options, evaluator);
  // What is said at the call counts before what another file says where it makes the object.
  const elsewhere = raw.retryOption || raw.off ? undefined : object.elsewhere?.retries;
  return {
    ...raw,
    ...elsewhere,
    ...(sdk.objects[object.object]?.runsTools && { runsTools: true }),
    client: made.at(-1)?.node,
    isCertain: raw.isCertain && options.length > 0,
  };
}

/** What the options of an object say of retries, for other files; `undefined` where they say nothing. */
export function configuredRetries({ sdk, made, elsewhere }: SdkObject, evaluator: Evaluator): OwnTries | undefined {
  if (elsewhere) return elsewhere.retries;
  if (sdk.failure.attempts === 1 && made.some((m) => mayRetry(argumentAt(m.node, '0.fetch', evaluator.valueOf), evaluator)))
    return { attempts: undefined, off: undefined };
  const { attempts, off } = retriesOf(undefined, undefined, made, BY_DEFAULT, evaluator);
  return attempts === BY_DEFAULT ? undefined : { attempts, off };
}

/** More than any option says. */
const BY_DEFAULT = Number.MAX_SAFE_INTEGER;

/** The LLM that this file sets for all objects of a kind: `Settings.llm = new Ollama()`. */
function ambientOf(object: SdkObject, evaluator: Evaluator, tree: Tree): SdkObject | undefined {
  for (const place of object.sdk.objects[object.object]?.ambient ?? []) {
    const [owner, member = ''] = place.split('.');
    for (const { left, right } of tree.propertyWrites.get(member) ?? []) {
      const holder = left.type === 'MemberExpression' ? evaluator.valueOf(left.object) : undefined;
      const value = holder?.kind === 'external' && holder.path.join('.') === owner ? evaluator.valueOf(right) : undefined;
      if (value?.kind === 'sdk-object') return value;
    }
  }
  return undefined;
}

/** How the methods of an object fail, where it differs from its SDK. */
function failureOf(object: SdkObject): Partial<SdkFailure> | undefined {
  return Object.values(object.sdk.objects[object.object]?.calls ?? {}).find((kind) => kind.failure)?.failure;
}

/** Whether the `fetch` that a client is given may try again: not the platform's, nor a plain function around it. */
function mayRetry(transport: Argument, evaluator: Evaluator): boolean {
  if (transport.kind !== 'given') return false;
  const value = evaluator.valueOf(transport.node);
  if (value.kind === 'http-request') return false;
  if (value.kind !== 'function') return true;
  const { body } = value.node;
  return body.type === 'BlockStatement'
    ? body.body.some((s) => /^(?:For|While|DoWhile|Try)/.test(s.type)) || body.body.length > 3
    : body.type !== 'CallExpression' || evaluator.valueOf(body.callee).kind !== 'http-request';
}

/** A function or method of an SDK. */
export function sdkCall(
  node: TSESTree.CallExpression,
  sdk: Sdk,
  kind: CallKind,
  made: readonly Made[],
  evaluator: Evaluator,
): UnresolvedCall {
  const failure = { ...sdk.failure, ...kind.failure, title: sdk.title };
  const own = retriesOf(node, kind.maxRetries, made, failure.attempts, evaluator);
  // A transport of one's own may try again by itself.
  const retries =
    own.attempts === 1 && made.some((m) => mayRetry(argumentAt(m.node, '0.fetch', evaluator.valueOf), evaluator))
      ? { ...own, attempts: undefined }
      : own;
  const stream =
    kind.stream === 'always' ? 'stream' : kind.stream ? streamAnswer(argumentAt(node, kind.stream.option, evaluator.valueOf)) : 'unary';
  return {
    node,
    library: sdk.id,
    failure,
    surfaces: (stream === 'stream' ? kind.streamSurfaces : undefined) ?? kind.surfaces ?? 'await',
    answer: stream,
    ...retries,
    places: { call: kind.maxRetries, client: made.at(-1)?.options.maxRetries },
    sdk,
    client: made.at(-1)?.node,
    purpose: kind.purpose ?? 'model',
    // No option makes the requests of such a run try again, and a second run calls the program's functions again.
    repeatable: kind.runsTools !== true || failure.attempts > 1,
    runsTools: runsTools(node, kind, evaluator),
    hasEffect: kind.hasEffect === true,
    ...(kind.concurrency !== undefined && { concurrency: kind.concurrency }),
  };
}

function runsTools(node: TSESTree.CallExpression, kind: CallKind, evaluator: Evaluator): boolean {
  if (typeof kind.runsTools !== 'string') return kind.runsTools ?? false;
  return argumentAt(node, kind.runsTools, evaluator.valueOf).kind !== 'absent';
}

function streamAnswer(option: Argument): Call['answer'] {
  if (option.kind === 'absent') return 'unary';
  if (option.kind !== 'given' || option.node.type !== 'Literal') return 'unknown';
  return option.node.value === true ? 'stream' : 'unary';
}

/** A request of an HTTP client to an LLM server; `paths` are what is known of the URLs that it may go to. */
export function httpCall(
  node: TSESTree.CallExpression,
  http: HttpObject,
  request: HttpRequest,
  paths: readonly (ServerPath | undefined)[],
  evaluator: Evaluator,
  tree: Tree,
): UnresolvedCall {
  const { client } = http;
  const method = methodOf(node, request, evaluator);
  const attempts = client.attemptsByMethod && method ? client.attemptsByMethod[method] : client.failure.attempts;
  const made: Made[] = http.made.flatMap(({ node: at, factory }) =>
    factory.maxRetries ? [{ node: at, options: { maxRetries: factory.maxRetries } }] : [],
  );
  const retries = retriesOf(node, request.maxRetries, made, attempts, evaluator);
  // `retry: { methods: ['POST'] }` changes which methods are tried again, not how often.
  const unclear = client.attemptsByMethod !== undefined && (method === undefined || setsRetryMethods(node, http, request, evaluator));
  return {
    node,
    library: client.id,
    failure: { ...client.failure, ...request.failure, title: client.title },
    surfaces: request.surfaces ?? 'await',
    answer: 'unknown',
    ...retries,
    attempts: unclear ? undefined : retries.attempts,
    places: { call: request.maxRetries, client: made.at(-1)?.options.maxRetries },
    sdk: undefined,
    client: http.made.at(-1)?.node,
    purpose: requestPurpose(paths, method),
    hasEffect: paths.some((path) => path?.hasEffect),
    repeatable: !isReadOnce(node, request, tree, evaluator),
  };
}

function setsRetryMethods(node: CallNode, http: HttpObject, request: HttpRequest, evaluator: Evaluator): boolean {
  const places = [[node, request.maxRetries] as const, ...http.made.map((m) => [m.node, m.factory.maxRetries] as const)];
  return places.some(([at, place]) => {
    if (!place?.includes('.retry.')) return false;
    return argumentAt(at, place.replace(/\.[^.]*$/, '.methods'), evaluator.valueOf).kind !== 'absent';
  });
}

function methodOf(node: CallNode, request: HttpRequest, evaluator: Evaluator): 'GET' | 'POST' | undefined {
  if (typeof request.method === 'string') return request.method;
  const option = argumentAt(node, request.method.option, evaluator.valueOf);
  const [first] = node.arguments;
  const made = option.kind === 'absent' && first && first.type !== 'SpreadElement' ? madeRequest(first, evaluator) : undefined;
  // `fetch(new Request(url, { method: 'POST' }))`.
  if (made && made.arguments.length > 1) return methodAt(argumentAt(made, '1.method', evaluator.valueOf));
  return methodAt(option);
}

function methodAt(option: Argument): 'GET' | 'POST' | undefined {
  if (option.kind === 'absent') return 'GET';
  const text = option.kind === 'given' ? stringOf(option.node)?.toUpperCase() : undefined;
  // PUT and DELETE may be tried again, as GET is: the entries do not say.
  return text === 'GET' || text === 'HEAD' ? 'GET' : text === 'POST' || text === 'PATCH' ? 'POST' : undefined;
}

type ConfiguredRetries = Pick<UnresolvedCall, 'attempts' | 'isCertain' | 'off' | 'retryOption'>;

/** The option at the call counts before the client's, the inner client's before the outer's. */
function retriesOf(
  node: CallNode | undefined,
  atCall: ArgumentPath | undefined,
  made: readonly Made[],
  byDefault: number,
  evaluator: Evaluator,
): ConfiguredRetries {
  const places: { node: CallNode; place: ArgumentPath; where: 'client' | 'call'; counts: 'retries' | 'attempts' }[] = [];
  if (node && atCall) places.push({ node, place: atCall, where: 'call', counts: 'retries' });
  for (const { node: at, options } of [...made].reverse()) {
    if (options.maxRetries) places.push({ node: at, place: options.maxRetries, where: 'client', counts: options.counts ?? 'retries' });
  }
  for (const { node: at, place, where, counts } of places) {
    const option = argumentAt(at, place, evaluator.valueOf);
    if (option.kind === 'absent') continue;
    // Options that are not written here are taken for the defaults: no message says that retries are off.
    if (option.kind === 'unknown')
      return { attempts: byDefault > 1 ? byDefault : undefined, isCertain: false, off: undefined, retryOption: undefined };
    const value = option.node;
    if (value.type !== 'Literal' || typeof value.value !== 'number')
      return { attempts: undefined, isCertain: false, off: undefined, retryOption: undefined };
    const attempts = counts === 'attempts' ? Math.max(1, value.value) : value.value + 1;
    return {
      attempts,
      isCertain: true,
      off: attempts <= 1 ? where : undefined,
      retryOption: { name: place.split('.').at(-1) ?? place, value: { start: value.range[0], end: value.range[1] } },
    };
  }
  return { attempts: byDefault, isCertain: true, off: undefined, retryOption: undefined };
}

/** A call with its failure followed to where it ends, and the ways it goes. */
export function finishedCall(
  raw: UnresolvedCall,
  flow: Flow,
  endpoint: Endpoint | undefined,
  tree: Tree,
  runtime: Runtime,
  project: ProjectView<unknown, string> | undefined,
): { readonly call: Call; readonly paths: readonly Path[] } {
  const inFile =
    raw.surfaces === 'never' || hasCallback(raw)
      ? undefined
      : raw.surfaces === 'read'
        ? flow.stream(raw.node, raw.library)
        : raw.surfaces === 'event'
          ? flow.emitter(raw.node, raw.library)
          : flow.promise(raw.node, raw.library);
  const paths = inFile && throughCallers(inFile, project, raw.library);
  // Where the failure never surfaces, following the value still says what runs the call again.
  const around =
    paths ??
    throughCallers(
      raw.surfaces === 'never' ? flow.silent(raw.node, raw.library) : flow.promise(raw.node, raw.library),
      project,
      raw.library,
    );
  const name = calleeName(raw.node);
  const call: Call = {
    span: { start: name.range[0], end: name.range[1] },
    whole: { start: raw.node.range[0], end: raw.node.range[1] },
    sdk: raw.library,
    name: codeExcerpt(tree.text.slice(raw.node.callee.range[0], raw.node.callee.range[1])),
    purpose: raw.purpose,
    repeatable: raw.repeatable,
    ...outcome(raw, paths, around, 'throws', runtime),
    surfaces: raw.surfaces,
    answer: raw.answer,
    endpoint,
    provider: raw.provider,
    retryOption: raw.retryOption,
    ...(raw.runsTools === true && { runsTools: true }),
  };
  return { call, paths: paths ?? [] };
}

/** `superagent.get(url, (error, response) => …)`: the callback gets the failure, not the promise. */
function hasCallback({ node, sdk }: UnresolvedCall): boolean {
  const last = node.arguments.at(-1);
  return sdk === undefined && isFunction(last) && last.params.length >= 2;
}

function calleeName(node: TSESTree.CallExpression): Node {
  const { callee } = node;
  return callee.type === 'MemberExpression' && propertyName(callee) !== undefined ? callee.property : callee;
}

/** The catalog's kind of call for an SDK object's member path. */
export function callKindOf(object: SdkObject): CallKind | undefined {
  return getOwn(object.sdk.objects[object.object]?.calls, object.path.join('.'));
}
