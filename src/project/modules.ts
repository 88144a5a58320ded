import path from 'node:path';
import { isTestFile } from '../engine/heuristics/test-files.js';
import type { ProjectFiles, ProjectLanguage, Scan } from '../model/project.js';
import type { Settings } from '../model/settings.js';
import type { SourceFiles } from './files.js';

/** What the modules of a project ask of their language. */
export type ModuleLanguage = Pick<
  ProjectLanguage<unknown, unknown>,
  | 'isSource'
  | 'embeddedIn'
  | 'stemsOf'
  | 'stemOf'
  | 'isBareSpecifier'
  | 'resolver'
  | 'scan'
  | 'clientsIn'
  | 'isReassigned'
  | 'mayUse'
  | 'fieldOf'
  | 'shadowing'
  | 'defines'
>;

/** The files of a project as modules: what they import, and which file a specifier means. Nothing is parsed. */
export interface Modules {
  readonly files: SourceFiles;
  readonly language: ModuleLanguage;
  /** The file that a specifier means, if it is one of the project. */
  fileOf(from: string, specifier: string): string | undefined;
  /** The folder around another one that says what bare specifiers mean: of its package, or of its configuration. */
  areaOf(folder: string): string;
  /** Whether a qualified name that looks like a package's is one of the project's own files. */
  shadows(from: string, name: readonly string[]): boolean;
  /** What can be seen of a file without parsing it. */
  scan(file: string): Scan | undefined;
  /** Names that a file exports which may be a client, or make one. */
  clientsOf(file: string): ReadonlySet<string>;
  /** Whether a file holds the language inside another one. */
  isEmbedding(file: string): boolean;
  isTest(file: string): boolean;
  /** The path below the root, with slashes. */
  relative(file: string): string;
  /** The files have changed. */
  forget(): void;
}

/** What was seen of a file, and the names of clients that it exports, once they are asked for. */
interface Scanned extends Scan {
  clients: ReadonlySet<string> | undefined;
}

const NONE: ReadonlySet<string> = new Set();
/** Files in whose folders bare specifiers get a meaning of their own. */
const AREAS = ['package.json', 'tsconfig.json', 'jsconfig.json'] as const;

/** Reads the files of a project as modules. */
export function createModules(language: ModuleLanguage, files: SourceFiles, settings: Settings): Modules {
  const { fileOf, areaOf, shadows, forget } = createResolution(language, files);

  function scan(file: string): Scanned | undefined {
    return files.read(file, (text): Scanned => ({
      ...cloneDetachedStrings(language.scan(language.embeddedIn?.(file, () => text) ?? text)),
      clients: undefined,
    }));
  }

  function clientsOf(file: string): ReadonlySet<string> {
    const scanned = scan(file);
    if (!scanned) return NONE;
    if (!scanned.clients) {
      const clients = language.clientsIn(files.text(file) ?? '', settings);
      scanned.clients = clients.length === 0 ? NONE : new Set(cloneDetachedStrings(clients));
    }
    return scanned.clients;
  }

  function relative(file: string): string {
    return path.relative(files.root, file).split(path.sep).join('/');
  }

  return {
    files,
    language,
    fileOf,
    areaOf,
    shadows,
    scan,
    clientsOf,
    isEmbedding: (file) => isEmbedding(language, file),
    isTest: (file) => isTestFile(relative(file), () => files.text(file) ?? ''),
    relative,
    forget,
  };
}

/** Whether a file holds the language inside another one, by its name. */
export function isEmbedding(language: Pick<ModuleLanguage, 'embeddedIn'>, file: string): boolean {
  return language.embeddedIn?.(file, NO_TEXT) !== undefined;
}

const NO_TEXT = (): string => '';

/** Says which file a specifier means; each answer is kept until the files change. */
function createResolution(
  language: Pick<ModuleLanguage, 'resolver' | 'shadowing' | 'isBareSpecifier' | 'embeddedIn' | 'defines'>,
  files: ProjectFiles,
): Pick<Modules, 'fileOf' | 'areaOf' | 'shadows' | 'forget'> {
  let resolve = language.resolver(files);
  let shadowing: ReturnType<NonNullable<typeof language.shadowing>> | undefined;
  const resolved = new Map<string, string | undefined>();
  const areas = new Map<string, string>();

  function fileOf(from: string, specifier: string): string | undefined {
    const folder = path.dirname(from);
    const key = `${language.isBareSpecifier?.(specifier) ? areaOf(folder) : folder}\0${specifier}`;
    if (resolved.has(key)) return resolved.get(key);
    const target = resolve(from, specifier);
    const file = target !== undefined && files.has(target) && !isEmbedding(language, target) ? target : undefined;
    resolved.set(key, file);
    return file;
  }

  function areaOf(folder: string): string {
    const known = areas.get(folder);
    if (known !== undefined) return known;
    const isArea =
      folder === files.root || path.dirname(folder) === folder || AREAS.some((name) => files.foldersWith(name).includes(folder));
    const area = isArea ? folder : areaOf(path.dirname(folder));
    areas.set(folder, area);
    return area;
  }

  function shadows(from: string, name: readonly string[]): boolean {
    const found = (shadowing ??= language.shadowing?.(files))?.(from, name);
    if (!found || found.file === from) return false;
    const [first] = found.names;
    return first === undefined || language.defines?.(files.text(found.file) ?? '', first) === true;
  }

  function forget(): void {
    resolve = language.resolver(files);
    shadowing = undefined;
    resolved.clear();
    areas.clear();
  }

  return { fileOf, areaOf, shadows, forget };
}

/** A copy without the text that its strings were cut out of: V8 keeps the whole text for a part of 13 characters or more. */
export function cloneDetachedStrings<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}
