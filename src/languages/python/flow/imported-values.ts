import { PYTHON_METHODS } from '../../../catalog/signals/python.js';
import { RESULT_STEP } from '../../../model/export-path.js';
import type { PythonProject } from './project-types.js';
import type { Node } from '../syntax/ast.js';
import { joined } from '../modules/specifiers.js';
import type { SdkObject, Value } from '../values/value.js';

/** The module of the project that a qualified name leads into, and the names behind it; nothing for a library's. */
export function inProject(
  name: readonly string[],
  project: PythonProject,
): { readonly from: string; readonly path: readonly string[] } | undefined {
  for (let end = name.length - 1; end > 0; end--) {
    const from = name.slice(0, end).reduce(joined, '');
    if (project.has(from)) return { from, path: name.slice(end) };
  }
  return undefined;
}

/** The method of an SDK's object that another file of the project makes: `client.chat.completions.create` of `from .llm import client`. */
export function importedMethod(value: Value, project: PythonProject | undefined): SdkObject | undefined {
  if (!project || (value.kind !== 'external' && value.kind !== 'made-by')) return undefined;
  const members = value.kind === 'made-by' ? [RESULT_STEP, ...value.members] : [];
  if (!PYTHON_METHODS.has([...value.path, ...members].at(-1) ?? '')) return undefined;
  for (let end = value.path.length - 1; end > 0; end--) {
    const specifier = value.path.slice(0, end).reduce(joined, '');
    const path = [...value.path.slice(end), ...members];
    if (path[0] === undefined || !project.mayBeClient(specifier, path[0])) continue;
    const found = project.exported(specifier, path);
    return found?.kind === 'sdk-object' ? found : undefined;
  }
  return undefined;
}

/**
 * What a library's object of another file is, for a name that leads to it: `celery.task` of `from .tasks import celery` is
 * a member of what `celery.Celery` makes.
 */
export function importedObject(
  value: Value,
  node: Node,
  project: PythonProject | undefined,
): (Value & { readonly kind: 'made-by' }) | undefined {
  const found = project && value.kind === 'external' ? inProject(value.path, project) : undefined;
  const [name, ...members] = found?.path ?? [];
  const object = found && name !== undefined ? project?.exported(found.from, [name]) : undefined;
  return object?.kind === 'library-object'
    ? { kind: 'made-by', path: object.path, members: [...object.members, ...members], node }
    : undefined;
}
