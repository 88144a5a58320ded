import path from 'node:path';
import { isBuiltin } from 'node:module';
import type enhancedResolve from 'enhanced-resolve';
import type { ProjectFiles } from '../../../model/project.js';
import { type FilesBelow, filesBelow } from './files-below.js';
import { loadResolver } from './load-parser.js';

/** Extensions of source files, the ones that an import without one is most likely to mean first. */
export const EXTENSIONS: readonly string[] = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];

/** What an extension in an import may stand for: TypeScript's sources are imported under the names they compile to. */
const EXTENSION_ALIAS = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** Conditions of `exports` and `imports`; those that name sources first. */
const CONDITIONS = ['source', 'development', 'types', 'import', 'module', 'node', 'default', 'require'];

/** Folders that compiled files lie in, beside the sources. */
const COMPILED = /^(?:\.\/)?(?:dist|lib|build|out)\/(?:(?:esm|cjs|es|types|src)\/)?/;

/** Prefixes that frameworks give a meaning without a line in `tsconfig.json`, and the folders of a package that they may mean. */
const CONVENTIONS: readonly (readonly [prefix: string, ...folders: readonly string[]])[] = [
  ['$lib', 'src/lib'], // SvelteKit
  ['@', 'src', '.', 'app'], // Vite templates, Next, Nuxt
  ['~', 'src', '.', 'app'],
];

/** What resolving imports knows of the project, and what it found out before. */
interface ResolverContext {
  readonly files: ProjectFiles;
  readonly fileSystem: FilesBelow;
  readonly resolverWith: (tsconfig?: { readonly configFile?: string; readonly references: 'auto' }) => enhancedResolve.Resolver;
  /** Heeds the nearest `tsconfig.json`. */
  readonly nearest: enhancedResolve.Resolver;
  /** For a package's own names, which no `tsconfig.json` gives another meaning. */
  readonly plain: enhancedResolve.Resolver;
  /** By folder, the resolvers for the configuration files beside the nearest `tsconfig.json`. */
  readonly besides: Map<string, readonly enhancedResolve.Resolver[]>;
  /** The folders of the project's packages, by their names. */
  workspaces: ReadonlyMap<string, string> | undefined;
  /** The keys of `paths` in the project's configuration files. */
  mapped: readonly string[] | undefined;
  /** The files that names in the project's own packages mean. */
  readonly inWorkspaces: Map<string, string | undefined>;
  /** By folder, the names that its packages take from a registry. */
  readonly foreign: Map<string, ReadonlySet<string>>;
}

/**
 * Finds the file that an import means, as the project's own tools do: relative paths, `paths`, `baseUrl` and
 * `references` of the nearest `tsconfig.json`, `imports` and `exports` of packages, workspaces that are linked or not.
 * Only folders below the project's root are looked at.
 *
 * @returns A function of an absolute file and a specifier; `undefined` for a package from elsewhere.
 */
export function createModuleResolver(files: ProjectFiles): (from: string, specifier: string) => string | undefined {
  const context = resolverContext(files);
  return (from, specifier) => {
    const folder = path.dirname(from);
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) return relative(context, folder, specifier);
    if (isBuiltin(specifier) || /^[a-z]+:/i.test(specifier) || path.isAbsolute(specifier)) return undefined;
    const [name = specifier] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
    if (dependencies(context, folder).has(name)) return undefined;
    return (
      (isMapped(context, name) ? undefined : inWorkspace(context, name, specifier)) ??
      source(context, folder, specifier) ??
      firstOf(configuredBeside(context, folder).map((resolver) => () => source(context, folder, specifier, resolver))) ??
      inWorkspace(context, name, specifier) ??
      byConvention(context, from, specifier)
    );
  };
}

function resolverContext(files: ProjectFiles): ResolverContext {
  const fileSystem = filesBelow(files.root);
  const resolverWith: ResolverContext['resolverWith'] = (tsconfig) =>
    loadResolver().ResolverFactory.createResolver({
      fileSystem: fileSystem as unknown as enhancedResolve.CachedInputFileSystem,
      useSyncFileSystemCalls: true,
      extensions: [...EXTENSIONS],
      extensionAlias: EXTENSION_ALIAS,
      conditionNames: CONDITIONS,
      mainFields: ['source', 'module', 'main'],
      ...(tsconfig && { tsconfig }),
    });
  return {
    files,
    fileSystem,
    resolverWith,
    nearest: resolverWith({ references: 'auto' }),
    plain: resolverWith(),
    besides: new Map(),
    workspaces: undefined,
    mapped: undefined,
    inWorkspaces: new Map(),
    foreign: new Map(),
  };
}

