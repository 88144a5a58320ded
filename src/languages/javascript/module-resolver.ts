import fs from 'node:fs';
import path from 'node:path';
import { isBuiltin } from 'node:module';
import enhancedResolve from 'enhanced-resolve';
import type { ProjectFiles } from '../../model/project.js';

/** Extensions of source files, the ones that an import without one is most likely to mean first. */
export const EXTENSIONS: readonly string[] = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];

/** What an extension in an import may stand for: TypeScript's sources are imported under the names they compile to. */
const EXTENSION_ALIAS = { '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] };

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

/**
 * Finds the file that an import means, as the project's own tools do: relative paths, `paths`, `baseUrl` and
 * `references` of the nearest `tsconfig.json`, `imports` and `exports` of packages, workspaces that are linked or not.
 * Only folders below the project's root are looked at.
 *
 * @returns A function of an absolute file and a specifier; `undefined` for a package from elsewhere.
 */
export function createModuleResolver(files: ProjectFiles): (from: string, specifier: string) => string | undefined {
  const fileSystem = below(files.root);
  const resolverWith = (tsconfig: { readonly configFile?: string; readonly references: 'auto' }) =>
    enhancedResolve.ResolverFactory.createResolver({
      fileSystem: fileSystem as unknown as enhancedResolve.CachedInputFileSystem,
      useSyncFileSystemCalls: true,
      extensions: [...EXTENSIONS],
      extensionAlias: EXTENSION_ALIAS,
      conditionNames: CONDITIONS,
      mainFields: ['source', 'module', 'main'],
      tsconfig,
    });
  const nearest = resolverWith({ references: 'auto' });
  const besides = new Map<string, readonly enhancedResolve.Resolver[]>();
  let workspaces: ReadonlyMap<string, string> | undefined;
  const foreign = new Map<string, ReadonlySet<string>>();

  function found(folder: string, request: string, resolver = nearest): string | undefined {
    try {
      const file = resolver.resolveSync({}, folder, request);
      return file === false ? undefined : file.replace(/[?#].*$/, '');
    } catch {
      // It is not there, or a configuration file is broken: nothing is known.
      return undefined;
    }
  }

  function source(folder: string, request: string, resolver = nearest): string | undefined {
    const file = found(folder, request, resolver);
    return file !== undefined && files.has(file) ? file : undefined;
  }

  /** A relative import, by the names of the project's files alone: most imports are. */
  function relative(folder: string, specifier: string): string | undefined {
    const target = path.join(folder, specifier);
    const extension = path.extname(target);
    const stem = extension === '' ? target : target.slice(0, -extension.length);
    const named = extension in EXTENSION_ALIAS ? EXTENSION_ALIAS[extension as keyof typeof EXTENSION_ALIAS].map((alias) => stem + alias) : [target];
    return [...named, ...EXTENSIONS.map((own) => target + own), ...EXTENSIONS.map((own) => path.join(target, `index${own}`))].find((file) => files.has(file));
  }

  /** Resolvers for the configuration files beside the nearest `tsconfig.json`: those of the same folder that it refers to, and `jsconfig.json`. */
  function configuredBeside(folder: string): readonly enhancedResolve.Resolver[] {
    const known = besides.get(folder);
    if (known) return known;
    const referred = fileSystem.referredTo(path.join(folder, 'tsconfig.json'));
    const names = referred ? referred.filter((name) => /^(?:\.\/)?[^/]+\.json$/.test(name)) : fileSystem.has(path.join(folder, 'jsconfig.json')) ? ['jsconfig.json'] : undefined;
    const above = path.dirname(folder);
    const all = names ? names.map((name) => resolverWith({ configFile: path.join(folder, name), references: 'auto' })) : folder.length <= files.root.length ? [] : configuredBeside(above);
    besides.set(folder, all);
    return all;
  }

  /** The packages of the project, by their names. */
  function ownPackages(): ReadonlyMap<string, string> {
    return (workspaces ??= new Map(files.foldersWith('package.json').flatMap((folder) => {
      const own = fileSystem.manifest(folder)?.['name'];
      return typeof own === 'string' ? [[own, folder] as const] : [];
    })));
  }

  /** A package of the project, by its name, whether or not it is linked into `node_modules`. */
  function inWorkspace(name: string, rest: string): string | undefined {
    const folder = ownPackages().get(name);
    if (folder === undefined) return undefined;
    const entry = found(folder, rest === '' ? name : `${name}/${rest}`);
    if (entry !== undefined && files.has(entry)) return entry;
    // What `exports` names is compiled first; its source has the same name.
    const main = fileSystem.manifest(folder)?.['main'];
    const names = rest === '' ? [...(typeof main === 'string' ? [main.replace(COMPILED, '').replace(/\.[cm]?js$/, '')] : []), 'index'] : [rest, rest.replace(COMPILED, '').replace(/\.[cm]?js$/, '')];
    return firstOf(names.flatMap((one) => [`./src/${one}`, `./${one}`]).map((request) => () => source(folder, request)));
  }

  function byConvention(from: string, specifier: string): string | undefined {
    const convention = CONVENTIONS.find(([prefix]) => specifier.startsWith(`${prefix}/`));
    if (!convention) return undefined;
    const [prefix, ...folders] = convention;
    const home = packageAround(from);
    return home === undefined ? undefined : firstOf(folders.map((folder) => () => source(path.join(home, folder), `.${specifier.slice(prefix.length)}`)));
  }

  function packageAround(file: string): string | undefined {
    for (let at = path.dirname(file); at.length >= files.root.length; at = path.dirname(at)) if (fileSystem.manifest(at)) return at;
    return undefined;
  }

  /**
   * Names that the package around a file takes from a registry: most imports, and none of them is looked for. Workspaces
   * of npm ask for each other by a version, as for any package.
   */
  function dependencies(from: string): ReadonlySet<string> {
    const home = packageAround(from) ?? '';
    const known = foreign.get(home);
    if (known) return known;
    const names = new Set<string>();
    for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
      const entries = fileSystem.manifest(home)?.[kind];
      for (const [name, range] of Object.entries(typeof entries === 'object' && entries !== null ? entries : {})) {
        if (!/^(?:workspace|link|file|portal):|^\*$/.test(String(range)) && !ownPackages().has(name)) names.add(name);
      }
    }
    foreign.set(home, names);
    return names;
  }

  return (from, specifier) => {
    const folder = path.dirname(from);
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) return relative(folder, specifier);
    if (isBuiltin(specifier) || /^[a-z]+:/i.test(specifier) || path.isAbsolute(specifier)) return undefined;
    const [name = specifier] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
    if (dependencies(from).has(name)) return undefined;
    return source(folder, specifier) ?? firstOf(configuredBeside(folder).map((resolver) => () => source(folder, specifier, resolver))) ?? inWorkspace(name, specifier.slice(name.length + 1)) ?? byConvention(from, specifier);
  };
}

function firstOf<T>(attempts: readonly (() => T | undefined)[]): T | undefined {
  for (const attempt of attempts) {
    const result = attempt();
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The file system below a folder, read once; whatever lies outside is not there. */
function below(root: string) {
  const once = <T>(read: (file: string) => T) => {
    const known = new Map<string, { readonly value: T } | { readonly error: unknown }>();
    return (file: string): T => {
      let result = known.get(file);
      if (!result) {
        try {
          if (file !== root && !file.startsWith(root + path.sep)) throw Object.assign(new Error(`ENOENT: ${file} is outside of the project`), { code: 'ENOENT' });
          result = { value: read(file) };
        } catch (error) {
          result = { error };
        }
        known.set(file, result);
      }
      if ('error' in result) throw result.error;
      return result.value;
    };
  };
  const readFileSync = once((file) => fs.readFileSync(file));
  // Without it the resolver parses the manifests around a file for every import that it has.
  const readJsonSync = once((file): unknown => JSON.parse(readFileSync(file).toString('utf8').replace(/^\uFEFF/, '')));
  return {
    statSync: once((file) => fs.statSync(file)),
    lstatSync: once((file) => fs.lstatSync(file)),
    readlinkSync: once((file) => fs.readlinkSync(file)),
    realpathSync: once((file) => fs.realpathSync(file)),
    readdirSync: once((file) => fs.readdirSync(file)),
    readFileSync,
    readJsonSync,
    has: (file: string): boolean => {
      try {
        readFileSync(file);
        return true;
      } catch {
        return false;
      }
    },
    /** What `references` of a configuration file names, as it is written there; `undefined` without the file. */
    referredTo: (file: string): readonly string[] | undefined => {
      try {
        const list = /"references"\s{0,99}:\s{0,99}\[([^\]]{0,9999})\]/.exec(readFileSync(file).toString('utf8'))?.[1] ?? '';
        return [...list.matchAll(/"path"\s{0,99}:\s{0,99}"([^"\n]{1,300})"/g)].map(([, name = '']) => name);
      } catch {
        return undefined;
      }
    },
    /** The `package.json` of a folder. */
    manifest: (folder: string): Readonly<Record<string, unknown>> | undefined => {
      try {
        const content = readJsonSync(path.join(folder, 'package.json'));
        return typeof content === 'object' && content !== null ? (content as Readonly<Record<string, unknown>>) : undefined;
      } catch {
        // None, or somebody is writing it.
        return undefined;
      }
    },
  };
}
