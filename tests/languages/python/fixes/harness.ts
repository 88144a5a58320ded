import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { readPython } from '../../../../src/languages/python/extract.js';
import { parsePython } from '../../../../src/languages/python/parser/index.js';
import type { FileFacts } from '../../../../src/model/language.js';
import type { Facts, Problems } from '../../../../src/model/file-facts.js';
import type { Intent, Repair } from '../../../../src/model/fix.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/model/settings.js';
import { createCompiled } from './compiled.js';

/** What surrounds the source; everything has a default. */
export interface Surroundings {
  readonly filename?: string;
  readonly settings?: Partial<Settings>;
}

/** Chooses what is to be repaired in a file. */
export type Choose = (found: Facts & Problems) => Intent | undefined;

export interface Repaired {
  readonly output: string;
  readonly repair: Repair;
}

/** Repairs a source, and checks what holds for every repair: it parses, and no comment is lost. */
export function repaired(source: string, choose: Choose, surroundings: Surroundings = {}): Repaired {
  const repair = repairOf(source, choose, surroundings);
  if (!repair) throw new Error(`No repair for:\n${source}`);
  const output = applied(source, repair);
  const before = parsed(source);
  const after = parsed(output);
  expect(after.errors, output).toEqual([]);
  expect(after.comments.map((c) => c.value.trim())).toEqual(expect.arrayContaining(before.comments.map((c) => c.value.trim())));
  compiled(withoutMark(output));
  return { output, repair };
}

export function repairOf(source: string, choose: Choose, surroundings: Surroundings = {}): Repair | undefined {
  const file = read(source, surroundings);
  const intent = choose({ ...file.facts, ...file.problems });
  if (!intent) throw new Error(`Nothing to repair in:\n${source}`);
  return file.repair(intent);
}

export function read(source: string, { filename = WIDE, settings }: Surroundings = {}): FileFacts {
  const { ast, comments, errors } = parsed(source);
  if (errors.length > 0) throw new Error(`${errors[0]?.message} in:\n${source}`);
  return readPython({ text: withoutMark(source), ast, comments }, filename, { ...DEFAULT_SETTINGS, ...settings }, () => undefined);
}

/** A file of a project that allows long lines, so that few tests depend on how they are broken. */
const WIDE = fileURLToPath(new URL('fixtures/wide/app.py', import.meta.url));

/** Applies the edits as ESLint does: in order, and never over one another. */
export function applied(source: string, { edits }: Repair): string {
  const text = withoutMark(source);
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    expect(span.start).toBeGreaterThanOrEqual(at);
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return source.slice(0, source.length - text.length) + result + text.slice(at);
}

function parsed(source: string): ReturnType<typeof parsePython> {
  return parsePython(withoutMark(source));
}

/** ESLint takes a byte order mark away before it parses. */
function withoutMark(source: string): string {
  return source.replace(/^\uFEFF/, '');
}

const compiled = createCompiled();
