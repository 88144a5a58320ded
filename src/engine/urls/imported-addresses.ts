import type { ImportedAddress } from '../../model/project.js';
import type { TextNode, UrlText } from './url-text.js';

/** Of the URLs of one client or request, the texts of other modules that decide them: no variable or option comes before. */
export function importedAddresses(urls: readonly UrlText<TextNode>[], reaches: string): readonly ImportedAddress[] {
  return urls.flatMap(({ parts: [first], fallback }) =>
    first && 'hole' in first && first.origin && !fallback ? [{ ...first.origin, reaches }] : [],
  );
}
