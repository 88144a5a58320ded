import type { TSESTree } from '@typescript-eslint/utils';
import type { ExportPath } from '../../../model/export-path.js';
import type { FunctionNode } from '../syntax/tree.js';
import type { CallFrame, FailingFunction, FlowContext } from './context.js';
import { ESCAPES, FUNCTION, type Path } from './paths.js';

/** `export { ask as default }`; one of an import's variable is seen where the variable is looked at. */
export function followExport(flow: FlowContext, { exported }: TSESTree.ExportSpecifier, { node, fails }: FailingFunction): readonly Path[] {
  return node ? flow.execution.exportedEnd([[exported.type === 'Identifier' ? exported.name : exported.value]], fails) : [];
}

/** A function is a part of what another one returns: the callers of that one get it. */
export function followReturnedFunction(
  flow: FlowContext,
  maker: FunctionNode,
  frame: CallFrame | undefined,
  members: ExportPath,
  { fails }: FailingFunction,
): readonly Path[] {
  if (frame?.fn === maker && !frame.call) return members.length === 0 ? FUNCTION : ESCAPES;
  const paths = flow.execution.pathsOfResult(maker);
  return paths.length === 0
    ? ESCAPES
    : flow.execution.exportedEnd(
        paths.map((path) => [...path, ...members]),
        fails,
      );
}
