import type { TSESLint } from '@typescript-eslint/utils';
import { once } from '../../engine/lazy-fields.js';
import type { LanguageSupport } from '../../model/language.js';
import { extractFacts } from './extract.js';
import { repairContext } from './fixes/create-context.js';
import { repairJavaScript } from './fixes/index.js';
import { hasSignal } from './project/has-signal.js';

/** JavaScript and TypeScript: the source code is the one that ESLint makes of any parser's tree. */
export const javascript: LanguageSupport<Readonly<TSESLint.SourceCode>> = {
  hasSignal: (sourceCode, { settings, openProject }) => hasSignal(sourceCode, settings, openProject),
  read(sourceCode, { filename, settings, openProject, guard }) {
    const extraction = extractFacts(sourceCode, filename, settings, openProject, guard);
    const context = once(() => repairContext(sourceCode, filename, settings, extraction));
    const { facts, problems } = extraction;
    return { facts, problems, repair: (intent) => repairJavaScript(intent, context()) };
  },
};
