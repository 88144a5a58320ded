import { pythonLanguage } from './eslint/language.js';
import { notebookProcessor } from './notebook/processor.js';
import { pythonSupport } from './support.js';

/** Everything of Python's that the plugin is given. */
export const python = { language: pythonLanguage, processors: { notebook: notebookProcessor }, support: pythonSupport };
