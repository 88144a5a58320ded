import { type FunctionNode, type Node, readsOf } from '../syntax/tree.js';
import type { FailureWrapping } from '../values/imported-values.js';
import { type FailingFunction, type FlowContext, answer } from './context.js';
import { FUNCTION, RESULT } from './paths.js';

/** What a function does with the failure of one that it is given as a parameter; `undefined` where that is not known. */
export function readWrapping(flow: FlowContext, fn: FunctionNode, parameter: Node): FailureWrapping | undefined {
  const { tree } = flow;
  const variable = parameter.type === 'Identifier' ? tree.variableOf(parameter) : undefined;
  const uses = variable ? readsOf(variable) : [];
  if (!uses.some((use) => use.parent.type === 'CallExpression')) return undefined;
  const failing: FailingFunction = {
    node: undefined,
    fails: 'call',
    is: (node) => node.type === 'Identifier' && tree.variableOf(node) === variable,
  };
  const paths = uses.flatMap((use) =>
    answer(flow, '', () => flow.follow.functionValue(use, failing, { fn, call: undefined, caller: undefined })),
  );
  if (paths.length === 0) return undefined;
  const retries = paths.some(({ again }) => again?.kind === 'loop' || again?.kind === 'wrapper');
  if (paths.every(({ end }) => end.kind === 'caught')) return { catches: true, retries, returns: 'result' };
  const [first] = paths;
  if (first && paths.every(({ end }) => end === first.end)) {
    if (first.end === RESULT[0]?.end) return { catches: false, retries, returns: 'result' };
    if (first.end === FUNCTION[0]?.end) return { catches: false, retries, returns: 'function' };
  }
  return undefined;
}
