import { type EscapingFunction, type ExportPath, RESULT_STEP } from '../../../model/export-path.js';
import type { Node } from '../syntax/ast.js';
import { importedName, moduleOf } from '../modules/imports.js';
import { FIELD, TYPED, definesItself } from '../values/export-paths.js';
import { joined } from '../modules/specifiers.js';
import type { PythonModule } from '../flow/analyze.js';
import type { RaisedException } from '../flow/exception-matching.js';
import type { OutsidePath } from '../../../model/project.js';
import type { FailureTiming } from '../flow/failure-timing.js';
import { type UseContext, inherits, isAt, isNamed } from './imported-names.js';
import { callsOfMade, readsOf, readsOfField } from './imported-reads.js';

/**
 * Where the failure of another file's function goes in this one: from every call of it, and from where it is passed on;
 * and under which names this file re-exports it.
 */
export function usesIn(
  module: PythonModule,
  isFrom: (specifier: string) => boolean,
  exit: EscapingFunction,
  thrown: RaisedException,
): readonly OutsidePath<RaisedException>[] {
  const { tree, evaluator, exportPaths, flow } = module;
  const origins = new Map<string, boolean>();
  const context: UseContext = { origins, isFrom, evaluator, tree, exit, exportPaths };

  const timing: FailureTiming = exit.fails === 'read' ? 'on-read' : exit.fails === 'await' ? 'on-await' : 'on-call';
  const isField = exit.path[1] === FIELD;
  const starts = new Set(isField ? readsOfField(context, exit.path) : [...readsOf(context, exit.path), ...callsOfMade(context, exit.path)]);
  const uses = [...starts].flatMap((node) =>
    flow.passedOn(node, timing, thrown).map((path): OutsidePath<RaisedException> => ({
      end: path.end,
      again: path.again,
      failure: path.leaving,
      isOptional: path.isOptional,
      line: node.loc.start.line,
    })),
  );
  if (isField) return uses;
  return [
    ...uses,
    ...reExports(context).map(({ path, node }): OutsidePath<RaisedException> => ({
      end: { kind: 'exported', exit: { path, fails: exit.fails } },
      isOptional: true,
      line: node.loc.start.line,
    })),
  ];
}

/** Under which names this file re-exports it: imports, objects that it makes, classes that inherit it. */
function reExports(context: UseContext): readonly { readonly path: ExportPath; readonly node: Node }[] {
  const { path } = context.exit;
  const found: { readonly path: ExportPath; readonly node: Node }[] = [];
  for (const { node, statement } of context.tree.imports) {
    const variable = context.tree.variableBoundBy(node);
    const name = importedName(node, statement);
    if (variable?.scope.node.type !== 'Module' || statement.type !== 'ImportFrom') continue;
    for (let end = 1; end <= path.length && path[end - 1] !== RESULT_STEP && path[end - 1] !== TYPED; end++) {
      if (isNamed(context, name, path.slice(0, end))) found.push({ path: [variable.name, ...path.slice(end)], node });
    }
  }
  if (!path[0]?.startsWith('_'))
    for (const { node, statement } of context.tree.imports)
      if (node.name === '*' && statement.type === 'ImportFrom' && context.isFrom(moduleOf(statement).reduce(joined, '')))
        found.push({ path, node });
  const names = [path[0] ?? '', ...found.flatMap((one) => one.path[0] ?? [])];
  for (const object of context.exportPaths.objects()) {
    const text = context.tree.textOf(object.made);
    if (!names.some((name) => text.includes(name))) continue;
    const value = context.evaluator.valueOf(object.made);
    if (value.kind !== 'made-by' && value.kind !== 'external' && value.kind !== 'instance') continue;
    for (let end = 1; end <= path.length; end++)
      if (isAt(context, value, path.slice(0, end))) found.push({ path: [...object.path, ...path.slice(end)], node: object.node });
  }
  if (path[1] === RESULT_STEP) {
    for (const heir of context.tree.classes) {
      if (
        heir.parent?.type === 'Module' &&
        heir.bases.length > 0 &&
        !definesItself(heir, path[2] ?? '__call__') &&
        inherits(context, heir, path[0] ?? '')
      )
        found.push({ path: [heir.name, ...path.slice(1)], node: heir });
    }
  }
  return found;
}
