import { relative, sep } from 'node:path';
import type { Rule, SourceCode } from 'eslint';
import { isTestFile } from '../engine/heuristics/test-files.js';
import type { FileFacts } from '../model/language.js';
import { NO_FACTS, NO_PROBLEMS } from '../model/file-facts.js';
import type { Settings } from '../model/settings.js';
import { guardOf } from './internal-errors.js';
import { supportOf } from './languages.js';
import { projectAround, rootAround } from './open-project.js';

/**
 * What is known of the file that a rule runs on. Extracted once per source file and shared by every rule.
 *
 * @returns Nothing for a language without extraction, and for text without any of the catalog's signals. An internal
 *   error leaves out what it was about.
 */
export function fileFacts(context: Rule.RuleContext, settings: Settings): FileFacts {
  const known = cache.get(context.sourceCode);
  if (known) return known;
  const found = guardOf(context.filename)('the file', () => read(context, settings)) ?? NOTHING;
  cache.set(context.sourceCode, found);
  return found;
}

const cache = new WeakMap<SourceCode, FileFacts>();
const NOTHING: FileFacts = { facts: NO_FACTS, problems: NO_PROBLEMS, repair: () => undefined };

/**
 * Whether a file can have facts that rules look for; asked by every rule before it listens to anything, answered once per
 * file. Tests have none unless `settings.vllm.testFiles` asks for them: a test without an answer fails, and says so.
 */
export function mayHaveFacts(context: Rule.RuleContext, settings: Settings): boolean {
  const { sourceCode } = context;
  const known = signals.get(sourceCode);
  if (known !== undefined) return known;
  const isLeftAlone = isGenerated(sourceCode.text) || (settings.testFiles === 'ignore' && isTest(context, settings));
  const found = !isLeftAlone && guardOf(context.filename)('the file', () => hasSignal(context, settings)) === true;
  signals.set(sourceCode, found);
  return found;
}

const signals = new WeakMap<SourceCode, boolean>();

function hasSignal(context: Rule.RuleContext, settings: Settings): boolean {
  const { sourceCode, filename } = context;
  const support = supportOf(sourceCode);
  if (!support?.read) return false;
  return support.hasSignal?.(sourceCode, { filename, settings, openProject: projectAround(context, settings) }) ?? true;
}

function read(context: Rule.RuleContext, settings: Settings): FileFacts | undefined {
  const { sourceCode, filename } = context;
  const guard = guardOf(filename);
  const file = supportOf(sourceCode)?.read?.(sourceCode, { filename, settings, openProject: projectAround(context, settings), guard });
  return (
    file && {
      facts: file.facts,
      problems: file.problems,
      repair: (intent) => guard('a repair', () => file.repair(intent)),
      disable: (at, ruleId) => guard('a comment that disables a rule', () => file.disable?.(at, ruleId)),
    }
  );
}

function isTest(context: Rule.RuleContext, settings: Settings): boolean {
  const { cwd, filename, sourceCode } = context;
  const text = (): string => sourceCode.text;
  // What is none by its whole path is none by a part of it: most files are spared the slower question.
  return (
    isTestFile(filename.split(sep).join('/'), text) &&
    isTestFile(
      relative(rootAround(context, settings) ?? cwd, filename)
        .split(sep)
        .join('/'),
      text,
    )
  );
}

/**
 * Whether a text is a bundle or minified: large, in lines too long to be written by hand. Such a file is not repaired either, and following names
 * through a megabyte of one-letter variables takes seconds.
 */
function isGenerated(text: string): boolean {
  if (text.length < 100_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > 300;
}
