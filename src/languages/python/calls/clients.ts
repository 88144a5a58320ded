import { offlineEngineOf } from '../../../catalog/sdks/vllm/python.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import type { Guard } from '../../../model/guard.js';
import type * as ast from '../syntax/ast.js';
import { type EndpointContext, addOptionEndpoint } from '../urls/endpoints.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Value } from '../values/value.js';

/** A call that makes a client, and the options that it can be given. */
export interface ClientConstruction {
  readonly node: ast.Call;
  readonly options: ClientOptions;
}

/** The calls of a file that make clients. */
export interface Clients {
  readonly makers: readonly ClientConstruction[];
  /** The endpoints that the makers are given. */
  readonly endpoints: ReadonlyMap<ast.Node, Endpoint>;
}

/** Finds the calls that make clients, and adds their endpoints to the file's. */
export function findClients(context: EndpointContext, guard: Guard): Clients {
  const { tree, evaluator } = context;
  const endpoints = new Map<ast.Node, Endpoint>();
  const makers: ClientConstruction[] = [];
  for (const node of tree.calls)
    guard('a client', () => {
      const maker = makerOf(node, evaluator);
      const options = optionsOf(maker, evaluator);
      if (!options) return;
      makers.push({ node: maker, options });
      const endpoint = addOptionEndpoint(context, maker, options);
      if (endpoint) endpoints.set(node, endpoint);
    });
  return { makers, endpoints };
}

/** `functools.partial`, which makes a function of another with some of its arguments. */
export function isPartial(callee: Value): boolean {
  return callee.kind === 'external' && callee.path.join('.') === 'functools.partial';
}

/** `partial(OpenAI, base_url=…)` has the options of `OpenAI(base_url=…)`. */
function makerOf(node: ast.Call, { valueOf }: Evaluator): ast.Call {
  const [func, ...args] = node.args;
  return func && isPartial(valueOf(node.func)) ? { ...node, func, args } : node;
}

/** The options of a call that makes an SDK client. */
function optionsOf(node: ast.Call, { valueOf }: Evaluator): ClientOptions | undefined {
  const callee = valueOf(node.func);
  if (callee.kind !== 'external' && callee.kind !== 'sdk-object') return undefined;
  const engine = callee.kind === 'external' ? offlineEngineOf(callee.path) : undefined;
  if (engine) return { baseUrl: engine.foreignOptions.filter((name) => /base|endpoint|url/.test(name)) };
  const value = valueOf(node);
  if (value.kind !== 'sdk-object' || value.path.length > 0) return undefined;
  return value.made.find((made) => made.node === node)?.options;
}
