import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { BlindRetry } from '../../model/problems/blind-retry.js';
import type { Call } from '../../model/facts/call.js';
import type { ArgumentPath } from '../../model/catalog/place.js';
import type { ClientOptions, IgnoredName } from '../../model/catalog/options.js';
import type { Sdk } from '../../model/catalog/sdk.js';
import type { SdkFailure } from '../../model/catalog/failure.js';
import type { Endpoint } from '../../model/facts/endpoint.js';
import { type Facts, NO_FACTS, NO_PROBLEMS, type Problems } from '../../model/file-facts.js';
import { type Guard, UNGUARDED } from '../../model/guard.js';
import type { OpenProject, ProjectUrl } from '../../model/project.js';
import type { Settings } from '../../model/settings.js';
import type { RetryLayer, StackedRetries } from '../../model/problems/retry-layers.js';
import { type AnsweredRequest, createUncheckedAnswers } from './problems/unchecked-response.js';
import type { SwallowedError } from '../../model/problems/swallowed-error.js';
import { argumentAt } from './values/arguments.js';
import { type BlindNode, blindRetries } from './problems/blind-retries.js';
import { type UnresolvedCall, callKindOf, finishedCall, httpCall, methodCall, sdkCall } from './calls/calls.js';
import { analyse } from './flow/analyze.js';
import { getOwn } from '../../catalog/presets/own-entry.js';
import { lazyFields, once } from '../../engine/lazy-fields.js';
import { type BaseUrlReader, type BaseUrlUse, baseUrlFaults } from '../../engine/problems/base-url.js';
import { type ClientServer, endpointOf, identityOf, isToldByFile, recognize } from '../../engine/urls/recognize.js';
import { asUnmeasured, isUnmeasured } from '../../engine/calls/measured-versions.js';
import { isOwnServer } from '../../engine/urls/started-servers.js';
import { startedServers } from './problems/own-servers.js';
import { providerOf } from '../../engine/calls/provider.js';
import { codeExcerpt } from '../../engine/heuristics/code-excerpt.js';
import { type ClientConstruction, clientProblems } from './problems/client-options.js';
import { unboundedConcurrency } from './problems/concurrency.js';
import { type Followed, ineffectiveChecks } from './problems/connection-checks.js';
import { type LayersOfWays, retriesWithoutBackoff, stackedRetries } from '../../engine/problems/retry-layers.js';
import { createInnerOption } from './problems/inner-option.js';
import { manifestFor } from './modules/manifest.js';
import { createLayerReader } from './problems/retry-layers.js';
import { createProviders } from './calls/provider.js';
import { createRepeats } from './problems/repeated-calls.js';
import type { Path } from './flow/paths.js';
import { failsOver } from './problems/provider-fallbacks.js';
import { createPurposes, followsProbe } from './problems/request-purpose.js';
import { type OwnRetries, createOwnRetries } from './flow/own-retry.js';
import { createPassesAnswer } from './problems/passed-responses.js';
import { isModelRequest } from './calls/model-request.js';
import { asRequest, requestUrl } from './calls/request-url.js';
import { exportedTexts } from './project/exported-texts.js';
import { runtimeOf } from './modules/runtime.js';
import { javascriptProject } from './project/index.js';
import { type LimitedCall, timeoutFaults } from './problems/timeouts.js';
import { createStreamFaults } from './problems/streams.js';
import { type Swallowing, swallowedErrors } from './problems/swallowed-errors.js';
import { type CallNode, type Node, functionAround } from './syntax/tree.js';
import { createUrlTracer } from './urls/trace.js';
import type { UrlText } from './urls/url-context.js';
import type { HttpObject, Value } from './values/value.js';

