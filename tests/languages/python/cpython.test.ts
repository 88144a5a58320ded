import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsePython } from '../../../src/languages/python/parser/index.js';
import { itemsOf } from './cpython-items.js';

/** How many files are compared, or `all`. Their order is by hash, so the first ones are a sample. */
const FILES = process.env['CPYTHON_FILES'] ?? '400';
const KINDS = ['calls', 'imports', 'try', 'with', 'decorators', 'strings', 'definitions', 'statements', 'expressions'] as const;

interface Python {
  readonly command: string;
  readonly version: string;
  readonly library: string;
}

const dump = fileURLToPath(new URL('cpython-dump.py', import.meta.url));
const python = findPython();

describe.skipIf(!python)(
  `against ${python ? `CPython ${python.version}` : 'CPython (skipped: no python3 of at least 3.12 on PATH or in PYENV_ROOT)'}`,
  () => {
    const tally = new Map<string, { same: number; ours: number; theirs: number; samples: string[] }>(
      KINDS.map((kind) => [kind, { same: 0, ours: 0, theirs: 0, samples: [] }]),
    );
    const refused: string[] = [];
    const missedErrors: string[] = [];
    let files = 0;

    beforeAll(async () => {
      if (!python) return;
      const child = spawn(python.command, [dump, FILES, python.library], { stdio: ['ignore', 'pipe', 'inherit'] });
      for await (const line of createInterface({ input: child.stdout })) compare(JSON.parse(line) as Dumped);
    }, 300_000);

    it('reads the files that were asked for', () => {
      expect(files).toBeGreaterThan(FILES === 'all' ? 1000 : 0.9 * Number(FILES));
    });

    it('finds no error in a file that CPython accepts', () => {
      expect(refused).toEqual([]);
    });

    it('finds the errors that CPython finds', () => {
      expect(missedErrors).toEqual([]);
    });

    it('judges 4,000 damaged statements as CPython does', () => {
      const { stdout } = spawnSync(python?.command ?? '', [dump, '--mutate', '4000', python?.library ?? ''], {
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      });
      const mutants = stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { source: string; error: [line: number, message: string] | null });
      const judged = mutants.map(({ source, error }) => ({ source, theirs: error, ours: parsePython(source).errors[0] }));
      const broken = judged.filter(({ theirs }) => theirs);
      expect(broken.length).toBeGreaterThan(1000);
      expect(judged.filter(({ theirs, ours }) => !theirs && ours)).toEqual([]);
      expect(broken.filter(({ ours }) => ours).length / broken.length).toBeGreaterThanOrEqual(0.999);
      expect(broken.filter(({ theirs, ours }) => ours?.line === theirs?.[0]).length / broken.length).toBeGreaterThanOrEqual(0.98);
    }, 120_000);

    it.each(KINDS)('%s: recall and precision of at least 0.999', (kind) => {
      const { same, ours, theirs, samples } = tally.get(kind) ?? { same: 0, ours: 0, theirs: 0, samples: [] };
      if (samples.length > 0) console.log(`${kind}: ${same} of ${theirs} found, ${ours} said\n${samples.join('\n')}`);
      expect(theirs).toBeGreaterThan(0);
      expect(same / theirs).toBeGreaterThanOrEqual(0.999);
      expect(same / ours).toBeGreaterThanOrEqual(0.999);
    });

    function compare(file: Dumped): void {
      if (file.undecodable) return;
      const text = readFileSync(file.path, 'utf8');
      const { ast, errors } = parsePython(text);
      files += 1;
      if (!file.items) {
        // An encoding that CPython refuses is no matter of syntax.
        if (errors.length === 0 && !/encoding|codec/.test(file.error?.[1] ?? ''))
          missedErrors.push(`${file.path}: ${file.error?.[1] ?? ''}`);
        return;
      }
      const [error] = errors;
      if (error) refused.push(`${file.path}:${error.line}:${error.column} ${error.message}`);
      const items = itemsOf(ast, text);
      for (const kind of KINDS)
        count(
          kind,
          file.path,
          items[kind] ?? [],
          (file.items[kind] ?? []).map((item) => JSON.stringify(item)),
        );
    }

    function count(kind: string, path: string, ours: readonly string[], theirs: readonly string[]): void {
      const sum = tally.get(kind);
      if (!sum) return;
      sum.ours += ours.length;
      sum.theirs += theirs.length;
      const open = new Map<string, number>();
      for (const item of theirs) open.set(item, (open.get(item) ?? 0) + 1);
      const extra: string[] = [];
      for (const item of ours) {
        const left = open.get(item) ?? 0;
        if (left > 0) {
          sum.same += 1;
          open.set(item, left - 1);
        } else extra.push(item);
      }
      const missed = [...open].filter(([, left]) => left > 0).map(([item]) => item);
      if (sum.samples.length < 20 && missed.length + extra.length > 0)
        sum.samples.push(
          `${path}\n  missed ${missed.slice(0, 3).join(' ').slice(0, 300)}\n  extra  ${extra.slice(0, 3).join(' ').slice(0, 300)}`,
        );
    }
  },
);

interface Dumped {
  readonly path: string;
  readonly items?: Readonly<Record<string, readonly unknown[]>>;
  readonly error?: readonly [line: number, message: string];
  readonly undecodable?: boolean;
}

/** The newest that is found; before 3.12, places inside f-strings are wrong. */
function findPython(): Python | undefined {
  const versions = join(process.env['PYENV_ROOT'] ?? join(process.env['HOME'] ?? '', '.pyenv'), 'versions');
  const installed = existsSync(versions) ? readdirSync(versions).sort((a, b) => b.localeCompare(a, 'en', { numeric: true })) : [];
  for (const command of [
    'python3.14',
    'python3.13',
    'python3.12',
    'python3',
    ...installed.map((version) => join(versions, version, 'bin', 'python3')),
  ]) {
    const { status, stdout } = spawnSync(command, [dump, '--where'], { encoding: 'utf8' });
    if (status !== 0) continue;
    const { version, library } = JSON.parse(stdout) as { version: [number, number, number]; library: string };
    if (version[0] === 3 && version[1] >= 12) return { command, version: version.join('.'), library };
  }
  return undefined;
}
