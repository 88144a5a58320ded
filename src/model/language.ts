import type { Facts, Problems } from './file-facts.js';
import type { Guard } from './guard.js';
import type { OpenProject } from './project.js';
import type { Intent, Repair } from './fix.js';
import type { Settings } from './settings.js';
import type { Span } from './span.js';

/** What a rule sees of a source file. */
export interface FileView {
  readonly facts: Facts;
  readonly problems: Problems;
}

/** What is known of one source file, and the fixer of the language it is written in. */
export interface FileFacts extends FileView {
  /** Writes an intent as edits; `undefined` where the language cannot. Nothing is built before the first call. */
  repair(intent: Intent): Repair | undefined;
  /**
   * Writes the comment that silences a rule for the line of a finding. Only for languages for which editors do not
   * offer that themselves. Never a fix, whatever the settings.
   *
   * @param ruleId As the user's configuration has it: `vllm/require-retry`.
   */
  disable?(at: Span, ruleId: string): Repair | undefined;
}

/**
 * The key under which a source code of one of the plugin's own languages reads its facts. A symbol of the whole
 * process, because the plugin and its languages are loaded apart: nothing of Python is loaded for JavaScript.
 */
export const FACT_SOURCE = Symbol.for('eslint-plugin-vllm.fact-source');

/** A source code that knows its language's facts itself. */
export interface FactSource {
  readonly [FACT_SOURCE]: {
    /** Whether the text holds any of the catalog's signals, one regular-expression test; or calls what it may import from a file that does. */
    hasSignal(settings: Settings, openProject: OpenProject): boolean;
    /** Reads the file, each question under the guard. `filename` is absolute. */
    read(filename: string, settings: Settings, openProject: OpenProject, guard: Guard): FileFacts;
  };
}
