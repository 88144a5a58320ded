import type { ExportPath } from '../model/export-path.js';
import type { ProjectUrl, WrittenUrl } from '../model/project.js';
import { writtenUrls } from '../engine/urls/written-urls.js';
import type { SourceFiles } from './files.js';
import { first } from './first.js';
import type { ImportIndex } from './import-index.js';
import type { Modules } from './modules.js';
import type { Readers } from './readers.js';
import { mayUse } from './callers.js';
import { cloneDetachedStrings } from './modules.js';

/** The base URLs of a project. */
export interface ProjectUrls {
  /** The base URLs of all files but one, by path; looked for once. */
  around(file: string): readonly ProjectUrl[];
  /** What connects to the text that a file exports under a name, in the files that import it. */
  readerOfAddress(file: string, path: ExportPath): string | undefined;
  /** The files have changed. */
  forget(): void;
}

/** Folders of code that shows or serves the program. */
const ASIDE =
  /(?:^|\/)\.?(?:docs?|examples?|samples?|demos?|tutorials?|notebooks?|cookbook|scripts?|tools?|bench(?:marks?)?|fixtures?|playground)\//i;

/**
 * Makes the base URLs of a project.
 *
 * @param foreign Its files in other languages, which may read the same variables: the client in Python, the web page in TypeScript.
 */
export function createProjectUrls(
  modules: Modules,
  { importersOf }: ImportIndex,
  { readerOf }: Readers<unknown, unknown>,
  foreign: SourceFiles,
): ProjectUrls {
  const { files, scan, fileOf, isEmbedding, isTest, relative } = modules;
  let byPath: readonly string[] | undefined;

  function around(file: string): readonly ProjectUrl[] {
    byPath ??= [
      ...files.list().filter((other) => !isEmbedding(other) && urlsOf(other).length > 0 && !isTest(other)),
      ...foreign.list().filter((other) => !isTest(other) && urlsOf(other).length > 0),
    ].toSorted();
    const behind = byPath.findIndex((other) => other >= file);
    const middle = behind < 0 ? byPath.length : behind;
    const own = isAside(file);
    return byPath.flatMap((other, i) => {
      if (other === file) return [];
      const aside = isAside(other);
      const at = { place: i < middle ? i - middle : i - middle + 1, standing: aside === own ? 0 : aside ? 1 : -1 } as const;
      return urlsOf(other).map((url): ProjectUrl => ({ ...url, ...at }));
    });
  }

  function urlsOf(file: string): readonly WrittenUrl[] {
    return (files.has(file) ? scan(file)?.urls : foreign.read(file, (text) => cloneDetachedStrings(writtenUrls(text)))) ?? [];
  }

  /** Whether a file is none of the program itself. */
  function isAside(file: string): boolean {
    return ASIDE.test(relative(file));
  }

  function readerOfAddress(file: string, path: ExportPath): string | undefined {
    return first(importersOf(file), (importer) => {
      if (isTest(importer) || !mayUse(modules, importer, { path, fails: 'call' })) return undefined;
      return readerOf(importer)
        ?.addresses()
        .find((address) => address.path.join('.') === path.join('.') && fileOf(importer, address.from) === file)?.reaches;
    });
  }

  return { around, readerOfAddress, forget: () => (byPath = undefined) };
}
