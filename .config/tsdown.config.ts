import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  cwd: new URL('..', import.meta.url).pathname,
  outDir: 'dist',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  // For people who debug the build; the package does not have the maps, so no comment points to them.
  sourcemap: 'hidden',
  deps: { onlyBundle: ['valibot'] },
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
