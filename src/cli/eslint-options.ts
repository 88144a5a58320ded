import type { ESLint, Linter } from 'eslint';
import plugin from '../index.js';
import { LANGUAGES } from '../plugin/languages.js';
import type { Arguments } from './arguments.js';

/**
 * ESLint's options for a scan that loads nothing from the scanned folder: no configuration, plugin or parser of its own.
 *
 * @param root Absolute path of the folder that holds everything scanned.
 */
export function scanOptions(root: string, { preset, fix, fixes }: Pick<Arguments, 'preset' | 'fix' | 'fixes'>): ESLint.Options {
  const { typescript } = plugin.configs;
  return {
    cwd: root,
    overrideConfigFile: true,
    fix,
    overrideConfig: [
      // What is linted is chosen before; ESLint leaves out nothing of it.
      { ignores: ['!**/node_modules/', '!.git/'] },
      typescript,
      // TypeScript's parser reads JavaScript too.
      {
        files: LANGUAGES.filter(({ config }) => config === undefined).flatMap(({ files }) => files),
        languageOptions: { ...typescript.languageOptions, parserOptions: { ecmaFeatures: { jsx: true } } },
      },
      // Their folders of packages are left out before.
      ...Object.values(plugin.configs).flatMap((config) => (Array.isArray(config) ? config.filter(({ files }) => files) : [])),
      // Last, so that the rules are those of the preset in every language.
      { ...plugin.configs[preset], settings: { vllm: { fixes } } },
      // Of other plugins' comments nothing is known here, so none of them is reported as unused.
      { linterOptions: { reportUnusedDisableDirectives: 'off' } },
    ] satisfies Linter.Config[],
  };
}
