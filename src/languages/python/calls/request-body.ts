import type * as ast from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import { type Tree, type Variable, stringOf } from '../syntax/tree.js';

/**
 * Whether a request's JSON body is one that only LLM servers take: a model with messages or a prompt, or a prompt with a
 * number of tokens. Tells the server where the URL is nothing but variables.
 */
export function asksForCompletion(call: ast.Call, tree: Tree, evaluator: Evaluator): boolean {
  const keys = keysOf(call, tree, evaluator);
  return COMPLETIONS.some((fields) => fields.every((field) => keys.has(field)));
}

/**
 * Whether the body of a request is, or may be, a stream that can be read once: that of an incoming request
 * (`content=request.stream()`), or what a generator of this file yields. A second request with it sends nothing.
 */
export function isReadOnce(call: ast.Call, tree: Tree, evaluator: Evaluator): boolean {
  const body = call.keywords.find((k) => k.arg === 'data' || k.arg === 'content')?.value;
  return body !== undefined && isStream(body, tree, evaluator, 0);
}

function isStream(node: ast.Expression, tree: Tree, evaluator: Evaluator, hops: number): boolean {
  if (node.type === 'Name') {
    const [only, ...others] = tree.variableOf(node)?.bindings ?? [];
    return (
      hops < 3 &&
      others.length === 0 &&
      only?.kind === 'assign' &&
      only.value !== undefined &&
      isStream(only.value, tree, evaluator, hops + 1)
    );
  }
  if (node.type === 'IfExp') return isStream(node.body, tree, evaluator, hops) || isStream(node.orelse, tree, evaluator, hops);
  if (node.type === 'GeneratorExp') return true;
  const member = node.type === 'Call' ? node.func : node;
  const made = node.type === 'Call' ? evaluator.functionCalled(node.func) : undefined;
  if (made) return tree.yields(made);
  return member.type === 'Attribute' && STREAMS.has(member.attr) && isRequest(member.value, tree, evaluator);
}

/** A parameter, a member of one, or the request that Flask and Quart keep in their module. */
function isRequest(node: ast.Expression, tree: Tree, evaluator: Evaluator): boolean {
  let at = node;
  while (at.type === 'Attribute') at = at.value;
  if (at.type !== 'Name') return false;
  if (tree.variableOf(at)?.bindings.some(({ kind }) => kind === 'parameter')) return true;
  const value = evaluator.valueOf(node);
  return value.kind === 'external' && value.path.at(-1) === 'request';
}

/** What hands out the body of an incoming request piece by piece: Starlette, Flask, aiohttp, Django, WSGI. */
const STREAMS: ReadonlySet<string> = new Set(['stream', 'content', 'iter_any', 'iter_chunked', 'body_iterator', 'rfile']);

/** Whether a request's JSON body names a model and gives it something: with a server's path, it tells the server. */
export function givesToModel(call: ast.Call, tree: Tree, evaluator: Evaluator): boolean {
  const keys = keysOf(call, tree, evaluator);
  return keys.has('model') && INPUTS.some((field) => keys.has(field));
}

/** The fields of a request's JSON body, as far as they are written here. */
function keysOf(call: ast.Call, tree: Tree, evaluator: Evaluator): ReadonlySet<string> {
  const body = call.keywords.find((k) => k.arg === 'json' || k.arg === 'data' || k.arg === 'content')?.value;
  const keys = new Set<string>();
  if (body) collectKeys(body, keys, { tree, evaluator, seen: new Set() });
  return keys;
}

/** What servers of the OpenAI API, and vLLM, give to a model: completions, embeddings, rerank, score, tokenize. */
const INPUTS = ['messages', 'prompt', 'input', 'query', 'documents', 'text_1', 'queries'] as const;

/** Fields that stand together in a request of the OpenAI API, of its older completions, of text-generation-inference. */
const COMPLETIONS = [
  ['model', 'messages'],
  ['model', 'prompt', 'max_tokens'],
  ['messages', 'max_tokens'],
  ['prompt', 'max_tokens', 'temperature'],
  ['inputs', 'parameters', 'max_new_tokens'],
] as const;

interface Search {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly seen: Set<unknown>;
}

function collectKeys(node: ast.Expression, keys: Set<string>, search: Search): void {
  if (search.seen.has(node) || search.seen.size > 50) return;
  search.seen.add(node);
  switch (node.type) {
    case 'Dict':
      for (const [i, key] of node.keys.entries()) {
        const value = node.values[i];
        if (key) add(stringOf(key), keys);
        else if (value) collectKeys(value, keys, search);
      }
      break;
    case 'BinOp':
      collectKeys(node.left, keys, search);
      collectKeys(node.right, keys, search);
      break;
    case 'Name': {
      const variable = search.tree.variableOf(node);
      if (variable && !search.seen.has(variable)) collectFromVariable(variable, keys, search);
      break;
    }
    case 'Call': {
      // `json.dumps(body)`, `body.encode()`, `dict(model=…)`
      if (node.func.type === 'Name' && node.func.id === 'dict') for (const { arg } of node.keywords) add(arg ?? undefined, keys);
      const inner = node.args[0] ?? (node.func.type === 'Attribute' ? node.func.value : undefined);
      if (inner) collectKeys(inner, keys, search);
      break;
    }
    default:
  }
}

/** What a dict is made with, and what is put into it later: `body["model"] = …`, `body.update({…})`. */
function collectFromVariable(variable: Variable, keys: Set<string>, search: Search): void {
  search.seen.add(variable);
  for (const binding of variable.bindings) {
    if (binding.kind === 'assign' && binding.value) collectKeys(binding.value, keys, search);
    if (binding.kind !== 'parameter') continue;
    for (const call of search.evaluator.callsOf(binding.fn)) {
      const argument = search.evaluator.argumentFor(call, binding.fn, binding.node);
      if (argument) collectKeys(argument, keys, search);
    }
  }
  for (const read of variable.reads) {
    const at = read.parent;
    if (at?.type === 'Subscript' && at.value === read) add(stringOf(at.slice), keys);
    if (at?.type === 'Attribute' && at.attr === 'update' && at.parent?.type === 'Call' && at.parent.args[0])
      collectKeys(at.parent.args[0], keys, search);
  }
}

function add(key: string | undefined, keys: Set<string>): void {
  if (key !== undefined) keys.add(key);
}
