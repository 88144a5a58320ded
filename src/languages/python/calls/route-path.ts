import type * as ast from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import { functionAround, isFunction, stringOf } from '../syntax/tree.js';
import type { Node } from '../syntax/ast.js';
import type { UrlText } from '../urls/tracer.js';

/** The path of the route in whose handler a node stands: `/v1/models` of `@app.get("/v1/models")`. */
export function routePathAround(node: Node, evaluator: Evaluator): string | undefined {
  for (let fn = functionAround(node); fn; fn = functionAround(fn)) {
    for (const decorator of isFunction(fn) && fn.type !== 'Lambda' ? fn.decorator_list : []) {
      const path =
        decorator.type === 'Call' && isRoute(decorator, evaluator) ? stringOf(decorator.args[0] ?? keyword(decorator)) : undefined;
      if (path?.startsWith('/')) return path;
    }
  }
  return undefined;
}

/** Fills `request.url.path` with the route's own path: a proxy asks for what it is asked for. */
export function withRoutePath(url: UrlText, path: string | undefined): UrlText {
  if (path === undefined || path.includes('{')) return url;
  return {
    ...url,
    parts: url.parts.map((part) => ('hole' in part && OWN_PATH.test(part.name ?? '') ? { ...part, elsewhere: path } : part)),
  };
}

/** Whether a proxy of a path of the OpenAI API asks another server for the same path; a router may have `/v1` as its prefix. */
export function isProxied(route: string | undefined, path: string): boolean {
  return route !== undefined && path.startsWith('/v1/') && (route === path || `/v1${route}` === path);
}

function keyword(call: ast.Call): ast.Expression | undefined {
  return call.keywords.find(({ arg }) => arg === 'path' || arg === 'rule')?.value;
}

function isRoute({ func }: ast.Call, { valueOf }: Evaluator): boolean {
  const value = valueOf(func);
  return value.kind === 'made-by' && ROUTES.test(value.members.at(-1) ?? '');
}

const ROUTES = /^(?:get|post|put|patch|delete|head|options|route|api_route)$/;
const OWN_PATH = /(?:^|\.)url\.path$/;
