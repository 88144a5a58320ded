import type { ServerPath } from '../../../model/catalog/server.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { RawCall } from '../calls/calls.js';
import { type Tree, functionAround } from '../syntax/tree.js';

/**
 * A call that asks a model only to see whether it answers: the function says yes or no, and nobody reads what the model said.
 * It is a probe, as a request to `/health` is.
 *
 * @param paths What is known of the URLs of a request; `undefined` for a call of an SDK.
 */
export function asConnectionTest(raw: RawCall, paths: readonly (ServerPath | undefined)[] | undefined, tree: Tree): RawCall {
  const { node, purpose } = raw;
  if (purpose !== 'model' || node.type === 'Reference') return raw;
  // A pull, an agent's run or what a store embeds is wanted for what it does.
  const wantsAnswer = paths
    ? paths.every((path) => path !== undefined && !path.hasEffect)
    : !raw.runsTools && node.keywords.some(({ arg }) => arg !== null && INPUTS.has(arg));
  const fn = functionAround(node);
  // Without a look at the status, a request loads a model or warms it up.
  return wantsAnswer && fn && answersYesOrNo(fn, tree) && isUnread(node, tree) && !(paths && isDropped(node))
    ? { ...raw, purpose: 'state' }
    : raw;
}

/** Options of an SDK that hold what a model is asked. */
const INPUTS: ReadonlySet<string> = new Set(['messages', 'prompt', 'input', 'contents']);

/** Whether every way out of a function gives a truth value, alone or in front of a reason: `return False, str(error)`. */
function answersYesOrNo(fn: FunctionNode, tree: Tree): boolean {
  if (fn.type === 'Lambda' || tree.yields(fn)) return false;
  const returned = tree.returnsOf(fn);
  return returned.length > 0 && returned.every(isTruth);
}

function isTruth(node: ast.Expression): boolean {
  switch (node.type) {
    case 'Constant':
      return node.value === true || node.value === false;
    case 'Compare':
      return true;
    case 'UnaryOp':
      return node.op === 'not';
    case 'BoolOp':
      return node.values.every(isTruth);
    case 'Attribute':
      return node.attr === 'ok' || node.attr === 'is_success';
    case 'Tuple':
      return node.elts[0] !== undefined && isTruth(node.elts[0]);
    default:
      return false;
  }
}

/** Whether an answer is dropped, or asked for its status alone. */
function isUnread(node: Node, tree: Tree): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'Await':
      return isUnread(parent, tree);
    case 'Expr':
      return true;
    case 'Attribute':
      return isOfStatus(parent);
    case 'Assign':
    case 'AnnAssign': {
      const target = parent.type === 'Assign' ? parent.targets[0] : parent.target;
      return parent.value === node && (parent.type === 'AnnAssign' || parent.targets.length === 1) && isHeldUnread(target, tree);
    }
    case 'withitem':
      return parent.optional_vars === null || isHeldUnread(parent.optional_vars, tree);
    default:
      return false;
  }
}

function isDropped(node: Node): boolean {
  return node.parent?.type === 'Await' ? isDropped(node.parent) : node.parent?.type === 'Expr';
}

function isHeldUnread(target: ast.Expression | undefined, tree: Tree): boolean {
  const variable = target?.type === 'Name' ? tree.variableOf(target) : undefined;
  return variable?.reads.every((read) => read.parent?.type === 'Attribute' && isOfStatus(read.parent)) === true;
}

/** `response.status_code`, `response.raise_for_status()`; `response.json()` where only its error matters. */
function isOfStatus(member: ast.Attribute): boolean {
  if (STATUS.has(member.attr)) return true;
  const call = member.parent?.type === 'Call' && member.parent.func === member ? member.parent : undefined;
  const read = call?.parent?.type === 'Await' ? call.parent : call;
  return read?.parent?.type === 'Expr';
}

/** What HTTP clients tell of an answer besides its body. */
const STATUS: ReadonlySet<string> = new Set([
  'status_code',
  'status',
  'ok',
  'is_success',
  'is_error',
  'raise_for_status',
  'reason',
  'reason_phrase',
  'elapsed',
  'code',
  'getcode',
]);
