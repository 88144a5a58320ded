import fs from 'node:fs';
import path from 'node:path';
import { isBuiltin } from 'node:module';
import type enhancedResolve from 'enhanced-resolve';
import type { ProjectFiles } from '../../../model/project.js';
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

/**
 * Finds the file that an import means, as the project's own tools do: relative paths, `paths`, `baseUrl` and
 * `references` of the nearest `tsconfig.json`, `imports` and `exports` of packages, workspaces that are linked or not.
 * Only folders below the project's root are looked at.
 *
 * @returns A function of an absolute file and a specifier; `undefined` for a package from elsewhere.
 */
export function createModuleResolver(files: ProjectFiles): (from: string, specifier: string) => string | undefined {
  const fileSystem = below(files.root);
  const resolverWith = (tsconfig?: { readonly configFile?: string; readonly references: 'auto' }) =>
    loadResolver().ResolverFactory.createResolver({
      fileSystem: fileSystem as unknown as enhancedResolve.CachedInputFileSystem,
      useSyncFileSystemCalls: true,
      extensions: [...EXTENSIONS],
      extensionAlias: EXTENSION_ALIAS,
      conditionNames: CONDITIONS,
      mainFields: ['source', 'module', 'main'],
      ...(tsconfig && { tsconfig }),
    });
  const nearest = resolverWith({ references: 'auto' });
  /** For a package's own names, which no `tsconfig.json` gives another meaning. */
  const plain = resolverWith();
  const besides = new Map<string, readonly enhancedResolve.Resolver[]>();
  let workspaces: ReadonlyMap<string, string> | undefined;
  let mapped: readonly string[] | undefined;
  const inWorkspaces = new Map<string, string | undefined>();
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
    const named =
      extension in EXTENSION_ALIAS ? EXTENSION_ALIAS[extension as keyof typeof EXTENSION_ALIAS].map((alias) => stem + alias) : [target];
    return [...named, ...EXTENSIONS.map((own) => target + own), ...EXTENSIONS.map((own) => path.join(target, `index${own}`))].find((file) =>
      files.has(file),
    );
  }

  /** Resolvers for the configuration files beside the nearest `tsconfig.json`: those of the same folder that it refers to, and `jsconfig.json`. */
  function configuredBeside(folder: string): readonly enhancedResolve.Resolver[] {
    const known = besides.get(folder);
    if (known) return known;
    const referred = fileSystem.referredTo(path.join(folder, 'tsconfig.json'));
    const names = referred
      ? referred.filter((name) => /^(?:\.\/)?[^/]+\.json$/.test(name))
      : fileSystem.has(path.join(folder, 'jsconfig.json'))
        ? ['jsconfig.json']
        : undefined;
    const above = path.dirname(folder);
    const all = names
      ? names.map((name) => resolverWith({ configFile: path.join(folder, name), references: 'auto' }))
      : folder.length <= files.root.length
        ? []
        : configuredBeside(above);
    besides.set(folder, all);
    return all;
  }

  /** The packages of the project, by their names. */
  function ownPackages(): ReadonlyMap<string, string> {
    return (workspaces ??= new Map(
      files.foldersWith('package.json').flatMap((folder) => {
        const own = fileSystem.manifest(folder)?.['name'];
        return typeof own === 'string' ? [[own, folder] as const] : [];
      }),
    ));
  }

  /** A file of a package of the project, by the package's name, whether or not it is linked into `node_modules`; the same from everywhere. */
  function inWorkspace(name: string, specifier: string): string | undefined {
    const folder = ownPackages().get(name);
    if (folder === undefined) return undefined;
    if (!inWorkspaces.has(specifier)) inWorkspaces.set(specifier, inPackage(folder, specifier, specifier.slice(name.length + 1)));
    return inWorkspaces.get(specifier);
  }

  function inPackage(folder: string, specifier: string, rest: string): string | undefined {
    const entry = source(folder, specifier, plain);
    if (entry !== undefined) return entry;
    // What `exports` names is compiled first; its source has the same name.
    const main = fileSystem.manifest(folder)?.['main'];
    const names =
      rest === ''
        ? [...(typeof main === 'string' ? [main.replace(COMPILED, '').replace(/\.[cm]?js$/, '')] : []), 'index']
        : [rest, rest.replace(COMPILED, '').replace(/\.[cm]?js$/, '')];
    return firstOf(names.flatMap((one) => [`src/${one}`, one]).map((file) => () => relative(folder, file)));
  }

  /** Whether a configuration file of the project gives a package's name a meaning of its own. */
  function isMapped(name: string): boolean {
    mapped ??= [
      ...new Set(
        ['tsconfig.json', 'jsconfig.json'].flatMap((config) => files.foldersWith(config)).flatMap((folder) => fileSystem.listsIn(folder)),
      ),
    ];
    return mapped.some((key) => key === name || key.startsWith(`${name}/`) || (key.endsWith('*') && name.startsWith(key.slice(0, -1))));
  }

  function byConvention(from: string, specifier: string): string | undefined {
    const convention = CONVENTIONS.find(([prefix]) => specifier.startsWith(`${prefix}/`));
    if (!convention) return undefined;
    const [prefix, ...folders] = convention;
    const home = packageAround(from);
    return home === undefined
      ? undefined
      : firstOf(folders.map((folder) => () => relative(path.join(home, folder), specifier.slice(prefix.length + 1))));
  }

  function packageAround(file: string): string | undefined {
    for (let at = path.dirname(file); at.length >= files.root.length; at = path.dirname(at)) if (fileSystem.manifest(at)) return at;
    return undefined;
  }

  /**
   * Names that the packages around a folder take from a registry: most imports, and none of them is looked for. Workspaces
   * of npm ask for each other by a version, as for any package.
   */
  function dependencies(folder: string): ReadonlySet<string> {
    const known = foreign.get(folder);
    if (known) return known;
    const above = folder.length > files.root.length ? dependencies(path.dirname(folder)) : NONE;
    const manifest = fileSystem.manifest(folder);
    const names = manifest ? new Set([...above, ...fromRegistry(manifest)]) : above;
    foreign.set(folder, names);
    return names;
  }

  function fromRegistry(manifest: Readonly<Record<string, unknown>>): readonly string[] {
    return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) => {
      const entries = manifest[kind];
      return Object.entries(typeof entries === 'object' && entries !== null ? entries : {}).flatMap(([name, range]) =>
        /^(?:workspace|link|file|portal):|^\*$/.test(String(range)) || ownPackages().has(name) ? [] : [name],
      );
    });
  }

  return (from, specifier) => {
    const folder = path.dirname(from);
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) return relative(folder, specifier);
    if (isBuiltin(specifier) || /^[a-z]+:/i.test(specifier) || path.isAbsolute(specifier)) return undefined;
    const [name = specifier] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
    if (dependencies(folder).has(name)) return undefined;
    return (
      (isMapped(name) ? undefined : inWorkspace(name, specifier)) ??
      source(folder, specifier) ??
      firstOf(configuredBeside(folder).map((resolver) => () => source(folder, specifier, resolver))) ??
      inWorkspace(name, specifier) ??
      byConvention(from, specifier)
    );
  };
}

