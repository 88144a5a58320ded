import type { ProjectView } from '../../../model/project.js';
import type { Settings } from '../../../model/settings.js';
import { type CatalogView, catalogView } from '../values/catalog.js';
import { type ExecutionContext, createExecutionContext } from './execution-context.js';
import { type Evaluator, createEvaluator } from '../values/evaluate.js';
import { type Exported, type Imports, createImports } from '../values/imported-values.js';
import { type Flow, createFlow } from './index.js';
import { manifestFor } from '../modules/manifest.js';
import { type Tree, readTree } from '../syntax/tree.js';

/** All that can be asked of one file. */
export interface Analysis {
  readonly tree: Tree;
  readonly catalog: CatalogView;
  readonly evaluator: Evaluator;
  readonly execution: ExecutionContext;
  readonly flow: Flow;
  readonly imports: Imports;
}

/** @param filename Absolute; it decides framework conventions and which `package.json` is near. */
export function analyse(
  source: Parameters<typeof readTree>[0],
  filename: string,
  settings: Settings,
  project: ProjectView<Exported, string> | undefined,
): Analysis {
  const tree = readTree(source);
  const catalog = catalogView(settings, (name) => manifestFor(filename)?.majorOf(name));
  const imports = createImports(project, tree.text);
  const evaluator = createEvaluator(tree, catalog, imports);
  const execution = createExecutionContext(tree, evaluator, filename);
  return {
    tree,
    catalog,
    evaluator,
    execution,
    imports,
    flow: createFlow(tree, evaluator, catalog, execution, imports, project?.budget),
  };
}
