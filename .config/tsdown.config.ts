import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  cwd: new URL('..', import.meta.url).pathname,
  outDir: 'dist',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  // For people who debug the build; the package does not have the maps, so no comment points to them.
  sourcemap: 'hidden',
};
const lazy: UserConfig = { ...shared, format: 'cjs', dts: false, clean: false, checks: { legacyCjs: false } };

const bundles = readdirSync(new URL('../src/languages/bundles', import.meta.url)).map((file) => basename(file, '.ts'));

export default defineConfig([
  {
    ...shared,
    plugins: [licenses('index')],
    entry: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
    format: 'esm',
    dts: { entry: 'src/index.ts' },
    fixedExtension: false,
    // Of the parser, only its version.
    deps: { onlyBundle: ['valibot', '@typescript-eslint/parser'] },
  },
  // Loaded by the plugin, synchronously, with the first file of a language in it (`src/plugin/load-bundle.ts`).
  ...bundles.map((name) => ({
    ...lazy,
    plugins: [licenses(name)],
    entry: { [name]: `src/languages/bundles/${name}.ts` },
    deps: { onlyBundle: ['yaml'] },
  })),
  // The same for TypeScript (`src/languages/javascript/modules/load-parser.ts`). typescript-eslint's packages are bundled, so that
  // all of them get the TypeScript that this package depends on: installed one by one, some are placed beside the user's.
  {
    ...lazy,
    plugins: [licenses('typescript')],
    entry: { typescript: 'src/languages/javascript/modules/typescript.ts' },
    deps: { neverBundle: [/^typescript(?:\/|$)/], onlyBundle: false },
  },
]);

/** Adds the licenses of the packages that a bundle contains: `licenses-NAME.txt`. */
function licenses(bundleName: string) {
  return {
    name: 'licenses',
    generateBundle(
      this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): void },
      _: unknown,
      bundle: Record<string, { readonly moduleIds?: readonly string[] }>,
    ) {
      const folders = new Set(
        Object.values(bundle).flatMap(({ moduleIds = [] }) =>
          moduleIds.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/'))?.[0] ?? []),
        ),
      );
      if (folders.size === 0) return;
      const texts = [...folders].sort().map((folder) => {
        const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
        const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; license: string };
        return `${name} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()}\n`;
      });
      this.emitFile({ type: 'asset', fileName: `licenses-${bundleName}.txt`, source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}
