import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const installed = ['tests/package/**/*.test.ts', 'tests/editor/**/*.test.ts'];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'source', include: ['tests/**/*.test.ts'], exclude: ['tests/**/fixtures/**', ...installed] } },
      // These use the packed plugin, which is installed once for all of them, and only if one of them runs.
      { extends: true, test: { name: 'installed', include: installed, globalSetup: 'tests/package/install.ts' } },
    ],
  },
});
