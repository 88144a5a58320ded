import { readingFault } from '../../../engine/problems/streams.js';
import type { Call } from '../../../model/facts/call.js';
import type { StreamFault } from '../../../model/problems/stream.js';
import { argumentAt } from '../values/arguments.js';
import type { UnresolvedCall } from '../calls/calls.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Flow } from '../flow/index.js';
import type { Path } from '../flow/paths.js';
import { type Node, type Tree, isFunction, keepsValue, propertyName, readsOf } from '../syntax/tree.js';

/** Finds the fault of a call's stream; `undefined` where its failure is handled, or that is not known. */
export type StreamFaults = (call: Call, raw: UnresolvedCall, paths: readonly Path[]) => StreamFault | undefined;

/** One place that takes something out of what `streamText` gives: `result.textStream`. */
interface Use {
  readonly name: string;
  readonly node: Node;
  readonly call: Node | undefined;
}

/** What reading streams needs to know of the file. */
interface StreamContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly flow: Flow;
  readonly majorOf: (name: string) => number | undefined;
}

/** `majorOf` gives the project's major of a package: the functions of `ai` fail in another way in each. */
export function createStreamFaults(
  tree: Tree,
  evaluator: Evaluator,
  flow: Flow,
  majorOf: (name: string) => number | undefined,
): StreamFaults {
  const context: StreamContext = { tree, evaluator, flow, majorOf };
  return (call, raw, paths) => {
    if (call.answer !== 'stream') return undefined;
    if (call.surfaces === 'await') return readingFault(call, paths, flow.stream(raw.node, raw.library));
    // An agent's `stream()` takes no `onError`.
    if (call.surfaces !== 'never' || raw.library !== 'ai' || raw.client) return undefined;
    const major = majorOf('ai');
    // Before 4 the returned promise rejects; what breaks later, breaks where the stream is read.
    if (major !== undefined && major < 4)
      return readingFault(call, flow.promise(raw.node, raw.library), flow.stream(raw.node, raw.library));
    return silentFault(context, call, raw, major);
  };
}

function silentFault(context: StreamContext, call: Call, raw: UnresolvedCall, major: number | undefined): StreamFault | undefined {
  if (argumentAt(raw.node, '0.onError', context.evaluator.valueOf).kind !== 'absent') return undefined;
  const uses = usesOf(context, raw.node);
  if (!uses || uses.some((use) => hears(context, use, major))) return undefined;
  const reader = uses.find((use) => ignoresErrorParts(context, use));
  if (!reader) return undefined;
  return {
    kind: DATA_RESPONSES.has(reader.name) ? 'masked' : 'silent',
    call,
    at: { start: reader.node.range[0], end: reader.node.range[1] },
    reader: reader.name,
    logs: major === undefined ? undefined : major >= 5,
  };
}

/** What is taken out of the result; `undefined` where the result goes where it is not seen. */
function usesOf(context: StreamContext, node: Node): readonly Use[] | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  if (parent.type === 'AwaitExpression' || keepsValue(parent)) return usesOf(context, parent);
  if (parent.type === 'ExpressionStatement') return [];
  if (parent.type === 'MemberExpression' && parent.object === node) {
    const name = propertyName(parent);
    return name === undefined
      ? undefined
      : [
          {
            name,
            node: parent,
            call: parent.parent.type === 'CallExpression' && parent.parent.callee === parent ? parent.parent : undefined,
          },
        ];
  }
  if (parent.type !== 'VariableDeclarator' || parent.init !== node) return undefined;
  if (parent.id.type === 'Identifier') return usesOfVariable(context, parent.id);
  if (parent.id.type !== 'ObjectPattern') return undefined;
  const uses = parent.id.properties.map((property) =>
    property.type === 'Property' && property.value.type === 'Identifier'
      ? destructured(context, propertyName(property), property.value)
      : undefined,
  );
  return uses.includes(undefined) ? undefined : uses.flatMap((use) => use ?? []);
}

function usesOfVariable(context: StreamContext, id: Node): readonly Use[] | undefined {
  const variable = id.type === 'Identifier' ? context.tree.variableOf(id) : undefined;
  const uses = variable ? readsOf(variable).map((read) => usesOf(context, read)) : [undefined];
  return uses.includes(undefined) ? undefined : uses.flatMap((use) => use ?? []);
}

function destructured(context: StreamContext, name: string | undefined, id: Node): readonly Use[] | undefined {
  const variable = id.type === 'Identifier' ? context.tree.variableOf(id) : undefined;
  return name === undefined || !variable ? undefined : readsOf(variable).map((node) => ({ name, node, call: undefined }));
}

/** Whether a use hears of the failure, or may. */
function hears(context: StreamContext, { name, node, call }: Use, major: number | undefined): boolean {
  if (DEAF.has(name)) return false;
  if (isUiResponse({ name, node, call })) return false;
  if (name === 'fullStream') return !isPlainLoop(context, node);
  const isOld = major !== undefined && major < 5;
  // A promise of the result rejects from 5 on; in 4 it stays open.
  if (!call) return !isOld;
  if (name === 'consumeStream') return call.type === 'CallExpression' && call.arguments.length > 0;
  return !(
    isOld &&
    DATA_RESPONSES.has(name) &&
    call.type === 'CallExpression' &&
    call.arguments.length === (name.startsWith('pipe') ? 1 : 0)
  );
}

/** A response of 5 and later in a `try` whose handler means to answer: it answers 200 and writes to the console. */
function isUiResponse({ name, node, call }: Use): boolean {
  if (!UI_RESPONSES.has(name) || call?.type !== 'CallExpression' || call.arguments.length > (name.startsWith('pipe') ? 1 : 0)) return false;
  for (let at: Node = node; at.parent && !isFunction(at); at = at.parent)
    if (at.parent.type === 'TryStatement' && at.parent.block === at && at.parent.handler) return true;
  return false;
}

/** Whether a use reads the stream and is told nothing. */
function ignoresErrorParts(context: StreamContext, { name, node }: Use): boolean {
  return DEAF.has(name) || DATA_RESPONSES.has(name) || UI_RESPONSES.has(name) || (name === 'fullStream' && isPlainLoop(context, node));
}

/** `for await (const part of result.fullStream)` that asks for no part called `error`, and passes the parts on to nothing. */
function isPlainLoop(context: StreamContext, node: Node): boolean {
  const loop = node.parent;
  if (loop?.type !== 'ForOfStatement' || loop.right !== node || loop.left.type !== 'VariableDeclaration') return false;
  const [part] = context.tree.declaredBy(loop.left);
  if (!part || /['"`](?:error|abort)['"`]/.test(context.tree.text.slice(...loop.body.range))) return false;
  return readsOf(part).every(({ parent }) => parent.type === 'MemberExpression' && !isFunction(parent.parent));
}

/** What ends empty, or as an empty answer with status 200, when the server refuses (measured with 4 to 7). */
const DEAF: ReadonlySet<string> = new Set([
  'textStream',
  'partialObjectStream',
  'elementStream',
  'toTextStreamResponse',
  'pipeTextStreamToResponse',
]);
/** In 4 these answer 200 and `An error occurred.`, and log nothing, unless they are given options. */
const DATA_RESPONSES: ReadonlySet<string> = new Set(['toDataStreamResponse', 'pipeDataStreamToResponse', 'toDataStream']);
const UI_RESPONSES: ReadonlySet<string> = new Set(['toUIMessageStreamResponse', 'pipeUIMessageStreamToResponse']);
