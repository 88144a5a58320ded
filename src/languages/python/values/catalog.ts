import type { CallKind, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import type { HttpClient } from '../../../model/catalog/http-client.js';
import type { PythonWrapper } from '../../../model/catalog/retry-library.js';
import type { Settings, WrapperSetting } from '../../../model/settings.js';
import { type FoundEntry, pythonHttpOf, pythonSdkOf, pythonWrapperOf } from '../../../catalog/python.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import { majorOf } from '../modules/manifest.js';

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

/**
 * @param filename Whose project decides which version of a library it is.
 * @param isOwn Whether a qualified name is one of the project's own files, whatever package has the same name.
 */
export function catalogView(
  { clients, wrappers }: Settings,
  filename: string,
  isOwn: (path: readonly string[]) => boolean = () => false,
): CatalogView {
  const own = new Map(clients.flatMap((sdk) => sdk.packages.map((name) => [name.replace(/^\.+/, ''), sdk] as const)));
  const ownWrappers = new Map<string, WrapperSetting>(
    wrappers.map((setting) => [`${setting.from.replace(/^\.+/, '')}.${setting.name}`, setting]),
  );

  function ownSdk(path: readonly string[]): FoundEntry<Sdk> | undefined {
    if (own.size === 0) return undefined;
    const parts = withoutDots(path);
    for (let end = parts.length; end > 0; end--) {
      const entry = own.get(parts.slice(0, end).join('.'));
      if (entry) return { entry, rest: parts.slice(end) };
    }
    return undefined;
  }

  const shadowed = new Map<string, boolean>();
  function ofPackage<T>(path: readonly string[], found: T | undefined): T | undefined {
    if (!found) return undefined;
    const key = path.join('.');
    const known = shadowed.get(key) ?? isOwn(path);
    shadowed.set(key, known);
    return known ? undefined : found;
  }

  return {
    sdk: (path) => ownSdk(path) ?? ofPackage(path, inVersion(pythonSdkOf(path), filename)),
    http: (path) => ofPackage(path, pythonHttpOf(path)),
    wrapper: (path) => {
      const setting = ownWrappers.get(withoutDots(path).join('.'));
      if (setting)
        return {
          wrapper: { form: 'decorator', retries: setting.retries ? 'yes' : 'no', catches: setting.catches ? 'yes' : 'no' },
          name: setting.name,
        };
      const found = ofPackage(path, pythonWrapperOf(path));
      const name = found?.rest.join('.') ?? '';
      const wrapper = getOwn(found?.entry.exports, name);
      return wrapper && { wrapper, name: path.join('.') };
    },
  };
}

/** An entry with what the version of the project raises; with all that its versions raise where that is not known. */
function inVersion(found: FoundEntry<Sdk> | undefined, filename: string): FoundEntry<Sdk> | undefined {
  const { distribution, failure } = found?.entry ?? {};
  if (!found || distribution === undefined || !failure?.before) return found;
  const major = majorOf(filename, distribution);
  const versions = byMajor.get(found.entry) ?? new Map<number | undefined, Sdk>();
  byMajor.set(found.entry, versions);
  const entry = versions.get(major) ?? adapted(found.entry, major);
  versions.set(major, entry);
  return { ...found, entry };
}

/** One object for each version: entries are compared. */
const byMajor = new WeakMap<Sdk, Map<number | undefined, Sdk>>();

function adapted(sdk: Sdk, major: number | undefined): Sdk {
  const { before = [], ...failure } = sdk.failure;
  if (major === undefined)
    return {
      ...sdk,
      failure: { ...sdk.failure, may: [...(failure.may ?? []), ...before.flatMap((each) => [each, each.coroutines ?? []].flat())] },
    };
  const earlier = before.find((each) => major < each.major);
  if (!earlier) return { ...sdk, failure };
  const { error, ancestors, test, coroutines } = earlier;
  const objects = coroutines
    ? Object.fromEntries(
        Object.entries(sdk.objects).map(([name, kind]): [string, ObjectKind] => [
          name,
          {
            ...kind,
            calls: Object.fromEntries(
              Object.entries(kind.calls).map(([call, each]): [string, CallKind] => [
                call,
                each.async ? { ...each, failure: { ...each.failure, ...coroutines } } : each,
              ]),
            ),
          },
        ]),
      )
    : sdk.objects;
  return { ...sdk, objects, failure: { ...failure, error, ancestors, test } };
}

/** `.llm` and `llm` are one module to a setting. */
function withoutDots(path: readonly string[]): readonly string[] {
  return path.map((part) => part.replace(/^\.+/, '')).filter((part) => part !== '');
}
