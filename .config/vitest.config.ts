import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
// Tests run from the sources, where Node could not load what is built as a file of its own.
const alias = [
  { find: /^.*\/load-bundle\.js$/, replacement: `${root}tests/languages/load-bundle.ts` },
  { find: /^.*\/load-parser\.js$/, replacement: `${root}tests/languages/javascript/load-parser.ts` },
];
const installed = ['tests/package/**/*.test.ts', 'tests/editor/**/*.test.ts'];
const programs = ['tests/programs/**/*.test.ts'];

export default defineConfig({
  test: {
    root,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // What `npm test` runs; `npm run test:all` runs every project. One load of ESLint and TypeScript serves all files of a
      // worker, which halves the time; so no test here mocks a module.
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'source',
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/fixtures/**', ...installed, ...programs],
        },
      },
      // Programs that are run with their libraries from npm and PyPI, and every file of CPython's library.
      {
        extends: true,
        resolve: { alias },
        test: { name: 'slow', include: [...programs, 'tests/languages/python/cpython.test.ts'], env: { CPYTHON_FILES: 'all' } },
      },
      // These use the packed plugin, which is installed once for all of them, and only if one of them runs.
      { extends: true, test: { name: 'installed', include: installed, globalSetup: 'tests/package/install.ts' } },
    ],
  },
});
