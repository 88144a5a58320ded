import type { RetryProposal } from '../model/catalog/retry-library.js';
import { HTTP_CLIENTS, SDKS, WRAPPERS } from './generated/javascript.js';

export { HTTP_CLIENTS, SDKS, WRAPPERS };

/** How a call is written through a retry library, by the package that a project depends on. */
export const RETRY_PROPOSALS: ReadonlyMap<string, RetryProposal> = new Map(
  WRAPPERS.flatMap((library) => (library.proposal ? [[library.proposal.module, library.proposal] as const] : [])),
);

/** The SDK that a module belongs to; `module` is a package's name with sub-path, no version: `openai/resources`. */
export const sdkOf = lookup(SDKS);
/** The HTTP client that a module belongs to. */
export const httpClientOf = lookup(HTTP_CLIENTS);
/** The retry or result library that a module belongs to. */
export const wrapperLibraryOf = lookup(WRAPPERS);

/** Finds the entry for a module: an exact name first, then the longest `name/*`. */
function lookup<T extends { readonly packages: readonly string[] }>(entries: readonly T[]): (module: string) => T | undefined {
  const exact = new Map<string, T>();
  const below = new Map<string, T>();
  for (const entry of entries) {
    for (const name of entry.packages) {
      if (name.endsWith('/*')) below.set(name.slice(0, -2), entry);
      else exact.set(name, entry);
    }
  }
  return (module) => {
    const found = exact.get(module);
    if (found) return found;
    for (let end = module.lastIndexOf('/'); end > 0; end = module.lastIndexOf('/', end - 1)) {
      const entry = below.get(module.slice(0, end));
      if (entry) return entry;
    }
    return undefined;
  };
}
