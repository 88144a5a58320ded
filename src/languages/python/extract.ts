import type { Call, Escape } from '../../model/facts/call.js';
import type { CallKind, Sdk } from '../../model/catalog/sdk.js';
import type { ClientOptions, ProviderForms } from '../../model/catalog/options.js';
import type { ServerPath } from '../../model/catalog/server.js';
import type { Endpoint } from '../../model/facts/endpoint.js';
import type { FileFacts } from '../../model/language.js';
import { type Guard, UNGUARDED } from '../../model/guard.js';
import { NO_FACTS, NO_PROBLEMS } from '../../model/file-facts.js';
import type { OpenProject } from '../../model/project.js';
import type { StackedRetries } from '../../model/problems/retry-layers.js';
import type { Settings } from '../../model/settings.js';
import type { StreamFault } from '../../model/problems/stream.js';
import { providerOf } from '../../engine/calls/provider.js';
import { lazyFields, once } from '../../engine/lazy-fields.js';
import { shownCode } from '../../engine/heuristics/code-excerpt.js';
import { type BaseUrlUse, baseUrlFaults } from '../../engine/problems/base-url.js';
import { type ClientServer, endpointOf, identityOf, isToldByFile, recognize } from '../../engine/urls/recognize.js';
import { type LayersOfWays, costOfWay, hastyRetries, stackedRetries } from '../../engine/problems/retry-layers.js';
import { withStart } from '../../engine/urls/started-servers.js';
import { readingFault } from '../../engine/problems/streams.js';
import { offlineEngineOf } from '../../catalog/sdks/vllm/python.js';
import { ownEntry } from '../../catalog/presets/own-entry.js';
import { openai } from '../../catalog/sdks/openai/python.js';
import { type AnsweredRequest, createUncheckedAnswers } from './problems/unchecked-response.js';
import { withinFile } from './flow/callers.js';
import { argumentAt } from './values/arguments.js';
import { blindRetries } from './problems/blind-retries.js';
import { exportedTexts } from './project/exported-texts.js';
import type * as ast from './syntax/ast.js';
import type { FunctionNode, Node } from './syntax/ast.js';
import {
  type RawCall,
  type ReferencedCall,
  argumentsOf,
  callKindOf,
  finishedCall,
  httpCall,
  methodCall,
  sdkCall,
  thrownBy,
} from './calls/calls.js';
import { ineffectiveChecks } from './problems/connection-checks.js';
import { engineOf, enginesAsClients } from './problems/offline-engines.js';
import { type Maker, clientProblems } from './problems/client-options.js';
import { unboundedConcurrency } from './problems/concurrency.js';
import type { Extraction, PythonFile } from './extraction.js';
import type { Path } from './flow/path.js';
import { importedMethod } from './flow/imported-values.js';
import { createInnerOption } from './problems/inner-option.js';
import { openPython } from './flow/analyze.js';
import { createOwnRetries } from './flow/own-retry.js';
import { PYTHON_PROJECT } from './project/index.js';
import { isInBlockAround } from './syntax/reaching-definitions.js';
import { repairPython } from './fixes/index.js';
import { ofUnseenModel, withAmbientModel } from './calls/ambient-models.js';
import { createPurposes } from './calls/call-purpose.js';
import { createProviders } from './calls/provider.js';
import { asksForCompletion, givesToModel } from './calls/request-body.js';
import { requestUrl } from './calls/request-url.js';
import { isProxied, routePathAround, withRoutePath } from './calls/route-path.js';
import { createLayerReader } from './problems/retry-layers.js';
import { retryingSessions } from './calls/sessions.js';
import { swallowedErrors } from './problems/swallowed-errors.js';
import { type LimitedCall, timeoutFaults } from './problems/timeouts.js';
import { functionAround } from './syntax/tree.js';
import { startedServers } from './urls/started-servers.js';
import { createUrlTracer } from './urls/trace.js';
import type { UrlText } from './urls/tracer.js';
import type { HttpObject, Value } from './values/value.js';

