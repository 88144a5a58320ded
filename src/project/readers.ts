import type { Budget } from '../model/budget.js';
import type { ModuleReader, ProjectLanguage, ProjectView } from '../model/project.js';
import type { Settings } from '../model/settings.js';
import type { SourceFiles } from './files.js';

/** The parsed files of a project; those that were used last are kept. */
export interface Readers<Exported, Failure> {
  /** A parsed file; `undefined` where its syntax is broken, or no more files may be opened. */
  readerOf(file: string): ModuleReader<Exported, Failure> | undefined;
  /** Whether a file was opened, even if its syntax is broken. */
  isOpen(file: string): boolean;
  /** The files have changed. */
  forget(): void;
}

/** Characters of text whose parsed files are kept; a tree is some ten times as large as its text. */
const MAX_OPEN_TEXT = 600_000;

/** @param view The project as one of its files sees it. */
export function createReaders<Exported, Failure>(
  language: Pick<ProjectLanguage<Exported, Failure>, 'open'>,
  files: SourceFiles,
  settings: Settings,
  budget: Budget,
  view: (file: string) => ProjectView<Exported, Failure>,
): Readers<Exported, Failure> {
  const open = new Map<string, { readonly reader: ModuleReader<Exported, Failure> | undefined; readonly size: number }>();
  let openText = 0;

  function readerOf(file: string): ModuleReader<Exported, Failure> | undefined {
    const kept = open.get(file);
    if (kept) {
      // The one that was used last is dropped last.
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

  return {
    readerOf,
    isOpen: (file) => open.has(file),
    forget: () => {
      openText = 0;
      open.clear();
    },
  };
}
