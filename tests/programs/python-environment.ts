import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where environments are kept between runs of the tests; `npm ci` takes them away. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/python', import.meta.url));

/**
 * The Python of an environment that has the packages, made if it is not there yet.
 *
 * @returns Its absolute path, or why there is none: no `python3`, or no package index in reach.
 */
export function pythonWith(name: string, packages: readonly string[]): { readonly python: string } | { readonly missing: string } {
  const folder = join(CACHE, name);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const mark = join(folder, 'complete');
  if (existsSync(mark)) return { python };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  const made = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' });
  if (made.status !== 0) return { missing: `python3 -m venv: ${made.error?.message ?? made.stderr}` };
  const installed = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (installed.status !== 0) return { missing: `pip install ${packages.join(' ')}: ${installed.stderr}` };
  writeFileSync(mark, '');
  return { python };
}
