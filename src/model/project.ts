import type { Budget } from './budget.js';
import type { EscapingFunction, ExportPath } from './export-path.js';
import type { RetryEvidence, PathEnd } from './facts/failure-path.js';
import type { Settings } from './settings.js';

/**
 * One language's way to read the files of a project. `Exported` is what it knows of an exported thing, `Failure` what it
 * has to know of a failure to follow it; both plain data, the latter fit for `JSON.stringify`.
 */
export interface ProjectLanguage<Exported, Failure> {
  /** Whether a file is of this language, by its name. */
  isSource(file: string): boolean;
  /**
   * The code in a file that holds the language inside another one: a component of Vue, a page of HTML. Such a file may import
   * the others, and call what they export; it is looked at for that alone.
   *
   * @returns `undefined` for files of every other kind.
   */
  embeddedIn?(file: string, text: () => string): string | undefined;
  /**
   * Words by which a file may be named in an import: its name without extension, its folder's for an `index.ts`.
   *
   * @param file Absolute.
   */
  stemsOf(file: string): readonly string[];
  /** The word of a specifier that is one of {@link stemsOf} its file. */
  stemOf(specifier: string): string;
  /** Whether a specifier may mean a file of any name: a package's, or one that a configuration file makes up (`#llm`). */
  isBareSpecifier?(specifier: string): boolean;
  /** The file that a specifier means. Reads no file outside of `files.root`. */
  resolver(files: ProjectFiles): (from: string, specifier: string) => string | undefined;
  /** What a text imports and hands on, found without parsing, in linear time. */
  scan(text: string): Scan;
  /** Names that a text exports which may be an SDK's object, or a function that makes one; the same way. */
  clientsIn(text: string, settings: Settings): readonly string[];
  /**
   * Whether a module that hands a name on has to be read to tell what the name is in the end: where a later statement may
   * give it another value.
   */
  isReassigned?(path: ExportPath): boolean;
  /** Whether a file that imports a thing's module can use the thing, by its text alone; saves parsing it. */
  mayUse?(text: string, exit: EscapingFunction): boolean;
  /**
   * The name of the field that a thing is kept in, where it is used through the field alone: in files that hold its name,
   * whatever they import.
   */
  fieldOf?(exit: EscapingFunction): string | undefined;
  /**
   * The file of the project that stands where an import is looked for before a package of the same name, and the names
   * behind it: a module `ollama.py` beside the script.
   */
  shadowing?(
    files: ProjectFiles,
  ): (from: string, name: readonly string[]) => { readonly file: string; readonly names: readonly string[] } | undefined;
  /** Whether a text gives a name a value of its own, found without parsing. */
  defines?(text: string, name: string): boolean;
  /** Parses a file; `undefined` where its syntax is broken. */
  open(
    file: string,
    text: string,
    settings: Settings,
    project: ProjectView<Exported, Failure>,
  ): ModuleReader<Exported, Failure> | undefined;
}

/** What can be seen of a file without parsing it; of everything there may be too much. */
export interface Scan {
  /** The modules that it imports or exports from, as they are written. */
  readonly specifiers: readonly string[];
  /** Beginnings of paths, as they are written, below which it loads whatever there is: `./tools/` of ``import(`./tools/${name}`)``. */
  readonly loads?: readonly string[];
  /** Names of other modules that it hands on. */
  readonly reExports: readonly ReExport[];
  /** Functions that it exports and that may send a call again, where importing the module does nothing else. */
  readonly retries?: readonly RetrySignature[];
  readonly urls: readonly WrittenUrl[];
}

/** A base URL of a server of one's own in a file's text, found without parsing. */
export interface WrittenUrl {
  /** Without an endpoint's path; lower case, no slash at the end, `localhost` for the own machine, holes as `${}`. */
  readonly base: string;
  /** How surely it is an LLM server's: 0 by version, path, port or name; 1 perhaps; 2 hardly. */
  readonly rank: 0 | 1 | 2;
  /** Offset. */
  readonly start: number;
  /** Whether the text removes the version from it. */
  readonly isRoot: boolean;
  /** The variable that comes before it: `process.env.NAME || "http://…"`. */
  readonly variable?: string;
  /** Whether the text reads that variable from the environment, whatever its name says. */
  readonly isFromEnvironment?: boolean;
}

/** A base URL in another file of the project. */
export interface ProjectUrl extends WrittenUrl {
  /** Its file's position in the project, by path: negative before the file that asks, positive behind it. */
  readonly place: number;
  /**
   * Whether its file is of a kind that comes before (-1) or after (1) that of the file that asks: examples, documentation and scripts
   * come after the program.
   */
  readonly standing: -1 | 0 | 1;
}

/** What a function's text says that may send a call again. */
export interface RetrySignature {
  readonly name: string;
  /** Whether its result has to be awaited, where a language has both kinds. */
  readonly isAsync?: boolean;
  /** Qualified names of the classes that it asks for, in a language whose handlers ask for classes. */
  readonly errors?: readonly string[];
  /** Whether this is all there is to know: a repair has written it. */
  readonly isWhole?: boolean;
}

