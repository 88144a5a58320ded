import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder in which the packed plugin is installed as a user would do it. */
export interface Project {
  readonly folder: string;
  write(path: string, text: string): void;
  read(path: string): string;
  remove(...paths: readonly string[]): void;
  /** Runs a program of `node_modules/.bin`, or `node`. `out` has standard output and error. */
  run(program: string, ...argv: readonly string[]): Outcome;
}

/** How a program ended. */
interface Outcome {
  readonly code: number | null;
  readonly out: string;
}

/**
 * Makes an empty project and installs the packed plugin and other packages in it with npm. What was installed
 * for the same packages and the same plugin is kept in `node_modules/.cache`, emptied of everything else.
 *
 * @param packages npm specifiers, such as `eslint@9.15.0`.
 * @throws {Error} With npm's output where packing or installing fails.
 */
export function makeProject(name: string, packages: readonly string[]): Project {
  const tarball = pack();
  const key = createHash('sha256').update(readFileSync(tarball)).update(packages.join()).digest('hex').slice(0, 12);
  const folder = join(cache, `${name}-${key}`);
  if (!existsSync(folder)) {
    for (const stale of readdirSync(cache).filter((entry) => entry.startsWith(`${name}-`))) rmSync(join(cache, stale), { recursive: true });
    // Installed under another name first: a folder with the right name is always complete.
    const unfinished = `${folder}.unfinished`;
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, 'package.json'), '{ "name": "app", "private": true, "type": "module" }\n');
    npm(unfinished, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', tarball, ...packages);
    renameSync(unfinished, folder);
  }
  for (const entry of readdirSync(folder)) if (entry !== 'node_modules' && entry !== 'package.json') rmSync(join(folder, entry), { recursive: true });
  return {
    folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    remove(...paths) {
      for (const path of paths) rmSync(join(folder, path), { recursive: true, force: true });
    },
    run: (program, ...argv) =>
      program === 'node' ? execute(folder, process.execPath, argv) : execute(folder, process.execPath, [readlinkOf(folder, program), ...argv]),
  };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/package-tests');

/** Packs what `npm test` has built, under a name that only its content changes. */
function pack(): string {
  mkdirSync(cache, { recursive: true });
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', cache)) as [{ filename: string }];
  return join(cache, packed.filename);
}

/** The script behind a name in `node_modules/.bin`, which Windows could not start itself. */
function readlinkOf(folder: string, program: string): string {
  for (const name of [program, 'typescript', 'eslint-plugin-vllm']) {
    const home = join(folder, 'node_modules', name);
    if (!existsSync(home)) continue;
    const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { bin?: string | Record<string, string> };
    const path = typeof bin === 'string' ? bin : bin?.[program];
    if (path !== undefined) return join(home, path);
  }
  throw new Error(`${program} is not installed in ${folder}`);
}

function npm(folder: string, ...argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', argv, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm ${argv.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

function execute(folder: string, program: string, argv: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(program, argv, { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined } });
  return { code: status, out: `${stdout}${stderr}` };
}
