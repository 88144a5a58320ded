import path from 'node:path';
import { createBudget } from '../engine/budget.js';
import { isProgramFile } from '../engine/heuristics/program-files.js';
import type { ProjectLanguage, ProjectView } from '../model/project.js';
import type { Settings } from '../model/settings.js';
import { createCallers } from './callers.js';
import { createExports } from './exports.js';
import { createSourceFiles } from './files.js';
import { createImportIndex } from './import-index.js';
import { createModules, isEmbedding } from './modules.js';
import { createReaders } from './readers.js';
import { createRetryFunctions } from './retry-functions.js';
import { createProjectUrls } from './urls.js';

/** The files of one language below one root, read as far as they are asked for; kept for the process. */
export interface Project<Exported, Failure> {
  /** The project as one of its files sees it; `undefined` for a file that is not part of it. */
  from(file: string): ProjectView<Exported, Failure> | undefined;
}

/** @param root Absolute; nothing outside of it is read. */
export function createProject<Exported, Failure>(
  language: ProjectLanguage<Exported, Failure>,
  root: string,
  settings: Settings,
): Project<Exported, Failure> {
  const files = createSourceFiles(root, (file) => language.isSource(file) || isEmbedding(language, file));
  const foreign = createSourceFiles(root, (file) => isProgramFile(file) && !language.isSource(file));
  const budget = createBudget();
  const modules = createModules(language, files, settings);
  const index = createImportIndex(modules);
  const readers = createReaders(language, files, settings, budget, view);
  const exports = createExports(modules, readers);
  const callers = createCallers(modules, index, readers, budget);
  const urls = createProjectUrls(modules, index, readers, foreign);
  const retryFunctions = createRetryFunctions(modules);

  function view(file: string): ProjectView<Exported, Failure> {
    return {
      budget,
      importsClient: (text) => {
        const saved = modules.scan(file);
        const { specifiers } = saved && files.text(file) === text ? saved : language.scan(text);
        return specifiers.some((specifier) => exports.isClientModule(file, specifier));
      },
      has: (specifier) => ![undefined, file].includes(modules.fileOf(file, specifier)),
      shadows: (name) => modules.shadows(file, name),
      mayBeClient: (specifier, name) => exports.mayBeClient(file, specifier, name),
      exported: (specifier, name) => exports.exported(file, specifier, name),
      addressReader: (name) => urls.readerOfAddress(file, name),
      urls: () => urls.around(file),
      retryFunctions: () => retryFunctions.visibleFrom(file),
      moduleFile: (specifier) => modules.fileOf(file, specifier),
      isLoadedBy: (other) => index.loads(other, file),
      noteRetryFunctions: (functions) => {
        retryFunctions.note(file, functions);
      },
      callers: (exit, failure) => callers.endsOf(file, exit, failure),
    };
  }

  return {
    from: (file) => {
      const real = file.startsWith(files.root + path.sep) ? file : path.join(files.root, path.relative(root, file));
      if (path.relative(files.root, real).startsWith('..')) return undefined;
      budget.begin();
      if (foreign.refresh()) urls.forget();
      if (files.refresh()) for (const part of [modules, index, readers, exports, callers, urls]) part.forget();
      return view(real);
    },
  };
}
