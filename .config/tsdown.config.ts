import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  cwd: new URL('..', import.meta.url).pathname,
  outDir: 'dist',
  platform: 'node',
  target: 'node20.19',
};

export default defineConfig([
  {
    ...shared,
    entry: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
    format: 'esm',
    dts: { entry: 'src/index.ts' },
    fixedExtension: false,
  },
  // Loaded by the plugin, synchronously, with the first Python file (`src/report/load-python.ts`).
  { ...shared, entry: { python: 'src/languages/python/index.ts' }, format: 'cjs', dts: false, clean: false, checks: { legacyCjs: false } },
]);
