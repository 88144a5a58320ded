import type { Language, OkParseResult } from '@eslint/core';
import type { Comment, Module, Node } from '../syntax/ast.js';
import { parseOnce } from '../parser/parse-cache.js';
import { PythonSourceCode } from './source-code.js';

/**
 * Python for ESLint. Parsing tolerates nothing: a file with a syntax error is one finding, at the error's place,
 * as a JavaScript file with one is.
 */
export const pythonLanguage: Language<PythonTypes> = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',

  validateLanguageOptions(options) {
    const unknown = Object.keys(options).find((key) => !OF_JAVASCRIPT.has(key));
    if (unknown !== undefined) throw new TypeError(`The language vllm/python has no options, so it has no languageOptions.${unknown}.`);
  },

  parse(file) {
    const { ast, comments, errors } = parseOnce(String(file.body), 'linter');
    if (errors.length === 0) return { ok: true, ast, comments };
    return { ok: false, errors: errors.map(({ message, line, column }) => ({ message, line, column })) };
  },

  createSourceCode(file, result) {
    return new PythonSourceCode({ text: String(file.body), ast: result.ast, comments: (result as Parsed).comments });
  },
};

/**
 * Configurations for JavaScript that name no files (typescript-eslint's, or one that sets globals) reach Python
 * files too. They are not wrong enough to stop ESLint.
 */
const OF_JAVASCRIPT = new Set(['parser', 'parserOptions', 'globals', 'sourceType', 'ecmaVersion']);

/** ESLint hands what `parse` gives to `createSourceCode` as it is. */
interface Parsed extends OkParseResult<Module> {
  readonly comments: readonly Comment[];
}

export interface PythonTypes {
  LangOptions: Record<string, unknown>;
  Code: PythonSourceCode;
  RootNode: Module;
  Node: Node;
}
