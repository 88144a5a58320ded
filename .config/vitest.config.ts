import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
// Tests run from the sources, where Node could not load Python's.
const alias = [{ find: /^\.\/load-python\.js$/, replacement: `${root}tests/python/load-python.ts` }];
const installed = ['tests/package/**/*.test.ts', 'tests/editor/**/*.test.ts'];

export default defineConfig({
  test: {
    root,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, resolve: { alias }, test: { name: 'source', include: ['tests/**/*.test.ts'], exclude: ['tests/**/fixtures/**', ...installed] } },
      // These use the packed plugin, which is installed once for all of them, and only if one of them runs.
      { extends: true, test: { name: 'installed', include: installed, globalSetup: 'tests/package/install.ts' } },
    ],
  },
});
