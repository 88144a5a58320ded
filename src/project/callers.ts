import path from 'node:path';
import type { Exit, ExportPath } from '../model/export-path.js';
import type {
  ModuleReader,
  OutsidePath,
  ProjectLanguage,
  ProjectUrl,
  ProjectView,
  RetryFunction,
  RetrySignature,
  Scan,
} from '../model/project.js';
import type { Settings } from '../model/settings.js';
import { createBudget } from '../engine/budget.js';
import { isInTestFolder, isTestFile } from '../engine/heuristics/test-files.js';
import { createSourceFiles } from './files.js';

/** The files of one language below one root, read as far as somebody asks; kept for the process. */
export interface Project<Exported, Failure> {
  /** The project as one of its files sees it; `undefined` for a file that is not part of it. */
  from(file: string): ProjectView<Exported, Failure> | undefined;
}

/** Characters of text whose parsed files are kept; a tree is some ten times as large as its text. */
const MAX_OPEN_TEXT = 600_000;
/** Steps from a function to its callers' callers. */
const MAX_DEPTH = 12;
/** Files that are searched for a word. */
const MAX_SEARCHED = 3000;
/** Milliseconds for which a function counts that was seen in a linted text, and not yet on the disk. */
const NOTED_FOR = 120_000;
/** Files that a module imports, through others too, of which each is asked whether it imports another one. */
const MAX_LOADED = 300;
/** Re-exports between an import and its definition. */
const MAX_HOPS = 12;

/** What was seen of a file, and the names of clients that it exports, once somebody asks for them. */
interface Scanned extends Scan {
  clients: ReadonlySet<string> | undefined;
}

const NONE: ReadonlySet<string> = new Set();
const NO_TEXT = (): string => '';

/** A way of a failure through other files, to where it ends. */
type Way = Pick<OutsidePath, 'end' | 'again'>;

/** What leaves a file, and the failure that leaves with it. */
interface Leaving<Failure> {
  readonly file: string;
  readonly exit: Exit;
  readonly failure: Failure;
}

/** A way of a failure into the files that import it: to its end there, or to where it leaves them in turn. */
interface Step<Failure> extends Way {
  readonly next?: Leaving<Failure> | undefined;
  readonly isOptional?: boolean | undefined;
}

const UNKNOWN: Way = { end: { kind: 'unknown' }, again: { kind: 'unknown' } };
/** It is used, but no way of it is seen to end. */
const USED: readonly Way[] = [{ end: { kind: 'exported' } }];