/** Reads the facts of a file; `filename` is absolute and decides what is a test. */
export function readPython(
  file: PythonFile,
  filename: string,
  settings: Settings,
  openProject: OpenProject,
  guard: Guard = UNGUARDED,
): FileFacts {
  const extraction = extractFacts(file, filename, settings, openProject, guard);
  const { facts, problems } = extraction;
  return { facts, problems, repair: (intent) => repairPython(intent, { ...extraction, file, filename, settings }) };
}

/** What LLM servers a file calls, where their addresses are decided, and what happens when a connection is refused. */
export function extractFacts(
  { text, ast }: PythonFile,
  filename: string,
  settings: Settings,
  openProject: OpenProject,
  guard: Guard = UNGUARDED,
): Extraction {
  const project = openProject(PYTHON_PROJECT);
  const { tree, catalog, evaluator, matcher, flow } = openPython(ast, text, filename, settings, project);
  const { valueOf } = evaluator;
  const tracer = createUrlTracer(tree, evaluator, settings.env, project);
  const providers = createProviders(tree, evaluator, () => tracer);
  const withPurpose = createPurposes(tree, evaluator);
  const started = startedServers(tree, evaluator);
  const endpoints = new Map<Node, Endpoint>();
  const found: {
    readonly raw: RawCall;
    readonly endpoint: Endpoint | undefined;
    readonly http?: HttpObject;
    readonly request?: AnsweredRequest;
  }[] = [];
  const limited: LimitedCall[] = [];
  const serverIdentities = new Set<unknown>();
  const uses: BaseUrlUse<Node>[] = [];
  const maybe: { readonly node: RawCall['node']; readonly value: Value & { kind: 'http-request' }; readonly urls: readonly UrlText[] }[] =
    [];

  /** Notes where a base URL is decided; gives the endpoint that the call uses. */
  function note(urls: readonly UrlText[], reaches: string, client: ClientServer = {}, overridable = false): Endpoint | undefined {
    let used: Endpoint | undefined;
    for (const url of urls) {
      const recognition = recognize(url);
      const decided = endpointOf(
        overridable ? { ...url, fallback: true } : url,
        reaches,
        recognition.kind === 'no' ? undefined : recognition.path,
        client,
      );
      if (!decided) continue;
      const before = endpoints.get(decided.node);
      // One literal may be read in several places: where one of them takes it as it is, it decides.
      if (!before || (before.source !== 'literal' && decided.endpoint.source === 'literal'))
        endpoints.set(decided.node, withStart(decided.endpoint, started));
      used ??= endpoints.get(decided.node);
    }
    return used;
  }

  function noteOptions(
    node: ast.Call,
    { baseUrl = [], byProvider, ...own }: Pick<ClientOptions, 'baseUrl' | 'form' | 'byProvider'> & ClientServer,
    maker: string,
  ): Endpoint | undefined {
    const { form, ...client } = { ...own, ...(byProvider && ofProvider(node, byProvider)) };
    for (const place of baseUrl) {
      const option = argumentAt(node, place, valueOf);
      if (option.kind !== 'given') continue;
      const urls = tracer.trace(option.node);
      for (const url of urls) addIdentity(url);
      const reaches = `${maker}(${place.split('.').at(-1)?.split('|')[0] ?? ''}=…)`;
      uses.push({
        urls,
        reader: {
          reaches,
          kind: 'option',
          form,
          addsScheme: form === undefined || form.addsScheme === true,
          addsSlashes: false,
          hasOwnTransport: false,
          ...(byProvider?.library !== undefined && { library: byProvider.library }),
        },
      });
      return note(urls, reaches, client, isAssigned(node));
    }
    return undefined;
  }

  /** What the provider in front of a model's name takes as its base URL: `hosted_vllm/…`. */
  function ofProvider(node: ast.Call, { at, forms }: ProviderForms): Pick<ClientOptions, 'form' | 'server'> | undefined {
    const option = argumentAt(node, at, valueOf);
    const name = option.kind === 'given' ? evaluator.literalOf(option.node) : undefined;
    const provider = name?.kind === 'str' ? /^([^/]+)\//.exec(name.value)?.[1] : undefined;
    return provider === undefined ? undefined : ownEntry(forms, provider);
  }

  function addIdentity(url: UrlText): void {
    const identity = identityOf(url);
    if (identity !== undefined) serverIdentities.add(identity);
  }

  /** `openai.base_url = "http://…"`, `client.base_url = …`; the last one to a holder is what its requests use. */
  const assigned = ['base_url', 'api_base'].flatMap((name) =>
    (tree.attributeWrites.get(name) ?? []).flatMap(({ target, value }, i, all) => {
      const holder = valueOf(target.value);
      const isClient =
        holder.kind === 'sdk-object'
          ? holder.path.length === 0
          : holder.kind === 'external' && holder.path.length === 1 && catalog.sdk(holder.path);
      if (!isClient) return [];
      const made = holder.kind === 'sdk-object' ? holder.made.at(-1) : undefined;
      const text = tree.textOf(target.value);
      const isLast = !all
        .slice(i + 1)
        .some(
          (later) =>
            tree.textOf(later.target.value) === text &&
            functionAround(later.target) === functionAround(target) &&
            isInBlockAround(later.target, target),
        );
      return [{ target, value, options: made?.options, made: made?.node, isLast }];
    }),
  );

  /** Whether the function that makes a client sets its base URL later. */
  function isAssigned(node: ast.Call): boolean {
    return assigned.some(({ made, target }) => made === node && functionAround(target) === functionAround(node));
  }

  const clientEndpoints = new Map<ast.Call, Endpoint>();
  const makers: Maker[] = [];
  for (const node of tree.calls)
    guard('a client', () => {
      const maker = makerOf(node);
      const options = madeBy(maker);
      if (options) makers.push({ node: maker, options });
      const endpoint = options && noteOptions(maker, options, shownCode(tree.textOf(maker.func)));
      if (endpoint) clientEndpoints.set(node, endpoint);
    });

  /** `partial(OpenAI, base_url=…)` has the options of `OpenAI(base_url=…)`. */
  function makerOf(node: ast.Call): ast.Call {
    const [func, ...args] = node.args;
    return func && isPartial(valueOf(node.func)) ? { ...node, func, args } : node;
  }

  /** The options of a call that makes an SDK client. */
  function madeBy(node: ast.Call): ClientOptions | undefined {
    const callee = valueOf(node.func);
    if (callee.kind !== 'external' && callee.kind !== 'sdk-object') return undefined;
    const engine = callee.kind === 'external' ? offlineEngineOf(callee.path) : undefined;
    if (engine) return { baseUrl: engine.foreignOptions.filter((name) => /base|endpoint|url/.test(name)) };
    const value = valueOf(node);
    if (value.kind !== 'sdk-object' || value.path.length > 0) return undefined;
    return value.made.find((made) => made.node === node)?.options;
  }

  for (const { target, value, options, isLast } of assigned)
    note(tracer.trace(value), shownCode(tree.textOf(target.value)), options, !isLast);

  // A function that is handed to a helper of this file counts where it is handed over, not where the helper calls it.
  const takers = new Set<FunctionNode>();
  const deferred: { readonly node: ast.Call; readonly taker: FunctionNode }[] = [];
  for (const node of tree.calls) {
    const taker = takerOf(node.func);
    if (taker) deferred.push({ node, taker });
    else
      guard('a call', () => {
        addCalls(node);
      });
  }
  for (const { node, taker } of deferred)
    if (!takers.has(taker))
      guard('a call', () => {
        addCalls(node);
      });

  function addCalls(node: ast.Call): void {
    const callee = valueOf(node.func);
    if (addCall(node, callee)) return;
    for (const reference of references(node, callee)) {
      const local = addCall(reference.node, reference.value) ? evaluator.functionCalled(node.func) : undefined;
      if (local) takers.add(local);
    }
  }

  /** The function of this file that gets what is called as an argument. */
  function takerOf(func: ast.Expression): FunctionNode | undefined {
    const [binding, ...more] = func.type === 'Name' ? (tree.variableOf(func)?.bindings ?? []) : [];
    return binding?.kind === 'parameter' && more.length === 0 ? binding.fn : undefined;
  }

  /** Notes a call if its callee sends a request; whether it does. */
  function addCall(node: RawCall['node'], callee: Value): boolean {
    const written = argumentsOf(node);
    if (callee.kind === 'sdk-function') {
      const own = callee.call.baseUrl ? noteOptions(written, callee.call, shownCode(tree.textOf(written.func))) : undefined;
      found.push({
        raw: {
          ...withPurpose(sdkCall(node, callee.sdk, callee.call, [], evaluator)),
          provider: providers.ofFunction(written, callee.sdk, callee.call),
        },
        endpoint: own,
      });
      return true;
    }
    if (callee.kind === 'sdk-object') {
      const kind = callKindOf(callee);
      if (!kind) return false;
      const asked = withAmbientModel(callee, tree, evaluator);
      if (asked === 'unlisted') return true;
      const object = asked === 'elsewhere' ? callee : asked;
      const raw = withPurpose(methodCall(node, object, kind, evaluator));
      const client = object.made.map((made) => clientEndpoints.get(made.node)).findLast((endpoint) => endpoint !== undefined);
      const own = kind.baseUrl ? noteOptions(written, kind, shownCode(tree.textOf(written.func))) : undefined;
      found.push({
        raw: { ...(asked === 'elsewhere' ? ofUnseenModel(raw) : raw), provider: providers.ofClient(object, written, kind) },
        endpoint: own ?? client,
      });
      return true;
    }
    const sent = callee.kind === 'external' && node.type === 'Call' ? evaluator.sentByMaker(callee.path) : undefined;
    const made = sent && node.type === 'Call' ? valueOf(node) : undefined;
    if (sent && made?.kind === 'sdk-object') {
      found.push({
        raw: methodCall(node, made, sent, evaluator),
        endpoint: made.made.map((one) => clientEndpoints.get(one.node)).findLast((endpoint) => endpoint !== undefined),
      });
      return true;
    }
    const engine = engineOf(callee);
    if (engine && callee.kind === 'made-by') {
      // The engine has no such method: it is a client's that is meant.
      const kind = callee.members.length > 0 ? ownEntry(CLIENT_CALLS, callee.members.join('.')) : undefined;
      if (!kind) return false;
      found.push({
        raw: sdkCall(node, openai, kind, [], evaluator),
        endpoint: callee.node.type === 'Call' ? clientEndpoints.get(callee.node) : undefined,
      });
      return true;
    }
    const imported = importedMethod(callee, project);
    if (imported) return addCall(node, imported);
    if (callee.kind !== 'http-request') return false;
    const route = routePathAround(node.type === 'Reference' ? node.reference : node, evaluator);
    const urls = requestUrl(written, callee, evaluator, tracer).map((url) => withRoutePath(url, route));
    const recognitions = urls.map(recognize);
    const isTold =
      urls.length > 0 && urls.every((url) => url.parts.every((part) => 'hole' in part)) && asksForCompletion(written, tree, evaluator);
    const isProxy = recognitions.some((r) => r.kind === 'maybe' && isProxied(route, r.path.path));
    if (isTold || isProxy || recognitions.some((r) => r.kind === 'server')) {
      const known = urls.filter((_, i) => recognitions[i]?.kind === 'server');
      for (const url of known) addIdentity(url);
      addHttp(node, callee, urls, known.length > 0 ? known : urls);
    } else if (recognitions.some((r) => r.kind === 'maybe')) maybe.push({ node, value: callee, urls });
    return true;
  }

  /** Functions that send a request and are handed to another function: `asyncio.to_thread(requests.post, url)`. */
  function* references(call: ast.Call, callee: Value): Generator<{ readonly node: ReferencedCall; readonly value: Value }> {
    if (callee.kind === 'external' && catalog.sdk(callee.path)) return;
    // A partial function that has a name, or is called, is a call where that is.
    if (isPartial(callee) && (call.parent?.type === 'Assign' || (call.parent?.type === 'Call' && call.parent.func === call))) return;
    for (const [i, argument] of call.args.entries()) {
      if (argument.type !== 'Attribute' && argument.type !== 'Name') continue;
      const value = valueOf(argument);
      if (
        value.kind !== 'sdk-function' &&
        value.kind !== 'http-request' &&
        (value.kind !== 'sdk-object' || value.path.length === 0 || !callKindOf(value))
      )
        continue;
      yield { node: { type: 'Reference', reference: argument, asCall: { ...call, func: argument, args: call.args.slice(i + 1) } }, value };
    }
    for (const { arg, value: argument } of call.keywords) {
      if (argument.type !== 'Attribute' || (arg !== 'func' && arg !== 'fn' && arg !== 'target' && arg !== 'function')) continue;
      const value = valueOf(argument);
      if (value.kind === 'sdk-function' || (value.kind === 'sdk-object' && value.path.length > 0 && callKindOf(value)))
        yield { node: { type: 'Reference', reference: argument, asCall: { ...call, func: argument } }, value };
    }
  }

  // `/models` or `/health` say nothing alone; on a base that is an LLM server's elsewhere in the file they do.
  for (const { node, value, urls } of maybe) {
    const request = tree.textOf(argumentsOf(node));
    const known = urls.filter((url) => serverIdentities.has(identityOf(url)) || isToldByFile(url, request, text));
    if (known.length > 0) addHttp(node, value, urls, known);
    else if (givesToModel(argumentsOf(node), tree, evaluator)) addHttp(node, value, urls, urls);
  }

  function recognizedPath(url: UrlText): ServerPath | undefined {
    const recognition = recognize(url);
    return recognition.kind === 'no' ? undefined : recognition.path;
  }

  /** @param known Those of the URLs that are an LLM server's: a helper may be given other services' too. */
  function addHttp(
    node: RawCall['node'],
    value: Value & { kind: 'http-request' },
    urls: readonly UrlText[],
    known: readonly UrlText[],
  ): void {
    const reaches = `${shownCode(tree.textOf(argumentsOf(node).func))}()`;
    const endpoint = note(known, reaches);
    uses.push({
      urls: known,
      reader: { reaches, kind: 'request', addsScheme: value.http.client.addsScheme === true, addsSlashes: false, hasOwnTransport: false },
    });
    const form = value.request.answer ?? value.http.client.answer;
    const request =
      form && form !== 'none' && node.type === 'Call'
        ? { request: { node, http: value.http, form, isProbe: urls.some((url) => recognizedPath(url)?.probe) } }
        : {};
    const paths = urls.map(recognizedPath);
    const raw = withPurpose(httpCall(node, value.http, value.request, paths, evaluator, tree), { request: value.request, paths });
    if (node.type === 'Call') limited.push({ node, http: value.http, request: value.request, purpose: raw.purpose });
    found.push({ raw: { ...raw, provider: providerOf(urls) }, endpoint, http: value.http, ...request });
  }

  // What decides in another file of the project is decided here.
  for (const { node, text: address, path } of project ? exportedTexts(tree) : []) {
    const reaches = endpoints.has(node) ? undefined : project?.addressReader(path);
    const found =
      reaches === undefined ? undefined : endpointOf<Node>({ parts: [{ text: address, node }], fallback: false }, reaches, undefined);
    if (found) endpoints.set(node, withStart(found.endpoint, started));
  }

  const retrying = retryingSessions(tree, evaluator);
  const raws = new Map<Call, RawCall>();
  const ways = new Map<Call, readonly Path[]>();
  const requestsOf = new Map<Call, AnsweredRequest>();
  const layersOf = createLayerReader(tree, evaluator);
  const layers = new Map<Call, LayersOfWays>();
  found.sort((a, b) => startOf(a.raw) - startOf(b.raw));

  /** Follows the failure of every call, and notes what the problems are found by. */
  const calls = once((): readonly Call[] =>
    found.flatMap(
      ({ raw, endpoint, http, request }) =>
        guard('the failure of a call', () => {
          const { call: finished, paths, lost } = finishedCall(raw, flow, endpoint, tree, project);
          const session = http && finished.retry.kind === 'none' ? retrying(http) : undefined;
          const escape = lost && escapeOf(finished, raw, lost);
          const call: Call = { ...finished, ...(session && { retry: session }), ...(escape && { escape }) };
          raws.set(call, raw);
          ways.set(call, paths);
          if (paths.some((path) => path.layers))
            layers.set(
              call,
              paths.map((path) => layersOf(path, raw.node.type === 'Reference' ? raw.node.reference : raw.node)),
            );
          // An adapter that tries again raises when it gives up.
          if (request && !(http && retrying(http))) requestsOf.set(call, request);
          return call;
        }) ?? [],
    ),
  );
  const followedCalls = (): typeof raws => {
    calls();
    return raws;
  };

  function streamFault(call: Call, raw: RawCall): StreamFault | undefined {
    if (call.answer !== 'stream' || raw.timing === 'on-read' || raw.node.type !== 'Call') return undefined;
    return readingFault(call, ways.get(call) ?? [], withinFile(flow.result(raw.node, 'on-read', thrownBy(raw))));
  }

  /** What gets out where nobody catches the failure and something around the call tries again. */
  function escapeOf({ span, failure }: Call, raw: RawCall, lost: Path): Escape | undefined {
    const isRetried = lost.again?.kind === 'wrapper' || lost.again?.kind === 'loop';
    if (!lost.layers && lost.raises === undefined && !isRetried) return undefined;
    const error = lost.raises ?? failure.error;
    const isSeen = lost.layers !== undefined && raw.isCertain;
    return {
      error,
      ...(isSeen
        ? costOfWay(raw, layersOf(lost, raw.node.type === 'Reference' ? raw.node.reference : raw.node), span)
        : { requests: undefined, seconds: undefined }),
    };
  }

  const swallowing = once(() => swallowedErrors(ways, followedCalls(), tree));
  const blind = once(() => blindRetries(ways, followedCalls(), layers, tree, evaluator, matcher));
  const clientContext = { tree, evaluator, tracer, makers, calls: found.map(({ raw }) => raw), env: settings.env };
  const inOrder = [...endpoints].sort(([a], [b]) => a.range[0] - b.range[0]);

  return {
    facts: lazyFields(guard, NO_FACTS, { endpoints: () => inOrder.map(([, endpoint]) => endpoint), calls }),
    problems: lazyFields(guard, NO_PROBLEMS, {
      baseUrls: () => baseUrlFaults(uses, text),
      blindRetries: () => [...blind().keys()],
      concurrency: () => unboundedConcurrency(followedCalls(), tree, evaluator),
      connectionChecks: () => ineffectiveChecks(ways, followedCalls(), tree, evaluator, matcher),
      ...clientProblems(clientContext),
      offlineEngines: () => enginesAsClients(followedCalls(), tree, evaluator),
      retriesWithoutBackoff: () => {
        calls();
        return hastyRetries(layers);
      },
      stackedRetries: () => {
        const innerOption = createInnerOption(tree, followedCalls(), layers);
        return [...layers].flatMap(([call, ways]): readonly StackedRetries[] => {
          const raw = raws.get(call);
          const stack = raw && guard('stacked retries', () => stackedRetries(call, raw, ways, () => innerOption(raw)));
          return stack ? [stack] : [];
        });
      },
      streams: () => [...followedCalls()].flatMap(([call, raw]) => guard('a stream', () => streamFault(call, raw)) ?? []),
      swallowedErrors: () => [...swallowing().keys()],
      timeouts: () =>
        timeoutFaults(
          makers,
          [
            ...limited,
            ...found.flatMap(({ raw: { node, sdk, purpose } }) =>
              sdk?.callTimeout && node.type === 'Call' ? [{ node, sdk, purpose }] : [],
            ),
          ],
          tree,
          evaluator,
        ),
      uncheckedResponses: () => {
        calls();
        const uncheckedAnswer = createUncheckedAnswers(tree, evaluator);
        return [...requestsOf].flatMap(([call, request]) => guard('the status of a response', () => uncheckedAnswer(call, request)) ?? []);
      },
    }),
    tree,
    evaluator,
    raws,
    endpointNodes: new Map(inOrder.map(([node, endpoint]) => [endpoint, node])),
    swallowing,
    blind,
    ownRetries: createOwnRetries(tree, filename, project),
    urlsElsewhere: () => project?.urls() ?? [],
  };
}

function isPartial(callee: Value): boolean {
  return callee.kind === 'external' && callee.path.join('.') === 'functools.partial';
}

/** What can be asked of a client of a server. */
const CLIENT_CALLS: Readonly<Record<string, CallKind>> = (openai as Sdk).objects['client']?.calls ?? {};

function startOf({ node }: RawCall): number {
  return node.type === 'Reference' ? node.reference.range[0] : node.range[0];
}
