import type { HttpClient, HttpExport } from '../../../model/catalog/http-client.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import type { Wrapper, WrapperLibrary } from '../../../model/catalog/retry-library.js';
import type { Settings } from '../../../model/settings.js';
import { HTTP_CLIENTS, SDKS, httpClientOf, sdkOf, wrapperLibraryOf } from '../../../catalog/javascript.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import { argumentAt } from './arguments.js';
import { packageOf } from '../modules/specifier.js';
import type { CallNode, Node } from '../syntax/tree.js';
import type { Value } from './value.js';

/** A function of a retry or result library, as one call of it turns out. */
export interface KnownWrapper {
  readonly wrapper: Wrapper;
  /** What a person calls it: `pRetry`. */
  readonly name: string;
  /** The package that it is imported from. */
  readonly module: string;
  /** Why it does not try this library's refused connection again, if it does not. */
  readonly trap: string | undefined;
  /** For a function of the project: whether it returns the answer of the other one whatever its status. */
  readonly passesAnswer?: boolean;
}

/** The catalog, the user's own entries in front. */
export interface CatalogView {
  sdk(module: string): Sdk | undefined;
  /** Whether a method of that name puts objects of some SDK into a chain: `prompt.pipe(model)`. */
  composes(method: string): boolean;
  http(module: string): HttpClient | undefined;
  httpGlobal(name: string): { readonly client: HttpClient; readonly export: HttpExport } | undefined;
  /** What a callee does with the function or promise it is given; `library` is the id of the SDK that fails inside. */
  wrapperOf(callee: Value, library: string): KnownWrapper | undefined;
  /** Whether a call of a wrapper turns its retries off. */
  isOff(wrapper: Wrapper, call: CallNode, valueOf: (node: Node) => Value): boolean;
}

/** `majorOf` gives the installed major of a package as far as the project's manifest says. */
export function catalogView(settings: Settings, majorOf: (name: string) => number | undefined): CatalogView {
  const own = new Map(settings.clients.flatMap((sdk) => sdk.packages.map((name) => [packageOf(name), sdk] as const)));
  const ownWrappers = new Map<string, WrapperLibrary['exports']>();
  for (const setting of settings.wrappers) {
    const wrapper: Wrapper = {
      argument: setting.argument ?? 0,
      takes: 'function',
      retries: setting.retries ? 'yes' : 'no',
      catches: setting.catches ? 'yes' : 'no',
    };
    const from = packageOf(setting.from);
    ownWrappers.set(from, { ...ownWrappers.get(from), [setting.name]: wrapper });
  }

  function wrapperNamed(module: string, path: readonly string[], library: string): KnownWrapper | undefined {
    const ownExports = ownWrappers.get(module);
    const entry = ownExports ? undefined : wrapperLibraryOf(module);
    const exports: Readonly<Record<string, Wrapper>> | undefined = ownExports ?? entry?.exports;
    if (!exports) return undefined;
    const dotted = path.length === 0 ? 'default' : path.join('.');
    const wrapper =
      getOwn(exports, dotted) ?? (path[0] === 'default' && path.length > 1 ? getOwn(exports, path.slice(1).join('.')) : undefined);
    return wrapper && { wrapper, name: dotted === 'default' ? module : dotted, module, trap: trapOf(wrapper, entry, library) };
  }

  function trapOf(wrapper: Wrapper, entry: WrapperLibrary | undefined, library: string): string | undefined {
    return wrapper.traps?.find((trap) => {
      if (trap.of && !trap.of.includes(library)) return false;
      const { majors } = trap;
      if (!majors) return true;
      return (entry?.packages ?? []).map(majorOf).some((m) => m !== undefined && majors.includes(m));
    })?.why;
  }

  return {
    sdk: (module) => own.get(module) ?? sdkOf(module),
    composes: (method) => COMPOSING.has(method) || settings.clients.some((sdk) => composing(sdk).includes(method)),
    http: (module) => httpClientOf(module),
    httpGlobal: (name) => GLOBALS.get(name),
    wrapperOf: (callee, library) => {
      if (callee.kind === 'external' && callee.module !== '') return wrapperNamed(callee.module, callee.path, library);
      if (callee.kind !== 'made-by') return undefined;
      const base = wrapperNamed(callee.module, callee.path, library);
      const method = base?.wrapper.methods?.[callee.members.join('.')];
      if (method) return { ...base, wrapper: method };
      return undefined;
    },
    isOff: (wrapper, call, valueOf) => {
      if (!wrapper.maxRetries) return false;
      const option = argumentAt(call, wrapper.maxRetries, valueOf);
      return option.kind === 'given' && option.node.type === 'Literal' && option.node.value === (wrapper.none ?? 0);
    },
  };
}

function composing(sdk: Sdk): readonly string[] {
  return Object.values(sdk.objects).flatMap((object) => object.composes ?? []);
}

const COMPOSING: ReadonlySet<string> = new Set(SDKS.flatMap(composing));

/** Functions of HTTP clients that tell their errors, by name: `isAxiosError`. */
export const ERROR_GUARDS: ReadonlyMap<string, { readonly package: string; readonly name: string }> = new Map(
  HTTP_CLIENTS.flatMap(({ packages: [module], errorGuards = {} }) =>
    Object.entries(errorGuards).flatMap(([guard, name]) => (module === undefined ? [] : [[guard, { package: module, name }] as const])),
  ),
);

const GLOBALS = new Map(
  HTTP_CLIENTS.flatMap((client) =>
    (client.globals ?? []).flatMap((name) => {
      const entry = getOwn(client.exports, name) ?? client.exports['default'];
      return entry ? [[name, { client, export: entry }] as const] : [];
    }),
  ),
);