/** The facts of a file with the tree nodes they came from, for the repairs. */
export interface Extraction {
  readonly facts: Facts;
  readonly problems: Problems;
  readonly callNodes: ReadonlyMap<Call, TSESTree.CallExpression>;
  readonly clientNodes: ReadonlyMap<Call, CallNode>;
  readonly sdks: ReadonlyMap<Call, Sdk>;
  /** How calls fail, as the catalog says it. */
  failureOf(call: Call): SdkFailure | undefined;
  readonly endpointNodes: ReadonlyMap<Endpoint, Node>;
  swallowing(): ReadonlyMap<SwallowedError, Swallowing>;
  blind(): ReadonlyMap<BlindRetry, BlindNode>;
  /** The base URLs that the other files of the project hold. */
  readonly urlsElsewhere: () => readonly ProjectUrl[];
  readonly ownRetries: OwnRetries;
}

/**
 * Reads one JavaScript or TypeScript file: what LLM servers it calls, where their addresses are decided, and
 * what happens when a connection is refused. `filename` is absolute; it decides framework conventions and
 * which `package.json` is near.
 */
export function extractFacts(
  sourceCode: Readonly<TSESLint.SourceCode>,
  filename: string,
  settings: Settings,
  openProject?: OpenProject,
  guard: Guard = UNGUARDED,
): Extraction {
  const project = openProject?.(javascriptProject);
  const { tree, catalog, evaluator, execution, flow, imports } = analyse(sourceCode, filename, settings, project);
  const tracer = createUrlTracer(tree, evaluator, settings.env, imports);
  const providers = createProviders(tree, evaluator, () => tracer);
  const purposeOf = createPurposes(tree, evaluator);
  const endpoints = new Map<Node, Endpoint>();
  const raws: {
    readonly raw: UnresolvedCall;
    readonly endpoint: Endpoint | undefined;
    readonly http?: HttpObject;
    readonly request?: AnsweredRequest;
  }[] = [];
  const limited: LimitedCall[] = [];
  const serverIdentities = new Set<unknown>();
  const uses: BaseUrlUse<Node>[] = [];
  const requests: { readonly node: CallNode; readonly ignored: readonly IgnoredName[] }[] = [];
  const maybe: {
    readonly node: TSESTree.CallExpression;
    readonly value: Value & { kind: 'http-request' };
    readonly urls: readonly UrlText[];
  }[] = [];

  /** Notes where a base URL is decided; gives the endpoint that the call uses. */
  function note(urls: readonly UrlText[], reaches: string, client: ClientServer = {}, overridable = false): Endpoint | undefined {
    let used: Endpoint | undefined;
    for (const url of urls) {
      const path = recognizedPath(url);
      const found = endpointOf(overridable ? { ...url, fallback: true } : url, reaches, path, client);
      if (!found) continue;
      const before = endpoints.get(found.node);
      // One literal may be read in several places: where one of them takes it as it is, it decides.
      if (!before || (before.source !== 'literal' && found.endpoint.source === 'literal')) endpoints.set(found.node, found.endpoint);
      used ??= endpoints.get(found.node);
    }
    return used;
  }

  function recognizedPath(url: UrlText) {
    const recognition = recognize(url);
    return recognition.kind === 'no' ? undefined : recognition.path;
  }

  function noteOptions(
    node: CallNode,
    { baseUrl = [], form, ...client }: Pick<ClientOptions, 'baseUrl' | 'form'> & ClientServer,
    reaches: string,
  ): Endpoint | undefined {
    for (const place of baseUrl) {
      const option = argumentAt(node, place, evaluator.valueOf);
      if (option.kind !== 'given') continue;
      const urls = tracer.trace(option.node);
      for (const url of urls) addIdentity(url);
      const hasOwnTransport = TRANSPORTS.some((at) => argumentAt(node, at, evaluator.valueOf).kind === 'given');
      uses.push({
        urls,
        reader: {
          reaches,
          kind: 'option',
          form,
          addsScheme: form === undefined || form.addsScheme === true,
          addsSlashes: true,
          hasOwnTransport,
        },
      });
      return note(urls, reaches, client, option.overridable || isAssigned(node));
    }
    return undefined;
  }

  function addIdentity(url: UrlText): void {
    const identity = identityOf(url);
    if (identity !== undefined) serverIdentities.add(identity);
  }

  /** `client.baseURL = …`, each with the call that made the client; the last one to a client is what its requests use. */
  const assigned = (tree.propertyWrites.get('baseURL') ?? []).flatMap((write, i, all) => {
    const target = write.left as TSESTree.MemberExpression;
    const value = evaluator.valueOf(target.object);
    const made = value.kind === 'sdk-object' && value.path.length === 0 ? value.made.at(-1) : undefined;
    if (value.kind !== 'sdk-object' || value.path.length > 0) return [];
    const holder = tree.text.slice(...target.object.range);
    const isLast = !all
      .slice(i + 1)
      .some(
        (later) => tree.text.slice(...(later.left as TSESTree.MemberExpression).object.range) === holder && isInBlockAround(later, write),
      );
    return [{ target, right: write.right, options: made?.options, made: made?.node, isLast }];
  });

  /** Whether the function that makes a client sets its base URL later. */
  function isAssigned(node: CallNode): boolean {
    return assigned.some(({ made, target }) => made === node && functionAround(target) === functionAround(node));
  }

  const clientEndpoints = new Map<CallNode, Endpoint>();
  const makers: ClientConstruction[] = [];
  for (const node of tree.calls)
    guard('a client', () => {
      const made = madeClient(node);
      if (!made?.options) return;
      makers.push({ node, name: made.name, options: made.options });
      if (!made.options.baseUrl) return;
      const endpoint = noteOptions(
        node,
        made.options,
        `${made.name}({ ${made.options.baseUrl[0]?.split('.').slice(1).join('.') ?? 'baseURL'} })`,
      );
      if (endpoint) clientEndpoints.set(node, endpoint);
    });

  /** The options of an SDK client that a call makes: `new OpenAI(…)`, `createOpenAI(…)`, `super(…)` of a subclass. */
  function madeClient(node: CallNode): { readonly name: string; readonly options: ClientOptions | undefined } | undefined {
    const nameOf = () =>
      `${node.type === 'NewExpression' ? 'new ' : ''}${codeExcerpt(tree.text.slice(node.callee.range[0], node.callee.range[1]))}`;
    if (node.callee.type === 'Super') {
      const base = evaluator.valueOf(node.callee);
      if (base.kind !== 'external') return undefined;
      const entry = getOwn(catalog.sdk(base.module)?.exports, base.path[0] ?? 'default');
      return entry?.kind === 'class' ? { name: nameOf(), options: entry.options } : undefined;
    }
    // What a call of another kind hands out was made elsewhere; looking into every function would cost the most here.
    const callee = evaluator.valueOf(node.callee).kind;
    if (callee !== 'external' && callee !== 'sdk-object') return undefined;
    const value = evaluator.valueOf(node);
    if (value.kind !== 'sdk-object' || value.path.length > 0) return undefined;
    const last = value.made.at(-1);
    return last?.node === node ? { name: nameOf(), options: last.options } : undefined;
  }

  for (const { target, right, options, isLast } of assigned)
    note(tracer.trace(right), codeExcerpt(tree.text.slice(target.object.range[0], target.object.range[1])), options, !isLast);

  for (const node of tree.calls)
    guard('a call', () => {
      if (node.type !== 'CallExpression') return;
      const callee = evaluator.valueOf(node.callee);
      if (callee.kind === 'sdk-function') {
        if (isGivenDouble(node, callee.sdk, callee.call.model)) return;
        const raw = sdkCall(node, callee.sdk, callee.call, [], evaluator);
        if (callee.call.ignored) requests.push({ node, ignored: callee.call.ignored });
        const own = callee.call.baseUrl ? noteOptions(node, { baseUrl: callee.call.baseUrl }, `${callee.name}()`) : undefined;
        raws.push({
          raw: { ...raw, purpose: purposeOf({ raw }), provider: providers.ofFunction(node, callee.sdk, callee.call) },
          endpoint: own ?? modelEndpoint(node, callee.call.model),
        });
      } else if (callee.kind === 'sdk-object') {
        const kind = callKindOf(callee);
        if (!kind) return;
        const client = callee.made.map((m) => clientEndpoints.get(m.node)).findLast((e) => e !== undefined);
        const raw = methodCall(node, callee, kind, evaluator, tree);
        raws.push({
          raw: { ...raw, purpose: purposeOf({ raw }), provider: providers.ofClient(callee, node, kind) },
          endpoint: client,
        });
      } else {
        const request = asRequest(callee);
        if (!request) return;
        const urls = requestUrl(node, request, evaluator, tracer);
        const recognitions = urls.map(recognize);
        if (recognitions.some((r) => r.kind === 'server')) {
          const known = urls.filter((_, i) => recognitions[i]?.kind === 'server');
          for (const url of known) addIdentity(url);
          addHttp(node, request, urls, known);
        } else if (recognitions.some((r) => r.kind === 'maybe')) maybe.push({ node, value: request, urls });
        else if (isModelRequest(node, request.request, urls, tree, evaluator)) addHttp(node, request, urls, urls);
      }
    });
  // `/models` or `/health` say nothing alone; on a base that is an LLM server's elsewhere in the file they do.
  for (const { node, value, urls } of maybe) {
    const request = tree.text.slice(node.range[0], node.range[1]);
    const known = urls.filter((url) => serverIdentities.has(identityOf(url)) || isToldByFile(url, request, tree.text));
    if (known.length > 0) addHttp(node, value, urls, known);
  }

  /** @param known Those of the URLs that are an LLM server's: a helper may be given other services' too. */
  function addHttp(
    node: TSESTree.CallExpression,
    value: Value & { kind: 'http-request' },
    urls: readonly UrlText[],
    known: readonly UrlText[],
  ): void {
    const reaches = `${codeExcerpt(tree.text.slice(node.callee.range[0], node.callee.range[1]))}()`;
    const endpoint = note(known, reaches);
    if (value.request.ignored) requests.push({ node, ignored: value.request.ignored });
    uses.push({ urls: known, reader: { ...REQUEST, reaches, addsScheme: value.http.client.addsScheme === true } });
    if (value.request.isObservable) return;
    const form = value.request.answer ?? value.http.client.answer;
    const request = form && form !== 'none' ? { request: { node, form, isProbe: urls.some((url) => recognizedPath(url)?.probe) } } : {};
    const paths = urls.map(recognizedPath);
    const asked = httpCall(node, value.http, value.request, paths, evaluator, tree);
    const raw = { ...asked, purpose: purposeOf({ raw: asked, http: { request: value.request, paths } }) };
    limited.push({ node, http: value.http, request: value.request, purpose: raw.purpose });
    raws.push({ raw: { ...raw, provider: providerOf(urls) }, endpoint, http: value.http, ...request });
  }

  /** `generateText({ model: new MockLanguageModelV3() })`. */
  function isGivenDouble(node: CallNode, { doubles }: Sdk, place: ArgumentPath | undefined): boolean {
    const option = doubles && place ? argumentAt(node, place, evaluator.valueOf) : undefined;
    const model = option?.kind === 'given' ? evaluator.valueOf(option.node) : undefined;
    return model?.kind === 'made-by' && doubles?.includes(model.module) === true;
  }

  function modelEndpoint(node: CallNode, place: ArgumentPath | undefined): Endpoint | undefined {
    const option = place ? argumentAt(node, place, evaluator.valueOf) : undefined;
    const model = option?.kind === 'given' ? evaluator.valueOf(option.node) : undefined;
    return model?.kind === 'sdk-object' ? model.made.map((m) => clientEndpoints.get(m.node)).findLast((e) => e !== undefined) : undefined;
  }

  // What decides in another file of the project is decided here.
  for (const { node, text, path } of project ? exportedTexts(tree, execution.exports) : []) {
    const reaches = endpoints.has(node) ? undefined : project?.addressReader(path);
    const found = reaches === undefined ? undefined : endpointOf<Node>({ parts: [{ text, node }], fallback: false }, reaches, undefined);
    if (found) endpoints.set(node, found.endpoint);
  }

  const layerReader = createLayerReader(tree, evaluator);
  /** HTTP clients that a library makes try again in place: `axiosRetry(axios)`. */
  const retryingClients = once(() =>
    tree.calls.flatMap((node): readonly { readonly value: HttpObject; readonly name: string; readonly layer: RetryLayer | undefined }[] => {
      const wrapper = node.type === 'CallExpression' ? catalog.wrapperOf(evaluator.valueOf(node.callee), '') : undefined;
      const callee = evaluator.valueOf(node.callee);
      // An interceptor sees the failure, and may send the request again.
      if (callee.kind === 'http' && callee.client.interceptors?.includes(callee.path.join('.')))
        return [{ value: callee, name: 'an interceptor', layer: undefined }];
      if (wrapper?.wrapper.takes !== 'client' || catalog.isOff(wrapper.wrapper, node, evaluator.valueOf)) return [];
      const client = node.arguments[wrapper.wrapper.argument];
      const value = client && client.type !== 'SpreadElement' ? evaluator.valueOf(client) : undefined;
      return value?.kind === 'http' ? [{ value, name: wrapper.name, layer: layerReader.ofLibrary(node, wrapper) }] : [];
    }),
  );

  const manifest = manifestFor(filename);
  const majorOf = (name: string) => manifest?.majorOf(name);
  const runtime = raws.length > 0 ? runtimeOf({ sourceCode, filename, manifest }) : 'unknown';
  /**
   * What the project's versions change. Before 4 the promise of `streamText` rejects; from 4 on the failure is a part of the stream.
   * Of a version that was not measured, only that it fails is known.
   */
  function asInstalled(raw: UnresolvedCall, http: HttpObject | undefined): UnresolvedCall {
    const entry = raw.sdk ?? http?.client;
    const major = raw.library === 'ai' && raw.surfaces === 'never' && !raw.client ? majorOf('ai') : undefined;
    const surfacing = major !== undefined && major < 4 ? ({ ...raw, surfaces: 'await' } as const) : raw;
    return entry && isUnmeasured(entry, majorOf) ? asUnmeasured(surfacing) : surfacing;
  }

  const isRepeated = createRepeats();
  const callNodes = new Map<Call, TSESTree.CallExpression>();
  const clientNodes = new Map<Call, CallNode>();
  const sdks = new Map<Call, Sdk>();
  const requestsOf = new Map<Call, AnsweredRequest>();
  const layers = new Map<Call, LayersOfWays>();
  const followed = new Map<Call, Followed>();
  raws.sort((a, b) => a.raw.node.range[0] - b.raw.node.range[0]);

  const isAnsweredElsewhere = (raw: UnresolvedCall, paths: readonly Path[]): boolean =>
    failsOver(
      raw,
      paths,
      raws.map((one) => one.raw),
      tree,
      evaluator,
    );

  /** Follows the failure of every call, and notes what the problems are found by. */
  const calls = once((): readonly Call[] =>
    raws.flatMap(
      ({ raw, endpoint, http, request }) =>
        guard('the failure of a call', () => {
          const plugin =
            http &&
            retryingClients().find(({ value }) => value.client === http.client && value.made.at(-1)?.node === http.made.at(-1)?.node);
          const installed = asInstalled(raw, http);
          const purpose = followsProbe({ raw, endpoint }, raws) ? 'management' : raw.purpose;
          const { call: finished, paths } = finishedCall({ ...installed, purpose }, flow, endpoint, tree, runtime, project);
          const isTriedAgain = finished.retry.kind === 'none' && (plugin !== undefined || isAnsweredElsewhere(raw, paths));
          const call: Call = {
            ...finished,
            ...(isTriedAgain && { retry: plugin ? { kind: 'wrapper', name: plugin.name } : { kind: 'loop' } }),
            ...(isRepeated(finished, raw.node) && { isRepeated: true }),
          };
          callNodes.set(call, raw.node);
          followed.set(call, { raw: installed, paths });
          if (plugin?.layer || paths.some((path) => path.layers))
            layers.set(
              call,
              paths.map((path) => [...(plugin?.layer ? [plugin.layer] : []), ...layerReader.onWay(path, raw.node)]),
            );
          if (request) requestsOf.set(call, request);
          if (raw.client) clientNodes.set(call, raw.client);
          if (raw.sdk) sdks.set(call, raw.sdk);
          return call;
        }) ?? [],
    ),
  );
  const followedCalls = (): typeof followed => {
    calls();
    return followed;
  };

  const swallowing = once(() => swallowedErrors(followedCalls(), tree));
  const blind = once(() => blindRetries(followedCalls(), layers, tree, evaluator));
  const clientContext = { tree, evaluator, tracer, makers, calls: raws.map(({ raw }) => raw), requests, majorOf };
  const started = startedServers(tree, evaluator);
  const inOrder = [...endpoints]
    .sort(([a], [b]) => a.range[0] - b.range[0])
    .map(([node, endpoint]): [Node, Endpoint] => [
      node,
      endpoint.source === 'literal' && isOwnServer(endpoint.base, started) ? { ...endpoint, source: 'configuration' } : endpoint,
    ]);

  return {
    facts: lazyFields(guard, NO_FACTS, { endpoints: () => inOrder.map(([, endpoint]) => endpoint), calls }),
    problems: lazyFields(guard, NO_PROBLEMS, {
      baseUrls: () => baseUrlFaults(uses, tree.text),
      blindRetries: () => [...blind().keys()],
      concurrency: () => unboundedConcurrency(new Map([...followedCalls()].map(([call, { raw }]) => [call, raw])), tree, evaluator),
      connectionChecks: () => ineffectiveChecks(followedCalls(), tree, evaluator, catalog),
      ...clientProblems(clientContext),
      retriesWithoutBackoff: () => {
        calls();
        return retriesWithoutBackoff(layers);
      },
      stackedRetries: () => {
        const innerOption = createInnerOption(tree, execution, followedCalls(), layers);
        return [...layers].flatMap(([call, ways]): readonly StackedRetries[] => {
          const raw = followed.get(call)?.raw;
          const found = raw && guard('stacked retries', () => stackedRetries(call, raw, ways, () => innerOption(raw)));
          return found ? [found] : [];
        });
      },
      streams: () => {
        const streamFault = createStreamFaults(tree, evaluator, flow, majorOf);
        return [...followedCalls()].flatMap(([call, { raw, paths }]) => guard('a stream', () => streamFault(call, raw, paths)) ?? []);
      },
      swallowedErrors: () => [...swallowing().keys()],
      timeouts: () =>
        timeoutFaults(
          makers,
          [...limited, ...raws.flatMap(({ raw: { node, sdk, purpose } }) => (sdk?.callTimeout ? [{ node, sdk, purpose }] : []))],
          tree,
          evaluator,
          runtime,
        ),
      uncheckedResponses: () => {
        calls();
        const uncheckedAnswer = createUncheckedAnswers(tree, evaluator, createPassesAnswer(tree, evaluator, catalog, imports));
        return [...requestsOf].flatMap(([call, request]) => guard('the status of a response', () => uncheckedAnswer(call, request)) ?? []);
      },
    }),
    callNodes,
    clientNodes,
    sdks,
    endpointNodes: new Map(inOrder.map(([node, endpoint]) => [endpoint, node])),
    failureOf: (call) => followed.get(call)?.raw.failure,
    swallowing,
    blind,
    urlsElsewhere: () => project?.urls() ?? [],
    ownRetries: createOwnRetries(tree, flow, filename, project),
  };
}

/** Whether an assignment stands in a block that holds another one, so that it follows wherever the other one runs. */
function isInBlockAround({ parent: statement }: TSESTree.AssignmentExpression, other: Node): boolean {
  const block = statement.type === 'ExpressionStatement' ? statement.parent : undefined;
  if (block?.type !== 'Program' && block?.type !== 'BlockStatement') return false;
  return functionAround(other) === functionAround(statement) && block.range[0] <= other.range[0] && other.range[1] <= block.range[1];
}

/** Where a client takes a function of the program's own, through which its requests go. */
const TRANSPORTS = ['0.fetch', '0.configuration.fetch', '0.httpClient', '0.middleware'] as const;
const REQUEST: Omit<BaseUrlReader, 'reaches' | 'addsScheme'> = { kind: 'request', addsSlashes: true, hasOwnTransport: false };
