import type { ESLint, Linter } from 'eslint';
import manifest from '../package.json' with { type: 'json' };
import { rules } from '../rules/index.js';
import type { Preset } from './plugin/create-rule.js';
import { type LanguageConfigs, languageConfigs, preset } from './plugin/configs.js';
import { LANGUAGES } from './plugin/languages.js';

/** The plugin, as `eslint.config.js` takes it under `plugins`. */
const plugin: VllmPlugin = {
  meta: {
    name: manifest.name,
    // Part of ESLint's cache key: with a stale version, `--cache` would serve findings of another release.
    version: manifest.version,
    namespace: 'vllm',
  },
  rules,
  languages: Object.fromEntries(LANGUAGES.flatMap(({ id, language }) => (language ? [[id, language]] : []))),
  processors: Object.fromEntries(LANGUAGES.flatMap(({ containers = [] }) => containers.map(({ id, processor }) => [id, processor]))),
  configs: {
    recommended: preset('recommended', rules, () => plugin),
    strict: preset('strict', rules, () => plugin),
    all: preset('all', rules, () => plugin),
    ...languageConfigs(rules, () => plugin),
  },
};

/** ESLint's plugin type with the presets' names, so that `plugin.configs.recommended` type-checks. */
export type VllmPlugin = ESLint.Plugin & {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly configs: Readonly<Record<Preset, Linter.Config>> & LanguageConfigs;
};

export default plugin;
// What `require()` of this ES module gives (Node's interop): the plugin itself, not a namespace object.
export { plugin as 'module.exports' };
