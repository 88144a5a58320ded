import type { ESLint, Linter } from 'eslint';
import type { Preset, VllmRule } from './create-rule.js';
import { LANGUAGES, type ListedLanguage } from './languages.js';

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

/** The configurations that bring ESLint the files of a language: those that {@link LANGUAGES} names. */
export interface LanguageConfigs {
  readonly typescript: Linter.Config;
  readonly python: Linter.Config[];
  readonly deployment: Linter.Config[];
}

/**
 * Makes the configurations of the languages whose files ESLint does not lint by itself, by their names. A language with a
 * parser for ESLint is one object. A language of the plugin's own is a list: its files, the files that hold its code, the
 * recommended rules for both, and the folders of installed packages and caches. These stand in an object of their own, where
 * `ignores` means that ESLint does not open them; beside `files` it would mean that the language's configuration is not theirs.
 */
export function languageConfigs(rules: Readonly<Record<string, VllmRule>>, plugin: () => ESLint.Plugin): LanguageConfigs {
  const configs: Record<string, Linter.Config | Linter.Config[]> = {};
  for (const language of LANGUAGES) {
    const { config, files, parser } = language;
    if (config === undefined) continue;
    const base = { ...preset('recommended', rules, plugin), name: `vllm/${config}` };
    configs[config] = parser
      ? { ...base, files: [...files], languageOptions: { parser } }
      : [...[configs[config] ?? []].flat(), ...ownLanguage(language, base)];
  }
  return configs as unknown as LanguageConfigs;
}

function ownLanguage({ id, files, containers = [], ignoredFolders }: ListedLanguage, base: Linter.Config): Linter.Config[] {
  const { name = '', plugins = {} } = base;
  return [
    { ...base, files: [...files, ...containers.flatMap(({ blocks }) => blocks)], language: `vllm/${id}` },
    ...containers.map((container) => ({
      name: `${name}/${container.label}`,
      files: [...container.files],
      plugins,
      processor: `vllm/${container.id}`,
    })),
    ...(ignoredFolders ? [{ name: `${name}/ignores`, ignores: ignoredFolders.map((folder) => `**/${folder}/`) }] : []),
  ];
}

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
