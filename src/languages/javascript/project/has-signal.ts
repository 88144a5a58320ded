import type { TSESLint } from '@typescript-eslint/utils';
import { ADDRESS_SIGNAL, METHOD_SIGNAL, SIGNAL, TELLING_METHOD_SIGNAL } from '../../../catalog/signals/javascript.js';
import type { OpenProject } from '../../../model/project.js';
import type { Settings } from '../../../model/settings.js';
import { bindsSdk } from '../values/uses-sdk.js';
import { javascriptProject } from './index.js';

/**
 * Whether a file can have facts at all. Its text names a library of the catalog, which it does import something of, or an
 * address of an LLM server; or its client comes from another file, whether or not it names a library itself.
 */
export function hasSignal(
  sourceCode: Readonly<Pick<TSESLint.SourceCode, 'text' | 'scopeManager'>>,
  settings: Settings,
  openProject: OpenProject,
): boolean {
  const { text } = sourceCode;
  const isNamed = namesAny(text, settings);
  if (isNamed && (ADDRESS_SIGNAL.test(text) || bindsSdk(sourceCode, settings))) return true;
  return (isNamed ? METHOD_SIGNAL : TELLING_METHOD_SIGNAL).test(text) && openProject(javascriptProject)?.importsClient(text) === true;
}

/** One regular-expression test is all that a file without LLM calls costs. Modules of the user's own settings are signals too. */
function namesAny(text: string, { clients }: Settings): boolean {
  return SIGNAL.test(text) || clients.some((client) => client.packages.some((name) => text.includes(name.replace(/\/?\*$/, ''))));
}
