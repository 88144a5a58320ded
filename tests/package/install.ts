import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What the packed plugin is installed beside, by the name of the folder. TypeScript 7 has no API that a parser could use. */
export const VERSIONS = {
  'eslint-9.15': ['eslint@9.15.0', 'typescript@6.0.3'],
  'eslint-9': ['eslint@9.39', 'typescript@6.0.3'],
  'eslint-10': ['eslint@10', 'typescript@6.0.3'],
  'typescript-7': ['eslint@10', 'typescript@7.0.2'],
} as const;

/** Where the packed plugin is installed; kept between runs. */
export const INSTALLED = fileURLToPath(new URL('../../node_modules/.cache/installed-plugin', import.meta.url));

/**
 * Packs what `npm run build` has made and installs it with npm beside each version of ESLint, as a user would.
 * Does nothing where the same content is installed already. Vitest calls this before the first test.
 *
 * @throws {Error} With npm's output where packing or installing fails.
 */
export default async function install(): Promise<void> {
  mkdirSync(INSTALLED, { recursive: true });
  const tarball = await pack();
  await Promise.all(
    Object.entries(VERSIONS).map(([name, versions]) => installIn(join(INSTALLED, name), [tarball, ...versions, 'jiti@2.7.0'])),
  );
}

async function installIn(folder: string, packages: readonly string[]): Promise<void> {
  const stamp = join(folder, 'installed.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === packages.join('\n')) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "app", "private": true, "type": "module" }\n');
  await npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', ...packages);
  writeFileSync(stamp, packages.join('\n'));
}

/** The tarball; its name tells its content, because npm takes a file of the same name for the same package. */
async function pack(): Promise<string> {
  const [packed] = JSON.parse(await npm(ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', INSTALLED)) as [
    { filename: string },
  ];
  const file = join(INSTALLED, packed.filename);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  const named = join(INSTALLED, `plugin-${hash}.tgz`);
  renameSync(file, named);
  return named;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Standard output of npm; its error holds what npm printed. */
async function npm(folder: string, ...argv: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', argv, { cwd: folder, maxBuffer: 1 << 26, shell: process.platform === 'win32' });
  return stdout;
}
