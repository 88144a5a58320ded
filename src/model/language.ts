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
   * Writes the comment that disables a rule for the line of a finding. Only for languages for which editors do not
   * offer that themselves. Never a fix, whatever the settings.
   *
   * @param ruleId As the user's configuration has it: `vllm/require-retry`.
   */
  disable?(at: Span, ruleId: string): Repair | undefined;
}

/** What is known of a language before a file of it is read. */
export interface LanguageInfo {
  /** `python`: its ESLint language is `vllm/python`. */
  readonly id: string;
  /** As messages name it: `Python`. */
  readonly label: string;
  /** Patterns of its files: `**` and a name, with `*` and braces. */
  readonly files: readonly string[];
  /** The type of the root of its trees. It does not tell the language: YAML's parsers make a `Program` too. */
  readonly rootNode: string;
  /** What a comment begins with. */
  readonly comment: '//' | '#';
}

/**
 * What a language can be asked. Every member is optional: a language without `read` has no facts.
 *
 * @typeParam Source What ESLint's `SourceCode` is for a file of this language.
 */
export interface LanguageSupport<in Source> {
  /**
   * Whether a file can have facts at all: a cheap test, most often one regular expression over its text. Absent: each file
   * can.
   */
  hasSignal?(source: Source, context: Omit<ReadContext, 'guard'>): boolean;
  /** Reads a file; the fields of the answer are computed when they are read, each under the guard. */
  read?(source: Source, context: ReadContext): FileFacts;
}

/** What surrounds a file that is read. */
export interface ReadContext {
  /** Absolute. */
  readonly filename: string;
  readonly settings: Settings;
  readonly openProject: OpenProject;
  readonly guard: Guard;
}

/**
 * The key under which a source code of one of the plugin's own languages has its language's support. A symbol of the whole
 * process, because the plugin and its languages are loaded apart: nothing of Python is loaded for JavaScript.
 */
export const LANGUAGE_SUPPORT = Symbol.for('eslint-plugin-vllm.language-support');

/** A source code of one of the plugin's own languages. */
export interface SupportedSource<in Source> {
  readonly [LANGUAGE_SUPPORT]: LanguageSupport<Source>;
}
