import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the `package.json` files above a source file say. */
export interface ProjectManifest {
  /** Names and version ranges of all kinds of dependencies, the nearest manifest first. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Whether `@types/node` can be found. */
  readonly hasNodeTypes: boolean;
  /** The first major that a dependency's range names; `undefined` where it is no dependency or has no number. */
  majorOf(name: string): number | undefined;
}

const cache = new Map<string, { readonly at: number; readonly manifest: ProjectManifest | undefined }>();
/** Milliseconds after which a manifest is looked up again: an editor keeps the process for days. */
const STALE_AFTER = 2000;
/** Bytes beyond which a `package.json` is not read. */
const MAX_SIZE = 1_000_000;

/** The manifest for a file, by its absolute path; `undefined` where there is none, or the path is made up. */
export function manifestFor(filename: string): ProjectManifest | undefined {
  if (!path.isAbsolute(filename)) return undefined;
  const folder = path.dirname(filename);
  const known = cache.get(folder);
  if (known && Date.now() - known.at < STALE_AFTER) return known.manifest;
  const manifest = read(folder);
  cache.set(folder, { at: Date.now(), manifest });
  return manifest;
}

function read(folder: string): ProjectManifest | undefined {
  const dependencies = new Map<string, string>();
  let found = false;
  let hasNodeTypes = false;
  for (let at = folder; ; at = path.dirname(at)) {
    const content = parse(path.join(at, 'package.json'));
    if (content) {
      found = true;
      for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
        const entries = content[kind];
        if (typeof entries !== 'object' || entries === null) continue;
        for (const [name, range] of Object.entries(entries)) if (!dependencies.has(name) && typeof range === 'string') dependencies.set(name, range);
      }
    }
    hasNodeTypes ||= existsSync(path.join(at, 'node_modules', '@types', 'node'));
    if (path.dirname(at) === at || existsSync(path.join(at, '.git'))) break;
  }
  if (!found) return undefined;
  return {
    dependencies,
    hasNodeTypes: hasNodeTypes || dependencies.has('@types/node') || dependencies.has('@types/bun'),
    majorOf: (name) => {
      const digits = /\d+/.exec(dependencies.get(name) ?? '');
      return digits ? Number(digits[0]) : undefined;
    },
  };
}

function parse(file: string): Record<string, unknown> | undefined {
  try {
    if (statSync(file).size > MAX_SIZE) return undefined;
    const content: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as Record<string, unknown>) : undefined;
  } catch {
    // No file, no permission, or no JSON: it says nothing.
    return undefined;
  }
}
