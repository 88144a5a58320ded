import type { ArgumentPath } from '../../../model/catalog/place.js';
import { type UrlPart, onBase } from '../../../engine/urls/url-text.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluator.js';
import type { UrlText, UrlTracer } from '../urls/tracer.js';
import type { Value } from '../values/value.js';

/** The URLs that a request may go to: what the call says, after the base URL of the client that it is made with. */
export function requestUrl(
  node: ast.Call,
  { request, http }: Value & { kind: 'http-request' },
  evaluator: Evaluator,
  tracer: UrlTracer,
): readonly UrlText[] {
  const read = (call: ast.Call, place: ArgumentPath): readonly UrlText[] => {
    const option = argumentAt(call, place, evaluator.valueOf);
    if (option.kind !== 'given') return [];
    return tracer.trace(requestObject(option.node, evaluator));
  };
  let urls = request.url.map((place) => read(node, place)).find((texts) => texts.length > 0) ?? [];
  if (urls.length === 0 && request.parts)
    urls = fromParts(
      request.parts.host.map((place) => read(node, place)).find((t) => t.length > 0),
      read(node, request.parts.port),
      read(node, request.parts.path),
    );
  for (const { node: maker, factory } of [...http.made].reverse()) {
    // `HTTPConnection(host, port)` and `connection.request("POST", path)`.
    if (factory.parts) {
      const host = factory.parts.host.map((place) => read(maker, place)).find((t) => t.length > 0);
      return fromParts(host, read(maker, factory.parts.port), urls);
    }
    const base = factory.baseUrl?.map((place) => read(maker, place)).find((texts) => texts.length > 0);
    if (base) return urls.length === 0 ? base : urls.flatMap((url) => [...new Set(base.map((b) => onBase(b, url)))]);
  }
  return urls;
}

/** `urlopen(Request(url))`: the request's URL, also where the request has a name. */
function requestObject(node: ast.Expression, { valueOf }: Evaluator): ast.Expression {
  const value = valueOf(node);
  const maker = value.kind === 'http' ? value.made.at(-1)?.node : undefined;
  return maker ? (maker.keywords.find((k) => k.arg === 'url')?.value ?? maker.args[0] ?? node) : node;
}

function fromParts(hosts: readonly UrlText[] | undefined, ports: readonly UrlText[], paths: readonly UrlText[]): readonly UrlText[] {
  const host = hosts?.[0];
  const path = paths[0];
  const first = host?.parts[0];
  if (!host || !path || !first) return [];
  if (!('text' in first)) return [{ parts: [...host.parts, ...path.parts], fallback: host.fallback }];
  const port = ports[0];
  const portParts: readonly UrlPart<Node>[] = port ? [{ text: ':', node: first.node }, ...port.parts] : [];
  return [
    { parts: [{ ...first, text: `http://${first.text}` }, ...host.parts.slice(1), ...portParts, ...path.parts], fallback: host.fallback },
  ];
}
