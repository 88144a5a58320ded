import type { EscapingFunction } from '../../../model/export-path.js';
import { type Node, readsOf } from '../syntax/tree.js';
import { type FailingFunction, type FlowContext, answer } from './context.js';
import type { Path } from './paths.js';

/** The failure of an imported function: from its calls, and from where its value goes. */
export function followImported(
  flow: FlowContext,
  of: (node: Node) => boolean,
  fails: EscapingFunction['fails'],
  library: string,
): readonly { readonly node: Node; readonly paths: readonly Path[] }[] {
  const { tree } = flow;
  const failing: FailingFunction = { node: undefined, fails, is: of };
  const places = new Set<Node>();
  for (const statement of tree.program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    for (const variable of tree.declaredBy(statement))
      for (const read of readsOf(variable)) {
        if (of(read)) places.add(read);
        // `const ask = providers[name];`
        const chosen =
          read.parent.type === 'MemberExpression' && read.parent.object === read && read.parent.computed ? read.parent : undefined;
        if (chosen && of(chosen)) places.add(chosen);
      }
  }
  for (const call of tree.calls) {
    // `llm.ask(…)`, `new Llm().ask(…)`, and names that hold what `require` gave.
    if (of(call.callee)) places.add(call.callee);
    for (const argument of call.arguments) if (argument.type === 'MemberExpression' && of(argument)) places.add(argument);
  }
  return [...places].map((node) => ({ node, paths: answer(flow, library, () => flow.follow.functionValue(node, failing, undefined)) }));
}
