import type { HttpClient, PythonWrapper, Sdk } from '../../model/catalog.js';
import type { Settings, WrapperSetting } from '../../model/settings.js';
import { type FoundEntry, pythonHttpOf, pythonSdkOf, pythonWrapperOf } from '../../catalog/python/index.js';
import { ownEntry } from '../../catalog/own-entry.js';

/** A function or class of a retry library, and what a person calls it. */
export interface KnownWrapper {
  readonly wrapper: PythonWrapper;
  readonly name: string;
}

/** The catalog, the user's own entries in front. Names are qualified: `['openai', 'OpenAI']`. */
export interface CatalogView {
  sdk(path: readonly string[]): FoundEntry<Sdk> | undefined;
  http(path: readonly string[]): FoundEntry<HttpClient> | undefined;
  wrapper(path: readonly string[]): KnownWrapper | undefined;
}

export function catalogView({ clients, wrappers }: Settings): CatalogView {
  const own = new Map(clients.flatMap((sdk) => sdk.packages.map((name) => [name.replace(/^\.+/, ''), sdk] as const)));
  const ownWrappers = new Map<string, WrapperSetting>(wrappers.map((setting) => [`${setting.from.replace(/^\.+/, '')}.${setting.name}`, setting]));

  function ownSdk(path: readonly string[]): FoundEntry<Sdk> | undefined {
    if (own.size === 0) return undefined;
    const parts = withoutDots(path);
    for (let end = parts.length; end > 0; end--) {
      const entry = own.get(parts.slice(0, end).join('.'));
      if (entry) return { entry, rest: parts.slice(end) };
    }
    return undefined;
  }

  return {
    sdk: (path) => ownSdk(path) ?? pythonSdkOf(path),
    http: pythonHttpOf,
    wrapper: (path) => {
      const setting = ownWrappers.get(withoutDots(path).join('.'));
      if (setting) return { wrapper: { form: 'decorator', retries: setting.retries ? 'yes' : 'no', catches: setting.catches ? 'yes' : 'no' }, name: setting.name };
      const found = pythonWrapperOf(path);
      const name = found?.rest.join('.') ?? '';
      const wrapper = ownEntry(found?.entry.exports, name);
      return wrapper && { wrapper, name: path.join('.') };
    },
  };
}

/** `.llm` and `llm` are one module to a setting. */
function withoutDots(path: readonly string[]): readonly string[] {
  return path.map((part) => part.replace(/^\.+/, '')).filter((part) => part !== '');
}