/** A function that another file exports to send a call again. */
export interface RetryFunction extends RetrySignature {
  /** Absolute. */
  readonly file: string;
  /** Whether it was read when its own file was linted: it may not be on the disk yet. */
  readonly isNoted: boolean;
}

/** A name that a module hands on from another one: `export { ask as question } from './llm'`. */
export interface ReExport {
  /** Under which name; `*` for every name of the other module under its own. */
  readonly as: string;
  /** The other module, as the file writes it. */
  readonly from: string;
  /** The name there; nothing for the whole module. */
  readonly name?: string;
}

/** What the project knows of its files, for the language that resolves imports. */
export interface ProjectFiles {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Whether a file belongs to the project: below the root, not ignored, of the language. */
  has(file: string): boolean;
  /** All of them. Absolute. */
  list(): readonly string[];
  /** Folders with a file of one of these names: `package.json`. Absolute. */
  foldersWith(name: string): readonly string[];
  /** Text of a file; `undefined` where it cannot be read. */
  text(file: string): string | undefined;
}

/** One parsed file of the project. */
export interface ModuleReader<Exported, Failure> {
  /** What a name that the file exports is; `from` where it is the name of another module that the file imports. */
  exported(path: ExportPath): Exported | { readonly from: string; readonly path: ExportPath } | undefined;
  /**
   * Where the failure of a function of another file goes in this one.
   *
   * @param isFrom Whether a specifier means the file of `exit`.
   * @returns One path for each way; none where this file does nothing with it.
   */
  uses(isFrom: (specifier: string) => boolean, exit: EscapingFunction, failure: Failure): readonly OutsidePath<Failure>[];
  /** Texts of other modules that decide where this file connects. */
  addresses(): readonly ImportedAddress[];
}

/** A text of another module that alone decides where a client or a request of a file connects. */
export interface ImportedAddress {
  /** The module, as the file writes it, and the names there. */
  readonly from: string;
  readonly path: ExportPath;
  /** Who connects there, as a person would say it: `new OpenAI({ baseURL })`. */
  readonly reaches: string;
}

/** A way of a failure in another file: where it ends (`exported` where it leaves that file in turn), and where it entered it. */
export interface OutsidePath<Failure = never> {
  readonly end: PathEnd;
  readonly again?: RetryEvidence | undefined;
  /** What leaves this file in turn, where it is no longer the same failure. */
  readonly failure?: Failure | undefined;
  /** It leaves by another name only, or besides uses in this file: counts if it is used. */
  readonly isOptional?: boolean | undefined;
  /** From 1. */
  readonly line: number;
}

/** What one file can ask of the others. All answers hold until the files change; none throws. */
export interface ProjectView<Exported, Failure> {
  /** What may be spent on the linted file, whichever files its questions lead to. */
  readonly budget: Budget;
  /** Whether a module that a text imports may export an SDK's object, or a function that makes one; parses nothing. */
  importsClient(text: string): boolean;
  /** Whether a specifier means another file of the project; reads nothing. */
  has(specifier: string): boolean;
  /** Whether a qualified name that looks like a package's is one of the project's own files; parses nothing. */
  shadows(name: readonly string[]): boolean;
  /** Whether an import may be an SDK's object, or a function that makes one; parses nothing. */
  mayBeClient(specifier: string, name: string): boolean;
  /** What another file of the project exports under a name; `undefined` where that is not known, or no file of the project. Parses that file. */
  exported(specifier: string, path: ExportPath): Exported | undefined;
  /** Who connects to the text that this file exports under a name, in another file: {@link ImportedAddress.reaches}. */
  addressReader(path: ExportPath): string | undefined;
  /** The base URLs in all other files of the language, tests left out; parses nothing. */
  urls(): readonly ProjectUrl[];
  /** Functions of other files of the same package that may send a call again, by their names; parses nothing. */
  retryFunctions(): readonly RetryFunction[];
  /** Tells the project which such functions this file exports as it is linted: a fix may be on its way to the disk. */
  noteRetryFunctions(functions: readonly RetrySignature[]): void;
  /** The file that a specifier means. Absolute; parses nothing. */
  moduleFile(specifier: string): string | undefined;
  /** Whether another file imports this one, through others too; parses nothing. `true` where that would take too long to say. */
  isLoadedBy(file: string): boolean;
  /** Where the failure of a function that leaves this file ends in others, `lost` ones with their place; nothing where none of them uses it. */
  callers(exit: EscapingFunction, failure: Failure): readonly Pick<OutsidePath, 'end' | 'again'>[];
}

/** Opens the project around the file that is linted; `undefined` where it is part of none, or `settings.vllm.project` is off. */
export type OpenProject = <Exported, Failure>(language: ProjectLanguage<Exported, Failure>) => ProjectView<Exported, Failure> | undefined;
