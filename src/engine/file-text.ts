import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a regular file, without a byte order mark.
 *
 * @param maxSize Bytes beyond which it is not read.
 * @returns `undefined` where it cannot be read, is too large, or is no regular file: opening a FIFO waits for ever.
 */
export function textOfFile(file: string, maxSize: number): string | undefined {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isFile() && stat.size <= maxSize ? readFileSync(file, 'utf8').replace(/^\uFEFF/, '') : undefined;
  } catch {
    // No permission, or it vanished.
    return undefined;
  }
}
