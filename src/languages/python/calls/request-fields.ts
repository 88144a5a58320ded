import type { HttpRequest } from '../../../model/catalog/http-client.js';
import { type Argument, argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Tree } from '../syntax/tree.js';

/** Reads a field of what a request sends: an option of an SDK's call, or an entry of a JSON body. */
export type FieldReader = (path: string) => Argument;

/** The options of an SDK's call. */
export function sdkFields(call: ast.Call, { valueOf }: Evaluator): FieldReader {
  return (path) => argumentAt(call, path, valueOf);
}

/** The JSON body of an HTTP request: `json={…}`, `data=json.dumps(…)`, `urlopen(Request(url, data=…))`. */
export function bodyFields(call: ast.Call, request: HttpRequest, tree: Tree, evaluator: Evaluator): FieldReader {
  const { valueOf } = evaluator;
  const body = bodyOf(call, request, tree, evaluator);
  // The body as the only argument of a call, which is what places of arguments are read from.
  return (path) => (body ? argumentAt({ ...call, args: [body], keywords: [] }, `0.${path}`, valueOf) : { kind: 'unknown' });
}

function bodyOf(call: ast.Call, request: HttpRequest, tree: Tree, evaluator: Evaluator): ast.Expression | undefined {
  const given = call.keywords.find(({ arg }) => arg !== null && BODIES.has(arg))?.value;
  if (given) return serialized(given, tree, evaluator, 0);
  for (const place of typeof request.method === 'string' ? [] : (request.method.posts ?? [])) {
    const posted = argumentAt(call, place, evaluator.valueOf);
    if (posted.kind === 'given') return serialized(posted.node, tree, evaluator, 0);
  }
  return undefined;
}

/** What `json.dumps(body).encode()` is made of, also behind names. */
function serialized(node: ast.Expression, tree: Tree, evaluator: Evaluator, hops: number): ast.Expression {
  if (hops > 5) return node;
  if (node.type === 'Name') {
    const [only, ...others] = tree.variableOf(node)?.bindings ?? [];
    const value = only?.kind === 'assign' && others.length === 0 ? only.value : undefined;
    return value?.type === 'Call' && !isDict(value) ? serialized(value, tree, evaluator, hops + 1) : node;
  }
  if (node.type !== 'Call') return node;
  if (node.func.type === 'Attribute' && node.func.attr === 'encode') return serialized(node.func.value, tree, evaluator, hops + 1);
  const name = evaluator.qualifiedName(node.func)?.at(-1);
  const [first] = node.args;
  return first && name === 'dumps' ? serialized(first, tree, evaluator, hops + 1) : node;
}

function isDict({ func }: ast.Call): boolean {
  return func.type === 'Name' && func.id === 'dict';
}

const BODIES: ReadonlySet<string> = new Set(['json', 'data', 'content']);
