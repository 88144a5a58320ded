import type { TSESTree } from '@typescript-eslint/utils';
import { onBase } from '../../../engine/urls/url-text.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Node, unwrap } from '../syntax/tree.js';
import type { UrlTracer } from '../urls/trace.js';
import type { UrlPart, UrlText } from '../urls/url-context.js';
import type { Value } from '../values/value.js';

/** The URLs that a request may go to: what the call says, after the base URL of the client that it is made with. */
export function requestUrl(
  node: CallNode,
  value: Value & { kind: 'http-request' },
  evaluator: Evaluator,
  tracer: UrlTracer,
): readonly UrlText[] {
  const { request, http } = value;
  let urls: readonly UrlText[] = [];
  for (const place of request.url) {
    const option = argumentAt(node, place, evaluator.valueOf);
    if (option.kind !== 'given') continue;
    const at = requestObject(option.node, evaluator);
    if (isObject(at, evaluator)) continue;
    urls = tracer.trace(at);
    break;
  }
  if (urls.length === 0 && request.parts) urls = fromParts(node, request.parts, evaluator, tracer);
  const bases: UrlText[][] = [];
  if (request.baseUrl) {
    const option = argumentAt(node, request.baseUrl, evaluator.valueOf);
    if (option.kind === 'given') bases.push([...tracer.trace(option.node)]);
  }
  for (const { node: at, factory } of [...http.made].reverse()) {
    for (const place of factory.baseUrl ?? []) {
      const option = argumentAt(at, place, evaluator.valueOf);
      if (option.kind === 'given') bases.push([...tracer.trace(option.node)]);
    }
  }
  const base = bases[0];
  if (!base) return urls;
  if (urls.length === 0) return base;
  return urls.flatMap((url) => [...new Set(base.map((b) => onBase(b, url)))]);
}

/** `fetch(new Request(url))`: the request's URL. */
function requestObject(node: Node, evaluator: Evaluator): Node {
  const [url] = madeRequest(node, evaluator)?.arguments ?? [];
  return url && url.type !== 'SpreadElement' ? url : node;
}

/** The `new Request(…)` that an expression is, here or where its variable is set. */
export function madeRequest(node: Node, evaluator: Evaluator): TSESTree.NewExpression | undefined {
  const value = unwrap(node).type === 'Identifier' ? evaluator.valueOf(node) : undefined;
  const expression = value?.kind === 'made-by' && value.module === '' && value.members.length === 0 ? value.node : unwrap(node);
  return expression.type === 'NewExpression' && expression.callee.type === 'Identifier' && expression.callee.name === 'Request'
    ? expression
    : undefined;
}

function isObject(node: Node, evaluator: Evaluator): boolean {
  return unwrap(node).type === 'ObjectExpression' || evaluator.valueOf(node).kind === 'object';
}

function fromParts(
  node: CallNode,
  parts: { readonly host: readonly `${number}.${string}`[] | readonly string[]; readonly port: string; readonly path: string },
  evaluator: Evaluator,
  tracer: UrlTracer,
): readonly UrlText[] {
  const read = (place: string): readonly UrlText[] => {
    const option = argumentAt(node, place, evaluator.valueOf);
    return option.kind === 'given' ? tracer.trace(option.node) : [];
  };
  const host = parts.host.map(read).find((texts) => texts.length > 0)?.[0];
  const path = read(parts.path)[0];
  if (!host || !path) return [];
  const first = host.parts[0];
  if (!first || !('text' in first)) return [{ parts: [...host.parts, ...path.parts], fallback: host.fallback }];
  const port = read(parts.port)[0];
  const portParts: readonly UrlPart[] = port ? [{ text: ':', node: first.node }, ...port.parts] : [];
  return [
    { parts: [{ ...first, text: `http://${first.text}` }, ...host.parts.slice(1), ...portParts, ...path.parts], fallback: host.fallback },
  ];
}

/** A callee that sends an HTTP request: a method, or the client itself where it can be called. */
export function asRequest(callee: Value): (Value & { kind: 'http-request' }) | undefined {
  if (callee.kind === 'http-request') return callee;
  if (callee.kind !== 'http' || callee.export.kind !== 'client' || callee.path.length > 0 || !callee.export.request) return undefined;
  return { kind: 'http-request', http: callee, request: callee.export.request, name: callee.client.id };
}
