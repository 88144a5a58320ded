import type { DeploymentChange } from '../../model/deployment-change.js';
import type { Edit } from '../../model/fix.js';

/** Replaces a part of a text in the file; `undefined` where the text does not stand there letter for letter, or more than once. */
export function writeReplacement(
  { at, find, text }: DeploymentChange & { readonly kind: 'replace' },
  source: string,
): readonly Edit[] | undefined {
  const written = source.slice(at.start, at.end);
  const index = written.indexOf(find);
  if (find === '' || index < 0 || written.includes(find, index + 1)) return undefined;
  const start = at.start + index;
  return [{ span: { start, end: start + find.length }, text }];
}
