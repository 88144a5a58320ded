import type { TSESLint } from '@typescript-eslint/utils';
import { ownEntry } from '../../catalog/own-entry.js';
import type { Settings } from '../../model/settings.js';
import { catalogView } from './catalog-view.js';
import { importOf } from './imports.js';

/** Loads modules without an `import` statement. */
const LOADS = /\b(?:require|import)\s{0,9}\(/;

/**
 * Whether a file may have anything of an SDK that the catalog knows. Many a file imports types and helpers of one, and
 * nothing else.
 */
export function bindsSdk({ text, scopeManager }: Readonly<Pick<TSESLint.SourceCode, 'text' | 'scopeManager'>>, settings: Settings): boolean {
  if (LOADS.test(text)) return true;
  const { sdk } = catalogView(settings, () => undefined);
  return (scopeManager?.scopes ?? []).some(
    (scope) =>
      (scope.type === 'module' || scope.type === 'global') &&
      scope.variables.some((variable) => {
        const imported = importOf(variable);
        const known = imported && sdk(imported.module);
        const [name = 'default'] = imported?.path ?? [];
        return known !== undefined && (name === 'default' || ownEntry(known.exports, name) !== undefined);
      }),
  );
}
