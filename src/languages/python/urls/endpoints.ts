import { getOwn } from '../../../catalog/presets/own-entry.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { BaseUrlUse } from '../../../engine/problems/base-url.js';
import { type ClientServer, endpointOf, identityOf, recognize } from '../../../engine/urls/recognize.js';
import { withStart } from '../../../engine/urls/started-servers.js';
import type { ClientOptions, ProviderForms } from '../../../model/catalog/options.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { type Tree, functionAround } from '../syntax/tree.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluator.js';
import type { AssignedUrl } from './assigned-urls.js';
import type { UrlText, UrlTracer } from './tracer.js';

/** The endpoints of a file, as its clients and calls are read one after the other. */
export interface EndpointContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly tracer: UrlTracer;
  /** The servers that the file starts. */
  readonly started: ReadonlySet<string>;
  /** Where the base URL of a client is set after it is made. */
  readonly assigned: readonly AssignedUrl[];
  /** The endpoints so far, by the node that decides each. */
  readonly endpoints: Map<Node, Endpoint>;
  /** The base URLs and what reads each. */
  readonly uses: BaseUrlUse<Node>[];
  /** The identities of the LLM servers that the clients of the file use. */
  readonly serverIdentities: Set<unknown>;
}

/** Adds where a base URL is decided; gives the endpoint that the call uses. */
export function addEndpoint(
  { endpoints, started }: EndpointContext,
  urls: readonly UrlText[],
  reaches: string,
  client: ClientServer = {},
  isOverridable = false,
): Endpoint | undefined {
  let used: Endpoint | undefined;
  for (const url of urls) {
    const recognition = recognize(url);
    const decided = endpointOf(
      isOverridable ? { ...url, fallback: true } : url,
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

/** Adds the endpoint that a call is given as an option: the maker of a client, or a function with an option of its own. */
export function addOptionEndpoint(
  context: EndpointContext,
  node: ast.Call,
  { baseUrl = [], byProvider, ...own }: Pick<ClientOptions, 'baseUrl' | 'form' | 'byProvider'> & ClientServer,
): Endpoint | undefined {
  const { form, ...client } = { ...own, ...(byProvider && formOfProvider(context, node, byProvider)) };
  for (const place of baseUrl) {
    const option = argumentAt(node, place, context.evaluator.valueOf);
    if (option.kind !== 'given') continue;
    const urls = context.tracer.trace(option.node);
    for (const url of urls) addIdentity(context, url);
    const reaches = `${codeExcerpt(context.tree.textOf(node.func))}(${place.split('.').at(-1)?.split('|')[0] ?? ''}=…)`;
    context.uses.push({
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
    return addEndpoint(context, urls, reaches, client, isAssigned(context, node));
  }
  return undefined;
}

/** Adds the endpoints that assignments set. */
export function addAssignedEndpoints(context: EndpointContext): void {
  for (const { target, value, options, isLast } of context.assigned)
    addEndpoint(context, context.tracer.trace(value), codeExcerpt(context.tree.textOf(target.value)), options, !isLast);
}

/** Adds the server of a URL to those that the file is known to call. */
export function addIdentity({ serverIdentities }: EndpointContext, url: UrlText): void {
  const identity = identityOf(url);
  if (identity !== undefined) serverIdentities.add(identity);
}

/** What the provider in front of a model's name takes as its base URL: `hosted_vllm/…`. */
function formOfProvider(
  { evaluator }: EndpointContext,
  node: ast.Call,
  { at, forms }: ProviderForms,
): Pick<ClientOptions, 'form' | 'server'> | undefined {
  const option = argumentAt(node, at, evaluator.valueOf);
  const name = option.kind === 'given' ? evaluator.literalOf(option.node) : undefined;
  const provider = name?.kind === 'str' ? /^([^/]+)\//.exec(name.value)?.[1] : undefined;
  return provider === undefined ? undefined : getOwn(forms, provider);
}

/** Whether the function that makes a client sets its base URL later. */
function isAssigned({ assigned }: EndpointContext, node: ast.Call): boolean {
  return assigned.some(({ made, target }) => made === node && functionAround(target) === functionAround(node));
}
