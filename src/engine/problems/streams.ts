import type { Call } from '../../model/facts/call.js';
import type { StreamFault } from '../../model/problems/stream.js';
import type { Path } from '../failures/path.js';

/** The fault of a stream whose call is handled: `creation` are the ways of a refusal, `reading` those of a failure while it is read. */
export function readingFault(
  call: Call,
  creation: readonly Path<unknown, unknown, unknown>[],
  reading: readonly Path<unknown, unknown, unknown>[],
): StreamFault | undefined {
  const isCovered = creation.length > 0 && creation.every(({ end, handlers }) => end.kind === 'caught' && (handlers?.length ?? 0) > 0);
  if (!isCovered) return undefined;
  for (const { read, end } of reading) {
    if (!read) continue;
    if (read.kind === 'response') return { kind: 'response', call, at: read.span };
    if (end.kind === 'lost' || end.kind === 'exported') return { kind: 'outside', call, at: read.span };
  }
  return undefined;
}
