import type { FileFacts } from '../../model/fact-source.js';
import { NO_FACTS } from '../../model/facts.js';
import type { Settings } from '../../model/settings.js';
import type { Comment, Module } from './ast.js';

/** Whether a file can have facts at all. */
export function hasPythonSignal(_text: string, _settings: Settings): boolean {
  return false;
}

/** Reads the facts of a file. */
export function readPython(_source: { readonly text: string; readonly ast: Module; readonly comments: readonly Comment[] }, _filename: string, _settings: Settings): FileFacts {
  return { facts: NO_FACTS, repair: () => undefined };
}
