/** Everything of Python's that ESLint is given. It is built apart from the plugin and loaded with the first Python file. */
export { pythonLanguage } from './eslint/language.js';
export { notebookProcessor } from './notebook/processor.js';
