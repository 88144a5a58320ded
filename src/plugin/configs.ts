import type { ESLint, Linter } from 'eslint';
import type { Preset, VllmRule } from './create-rule.js';
import { typescriptParser } from './typescript-parser.js';

/**
 * Makes one of the plugin's configurations. Findings are errors, because ESLint's bulk suppressions, with
 * which a project baselines its old code, take no warnings.
 *
 * `files` is a universal pattern, which ESLint takes to mean "whatever is linted anyway". A list of extensions
 * would make ESLint open `.ts`, `.jsx` and `.vue` files for which the project has no parser, and every one of
 * them would be a parsing error (measured with ESLint 9.15, 9.39 and 10.15). Rules are silent on languages
 * that they do not know.
 *
 * @param plugin Gives the plugin, which does not exist yet while its configurations are made.
 */
export function preset(name: Preset, rules: Readonly<Record<string, VllmRule>>, plugin: () => ESLint.Plugin): Linter.Config {
  return {
    name: `vllm/${name}`,
    files: ['**/*'],
    plugins: {
      get vllm() {
        return plugin();
      },
    },
    rules: rulesOf(name, rules),
  };
}

/**
 * Makes the configuration for TypeScript: its files, which ESLint does not lint by itself, their parser and the
 * recommended rules.
 */
export function typescriptPreset(rules: Readonly<Record<string, VllmRule>>, plugin: () => ESLint.Plugin): Linter.Config {
  return {
    ...preset('recommended', rules, plugin),
    name: 'vllm/typescript',
    files: ['**/*.{ts,mts,cts,tsx}'],
    languageOptions: { parser: typescriptParser },
  };
}

/**
 * Makes the configurations for Python: the language for source files, the processor for notebooks, the recommended
 * rules for both, and the folders of installed packages and caches. These stand in an object of their own, where
 * `ignores` means that ESLint does not open them; beside `files` it would mean that Python's configuration is not theirs.
 */
export function pythonPreset(rules: Readonly<Record<string, VllmRule>>, plugin: () => ESLint.Plugin): Linter.Config[] {
  const plugins = {
    get vllm() {
      return plugin();
    },
  };
  return [
    {
      name: 'vllm/python',
      files: ['**/*.py', '**/*.pyi', '**/*.ipynb/*.py'],
      plugins,
      language: 'vllm/python',
      rules: rulesOf('recommended', rules),
    },
    { name: 'vllm/python/notebooks', files: ['**/*.ipynb'], plugins, processor: 'vllm/notebook' },
    { name: 'vllm/python/ignores', ignores: INSTALLED.map((folder) => `**/${folder}/`) },
  ];
}

/** Folders in which Python's tools keep packages and caches. ESLint leaves out none of them by itself. */
const INSTALLED = [
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
  '__pypackages__',
  '.tox',
  '.nox',
  '.eggs',
  '.pixi',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
  '.ipynb_checkpoints',
];

function rulesOf(name: Preset, rules: Readonly<Record<string, VllmRule>>): Linter.RulesRecord {
  const chosen = Object.entries(rules).filter(([, rule]) => SIZE[rule.meta.docs.preset] <= SIZE[name]);
  return Object.fromEntries(
    chosen.map(([id, { meta }]) => {
      const { strictOptions } = meta.docs;
      return [`vllm/${id}`, strictOptions && name !== 'recommended' ? ['error', strictOptions] : 'error'];
    }),
  );
}

const SIZE: Readonly<Record<Preset, number>> = { recommended: 0, strict: 1, all: 2 };
