import { getOwn } from '../../../catalog/presets/own-entry.js';
import { openai } from '../../../catalog/sdks/openai/python.js';
import { type OfflineEngine, offlineEngineOf } from '../../../catalog/sdks/vllm/python.js';
import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import type { Guard } from '../../../model/guard.js';
import { importedMethod } from '../flow/imported-values.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode } from '../syntax/ast.js';
import type { Tree } from '../syntax/tree.js';
import { addOptionEndpoint } from '../urls/endpoints.js';
import type { SdkObject, Value } from '../values/value.js';
import { ofUnseenModel, withAmbientModel } from './ambient-models.js';
import type { CallContext } from './call-context.js';
import { type UnresolvedCall, argumentsOf, callKindOf, methodCall, sdkCall } from './calls.js';
import { references } from './references.js';
import { addRequest, addUncertainRequests } from './requests.js';

/** Finds the calls of a file that send a request to an LLM server, and adds them in the order of their places to `context.found`. */
export function findCalls(context: CallContext, guard: Guard): void {
  // A function that is given to a helper of this file counts where it is given, not where the helper calls it.
  const takers = new Set<FunctionNode>();
  const deferred: { readonly node: ast.Call; readonly taker: FunctionNode }[] = [];
  const add = (node: ast.Call) =>
    guard('a call', () => {
      addCalls(context, node, takers);
    });
  for (const node of context.tree.calls) {
    const taker = takerOf(node.func, context.tree);
    if (taker) deferred.push({ node, taker });
    else add(node);
  }
  for (const { node, taker } of deferred) if (!takers.has(taker)) add(node);
  addUncertainRequests(context);
  context.found.sort((a, b) => startOf(a.raw) - startOf(b.raw));
}

/** Adds a call, or what it is given to call. */
function addCalls(context: CallContext, node: ast.Call, takers: Set<FunctionNode>): void {
  const { evaluator } = context;
  const callee = evaluator.valueOf(node.func);
  if (addCall(context, node, callee)) return;
  for (const reference of references(context, node, callee)) {
    const local = addCall(context, reference.node, reference.value) ? evaluator.functionCalled(node.func) : undefined;
    if (local) takers.add(local);
  }
}

/** The function of this file that gets what is called as an argument. */
function takerOf(func: ast.Expression, tree: Tree): FunctionNode | undefined {
  const [binding, ...more] = func.type === 'Name' ? (tree.variableOf(func)?.bindings ?? []) : [];
  return binding?.kind === 'parameter' && more.length === 0 ? binding.fn : undefined;
}

/** Adds a call if its callee sends a request; whether it does. */
function addCall(context: CallContext, node: UnresolvedCall['node'], callee: Value): boolean {
  if (callee.kind === 'sdk-function') {
    addFunction(context, node, callee);
    return true;
  }
  if (callee.kind === 'sdk-object') return addMethod(context, node, callee);
  if (addRequestOfMaker(context, node, callee)) return true;
  if (engineOf(callee) && callee.kind === 'made-by') return addMethodOfEngine(context, node, callee);
  const imported = importedMethod(callee, context.project);
  if (imported) return addCall(context, node, imported);
  if (callee.kind !== 'http-request') return false;
  addRequest(context, node, callee);
  return true;
}

/** Adds a call of an SDK's function. */
function addFunction(context: CallContext, node: UnresolvedCall['node'], { sdk, call }: Value & { readonly kind: 'sdk-function' }): void {
  const written = argumentsOf(node);
  const endpoint = call.baseUrl ? addOptionEndpoint(context, written, call) : undefined;
  context.found.push({
    raw: {
      ...context.withPurpose(sdkCall(node, sdk, call, [], context.evaluator)),
      provider: context.providers.ofFunction(written, sdk, call),
    },
    endpoint,
  });
}

/** Adds a call of a client's method; `false` where the method sends nothing. */
function addMethod(context: CallContext, node: UnresolvedCall['node'], callee: SdkObject): boolean {
  const { tree, evaluator } = context;
  const written = argumentsOf(node);
  const kind = callKindOf(callee);
  if (!kind) return false;
  const asked = withAmbientModel(callee, tree, evaluator);
  if (asked === 'unlisted') return true;
  const object = asked === 'elsewhere' ? callee : asked;
  const raw = context.withPurpose(methodCall(node, object, kind, evaluator));
  const client = endpointOfClient(context, object);
  const own = kind.baseUrl ? addOptionEndpoint(context, written, kind) : undefined;
  context.found.push({
    raw: { ...(asked === 'elsewhere' ? ofUnseenModel(raw) : raw), provider: context.providers.ofClient(object, written, kind) },
    endpoint: own ?? client,
  });
  return true;
}

/** Adds a call that sends a request while it makes an object; `false` where it is none. */
function addRequestOfMaker(context: CallContext, node: UnresolvedCall['node'], callee: Value): boolean {
  const { evaluator } = context;
  const sent = callee.kind === 'external' && node.type === 'Call' ? evaluator.sentByMaker(callee.path) : undefined;
  const made = sent && node.type === 'Call' ? evaluator.valueOf(node) : undefined;
  if (!sent || made?.kind !== 'sdk-object') return false;
  context.found.push({ raw: methodCall(node, made, sent, evaluator), endpoint: endpointOfClient(context, made) });
  return true;
}

/** Adds a call of a method that an in-process engine does not have: it is a client's that is meant. */
function addMethodOfEngine(
  { evaluator, clients, found }: CallContext,
  node: UnresolvedCall['node'],
  callee: Value & { readonly kind: 'made-by' },
): boolean {
  const kind = callee.members.length > 0 ? getOwn(CLIENT_CALLS, callee.members.join('.')) : undefined;
  if (!kind) return false;
  found.push({ raw: sdkCall(node, openai, kind, [], evaluator), endpoint: clients.endpoints.get(callee.node) });
  return true;
}

/** The in-process engine that a value is, or that it is a member of. */
function engineOf(value: Value): OfflineEngine | undefined {
  return value.kind === 'made-by' && value.node.type === 'Call' ? offlineEngineOf(value.path) : undefined;
}

function endpointOfClient({ clients }: CallContext, { made }: SdkObject): Endpoint | undefined {
  return made.map(({ node }) => clients.endpoints.get(node)).findLast((endpoint) => endpoint !== undefined);
}

/** What can be asked of a client of a server. */
const CLIENT_CALLS: Readonly<Record<string, CallKind>> = (openai as Sdk).objects['client']?.calls ?? {};

function startOf({ node }: UnresolvedCall): number {
  return node.type === 'Reference' ? node.reference.range[0] : node.range[0];
}
