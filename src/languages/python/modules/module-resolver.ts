import path from 'node:path';
import { pythonHttpOf, pythonSdkOf, pythonWrapperOf } from '../../../catalog/python.js';
import type { ProjectFiles } from '../../../model/project.js';

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

  function relative(from: string, dots: number, parts: readonly string[]): string | undefined {
    let folder = path.dirname(from);
    for (let up = 1; up < dots; up++) folder = path.dirname(folder);
    return isBelow(folder, files.root) ? moduleIn(folder, parts, files) : undefined;
  }

  function absolute(from: string, parts: readonly string[]): string | undefined {
    const near = moduleAround(from, parts, files);
    if (near !== undefined) return near;
    const found = new Set(elsewhere.flatMap((folder) => moduleIn(folder, parts, files) ?? []));
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

/**
 * Finds the module of the project that stands around the importing file under a package's name, and the names behind it.
 * Whether it is meant depends on what it defines: a program that runs from another folder gets the package. In the
 * repository of an SDK, the module that stands there is the SDK.
 */
export function shadowingModule(
  files: ProjectFiles,
): (from: string, name: readonly string[]) => { readonly file: string; readonly names: readonly string[] } | undefined {
  return (from, name) => {
    // A folder without `__init__.py` stands behind an installed package of its name.
    const isPackage = moduleAround(from, name.slice(0, 1), files)?.endsWith('__init__.py') === true;
    for (let end = name.length; end > 0; end--) {
      const file = end === name.length && (end === 1 || !isPackage) ? undefined : moduleAround(from, name.slice(0, end), files);
      if (file !== undefined) return isDistributionOf(file, name, files) ? undefined : { file, names: name.slice(end) };
    }
    return undefined;
  };
}

/** Whether the project around a module is the distribution of the catalog's entry: `name = "openai-agents"`. */
function isDistributionOf(file: string, name: readonly string[], files: ProjectFiles): boolean {
  const entry: { readonly id: string; readonly distribution?: string } | undefined = (
    pythonSdkOf(name) ??
    pythonHttpOf(name) ??
    pythonWrapperOf(name)
  )?.entry;
  if (!entry) return false;
  const own = normalized(entry.distribution ?? entry.id);
  for (let folder = path.dirname(file); isBelow(folder, files.root); folder = path.dirname(folder)) {
    const manifests = MARKERS.filter((manifest) => files.foldersWith(manifest).includes(folder));
    if (manifests.length > 0)
      return manifests.some((manifest) => namesOf(files.text(path.join(folder, manifest))).some((each) => normalized(each) === own));
  }
  return false;
}

/** What a manifest calls its distribution: `name = "openai"` of `pyproject.toml`, `name=` of `setup.py` and `setup.cfg`. */
function namesOf(manifest = ''): readonly string[] {
  return [...manifest.matchAll(/^[ \t]*(?:setup\()?name[ \t]*=[ \t]*["']?([\w.-]+)/gm)].flatMap(([, name]) => name ?? []);
}

/** Names of distributions are equal whatever stands between their words. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function moduleIn(folder: string, parts: readonly string[], files: ProjectFiles): string | undefined {
  const base = [folder, ...parts].join(path.sep);
  const file = `${base}.py`;
  if (parts.length > 0 && files.has(file)) return file;
  const init = `${base}${path.sep}__init__.py`;
  return files.has(init) ? init : undefined;
}

/** A module in a folder around a file, the nearest first. */
function moduleAround(from: string, parts: readonly string[], files: ProjectFiles): string | undefined {
  for (let folder = path.dirname(from); isBelow(folder, files.root); folder = path.dirname(folder)) {
    // A package is imported by its name, not from inside.
    if (files.has(`${folder}${path.sep}__init__.py`)) continue;
    const found = moduleIn(folder, parts, files) ?? moduleIn(`${folder}${path.sep}src`, parts, files);
    if (found !== undefined) return found;
  }
  return undefined;
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
