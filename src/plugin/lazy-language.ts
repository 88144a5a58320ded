import type { Language } from '@eslint/core';
import type { Linter } from 'eslint';
import { loadPython } from './load-python.js';

/** The language "vllm/python": what ESLint asks before it has a Python file. The rest is loaded with the first one. */
export const python: Language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  validateLanguageOptions: (options) => {
    loadPython().pythonLanguage.validateLanguageOptions(options);
  },
  parse: (file, context) => loadPython().pythonLanguage.parse(file, context),
  // ESLint hands over what `parse` gave.
  createSourceCode: (file, result, context) => loadPython().pythonLanguage.createSourceCode(file, result as never, context),
};

/** The processor "vllm/notebook", loaded with the first notebook. */
export const notebook: Linter.Processor = {
  supportsAutofix: true,
  preprocess: (text, path) => loadPython().notebookProcessor.preprocess(text, path),
  postprocess: (messages, path) => loadPython().notebookProcessor.postprocess(messages, path),
};
