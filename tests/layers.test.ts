import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** What each layer may import, by the start of the path; itself always. The first match counts. */
const LAYERS: readonly (readonly [layer: string, ...allowed: readonly string[]])[] = [
  ['rules/index.ts', 'rules/'],
  ['rules/', 'src/model/', 'src/plugin/create-rule.ts'],
  ['src/model/'],
  ['src/catalog/', 'src/model/'],
  ['src/engine/', 'src/model/', 'src/catalog/servers/', 'src/catalog/runtimes/'],
  ['src/languages/javascript/', 'src/model/', 'src/catalog/', 'src/engine/'],
  ['src/languages/python/', 'src/model/', 'src/catalog/', 'src/engine/', 'src/languages/shared/'],
  ['src/languages/bundles/', 'src/languages/'],
  ['src/languages/shared/', 'src/model/'],
  ['src/languages/yaml/', 'src/model/', 'src/engine/'],
  ['src/languages/dockerfile/', 'src/model/', 'src/engine/'],
  ['src/languages/dotenv/', 'src/model/', 'src/engine/'],
  // What the three have in common, and the files around one.
  [
    'src/languages/deployment/',
    ...['src/model/', 'src/engine/', 'src/project/deployment.ts', 'src/languages/shared/'],
    ...['src/languages/yaml/', 'src/languages/dockerfile/', 'src/languages/dotenv/'],
  ],
  ['src/project/', 'src/model/', 'src/engine/'],
  ['src/plugin/', 'src/model/', 'src/catalog/signals/javascript.ts', 'src/engine/heuristics/', 'src/languages/', 'src/project/'],
  ['src/index.ts', 'package.json', 'rules/index.ts', 'src/plugin/'],
  [
    'src/cli/',
    'package.json',
    'src/index.ts',
    'src/project/git-ignore.ts',
    'src/plugin/internal-errors.ts',
    'src/plugin/languages.ts',
    'src/plugin/choose-fixes.ts',
  ],
];

/** The folders of a language, from below to above: each imports only itself and what stands before it. */
const ROOMS: readonly string[] = ['syntax', 'parser', 'modules', 'values', 'flow', 'urls', 'calls', 'problems', 'project', 'fixes'];

const root = fileURLToPath(new URL('..', import.meta.url));
const imports = readImports();

describe('layers', () => {
  it.each([...imports])('%s imports only what its layer may', (file, targets) => {
    const layer = LAYERS.find(([start]) => file.startsWith(start));
    expect(layer, 'every file belongs to a layer').toBeDefined();
    const forbidden = targets.filter((target) => !layer?.some((start) => target.startsWith(start)));
    // A rule never imports its neighbour; `rules/` is its own layer only for the index.
    const neighbours =
      file.startsWith('rules/') && file !== 'rules/index.ts' ? targets.filter((target) => target.startsWith('rules/')) : [];
    expect([...forbidden, ...neighbours]).toEqual([]);
  });

  it.each([...imports].filter(([file]) => roomOf(file) !== undefined))('%s imports no folder above its own', (file, targets) => {
    const language = file.split('/', 3).join('/');
    const own = ROOMS.indexOf(roomOf(file) ?? '');
    const above = targets.filter((target) => target.startsWith(language) && ROOMS.indexOf(roomOf(target) ?? '') > own);
    expect(above).toEqual([]);
  });

  it('keeps a product of the catalog to itself, but for what it shares', () => {
    const product = (file: string) => /^src\/catalog\/sdks\/([^/]+)\//.exec(file)?.[1];
    const foreign = [...imports].flatMap(([file, targets]) =>
      product(file) === undefined
        ? []
        : targets.filter((target) => product(target) !== undefined && product(target) !== product(file) && !target.endsWith('/shared.ts')),
    );
    expect(foreign).toEqual([]);
  });

  it('has no cycles', () => {
    expect(findCycle()).toBeUndefined();
  });

  it('gives people who lint only JavaScript nothing of Python', () => {
    const outside = [...imports.keys()].filter((file) => !/^src\/languages\/(?:python|bundles)\//.test(file));
    expect(outside.filter((file) => /^(?:import (?!type\b)|export ).*from '.*languages\/(?:python|bundles)\//m.test(text(file)))).toEqual(
      [],
    );
  });

  it('opens files where only regular ones are opened', () => {
    const readers = [...imports.keys()].filter((file) => !file.startsWith('src/cli/') && /\breadFileSync\b/.test(text(file)));
    expect(readers.toSorted()).toEqual(['src/engine/file-text.ts', 'src/languages/javascript/modules/files-below.ts']);
  });

  it('imports typescript nowhere at run time', () => {
    const offenders = [...imports.keys()].filter((file) => /^import (?!type\b).*from 'typescript'/m.test(text(file)));
    expect(offenders).toEqual([]);
  });
});

/** `flow` of `src/languages/python/flow/index.ts`; `undefined` for the files of no such folder. */
function roomOf(file: string): string | undefined {
  const room = /^src\/languages\/[^/]+\/([^/]+)\//.exec(file)?.[1];
  return room !== undefined && ROOMS.includes(room) ? room : undefined;
}

function readImports(): Map<string, string[]> {
  const files = ['src', 'rules'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => posix.join(folder, file.replaceAll('\\', '/'))),
  );
  const found = new Map<string, string[]>();
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const specifiers = [...text(file).matchAll(/^(?:import|export) (?:type )?(?:\{[^}]*\}|\*|\w+)[^;'"]*? from '(\.[^']*)'/gm)].map(
      (match) => match[1] ?? '',
    );
    found.set(
      file,
      specifiers.map((specifier) => posix.join(dirname(file), specifier).replace(/\.js$/, '.ts')),
    );
  }
  return found;
}

/** Depth-first; the files of the first cycle, or `undefined`. Type imports count too: they tie files together for a reader. */
function findCycle(): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of imports.get(file) ?? []) {
      const cycle = walk(target, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const cycle = walk(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

function text(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
