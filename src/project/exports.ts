import type { ExportPath } from '../model/export-path.js';
import { first } from './first.js';
import type { Modules } from './modules.js';
import type { Readers } from './readers.js';

/** What the modules of a project export. */
export interface Exports<Exported> {
  /** Whether an import may be a client, or a function that makes one; parses nothing. */
  mayBeClient(from: string, specifier: string, name: string): boolean;
  /** Whether a specifier means a module that makes clients, or re-exports names of one that does; parses nothing. */
  isClientModule(from: string, specifier: string): boolean;
  /** What a name that a module exports is, through the modules that re-export it. */
  exported(from: string, specifier: string, names: ExportPath): Exported | undefined;
  /** The files have changed. */
  forget(): void;
}

/** Re-exports between an import and its definition. */
const MAX_HOPS = 12;

/** Makes the exports of a project; each answer is kept until the files change. */
export function createExports<Exported>(modules: Modules, { readerOf, isOpen }: Readers<Exported, unknown>): Exports<Exported> {
  const { language, fileOf, scan, clientsOf } = modules;
  const known = new Map<string, Exported | undefined>();
  const leads = new Map<string, boolean>();

  function leadsToClient(file: string): boolean {
    const answer = leads.get(file);
    if (answer !== undefined) return answer;
    // Modules may re-export each other's names in a cycle.
    const below = new Set([file]);
    let found = false;
    for (const each of below) {
      found = leads.get(each) ?? clientsOf(each).size > 0;
      if (found) break;
      for (const { from } of leads.has(each) ? [] : (scan(each)?.reExports ?? [])) {
        const next = fileOf(each, from);
        if (next !== undefined) below.add(next);
      }
    }
    // Where there is none, none of them leads to one.
    for (const each of found ? [file] : below) leads.set(each, found);
    return found;
  }

  /** The file in which an imported name is made, and its name there, through the modules that re-export it. */
  function definitionOf(
    from: string,
    specifier: string,
    names: ExportPath,
    hops = 0,
  ): { readonly file: string; readonly path: ExportPath } | undefined {
    const file = fileOf(from, specifier);
    const scanned = file === undefined || file === from || hops > MAX_HOPS ? undefined : scan(file);
    if (file === undefined || !scanned) return undefined;
    const [name = 'default', ...members] = names;
    if (clientsOf(file).has(name)) return { file, path: names };
    return first(scanned.reExports, (handed) => {
      if (handed.as === '*') return name === 'default' ? undefined : definitionOf(file, handed.from, names, hops + 1);
      return handed.as === name
        ? definitionOf(file, handed.from, handed.name === undefined ? members : [handed.name, ...members], hops + 1)
        : undefined;
    });
  }

  function exported(from: string, specifier: string, names: ExportPath, hops = 0): Exported | undefined {
    if (hops > MAX_HOPS) return undefined;
    const definition = (language.isReassigned?.(names) ? undefined : definitionOf(from, specifier, names)) ?? {
      file: fileOf(from, specifier),
      path: names,
    };
    const { file } = definition;
    if (file === undefined || file === from) return undefined;
    const key = `${file}\0${definition.path.join('\0')}`;
    if (known.has(key)) return known.get(key);
    known.set(key, undefined);
    const reader = readerOf(file);
    const found = reader?.exported(definition.path);
    const value = isImported(found) ? exported(file, found.from, found.path, hops + 1) : found;
    // A limit that is reached says nothing of the file.
    if (reader || isOpen(file)) known.set(key, value);
    else known.delete(key);
    return value;
  }

  return {
    mayBeClient: (from, specifier, name) => definitionOf(from, specifier, [name]) !== undefined,
    isClientModule: (from, specifier) => {
      const file = fileOf(from, specifier);
      return file !== undefined && leadsToClient(file);
    },
    exported: (from, specifier, names) => exported(from, specifier, names),
    forget: () => {
      known.clear();
      leads.clear();
    },
  };
}

function isImported(value: unknown): value is { readonly from: string; readonly path: ExportPath } {
  return typeof value === 'object' && value !== null && 'from' in value && 'path' in value;
}
