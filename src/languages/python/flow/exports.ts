import type * as ast from '../syntax/ast.js';
import type { FailureTiming } from './failure-timing.js';
import { type ExportPath, RESULT_STEP } from '../../../model/export-path.js';
import type { Variable } from '../syntax/tree.js';
import type { FunctionNode } from '../syntax/ast.js';
import type { Path } from './path.js';
import type { Callable, FlowContext, FlowState } from './context.js';

/** The paths of a function's failure in this file, and the names under which it leaves the file. */
export function withExports(
  context: FlowContext,
  fn: ast.FunctionDef,
  paths: readonly Path[],
  timing: FailureTiming,
  state: FlowState,
): readonly Path[] {
  if (paths.some(({ end }) => end.kind === 'lost')) return paths;
  const end = context.execution.unusedEnd(fn);
  const isUsed = paths.length > 0;
  if (!context.exportPaths || end[0]?.end.kind !== 'exported') return isUsed ? paths : end;
  const leaving = context.exportPaths.of(fn).map(({ path, from }) => exportedPath(path, timing, state, isUsed, from));
  return isUsed || leaving.length > 0 ? [...paths, ...leaving] : end;
}

/** The path of a failure that leaves the file under a name. */
export function exportedPath(path: ExportPath, timing: FailureTiming, { thrown }: FlowState, isOptional: boolean, from?: string): Path {
  const fails = timing === 'on-call' ? 'call' : timing === 'on-await' ? 'await' : 'read';
  return { end: { kind: 'exported', exit: { path, fails, ...(from !== undefined && { from }) } }, leaving: thrown, isOptional };
}

/** A name of the module that holds a function, or an object with it in it. */
export function exportedNames(
  context: FlowContext,
  { name, scope }: Variable,
  inside: ExportPath,
  paths: readonly Path[],
  { timing }: Callable,
  state: FlowState,
): readonly Path[] {
  if (!context.exportPaths || scope.node.type !== 'Module' || paths.some(({ end }) => end.kind === 'lost')) return [];
  return [exportedPath([name, ...inside], timing, state, paths.length > 0)];
}

/** A function that a factory returns to other files. */
export function returnedToOtherFiles(
  context: FlowContext,
  factory: FunctionNode,
  paths: readonly Path[],
  { timing }: Callable,
  state: FlowState,
): readonly Path[] {
  if (
    !context.exportPaths ||
    factory.type === 'Lambda' ||
    factory.decorator_list.length > 0 ||
    paths.some(({ end }) => end.kind === 'lost')
  )
    return [];
  return context.exportPaths
    .of(factory)
    .map(({ path, from }) => exportedPath([...path, RESULT_STEP], timing, state, paths.length > 0, from));
}
