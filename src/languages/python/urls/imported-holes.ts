import type { Value } from '../values/value.js';
import { importedText } from './imported-text.js';
import { filledElsewhere } from '../../../engine/urls/url-text.js';
import type { TracerContext, UrlText } from './tracer.js';

/** A hole with the text that another file of the project puts there; itself where that is not known. */
export function filledFromOtherFile(context: TracerContext, hidden: UrlText, value: Value, members: readonly string[]): UrlText {
  const found = value.kind === 'external' ? importedText([...value.path, ...members], context.project) : undefined;
  return filledElsewhere(hidden, found?.text, found && { from: found.from, path: found.path });
}