const NONE: ReadonlySet<string> = new Set();

function firstOf<T>(attempts: readonly (() => T | undefined)[]): T | undefined {
  for (const attempt of attempts) {
    const result = attempt();
    if (result !== undefined) return result;
  }
  return undefined;
}

/** Bytes beyond which a configuration file is not read. */
const MAX_SIZE = 2_000_000;

/**
 * The file system below a folder, read once; what lies outside is not there, nor what a link leads to outside, nor what
 * is no regular file: opening a FIFO waits for ever.
 */
function below(root: string) {
  const once = <T>(read: (file: string) => T) => {
    const known = new Map<string, { readonly value: T } | { readonly error: unknown }>();
    return (file: string): T => {
      let result = known.get(file);
      if (!result) {
        try {
          if (!isBelow(file)) throw absent(file);
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
  const isBelow = (file: string) => file === root || file.startsWith(root + path.sep);
  /** Throws for a link that leads out of the project. */
  const realpathSync = once((file) => {
    const real = fs.realpathSync(file);
    if (!isBelow(real)) throw absent(file);
    return real;
  });
  const statSync = once((file) => fs.statSync(realpathSync(file)));
  const readdirSync = once((file) => fs.readdirSync(realpathSync(file)));
  const readFileSync = once((file) => {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > MAX_SIZE) throw absent(file);
    return fs.readFileSync(realpathSync(file));
  });
  // Without it the resolver parses the manifests around a file for every import that it has.
  const readJsonSync = once((file): unknown =>
    JSON.parse(
      readFileSync(file)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    ),
  );
  return {
    statSync,
    lstatSync: once((file) => fs.lstatSync(file)),
    readlinkSync: once((file) => fs.readlinkSync(file)),
    realpathSync,
    readdirSync,
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
    /** The keys of lists in a folder's configuration files: what `paths` maps is among them. */
    listsIn: (folder: string): readonly string[] => {
      try {
        return readdirSync(folder)
          .filter((name) => /^[jt]sconfig\b[^/]*\.json$/.test(name))
          .flatMap((name) =>
            [
              ...readFileSync(path.join(folder, name))
                .toString('utf8')
                .matchAll(/"([^"\n]{1,300})"\s{0,99}:\s{0,99}\[/g),
            ].map(([, key = '']) => key),
          );
      } catch {
        return [];
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

function absent(file: string): Error {
  return Object.assign(new Error(`ENOENT: ${file} is no file of the project`), { code: 'ENOENT' });
}
