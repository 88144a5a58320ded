import { PYTHON_METHODS } from '../../catalog/python/signals.js';
import { type ExportPath, MADE } from '../../model/exit.js';
import { ownTries } from './calls.js';
import type { Evaluator } from './evaluate.js';
import { moduleOf } from './imports.js';
import type { PythonProject } from './python-project.js';
import { joined } from './specifiers.js';
import type { Tree } from './tree.js';
import type { SdkObject, Value } from './value.js';

/** The method of an SDK's object that another file of the project makes: `client.chat.completions.create` of `from .llm import client`. */
export function importedMethod(value: Value, project: PythonProject | undefined): SdkObject | undefined {
  if (!project || (value.kind !== 'external' && value.kind !== 'made-by')) return undefined;
  const members = value.kind === 'made-by' ? [MADE, ...value.members] : [];
  if (!PYTHON_METHODS.has([...value.path, ...members].at(-1) ?? '')) return undefined;
  for (let end = value.path.length - 1; end > 0; end--) {
    const specifier = value.path.slice(0, end).reduce(joined, '');
    const path = [...value.path.slice(end), ...members];
    if (path[0] !== undefined && project.mayBeClient(specifier, path[0])) return project.exported(specifier, path);
  }
  return undefined;
}

/** Finds what stands behind an exported name: an SDK's object, or the import that it comes from. */
export function readExported(tree: Tree, evaluator: Evaluator, project: PythonProject): (path: ExportPath) => SdkObject | { readonly from: string; readonly path: ExportPath } | undefined {
  return ([name = '', ...rest]) => {
    const variable = tree.moduleVariable(name);
    const [binding] = variable?.bindings ?? [];
    if (!variable || !binding) return undefined;
    if (binding.kind === 'import' && binding.statement.type === 'ImportFrom') {
      const from = moduleOf(binding.statement).reduce(joined, '');
      if (!evaluator.isOfCatalog([...moduleOf(binding.statement), binding.node.name])) return { from, path: [binding.node.name, ...rest] };
    }
    const value = rest.reduce<Value>((at, part) => (part === MADE ? evaluator.resultOf(at) : evaluator.memberOfValue(at, part)), evaluator.valueOfVariable(variable));
    return value.kind === 'sdk-object' ? plain(value, evaluator) : importedMethod(value, project);
  };
}

/** An SDK's object without what ties it to its file. */
function plain(value: SdkObject, evaluator: Evaluator): SdkObject {
  const { inner } = value;
  return { ...value, made: [], elsewhere: { retries: ownTries(value, evaluator) }, ...(inner && { inner: { ...inner, made: [] } }) };
}
