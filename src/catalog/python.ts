import { PYTHON_HTTP_CLIENTS, PYTHON_SDKS, PYTHON_WRAPPERS } from './generated/python.js';

export { PYTHON_HTTP_CLIENTS, PYTHON_SDKS, PYTHON_WRAPPERS };

/** An entry that a qualified name belongs to, and the parts of the name behind the package: `['chat', 'completions', 'create']`. */
export interface FoundEntry<T> {
  readonly entry: T;
  readonly rest: readonly string[];
}

/** The SDK that a qualified name belongs to; `path` are its parts: `['openai', 'lib', 'azure', 'AzureOpenAI']`. */
export const pythonSdkOf = lookup(PYTHON_SDKS);
/** The HTTP client that a qualified name belongs to. */
export const pythonHttpOf = lookup(PYTHON_HTTP_CLIENTS);
/** The retry library that a qualified name belongs to. */
export const pythonWrapperOf = lookup(PYTHON_WRAPPERS);

/** Finds the entry whose package is the longest beginning of a name. */
function lookup<T extends { readonly packages: readonly string[]; readonly exports: Readonly<Record<string, object>> }>(
  entries: readonly T[],
): (path: readonly string[]) => FoundEntry<T> | undefined {
  const byPackage = new Map(entries.flatMap((entry) => entry.packages.map((name) => [name, entry] as const)));
  const longest = Math.max(...[...byPackage.keys()].map((name) => name.split('.').length));
  return (path) => {
    for (let length = Math.min(longest, path.length); length > 0; length--) {
      const entry = byPackage.get(path.slice(0, length).join('.'));
      if (entry) return { entry, rest: fromExport(path.slice(length), entry.exports) };
    }
    return undefined;
  };
}

/**
 * Leaves out the sub-modules through which an export is reached: `lib.azure.AzureOpenAI` is `AzureOpenAI`. An object
 * is an attribute of the package alone: `types.chat` is a module that shares its name with `openai.chat`.
 */
function fromExport(rest: readonly string[], exports: Readonly<Record<string, object>>): readonly string[] {
  const start = rest.findIndex((name) => Object.hasOwn(exports, name));
  if (start <= 0 || rest.slice(0, start).some((name) => name !== name.toLowerCase())) return rest;
  const found = exports[rest[start] ?? ''];
  return found && 'kind' in found && found.kind === 'instance' ? rest : rest.slice(start);
}
