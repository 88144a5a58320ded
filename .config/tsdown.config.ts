import { defineConfig } from 'tsdown';

export default defineConfig({
  cwd: new URL('..', import.meta.url).pathname,
  entry: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: { entry: 'src/index.ts' },
  fixedExtension: false,
});
