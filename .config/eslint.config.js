import { fileURLToPath } from 'node:url';
import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files with a function longer than 100 lines, which are to be split. */
const TO_BE_SPLIT = ['src/engine/deployment/command-line.ts', 'src/languages/javascript/extract.ts'];

export default defineConfig([
  // `docs/examples` and the programs of verify:findings are wrong on purpose; fixtures are inputs.
  globalIgnores(['dist/', 'docs/', 'tests/verify/findings/programs/', 'tests/**/fixtures/', 'coverage/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `env['NAME']` says that the name is foreign and may be absent.
      '@typescript-eslint/dot-notation': 'off',
      // The project has functions and plain objects; the classes that ESLint asks for are called by ESLint alone.
      '@typescript-eslint/unbound-method': 'off',
      // ESLint's enums of node types are compared with their literals, which need no import at run time.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**/*.ts', 'rules/**/*.ts'],
    ignores: ['src/languages/python/parser/**', 'src/languages/python/syntax/ast.ts', ...TO_BE_SPLIT],
    rules: {
      'max-lines-per-function': ['error', { max: 100 }],
      'max-lines': ['error', { max: 500 }],
    },
  },
  { files: ['rules/**/*.ts', 'src/plugin/create-rule.ts'], extends: [eslintPlugin.configs.recommended] },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.strict],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', performance: 'readonly' } },
  },
]);
