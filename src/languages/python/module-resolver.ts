import path from 'node:path';
import { pythonHttpOf, pythonSdkOf, pythonWrapperOf } from '../../catalog/python/index.js';
import type { ProjectFiles } from '../../model/project.js';

/**
 * Finds the file that an import means. Python looks in `sys.path`, which no file tells; these are taken for it: the
 * folders around the importing file that are no packages themselves, the nearest first (the script's own, the root of its
 * package, `src`, the project), then the packages that lie elsewhere in the project, where only one of them fits.
 */
export function pythonResolver(files: ProjectFiles): (from: string, specifier: string) => string | undefined {
  const projects = [...new Set(MARKERS.flatMap((name) => files.foldersWith(name)))];
  const elsewhere = [files.root, ...projects].flatMap((folder) => [folder, path.join(folder, 'src')]);

  let names: ReadonlySet<string> | undefined;

  /** Whether any file or folder of the project has a name. Most imports are of packages from elsewhere. */
  function isKnown(name: string): boolean {
    names ??= namesIn(files.list(), files.root);
    return names.has(name);
  }

  function moduleIn(folder: string, parts: readonly string[]): string | undefined {
    const base = [folder, ...parts].join(path.sep);
    const file = `${base}.py`;
    if (parts.length > 0 && files.has(file)) return file;
    const init = `${base}${path.sep}__init__.py`;
    return files.has(init) ? init : undefined;
  }

  function relative(from: string, dots: number, parts: readonly string[]): string | undefined {
    let folder = path.dirname(from);
    for (let up = 1; up < dots; up++) folder = path.dirname(folder);
    return isBelow(folder, files.root) ? moduleIn(folder, parts) : undefined;
  }

  function absolute(from: string, parts: readonly string[]): string | undefined {
    for (let folder = path.dirname(from); isBelow(folder, files.root); folder = path.dirname(folder)) {
      // A package is imported by its name, not from inside.
      if (files.has(`${folder}${path.sep}__init__.py`)) continue;
      const found = moduleIn(folder, parts) ?? moduleIn(`${folder}${path.sep}src`, parts);
      if (found !== undefined) return found;
    }
    const found = new Set(elsewhere.flatMap((folder) => moduleIn(folder, parts) ?? []));
    return found.size === 1 ? [...found][0] : undefined;
  }

  return (from, specifier) => {
    const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(specifier) ?? [];
    const parts = name === '' ? [] : name.split('.');
    if (dots !== '') return relative(from, dots.length, parts);
    // `llms/openai.py` imports the package `openai`, not itself.
    return !isKnown(parts[0] ?? '') || isOfCatalog(parts) ? undefined : absolute(from, parts);
  };
}

/** The names of files, without their ending, and of the folders around them. */
function namesIn(list: readonly string[], root: string): ReadonlySet<string> {
  const names = new Set<string>();
  const folders = new Set<string>();
  for (const file of list) {
    names.add(path.basename(file, '.py'));
    for (let folder = path.dirname(file); folder !== root && isBelow(folder, root) && !folders.has(folder); folder = path.dirname(folder)) {
      folders.add(folder);
      names.add(path.basename(folder));
    }
  }
  return names;
}

const MARKERS = ['pyproject.toml', 'setup.py', 'setup.cfg'];

function isOfCatalog(parts: readonly string[]): boolean {
  return Boolean(pythonSdkOf(parts) ?? pythonHttpOf(parts) ?? pythonWrapperOf(parts));
}

function isBelow(folder: string, root: string): boolean {
  return folder === root || folder.startsWith(root + path.sep);
}
