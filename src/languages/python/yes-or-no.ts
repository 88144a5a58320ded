import type * as ast from './ast.js';
import { type Tree, functionAround } from './tree.js';

/**
 * Whether a request only asks if the server answers: its function returns nothing but `True` and `False`, and what is read of
 * the answer is its status, or is thrown away. A test request to a model says what is true now, as a health endpoint does.
 */
export function isYesOrNo(call: ast.Call, tree: Tree): boolean {
  const fn = functionAround(call);
  const returned = fn && fn.type !== 'Lambda' ? tree.returnsOf(fn).map((node) => (node.type === 'Constant' ? node.value : undefined)) : [];
  if (!returned.includes(true) || !returned.includes(false) || returned.some((value) => typeof value !== 'boolean')) return false;
  const whole = call.parent?.type === 'Await' ? call.parent : call;
  const target = whole.parent?.type === 'Assign' && whole.parent.targets.length === 1 ? whole.parent.targets[0] : undefined;
  const variable = target?.type === 'Name' ? tree.variableOf(target) : undefined;
  return variable !== undefined && variable.reads.length > 0 && variable.reads.every(({ parent: member }) => {
    if (member?.type !== 'Attribute') return false;
    return STATUS.has(member.attr) || (member.parent?.type === 'Call' && member.parent.func === member && member.parent.parent?.type === 'Expr');
  });
}

const STATUS: ReadonlySet<string> = new Set(['ok', 'status', 'status_code', 'is_success']);
