import { TITLES } from '../../../../engine/fixes/titles.js';
import type { ProviderFallback } from '../../../../model/problems/client-options.js';
import type { Repair } from '../../../../model/fix.js';
import type { RepairContext } from '../context.js';
import { layoutOf } from '../text/layout.js';
import { nodeAt } from '../text/node-at.js';
import { needsParentheses } from './place.js';

/** Keeps a client from the public API: by a literal to fall back to, or by an error where the variable is not set. */
export function secureBaseUrl(
  { span, proposal, variable }: ProviderFallback,
  by: 'literal' | 'failure',
  context: RepairContext,
): Repair | undefined {
  const node = nodeAt(span, context);
  if (node?.type !== 'Call' || context.file.comments.some((c) => span.start <= c.range[0] && c.range[1] <= span.end)) return undefined;
  const { tree } = context;
  const { quote } = layoutOf(context);
  const [name] = node.args;
  if (!name) return undefined;
  if (by === 'literal') {
    // A default of `None` says nothing more.
    const read = `${tree.textOf(node.func)}(${tree.textOf(name)})`;
    const text = `${read} or ${quote}${proposal}${quote}`;
    return {
      edits: [{ span, text: needsParentheses(node, 'or', context) ? `(${text})` : text }],
      applicability: 'unsafe',
      title: TITLES.fallBackTo(proposal),
    };
  }
  const { func } = node;
  if (func.type !== 'Attribute') return undefined;
  // `os.getenv("X")` and `os.environ.get("X")` are `os.environ["X"]`, which raises `KeyError`.
  const environ = func.attr === 'getenv' ? `${tree.textOf(func.value)}.environ` : tree.textOf(func.value);
  return {
    edits: [{ span, text: `${environ}[${tree.textOf(name)}]` }],
    applicability: 'unsafe',
    title: TITLES.failUnset('raises', variable),
  };
}
