import type { LanguageSupport } from '../../model/language.js';
import { disableComment } from './eslint/disable-comment.js';
import { readPython } from './extract.js';
import type { PythonFile } from './extraction.js';
import { hasPythonSignal, importsClient } from './project/index.js';

/** Python: the source code is the plugin's own, or anything else that has a file's text, tree and comments. */
export const pythonSupport: LanguageSupport<PythonFile> = {
  hasSignal: ({ text }, { settings, openProject }) => hasPythonSignal(text, settings) || importsClient(text, openProject),
  read({ text, ast, comments }, { filename, settings, openProject, guard }) {
    const { facts, problems, repair } = readPython({ text, ast, comments }, filename, settings, openProject, guard);
    return { facts, problems, repair, disable: (at, ruleId) => disableComment(text, at, ruleId) };
  },
};
