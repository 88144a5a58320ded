import type { TSESLint } from '@typescript-eslint/utils';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { Settings } from '../../../model/settings.js';
import { catalogView } from './catalog.js';
import { importOf } from '../modules/imports.js';

/** Loads modules without an `import` statement, in any way that it can be written. */
const LOADS = /\brequire\s{0,99}(?:[(</]|\?\.)|\bimport\s{0,99}[(/]/;
/** Means the global function: neither a word in a comment, `to fetch the list`, nor a property, `fetch?: Fetch`. */
const FETCHES = /\bfetch\b(?!\??:|[.,]\s|[ \t]{1,9}(?!as\b)[\w'"`]|\n[ \t]{0,99}\*)/;

/**
 * Whether a file may have anything of an SDK or an HTTP client that the catalog knows. Many a file imports types and
 * helpers of an SDK, and nothing else.
 */
export function bindsSdk(
  { text, scopeManager }: Readonly<Pick<TSESLint.SourceCode, 'text' | 'scopeManager'>>,
  settings: Settings,
): boolean {
  if (LOADS.test(text) || FETCHES.test(text)) return true;
  const { sdk, http } = catalogView(settings, () => undefined);
  return (scopeManager?.scopes ?? []).some(
    (scope) =>
      (scope.type === 'module' || scope.type === 'global') &&
      scope.variables.some((variable) => {
        const imported = importOf(variable);
        if (!imported) return false;
        const known = sdk(imported.module);
        const [name = 'default'] = imported.path;
        return known ? name === 'default' || getOwn(known.exports, name) !== undefined : http(imported.module) !== undefined;
      }),
  );
}
