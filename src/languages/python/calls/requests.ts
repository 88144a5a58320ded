import { providerOf } from '../../../engine/calls/provider.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { identityOf, isToldByFile, recognize } from '../../../engine/urls/recognize.js';
import type { ServerPath } from '../../../model/catalog/server.js';
import { addEndpoint, addIdentity } from '../urls/endpoints.js';
import type { UrlText } from '../urls/tracer.js';
import type { CallContext, RequestValue } from './call-context.js';
import { type UnresolvedCall, argumentsOf, httpCall } from './calls.js';
import { asksForCompletion, givesToModel } from './request-body.js';
import { requestUrl } from './request-url.js';
import { isProxied, routePathAround, withRoutePath } from './route-path.js';

/** Adds the request of an HTTP client where it goes to an LLM server; where only its path says so, to the uncertain ones. */
export function addRequest(context: CallContext, node: UnresolvedCall['node'], value: RequestValue): void {
  const { tree, evaluator, tracer } = context;
  const written = argumentsOf(node);
  const route = routePathAround(node.type === 'Reference' ? node.reference : node, evaluator);
  const urls = requestUrl(written, value, evaluator, tracer).map((url) => withRoutePath(url, route));
  const recognitions = urls.map(recognize);
  const isTold =
    urls.length > 0 && urls.every((url) => url.parts.every((part) => 'hole' in part)) && asksForCompletion(written, tree, evaluator);
  const isProxy = recognitions.some((r) => r.kind === 'maybe' && isProxied(route, r.path.path));
  if (isTold || isProxy || recognitions.some((r) => r.kind === 'server')) {
    const known = urls.filter((_, i) => recognitions[i]?.kind === 'server');
    for (const url of known) addIdentity(context, url);
    addHttp(context, node, value, urls, known.length > 0 ? known : urls);
  } else if (recognitions.some((r) => r.kind === 'maybe')) context.uncertain.push({ node, value, urls });
}

/** `/models` or `/health` say nothing alone; on a base that is an LLM server's elsewhere in the file they do. */
export function addUncertainRequests(context: CallContext): void {
  const { tree, evaluator, serverIdentities } = context;
  for (const { node, value, urls } of context.uncertain) {
    const request = tree.textOf(argumentsOf(node));
    const known = urls.filter((url) => serverIdentities.has(identityOf(url)) || isToldByFile(url, request, tree.text));
    if (known.length > 0) addHttp(context, node, value, urls, known);
    else if (givesToModel(argumentsOf(node), tree, evaluator)) addHttp(context, node, value, urls, urls);
  }
}

/** @param known Those of the URLs that are an LLM server's: a helper may be given other services' too. */
function addHttp(
  context: CallContext,
  node: UnresolvedCall['node'],
  value: RequestValue,
  urls: readonly UrlText[],
  known: readonly UrlText[],
): void {
  const { tree, evaluator } = context;
  const reaches = `${codeExcerpt(tree.textOf(argumentsOf(node).func))}()`;
  const endpoint = addEndpoint(context, known, reaches);
  context.uses.push({
    urls: known,
    reader: { reaches, kind: 'request', addsScheme: value.http.client.addsScheme === true, addsSlashes: false, hasOwnTransport: false },
  });
  const form = value.request.answer ?? value.http.client.answer;
  const request =
    form && form !== 'none' && node.type === 'Call'
      ? { request: { node, http: value.http, form, isProbe: urls.some((url) => recognizedPath(url)?.probe) } }
      : {};
  const paths = urls.map(recognizedPath);
  const raw = context.withPurpose(httpCall(node, value.http, value.request, paths, evaluator, tree), { request: value.request, paths });
  if (node.type === 'Call') context.limited.push({ node, http: value.http, request: value.request, purpose: raw.purpose });
  context.found.push({ raw: { ...raw, provider: providerOf(urls) }, endpoint, http: value.http, ...request });
}

function recognizedPath(url: UrlText): ServerPath | undefined {
  const recognition = recognize(url);
  return recognition.kind === 'no' ? undefined : recognition.path;
}
