import type { ExportPath } from '../../model/exit.js';
import type { PythonProject } from './python-project.js';
import { joined } from './specifiers.js';

/** Stands behind a constant's names in an export's path, where the question is which text it holds. */
export const TEXT = '#text';

/** What a constant that holds a base URL is called. Other constants make no address: their files are not opened for it. */
const ADDRESS = /url|uri|host|base|endpoint|api|server|address/i;

/**
 * The text of a constant of another file: `BASE_URL` of `from .config import BASE_URL`, `Config.URL`.
 *
 * @param name Its qualified name in this file, the module in front.
 */
export function importedText(name: ExportPath, project: PythonProject | undefined): string | undefined {
  if (!project || !ADDRESS.test(name.at(-1) ?? '')) return undefined;
  for (let end = name.length - 1; end > 0; end--) {
    const specifier = name.slice(0, end).reduce(joined, '');
    if (!project.has(specifier)) continue;
    const found = project.exported(specifier, [...name.slice(end), TEXT]);
    return found?.kind === 'text' ? found.text : undefined;
  }
  return undefined;
}
