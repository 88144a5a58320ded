import fs from 'node:fs';
import path from 'node:path';

/** The file system below a folder. */
export type FilesBelow = ReturnType<typeof filesBelow>;

/** Bytes beyond which a configuration file is not read. */
const MAX_SIZE = 2_000_000;

/**
 * The file system below a folder, read once; what lies outside is not there, nor what a link leads to outside, nor what
 * is no regular file: opening a FIFO waits for ever.
 */
export function filesBelow(root: string) {
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
        // None, or it is being written.
        return undefined;
      }
    },
  };
}

function absent(file: string): Error {
  return Object.assign(new Error(`ENOENT: ${file} is no file of the project`), { code: 'ENOENT' });
}
