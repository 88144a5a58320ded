import type { Linter } from 'eslint';
import { rewriteFix } from './rewrite-fix.js';
import { rawOffset, type VirtualFile, virtualFile } from './virtual-file.js';
import { createLines, type Lines } from '../parser/lines.js';

/**
 * Lets ESLint read notebooks: all Python cells of one are one Python file, and what is found in it is shown and
 * fixed in the notebook's own text.
 */
export const notebookProcessor = {
  supportsAutofix: true,

  preprocess(raw, path) {
    // ESLint counts from after the byte order mark.
    const notebook = raw.replace(/^\uFEFF/, '');
    const file = virtualFile(notebook);
    open.set(path, { notebook, file, lines: createLines(notebook), virtualLines: lineOffsets(file.text) });
    return file.cells.length === 0 ? [] : [{ text: file.text, filename: 'notebook.py' }];
  },

  postprocess(lists, path) {
    const state = open.get(path);
    open.delete(path);
    return state
      ? [...syntaxErrors(state), ...lists.flat().map((message) => inNotebook(message, state))].sort(
          (a, b) => a.line - b.line || a.column - b.column,
        )
      : [];
  },
} satisfies Linter.Processor;

/** What `postprocess` has to know of the files that are being linted. */
const open = new Map<string, State>();

interface State {
  readonly notebook: string;
  readonly file: VirtualFile;
  readonly lines: Lines;
  /** Where the lines of the virtual file begin. */
  readonly virtualLines: readonly number[];
}

/** As ESLint reports them; a cell that is no Python does not keep the others from being linted. */
function syntaxErrors({ file, lines }: State): Linter.LintMessage[] {
  return file.problems.map(({ message, at }) => {
    const { line, column } = lines.locate(at);
    return { ruleId: null, fatal: true, severity: 2, message: `Parsing error: ${message}`, line, column: column + 1 };
  });
}

function inNotebook(message: Linter.LintMessage, state: State): Linter.LintMessage {
  const { line, column, endLine, endColumn, fix, suggestions, ...rest } = message;
  const start = place(state, line, column, 'start');
  const end = endLine === undefined || endColumn === undefined ? undefined : place(state, endLine, endColumn, 'end');
  const rewritten = fix && rewriteFix(state.notebook, state.file, fix);
  const rewrittenSuggestions = suggestions?.flatMap((suggestion) => {
    const own = rewriteFix(state.notebook, state.file, suggestion.fix);
    return own ? [{ ...suggestion, fix: own }] : [];
  });
  return {
    ...rest,
    line: start.line,
    column: start.column + 1,
    ...(end && { endLine: end.line, endColumn: end.column + 1 }),
    ...(rewritten && { fix: rewritten }),
    ...(rewrittenSuggestions && rewrittenSuggestions.length > 0 && { suggestions: rewrittenSuggestions }),
  };
}

/** Where a place of the virtual file is in the notebook. */
function place({ file, lines, virtualLines }: State, line: number, column: number, side: 'start' | 'end') {
  const offset = (virtualLines[line - 1] ?? file.text.length) + column - 1;
  const cell = file.cells.findLast(({ span }) => span.start <= offset) ?? file.cells[0];
  return lines.locate(cell ? rawOffset(cell, offset, side) : 0);
}

function lineOffsets(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((found) => found.index + found[0].length)];
}
