import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { INSTALLED, type VERSIONS } from './install.js';

/** An empty folder in which the packed plugin, ESLint and TypeScript are installed. */
export interface Project {
  readonly folder: string;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Removes every file. */
  clear(): void;
  /** Runs a program that is installed: `eslint`, `tsc`, `vllm-lint`. */
  run(program: keyof typeof PROGRAMS, ...argv: readonly string[]): Outcome;
}

/** How a program ended; `out` has standard output and error. */
interface Outcome {
  readonly code: number | null;
  readonly out: string;
}

/**
 * Makes an empty project beside one of the installed versions.
 *
 * @param name Folder name; projects of tests that may run at the same time have different ones.
 */
export function makeProject(name: string, eslint: keyof typeof VERSIONS): Project {
  const folder = join(INSTALLED, eslint, 'projects', name);
  const clear = () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "app", "private": true, "type": "module" }\n');
  };
  clear();
  return {
    folder,
    clear,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    run(program, ...argv) {
      const script = join(INSTALLED, eslint, 'node_modules', PROGRAMS[program]);
      if (!existsSync(script)) throw new Error(`${program} is not installed`);
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...argv], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      });
      return { code: status, out: `${stdout}${stderr}` };
    },
  };
}

/** Scripts rather than `node_modules/.bin`, whose entries Windows cannot start without a shell. */
const PROGRAMS = { eslint: 'eslint/bin/eslint.js', tsc: 'typescript/bin/tsc', 'vllm-lint': 'eslint-plugin-vllm/dist/cli/main.js' } as const;
