import manifest from '@typescript-eslint/parser/package.json' with { type: 'json' };
import type { Linter } from 'eslint';
import { loadParser } from '../languages/javascript/modules/load-parser.js';

/**
 * typescript-eslint's parser, which is loaded with the first file that it reads. It is that parser to ESLint too, which
 * asks for `meta` when it prints a configuration and in the key of its cache.
 */
export const typescriptParser: Linter.Parser = {
  meta: { name: 'typescript-eslint/parser', version: manifest.version },
  parseForESLint: (text, options) =>
    loadParser().parseForESLint(
      text,
      options as Parameters<ReturnType<typeof loadParser>['parseForESLint']>[1],
    ) as unknown as Linter.ESLintParseResult,
};
