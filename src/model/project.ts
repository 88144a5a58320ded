import type { Exit, ExportPath } from './exit.js';
import type { Again, PathEnd } from './failure.js';
import type { Settings } from './settings.js';

/**
 * One language's way to read the files of a project. `Exported` is what it knows of an exported thing, `Failure` what it
 * has to know of a failure to follow it; both plain data, the latter fit for `JSON.stringify`.
 */
export interface ProjectLanguage<Exported, Failure> {
  /** Whether a file is of this language, by its name. */
  isSource(file: string): boolean;
  /** The modules that a text imports or exports from, as they are written. May give too many; linear, and never throws. */
  specifiers(text: string): readonly string[];
  /**
   * Words by which a file may be named in an import: its name without extension, its folder's for an `index.ts`.
   *
   * @param file Absolute.
   */
  stemsOf(file: string): readonly string[];
  /** The word of a specifier that is one of {@link stemsOf} its file. */
  stemOf(specifier: string): string;
  /** The file that a specifier means. Reads no file outside of `files.root`. */
  resolver(files: ProjectFiles): (from: string, specifier: string) => string | undefined;
  /** Whether a text holds anything that the catalog knows; one regular-expression test. */
  hasSignal(text: string, settings: Settings): boolean;
  /** Parses a file; `undefined` where its syntax is broken. */
  open(file: string, text: string, settings: Settings, project: ProjectView<Exported, Failure>): ModuleReader<Exported, Failure> | undefined;
}

/** What the project knows of its files, for the language that resolves imports. */
export interface ProjectFiles {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Whether a file belongs to the project: below the root, not ignored, of the language. */
  has(file: string): boolean;
  /** Folders with a file of one of these names: `package.json`. Absolute. */
  foldersWith(name: string): readonly string[];
}

/** One parsed file of the project. */
export interface ModuleReader<Exported, Failure> {
  /** What a name that the file exports is. `from` where it only hands on a name of another module. */
  exported(path: ExportPath): Exported | HandedOn | undefined;
  /**
   * Where the failure of a function of another file goes in this one.
   *
   * @param isFrom Whether a specifier means the file of `exit`.
   * @returns One path for each way; none where this file does nothing with it.
   */
  uses(isFrom: (specifier: string) => boolean, exit: Exit, failure: Failure): readonly OutsidePath[];
}

/** A name that a file hands on from another module: `export { ask } from './llm'`. */
export interface HandedOn {
  /** As the file writes it. */
  readonly from: string;
  readonly path: ExportPath;
}

/** A way of a failure in another file: where it ends (`exported` where it leaves that file in turn), and where it entered it. */
export interface OutsidePath {
  readonly end: PathEnd;
  readonly again?: Again | undefined;
  /** From 1. */
  readonly line: number;
}

/** What one file can ask of the others. All answers hold until the files change; none throws. */
export interface ProjectView<Exported, Failure> {
  /** What another file of the project exports under a name; `undefined` where that is not known, or no file of the project. */
  exported(specifier: string, path: ExportPath): Exported | undefined;
  /** Where the failure of a function that leaves this file ends in others, `lost` ones with their place; nothing where none of them uses it. */
  callers(exit: Exit, failure: Failure): readonly Pick<OutsidePath, 'end' | 'again'>[];
}

/** Opens the project around the file that is linted; `undefined` where it is part of none, or `settings.vllm.project` is off. */
export type OpenProject = <Exported, Failure>(language: ProjectLanguage<Exported, Failure>) => ProjectView<Exported, Failure> | undefined;
