import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect } from 'vitest';
import plugin from '../../src/index.js';
import { isDisabling } from '../../src/plugin/choose-fixes.js';
import { LANGUAGES } from '../../src/plugin/languages.js';
import { boundsOf, titleFaultsOf } from '../plugin/message-bounds.js';

export interface LintOptions {
  /** Path below the working directory; its extension decides about the language, and JSX. */
  readonly filename?: string;
  readonly settings?: Record<string, unknown>;
  /** Rule ids with the prefix; all rules by default. */
  readonly rules?: Linter.RulesRecord;
}

/** For a name of no folder, a project without other files: what lies around the tests says nothing. */
function linterFor(filename: string): Linter {
  return path.isAbsolute(filename) ? new Linter() : new Linter({ cwd: '/nowhere' });
}

function configOf({ filename = 'src/file.ts', settings = {}, rules }: LintOptions): {
  readonly config: Linter.Config[];
  readonly filename: string;
} {
  const every: Linter.RulesRecord = Object.fromEntries(Object.keys(plugin.rules ?? {}).map((name) => [`vllm/${name}`, 'error']));
  const common = { plugins: { vllm: plugin }, rules: rules ?? every, settings: { vllm: settings } };
  const parsed = { parser, parserOptions: { ecmaFeatures: { jsx: filename.endsWith('x') } } };
  const config = LANGUAGES.map(({ id, files, language }): Linter.Config => ({
    ...common,
    files: [...files],
    ...(language ? { language: `vllm/${id}` } : { languageOptions: parsed }),
  }));
  return { config, filename };
}

/** Lints a text with every rule. Throws on a syntax error, and where a message breaks the bounds of all messages. */
export function lint(code: string, options: LintOptions = {}): Linter.LintMessage[] {
  const { config, filename } = configOf(options);
  const messages = linterFor(filename).verify(code, config, { filename });
  const fatal = messages.find((message) => message.fatal);
  if (fatal) throw new SyntaxError(`${fatal.line}:${fatal.column} ${fatal.message}\n${code}`);
  for (const { message, suggestions = [] } of messages) {
    expect(boundsOf(message), message).toEqual([]);
    for (const suggestion of suggestions) if (!isDisabling(suggestion)) expect(titleFaultsOf(suggestion.desc), suggestion.desc).toEqual([]);
  }
  return messages;
}

/** What `eslint --fix` makes of a text, and what is left to report. Throws where the output does not parse. */
export function fix(code: string, options: LintOptions = {}): { readonly output: string; readonly messages: Linter.LintMessage[] } {
  const { config, filename } = configOf(options);
  const { output, messages } = linterFor(filename).verifyAndFix(code, config, { filename });
  const fatal = messages.find((message) => message.fatal);
  if (fatal) throw new SyntaxError(`${fatal.line}:${fatal.column} ${fatal.message}\n${output}`);
  return { output, messages };
}

/** A text after one suggestion of one finding. */
export function applySuggestion(code: string, message: Linter.LintMessage, index = 0): string {
  const suggestion = message.suggestions?.[index];
  if (!suggestion) throw new Error(`no suggestion ${index}: ${message.message}`);
  const [start, end] = suggestion.fix.range;
  return code.slice(0, start) + suggestion.fix.text + code.slice(end);
}
