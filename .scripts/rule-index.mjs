import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../rules', import.meta.url));

/** The text of `rules/index.ts`, made from the names of its neighbours. */
export function ruleIndex() {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.slice(0, -3))
    .sort();
  return [
    '// Generated from the folder by `npm run new-rule`; do not edit.',
    ...names.map((name) => `import { ${camelCase(name)} } from './${name}.js';`),
    '',
    '/** Every rule by its id. */',
    'export const rules = {',
    ...names.map((name) => `  '${name}': ${camelCase(name)},`),
    '};',
    '',
  ].join('\n');
}

/** `require-retry` as a name in code: `requireRetry`. */
export function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/** Where the index is. */
export const ruleIndexFile = join(folder, 'index.ts');