/** @param root Absolute; nothing outside of it is read. */
export function createProject<Exported, Failure>(
  language: ProjectLanguage<Exported, Failure>,
  root: string,
  settings: Settings,
): Project<Exported, Failure> {
  const files = createSourceFiles(root, (file) => language.isSource(file) || embeds(file));
  type Reader = ModuleReader<Exported, Failure>;
  let resolve = language.resolver(files);
  let shadowing: ReturnType<NonNullable<typeof language.shadowing>> | undefined;
  const budget = createBudget();
  const open = new Map<string, { readonly reader: Reader | undefined; readonly size: number }>();
  let openText = 0;
  const exportsKnown = new Map<string, Exported | undefined>();
  const leads = new Map<string, boolean>();
  const byWord = new Map<string, readonly string[]>();
  const importers = new Map<string, readonly string[]>();
  const stepsKnown = new Map<string, readonly Step<Failure>[]>();
  let resolved = new Map<string, string | undefined>();
  const areas = new Map<string, string>();
  /** Retry functions that linted texts export. */
  const noted = new Map<string, { readonly functions: readonly RetrySignature[]; readonly at: number }>();
  let byStem: Map<string, readonly string[]> | undefined;
  let byPath: readonly string[] | undefined;
  /** For what a free name means: the files that import it. */
  let byFreeName: Map<string, readonly string[]> | undefined;

  /** Beginnings of the paths of files that are loaded without being named. */
  let loading: readonly string[] | undefined;

  function embeds(file: string): boolean {
    return language.embeddedIn?.(file, NO_TEXT) !== undefined;
  }

  function forget(): void {
    resolve = language.resolver(files);
    shadowing = undefined;
    resolved = new Map();
    byStem = byFreeName = byPath = undefined;
    openText = 0;
    loading = undefined;
    for (const known of [open, exportsKnown, leads, stepsKnown, byWord, importers, areas]) known.clear();
  }

  function fileOf(from: string, specifier: string): string | undefined {
    const folder = path.dirname(from);
    const key = `${language.isFreeName?.(specifier) ? areaOf(folder) : folder}\0${specifier}`;
    if (resolved.has(key)) return resolved.get(key);
    const target = resolve(from, specifier);
    const file = target !== undefined && files.has(target) && !embeds(target) ? target : undefined;
    resolved.set(key, file);
    return file;
  }

  /** The folder around another one that says what free names mean: of its package, or of its configuration. */
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

  function scan(file: string): Scanned | undefined {
    return files.read(file, (text): Scanned => ({
      ...detached(language.scan(language.embeddedIn?.(file, () => text) ?? text)),
      clients: undefined,
    }));
  }

  /** Names that a file exports which may be a client, or make one. */
  function clientsOf(file: string): ReadonlySet<string> {
    const scanned = scan(file);
    if (!scanned) return NONE;
    if (!scanned.clients) {
      const clients = language.clientsIn(files.text(file) ?? '', settings);
      scanned.clients = clients.length === 0 ? NONE : new Set(detached(clients));
    }
    return scanned.clients;
  }

  function readerOf(file: string): Reader | undefined {
    const kept = open.get(file);
    if (kept) {
      // The one that was used last leaves last.
      open.delete(file);
      open.set(file, kept);
      return kept.reader;
    }
    if (!budget.open()) return undefined;
    const text = files.text(file);
    const reader = text === undefined ? undefined : language.open(file, text, settings, view(file));
    const size = text?.length ?? 0;
    open.set(file, { reader, size });
    openText += size;
    for (const [oldest, { size: freed }] of open) {
      if (openText <= MAX_OPEN_TEXT || oldest === file) break;
      open.delete(oldest);
      openText -= freed;
    }
    return reader;
  }

  function mayBeClient(from: string, specifier: string, name: string): boolean {
    return definitionOf(from, specifier, [name]) !== undefined;
  }

  /** Whether a module makes clients, or hands on names of one that does. */
  function leadsToClient(file: string): boolean {
    const known = leads.get(file);
    if (known !== undefined) return known;
    // Modules may hand on each other's names in a circle.
    const below = new Set([file]);
    let found = false;
    for (const each of below) {
      found = leads.get(each) ?? clientsOf(each).size > 0;
      if (found) break;
      for (const { from } of leads.has(each) ? [] : (scan(each)?.handsOn ?? [])) {
        const next = fileOf(each, from);
        if (next !== undefined) below.add(next);
      }
    }
    // Where there is none, none of them leads to one.
    for (const each of found ? [file] : below) leads.set(each, found);
    return found;
  }

  function isClientModule(from: string, specifier: string): boolean {
    const file = fileOf(from, specifier);
    return file !== undefined && leadsToClient(file);
  }

  /** The file in which an imported name is made, and its name there, through the modules that hand it on. Parses nothing. */
  function definitionOf(
    from: string,
    specifier: string,
    names: ExportPath,
    hops = 0,
  ): { readonly file: string; readonly path: ExportPath } | undefined {
    const file = fileOf(from, specifier);
    const known = file === undefined || file === from || hops > MAX_HOPS ? undefined : scan(file);
    if (file === undefined || !known) return undefined;
    const [name = 'default', ...members] = names;
    if (clientsOf(file).has(name)) return { file, path: names };
    return first(known.handsOn, (handed) => {
      if (handed.as === '*') return name === 'default' ? undefined : definitionOf(file, handed.from, names, hops + 1);
      return handed.as === name
        ? definitionOf(file, handed.from, handed.name === undefined ? members : [handed.name, ...members], hops + 1)
        : undefined;
    });
  }

  /** What a name that a module exports is, through the modules that hand it on. */
  function exported(from: string, specifier: string, names: ExportPath, hops = 0): Exported | undefined {
    if (hops > MAX_HOPS) return undefined;
    const definition = (language.isBoundAnew?.(names) ? undefined : definitionOf(from, specifier, names)) ?? {
      file: fileOf(from, specifier),
      path: names,
    };
    const { file } = definition;
    if (file === undefined || file === from) return undefined;
    const key = `${file}\0${definition.path.join('\0')}`;
    if (exportsKnown.has(key)) return exportsKnown.get(key);
    exportsKnown.set(key, undefined);
    const reader = readerOf(file);
    const found = reader?.exported(definition.path);
    const value = isImported(found) ? exported(file, found.from, found.path, hops + 1) : found;
    // A limit that is reached says nothing of the file.
    if (reader || open.has(file)) exportsKnown.set(key, value);
    else exportsKnown.delete(key);
    return value;
  }

  /** The files that import a file. Only specifiers with its name in them are resolved, and names that may mean any file. */
  function importersOf(file: string): readonly string[] {
    const known = importers.get(file);
    if (known) return known;
    byStem ??= indexed();
    const stems = language.stemsOf(file);
    const candidates = new Set(stems.flatMap((stem) => byStem?.get(stem) ?? []));
    const found = new Set(
      [...candidates].filter((other) =>
        scan(other)?.specifiers.some((specifier) => stems.includes(language.stemOf(specifier)) && fileOf(other, specifier) === file),
      ),
    );
    for (const other of (byFreeName ??= namedFreely()).get(file) ?? []) found.add(other);
    found.delete(file);
    importers.set(file, [...found]);
    return [...found];
  }

  /** Whether some file loads whatever lies in a file's folder. */
  function isLoaded(file: string): boolean {
    loading ??= files
      .list()
      .flatMap((other) =>
        (scan(other)?.loads ?? []).map((start) => path.join(path.dirname(other), start, start.endsWith('/') ? path.sep : '')),
      );
    return loading.some((start) => file.startsWith(start));
  }

  /** The importers of each file that some file imports by a free name. */
  function namedFreely(): Map<string, readonly string[]> {
    const index = new Map<string, string[]>();
    for (const file of language.isFreeName ? files.list() : []) {
      for (const specifier of scan(file)?.specifiers ?? []) {
        if (!language.isFreeName?.(specifier)) continue;
        const target = fileOf(file, specifier);
        if (target === undefined) continue;
        const list = index.get(target);
        if (list) list.push(file);
        else index.set(target, [file]);
      }
    }
    return index;
  }

  function indexed(): Map<string, readonly string[]> {
    const index = new Map<string, string[]>();
    for (const file of files.list()) {
      for (const stem of new Set(scan(file)?.specifiers.map((specifier) => language.stemOf(specifier)))) {
        const list = index.get(stem);
        if (list) list.push(file);
        else index.set(stem, [file]);
      }
    }
    return index;
  }

  /** The files in which a word occurs; none in a project that is too large to be searched. */
  function filesWith(word: string): readonly string[] {
    const known = byWord.get(word);
    if (known) return known;
    const all = files.list();
    const found = all.length > MAX_SEARCHED ? [] : all.filter((file) => !embeds(file) && files.text(file)?.includes(word));
    byWord.set(word, found);
    return found;
  }

  /** What leaves a file, as the file says that it is of; nothing where that is no file of the project. */
  function leaving(file: string, exit: Exit, failure: Failure): Leaving<Failure> | undefined {
    if (exit.from === undefined) return { file, exit, failure };
    const owner = fileOf(file, exit.from);
    return owner === undefined ? undefined : { file: owner, exit: { path: exit.path, fails: exit.fails }, failure };
  }

  function keyOf({ file, exit, failure }: Leaving<Failure>): string {
    return `${file}\0${exit.fails}\0${exit.path.join('\0')}\0${JSON.stringify(failure)}`;
  }

  /**
   * Where a failure ends that leaves a file: all ends that can be reached from there. Each thing that leaves a file is
   * looked at once, however many ways lead to it, so files that call each other cost no more than others.
   */
  function callers(file: string, exit: Exit, failure: Failure): readonly Way[] {
    const start = leaving(file, exit, failure);
    if (!start) return USED;
    const ways: Way[] = [];
    const queue: { readonly at: Leaving<Failure>; readonly again: Way['again']; readonly depth: number }[] = [
      { at: start, again: undefined, depth: 0 },
    ];
    const seen = new Set([keyOf(start)]);
    let isUsed = false;
    for (const { at, again: before, depth } of queue) {
      const steps = depth > MAX_DEPTH || !budget.hasTime() ? undefined : stepsFrom(at);
      if (!steps) ways.push(UNKNOWN);
      for (const { end, again, next, isOptional } of steps ?? []) {
        const all = nearest(before, again);
        const further = next && stepsFrom(next);
        if (!next || further?.length === 0) {
          if (!isOptional) ways.push({ end, again: all });
          continue;
        }
        isUsed ||= !isOptional;
        // Whatever tries again on the way to it is part of the answer.
        const key = all ? `${keyOf(next)}\0${JSON.stringify(all)}` : keyOf(next);
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push({ at: next, again: all, depth: depth + 1 });
      }
    }
    // What only calls itself is called, and so is what an unread part of the project may call.
    return ways.length === 0 && (isUsed || !files.isWhole()) ? USED : ways;
  }

  /** The ways of a failure into the files that import it; `undefined` where the budget is spent. */
  function stepsFrom(at: Leaving<Failure>): readonly Step<Failure>[] | undefined {
    const key = keyOf(at);
    const known = stepsKnown.get(key);
    if (known) return known;
    const { file, exit, failure } = at;
    let isImported = false;
    const steps: Step<Failure>[] = [];
    const field = language.fieldOf?.(exit);
    const importers = field === undefined ? importersOf(file) : filesWith(field);
    // What the program itself does counts before what a script among its tests does.
    const isAside = (importer: string) => isInTestFolder(relative(importer)) && !isInTestFolder(relative(file));
    for (const importer of [...importers].sort((a, b) => Number(isAside(a)) - Number(isAside(b)))) {
      if (steps.length > 0 && isAside(importer)) break;
      // A test that gets no answer fails, and says so: it is no end.
      if (isTestFile(relative(importer), () => files.text(importer) ?? '')) continue;
      if (importer === file || !mayUse(importer, exit)) continue;
      isImported = true;
      if (embeds(importer)) {
        // What catches there is not seen; that it tries again would be rare.
        steps.push({ end: { kind: 'unknown' } });
        continue;
      }
      const reader = readerOf(importer);
      // Broken syntax is work in progress, and may call it; a limit that is reached is not.
      if (!reader && !open.has(importer)) return undefined;
      if (!reader) steps.push(...USED);
      for (const use of reader?.uses((specifier) => fileOf(importer, specifier) === file, exit, failure) ?? [])
        steps.push(step(importer, use, failure));
    }
    if (field === undefined && isLoaded(file)) steps.push(...USED);
    // A member of what is imported may be called where its type says less: through an interface, a base class, a table.
    if (steps.length === 0 && isImported && exit.path.length > 1) steps.push(...USED);
    stepsKnown.set(key, steps);
    return steps;
  }

  function step(file: string, { end, again, line, failure: other, isOptional }: OutsidePath<Failure>, failure: Failure): Step<Failure> {
    if (end.kind === 'lost') return { end: { ...end, at: end.at ?? { file: relative(file), line } }, again };
    return { end, again, isOptional, next: end.kind === 'exported' && end.exit ? leaving(file, end.exit, other ?? failure) : undefined };
  }

  /** Who connects to the text that a file exports under a name, in the files that import it. */
  function addressReader(file: string, path: ExportPath): string | undefined {
    return first(importersOf(file), (importer) => {
      if (isTestFile(relative(importer), () => files.text(importer) ?? '') || !mayUse(importer, { path, fails: 'call' })) return undefined;
      return readerOf(importer)
        ?.addresses()
        .find((address) => address.path.join('.') === path.join('.') && fileOf(importer, address.from) === file)?.reaches;
    });
  }

  /** The base URLs of all files but one, by path; looked for once. */
  function urlsAround(file: string): readonly ProjectUrl[] {
    byPath ??= files
      .list()
      .filter(
        (other) => !embeds(other) && (scan(other)?.urls.length ?? 0) > 0 && !isTestFile(relative(other), () => files.text(other) ?? ''),
      )
      .toSorted();
    const behind = byPath.findIndex((other) => other >= file);
    const middle = behind < 0 ? byPath.length : behind;
    const own = isAside(file);
    return byPath.flatMap((other, i) => {
      if (other === file) return [];
      const aside = isAside(other);
      const at = { place: i < middle ? i - middle : i - middle + 1, standing: aside === own ? 0 : aside ? 1 : -1 } as const;
      return (scan(other)?.urls ?? []).map((url): ProjectUrl => ({ ...url, ...at }));
    });
  }

  /** Whether a file is none of the program itself. */
  function isAside(file: string): boolean {
    return ASIDE.test(relative(file));
  }

  function retryFunctions(from: string): readonly RetryFunction[] {
    const all = files.list();
    if (all.length > MAX_SEARCHED) return [];
    const area = areaOf(path.dirname(from));
    return all.flatMap((file) => {
      if (file === from || areaOf(path.dirname(file)) !== area) return [];
      const linted = noted.get(file);
      const isNoted = linted !== undefined && Date.now() - linted.at < NOTED_FOR;
      const functions = isNoted ? linted.functions : (scan(file)?.retries ?? []);
      return functions.length === 0 || isTestFile(relative(file), () => files.text(file) ?? '')
        ? []
        : functions.map((each) => ({ ...each, file, isNoted }));
    });
  }

  /** Whether a file imports another one, itself or through others. */
  function loads(file: string, target: string): boolean {
    const seen = new Set([file]);
    for (const each of seen) {
      for (const specifier of scan(each)?.specifiers ?? []) {
        const next = fileOf(each, specifier);
        if (next === target || seen.size > MAX_LOADED) return true;
        if (next !== undefined) seen.add(next);
      }
    }
    return false;
  }

  function mayUse(file: string, exit: Exit): boolean {
    const text = language.mayUse ? files.text(file) : undefined;
    return text === undefined || language.mayUse?.(text, exit) !== false;
  }

  function relative(file: string): string {
    return path.relative(files.root, file).split(path.sep).join('/');
  }

  function view(file: string): ProjectView<Exported, Failure> {
    return {
      budget,
      importsClient: (text) => {
        const saved = scan(file);
        const { specifiers } = saved && files.text(file) === text ? saved : language.scan(text);
        return specifiers.some((specifier) => isClientModule(file, specifier));
      },
      has: (specifier) => ![undefined, file].includes(fileOf(file, specifier)),
      shadows: (name) => shadows(file, name),
      mayBeClient: (specifier, name) => mayBeClient(file, specifier, name),
      exported: (specifier, name) => exported(file, specifier, name),
      addressReader: (name) => addressReader(file, name),
      urls: () => urlsAround(file),
      retryFunctions: () => retryFunctions(file),
      moduleFile: (specifier) => fileOf(file, specifier),
      isLoadedBy: (other) => loads(other, file),
      noteRetryFunctions: (functions) => {
        if (functions.length > 0 || noted.has(file)) noted.set(file, { functions, at: Date.now() });
      },
      callers: (exit, failure) => callers(file, exit, failure),
    };
  }

  return {
    from: (file) => {
      const real = file.startsWith(files.root + path.sep) ? file : path.join(files.root, path.relative(root, file));
      if (path.relative(files.root, real).startsWith('..')) return undefined;
      budget.begin();
      if (files.refresh()) forget();
      return view(real);
    },
  };
}

/** Folders of code that shows or serves the program. */
const ASIDE =
  /(?:^|\/)\.?(?:docs?|examples?|samples?|demos?|tutorials?|notebooks?|cookbook|scripts?|tools?|bench(?:marks?)?|fixtures?|playground)\//i;

/** Files in whose folders free names get a meaning of their own. */
const AREAS = ['package.json', 'tsconfig.json', 'jsconfig.json'] as const;

/** What tries again: what stands nearest to the call counts, if it is known. */
function nearest(near: Way['again'], far: Way['again']): Way['again'] {
  return near && near.kind !== 'unknown' ? near : (far ?? near);
}

/** A copy without the text that its strings were cut out of: V8 keeps the whole text for a part of 13 characters or more. */
function detached<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

function first<T, Found>(items: readonly T[], find: (item: T) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isImported(value: unknown): value is { readonly from: string; readonly path: ExportPath } {
  return typeof value === 'object' && value !== null && 'from' in value && 'path' in value;
}
