import type * as ast from '../syntax/ast.js';
import type { HttpObject } from '../values/value.js';
import type { ResponseShape } from '../../../model/catalog/http-client.js';
import type { AnsweredRequest } from '../calls/call-context.js';
import type { Node } from '../syntax/ast.js';
import { argumentAt } from '../values/arguments.js';
import { type Tree, functionAround, isNone } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Call } from '../../../model/facts/call.js';
import type { UncheckedAnswer } from '../../../model/problems/unchecked-response.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { type ResponseContext, isChecked } from './response-reads.js';

/**
 * Finds what reads a response without a check of its status. `undefined` where the code checks the status or the content,
 * where the response escapes, or where nothing reads it.
 */
export function createUncheckedAnswers(
  tree: Tree,
  evaluator: Evaluator,
): (call: Call, request: AnsweredRequest) => UncheckedAnswer | undefined {
  return (call, { node, http, form, isProbe }) => {
    const context: ResponseContext = { evaluator, tree, form, steps: 0, reader: undefined };
    if (mayRaise(context, node, http, form)) return undefined;
    if (form.from === undefined ? isChecked(context, node) : fromClient(context, node, form.from)) return undefined;
    const read = context.reader;
    if (read) return { kind: 'read', call, at: { start: read.range[0], end: read.range[1] }, reader: codeExcerpt(tree.textOf(read)), form };
    return isProbe && isYesOnceAnswered(node) ? { kind: 'probe', call, at: call.span, reader: '', form } : undefined;
  };
}

/** An option that makes the client raise, `session.hooks` or `session.raise_for_status`. */
function mayRaise(context: ResponseContext, node: ast.Call, http: HttpObject, { options = [] }: ResponseShape): boolean {
  for (const place of options) {
    for (const at of [node, ...http.made.map((made) => made.node)]) {
      const option = argumentAt(at, place, context.evaluator.valueOf);
      if (option.kind === 'absent') continue;
      const value = option.kind === 'given' ? context.evaluator.literalOf(option.node) : undefined;
      if (value === undefined || (value.kind !== 'None' && value.value !== false)) return true;
    }
    if (context.tree.attributeReads.has(place) || context.tree.attributeWrites.has(place)) return true;
  }
  return false;
}

/** `connection.getresponse()` behind the request of the same connection. */
function fromClient(context: ResponseContext, node: ast.Call, method: string): boolean {
  const receiver = node.func.type === 'Attribute' && node.func.value.type === 'Name' ? context.tree.variableOf(node.func.value) : undefined;
  const read = receiver?.reads.find((at) => at.range[0] > node.range[1] && at.parent?.type === 'Attribute' && at.parent.attr === method);
  const call = read?.parent?.parent;
  if (call?.type === 'Call' && call.func === read?.parent && functionAround(call) === functionAround(node)) return isChecked(context, call);
  return false;
}

/** `requests.get(health)` and, next, `return True`: whatever is answered counts as a yes. */
function isYesOnceAnswered(node: ast.Call): boolean {
  let at: Node = node;
  while (at.parent?.type === 'Await') at = at.parent;
  const statement = at.parent;
  if (statement?.type !== 'Expr') return false;
  const block = statement.parent;
  const next = nextIn(block, statement);
  return (
    next?.type === 'Break' ||
    (next?.type === 'Return' && next.value?.type === 'Constant' && next.value.value === true && !isNone(next.value))
  );
}

function nextIn(block: Node | null, statement: Node): ast.Statement | undefined {
  if (!block || !('body' in block) || !Array.isArray(block.body)) return undefined;
  const body = block.body as readonly ast.Statement[];
  const index = body.indexOf(statement as ast.Statement);
  return index < 0 ? undefined : (body[index + 1] ?? (block.type === 'Try' ? block.orelse[0] : undefined));
}
