import type { Budget } from '../../../model/budget.js';
import type { Settings } from '../../../model/settings.js';
import type { Module } from '../syntax/ast.js';
import { type CatalogView, catalogView } from '../values/catalog.js';
import { createExecutionContext } from './execution-context.js';
import { createEvaluator } from '../values/evaluate.js';
import type { Evaluator } from '../values/evaluator.js';
import { type ExportPaths, createExportPaths } from '../values/export-paths.js';
import { type Flow, createFlow } from './index.js';
import type { PythonProject } from './project-types.js';
import { type ExceptionMatcher, createExceptionMatcher } from './exception-matching.js';
import { readTree } from '../syntax/read-tree.js';
import type { Tree } from '../syntax/tree.js';
import { type Wrappers, createWrappers } from './wrappers/index.js';
import { createImportedWrappers } from './wrappers/imported-wrappers.js';

/** A parsed file with what answers questions about it. */
export interface PythonModule {
  readonly tree: Tree;
  readonly catalog: CatalogView;
  readonly evaluator: Evaluator;
  readonly matcher: ExceptionMatcher;
  readonly exportPaths: ExportPaths;
  readonly flow: Flow;
  readonly wrappers: Wrappers;
}

/** What was made of a tree the last time: a file that is linted may have been asked about before, or is later. */
const opened = new WeakMap<
  Module,
  { readonly filename: string; readonly settings: Settings; readonly budget: Budget | undefined; readonly module: PythonModule }
>();

/**
 * Makes ready what the facts of a file and the questions of other files need.
 *
 * @param filename Absolute.
 * @param project The file's project, where it is looked at.
 */
export function openPython(
  ast: Module,
  text: string,
  filename: string,
  settings: Settings,
  project: PythonProject | undefined,
): PythonModule {
  const budget = project?.budget;
  const known = opened.get(ast);
  if (known?.filename === filename && known.settings === settings && known.budget === budget) return known.module;
  const module = made(ast, text, filename, settings, project);
  opened.set(ast, { filename, settings, budget, module });
  return module;
}

function made(ast: Module, text: string, filename: string, settings: Settings, project: PythonProject | undefined): PythonModule {
  const tree = readTree(ast, text);
  const catalog = catalogView(settings, filename, project && ((path) => project.shadows(path)));
  const evaluator = createEvaluator(tree, catalog);
  const matcher = createExceptionMatcher(tree, evaluator);
  const wrappers = createWrappers(tree, evaluator, catalog, matcher);
  const exportPaths = createExportPaths(tree, evaluator);
  const flow = createFlow(
    tree,
    evaluator,
    wrappers,
    createExecutionContext(tree, evaluator, matcher, filename, project),
    project && { exportPaths, wrappers: createImportedWrappers(project) },
    project?.budget,
  );
  return { tree, catalog, evaluator, matcher, exportPaths, flow, wrappers };
}
