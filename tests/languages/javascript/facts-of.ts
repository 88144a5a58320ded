import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { type Extraction, extractFacts } from '../../../src/languages/javascript/extract.js';
import type { Guard } from '../../../src/model/guard.js';
import type { OpenProject } from '../../../src/model/project.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/model/settings.js';

/** The facts of a piece of code, as a rule would get them. Throws on a syntax error. */
export function extractionOf(
  code: string,
  filename = '/project/src/file.ts',
  settings: Partial<Settings> = {},
  openProject?: OpenProject,
  guard?: Guard,
): Extraction {
  let found: Extraction | undefined;
  const probe = {
    create: (context: { readonly sourceCode: unknown }) => ({
      Program() {
        found = extractFacts(
          context.sourceCode as Readonly<TSESLint.SourceCode>,
          filename,
          { ...DEFAULT_SETTINGS, ...settings },
          openProject,
          guard,
        );
      },
    }),
  };
  const messages = new Linter({ configType: 'flat' }).verify(
    code,
    [
      {
        files: ['**/*.{ts,tsx}'],
        plugins: { test: { rules: { probe } } },
        rules: { 'test/probe': 'error' },
        languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: filename.endsWith('x') } } },
      },
    ] as never,
    { filename: filename.endsWith('x') ? 'file.tsx' : 'file.ts' },
  );
  if (!found) throw new Error(messages.map((m) => `${m.line}: ${m.message}`).join('\n'));
  return found;
}