function found(context: ResolverContext, folder: string, request: string, resolver = context.nearest): string | undefined {
  try {
    const file = resolver.resolveSync({}, folder, request);
    return file === false ? undefined : file.replace(/[?#].*$/, '');
  } catch {
    // It is not there, or a configuration file is broken: nothing is known.
    return undefined;
  }
}

function source(context: ResolverContext, folder: string, request: string, resolver = context.nearest): string | undefined {
  const file = found(context, folder, request, resolver);
  return file !== undefined && context.files.has(file) ? file : undefined;
}

/** A relative import, by the names of the project's files alone: most imports are. */
function relative(context: ResolverContext, folder: string, specifier: string): string | undefined {
  const target = path.join(folder, specifier);
  const extension = path.extname(target);
  const stem = extension === '' ? target : target.slice(0, -extension.length);
  const named =
    extension in EXTENSION_ALIAS ? EXTENSION_ALIAS[extension as keyof typeof EXTENSION_ALIAS].map((alias) => stem + alias) : [target];
  return [...named, ...EXTENSIONS.map((own) => target + own), ...EXTENSIONS.map((own) => path.join(target, `index${own}`))].find((file) =>
    context.files.has(file),
  );
}

/** Resolvers for the configuration files beside the nearest `tsconfig.json`: those of the same folder that it refers to, and `jsconfig.json`. */
function configuredBeside(context: ResolverContext, folder: string): readonly enhancedResolve.Resolver[] {
  const known = context.besides.get(folder);
  if (known) return known;
  const referred = context.fileSystem.referredTo(path.join(folder, 'tsconfig.json'));
  const names = referred
    ? referred.filter((name) => /^(?:\.\/)?[^/]+\.json$/.test(name))
    : context.fileSystem.has(path.join(folder, 'jsconfig.json'))
      ? ['jsconfig.json']
      : undefined;
  const above = path.dirname(folder);
  const all = names
    ? names.map((name) => context.resolverWith({ configFile: path.join(folder, name), references: 'auto' }))
    : folder.length <= context.files.root.length
      ? []
      : configuredBeside(context, above);
  context.besides.set(folder, all);
  return all;
}

/** The packages of the project, by their names. */
function ownPackages(context: ResolverContext): ReadonlyMap<string, string> {
  return (context.workspaces ??= new Map(
    context.files.foldersWith('package.json').flatMap((folder) => {
      const own = context.fileSystem.manifest(folder)?.['name'];
      return typeof own === 'string' ? [[own, folder] as const] : [];
    }),
  ));
}

/** A file of a package of the project, by the package's name, whether or not it is linked into `node_modules`; the same from everywhere. */
function inWorkspace(context: ResolverContext, name: string, specifier: string): string | undefined {
  const folder = ownPackages(context).get(name);
  if (folder === undefined) return undefined;
  if (!context.inWorkspaces.has(specifier))
    context.inWorkspaces.set(specifier, inPackage(context, folder, specifier, specifier.slice(name.length + 1)));
  return context.inWorkspaces.get(specifier);
}

function inPackage(context: ResolverContext, folder: string, specifier: string, rest: string): string | undefined {
  const entry = source(context, folder, specifier, context.plain);
  if (entry !== undefined) return entry;
  // What `exports` names is compiled first; its source has the same name.
  const main = context.fileSystem.manifest(folder)?.['main'];
  const names =
    rest === ''
      ? [...(typeof main === 'string' ? [main.replace(COMPILED, '').replace(/\.[cm]?js$/, '')] : []), 'index']
      : [rest, rest.replace(COMPILED, '').replace(/\.[cm]?js$/, '')];
  return firstOf(names.flatMap((one) => [`src/${one}`, one]).map((file) => () => relative(context, folder, file)));
}

/** Whether a configuration file of the project gives a package's name a meaning of its own. */
function isMapped(context: ResolverContext, name: string): boolean {
  context.mapped ??= [
    ...new Set(
      ['tsconfig.json', 'jsconfig.json']
        .flatMap((config) => context.files.foldersWith(config))
        .flatMap((folder) => context.fileSystem.listsIn(folder)),
    ),
  ];
  return context.mapped.some(
    (key) => key === name || key.startsWith(`${name}/`) || (key.endsWith('*') && name.startsWith(key.slice(0, -1))),
  );
}

function byConvention(context: ResolverContext, from: string, specifier: string): string | undefined {
  const convention = CONVENTIONS.find(([prefix]) => specifier.startsWith(`${prefix}/`));
  if (!convention) return undefined;
  const [prefix, ...folders] = convention;
  const home = packageAround(context, from);
  return home === undefined
    ? undefined
    : firstOf(folders.map((folder) => () => relative(context, path.join(home, folder), specifier.slice(prefix.length + 1))));
}

function packageAround(context: ResolverContext, file: string): string | undefined {
  for (let at = path.dirname(file); at.length >= context.files.root.length; at = path.dirname(at))
    if (context.fileSystem.manifest(at)) return at;
  return undefined;
}

/**
 * Names that the packages around a folder take from a registry: most imports, and none of them is looked for. Workspaces
 * of npm ask for each other by a version, as for any package.
 */
function dependencies(context: ResolverContext, folder: string): ReadonlySet<string> {
  const known = context.foreign.get(folder);
  if (known) return known;
  const above = folder.length > context.files.root.length ? dependencies(context, path.dirname(folder)) : NONE;
  const manifest = context.fileSystem.manifest(folder);
  const names = manifest ? new Set([...above, ...fromRegistry(context, manifest)]) : above;
  context.foreign.set(folder, names);
  return names;
}

function fromRegistry(context: ResolverContext, manifest: Readonly<Record<string, unknown>>): readonly string[] {
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) => {
    const entries = manifest[kind];
    return Object.entries(typeof entries === 'object' && entries !== null ? entries : {}).flatMap(([name, range]) =>
      /^(?:workspace|link|file|portal):|^\*$/.test(String(range)) || ownPackages(context).has(name) ? [] : [name],
    );
  });
}

const NONE: ReadonlySet<string> = new Set();

function firstOf<T>(attempts: readonly (() => T | undefined)[]): T | undefined {
  for (const attempt of attempts) {
    const result = attempt();
    if (result !== undefined) return result;
  }
  return undefined;
}
