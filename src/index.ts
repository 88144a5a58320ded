import type { ESLint, Linter } from 'eslint';
import manifest from '../package.json' with { type: 'json' };
import { rules } from '../rules/index.js';
import { preset, pythonPreset, typescriptPreset } from './plugin/configs.js';
import { notebook, python } from './plugin/lazy-language.js';

/** The plugin, as `eslint.config.js` takes it under `plugins`. */
const plugin: VllmPlugin = {
  meta: {
    name: manifest.name,
    // Part of ESLint's cache key: with a stale version, `--cache` would serve findings of another release.
    version: manifest.version,
    namespace: 'vllm',
  },
  rules,
  languages: { python },
  processors: { notebook },
  configs: {
    recommended: preset('recommended', rules, () => plugin),
    strict: preset('strict', rules, () => plugin),
    all: preset('all', rules, () => plugin),
    typescript: typescriptPreset(rules, () => plugin),
    python: pythonPreset(rules, () => plugin),
  },
};

/** ESLint's plugin type with the presets' names, so that `plugin.configs.recommended` type-checks. */
export type VllmPlugin = ESLint.Plugin & {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly configs: {
    readonly recommended: Linter.Config;
    readonly strict: Linter.Config;
    readonly all: Linter.Config;
    readonly typescript: Linter.Config;
    readonly python: Linter.Config[];
  };
};

export default plugin;
// What `require()` of this ES module gives (Node's interop): the plugin itself, not a namespace object.
export { plugin as 'module.exports' };
