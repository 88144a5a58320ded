import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import type { EvaluationContext } from './evaluation-context.js';
import { type HttpObject, type SdkObject, UNKNOWN, type Value } from './value.js';

/** What a module exports; the module `''` stands for the globals. */
export function exportOfModule(context: EvaluationContext, module: string, path: readonly string[]): Value {
  if (module === '') {
    const [first, ...rest] = path;
    if ((first === 'globalThis' || first === 'window' || first === 'self' || first === 'global') && rest.length > 0)
      return context.moduleExport('', rest);
    const http = first === undefined ? undefined : context.catalog.httpGlobal(first);
    if (http && first !== undefined) return httpExport(context, http.client, http.export, rest, first);
    return { kind: 'external', module, path };
  }
  const found = sdkExport(context, module, path);
  if (found) {
    const { sdk, entry, rest, name } = found;
    if (entry.kind === 'instance') return sdkMember(context, { kind: 'sdk-object', sdk, object: entry.object, path: [], made: [] }, rest);
    if (entry.kind === 'function' && rest.length === 0) return { kind: 'sdk-function', sdk, name, call: entry.call };
    return { kind: 'external', module, path };
  }
  const client = context.catalog.http(module);
  if (client) {
    const [first = 'default', ...rest] = path;
    const named = getOwn(client.exports, first);
    if (named) return httpExport(context, client, named, rest, first);
    const fallback = client.exports['default'];
    if (fallback && path.length > 0) return httpExport(context, client, fallback, path, module);
  }
  return (mayBeOwnModule(context, module) ? context.imports.object(module, path) : undefined) ?? { kind: 'external', module, path };
}

/** Whether a module may be one of the project: no library of the catalog. */
export function mayBeOwnModule(context: EvaluationContext, module: string): boolean {
  return context.catalog.sdk(module) === undefined && context.catalog.http(module) === undefined;
}

function sdkMember(context: EvaluationContext, object: SdkObject, path: readonly string[]): Value {
  return path.reduce<Value>((at, name) => context.member(at, name), object);
}

function httpExport(
  context: EvaluationContext,
  client: HttpObject['client'],
  entry: HttpObject['export'],
  rest: readonly string[],
  name: string,
): Value {
  if (entry.kind === 'request') {
    const http: HttpObject = { kind: 'http', client, export: entry, path: [], made: [] };
    return rest.length === 0 ? { kind: 'http-request', http, request: entry.request, name } : UNKNOWN;
  }
  return rest.reduce<Value>((at, part) => context.member(at, part), { kind: 'http', client, export: entry, path: [], made: [] });
}

/** The catalog's entry for an exported name; a default import also gives the named exports (`OpenAI.AzureOpenAI`). */
export function sdkExport(
  context: EvaluationContext,
  module: string,
  path: readonly string[],
): { sdk: Sdk; entry: Export; rest: readonly string[]; name: string } | undefined {
  const sdk = context.catalog.sdk(module);
  if (!sdk || path.length === 0) return undefined;
  let [name, ...rest] = path as [string, ...string[]];
  const [next] = rest;
  if (name === 'default' && next !== undefined && getOwn(sdk.exports, next) && !isStatic(sdk.exports['default'], next))
    [name, ...rest] = rest as [string, ...string[]];
  let entry = getOwn(sdk.exports, name);
  while (entry?.kind === 'class') {
    const [inner] = rest;
    if (inner === undefined) break;
    const inside: Export | undefined = getOwn(entry.statics, inner);
    if (!inside) return undefined;
    [name, ...rest] = rest as [string, ...string[]];
    entry = inside;
  }
  return entry ? { sdk, entry, rest, name } : undefined;
}

function isStatic(entry: Export | undefined, name: string): boolean {
  return entry?.kind === 'class' && getOwn(entry.statics, name) !== undefined;
}
