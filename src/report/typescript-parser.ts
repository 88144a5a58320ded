import { createRequire } from 'node:module';
import type * as Parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';

const require = createRequire(import.meta.url);

/**
 * typescript-eslint's parser, which is loaded with the first file that it reads: TypeScript takes half a second. It is
 * that parser to ESLint too, which asks for `meta` when it prints a configuration and in the key of its cache.
 */
export const typescriptParser: Linter.Parser = {
  get meta() {
    const { version } = require('@typescript-eslint/parser/package.json') as { readonly version: string };
    return { name: 'typescript-eslint/parser', version };
  },
  parseForESLint: (text, options) => (parser ??= require('@typescript-eslint/parser') as typeof Parser).parseForESLint(text, options as Parser.ParserOptions) as unknown as Linter.ESLintParseResult,
};

let parser: typeof Parser | undefined;
