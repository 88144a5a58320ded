import * as parser from '@typescript-eslint/parser';
import type { ESLint, Linter } from 'eslint';
import plugin from '../index.js';
import type { Arguments } from './arguments.js';

/**
 * ESLint's options for a scan that reads no configuration of the scanned project.
 *
 * @param root Absolute path of the folder that holds everything scanned.
 */
export function scanOptions(root: string, { fix, fixes, ignore }: Arguments): ESLint.Options {
  return {
    cwd: root,
    overrideConfigFile: true,
    errorOnUnmatchedPattern: false,
    fix,
    // Of other plugins' comments nothing is known here, so none of them is reported as unused.
    overrideConfig: [
      { ignores: [...GENERATED, ...ignore] },
      { ...plugin.configs.all, settings: { vllm: { fixes } } },
      ...plugin.configs.python,
      { linterOptions: { reportUnusedDisableDirectives: 'off' } },
      ...languages(),
    ],
  };
}

/** What other programs write: dependencies, build output, minified and vendored code. */
const GENERATED = ['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor', 'third_party', '.next', '.nuxt', '.output', '.svelte-kit', '.vercel', '.turbo', '.cache', '.yarn', '.venv', 'venv', 'site-packages', '__pycache__', '.tox', '.nox', '.eggs', '.mypy_cache', '.ruff_cache', '.pytest_cache', '.ipynb_checkpoints']
  .map((folder) => `**/${folder}/`)
  .concat('**/*.min.{js,mjs,cjs}', '**/*{.,-}bundle.js', '**/*.standalone.js', '**/_next/static/', '**/*-lock.*');

/** TypeScript's parser reads JavaScript too; JSX only where the extension does not rule it out (`<T>x` is a cast in `.ts`). */
function languages(): Linter.Config[] {
  return [
    { files: ['**/*.{ts,mts,cts}'], languageOptions: { parser } },
    { files: ['**/*.{js,mjs,cjs,jsx,tsx}'], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
  ];
}
