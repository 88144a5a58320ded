import { mayNameAddress } from '../../../engine/urls/recognize.js';
import type { TextOrigin } from '../../../engine/urls/url-text.js';
import { type ExportPath, TEXT } from '../../../model/export-path.js';
import { inProject } from '../flow/imported-values.js';
import type { PythonProject } from '../flow/project-types.js';

/**
 * The text of a constant of another file: `BASE_URL` of `from .config import BASE_URL`, `Config.URL`.
 *
 * @param name Its qualified name in this file, the module in front.
 */
export function importedText(name: ExportPath, project: PythonProject | undefined): (TextOrigin & { readonly text: string }) | undefined {
  const place = project && mayNameAddress(name.slice(-2).join('.')) ? inProject(name, project) : undefined;
  const found = place && project?.exported(place.from, [...place.path, TEXT]);
  return place && found?.kind === 'text' ? { ...place, text: found.text } : undefined;
}
