// `npm run new-sdk NAME [-- --python]`: writes every place of a product in the catalog: its entry, its case of
// `npm run verify:catalog`, a line of the tests that say what counts as a call, and the lists that `npm run generate` makes.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { camelCase } from './generate.mjs';
import { javascriptCase, javascriptEntry, pythonEntry, pythonProbe } from './sdk-templates.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { python: { type: 'boolean' } } });
const [product = ''] = positionals;
if (!/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/.test(product)) fail(`"${product}" is no name of a product: small letters, digits and hyphens.`);
const local = camelCase(product);
const className = local[0].toUpperCase() + local.slice(1);
const moduleName = product.replaceAll('-', '_');
const names = { product, local, className, moduleName };

if (values.python) {
  write(`src/catalog/sdks/${product}/python.ts`, pythonEntry(names));
  write(`tests/verify/python/probe_${moduleName}.py`, pythonProbe(names));
  await insert('tests/verify/python/probes.mjs', /\n\];\n/, `\n  probe('${moduleName}', ['${product}'], ['${product}']),\n];\n`);
  await insert(
    'tests/languages/python/bindings.test.ts',
    /it\.each\(\[\n/,
    `it.each([\n    ['${product}', "from ${moduleName} import ${className}\\n${className}().chat.completions.create(model='m')", ['${product}']],\n`,
  );
} else {
  write(`src/catalog/sdks/${product}/javascript.ts`, javascriptEntry(names));
  await insert('tests/verify/javascript/sdks.mjs', /\n\];\n/, `${javascriptCase(names)}\n];\n`);
  await insert(
    'tests/languages/javascript/bindings.test.ts',
    /it\.each\(\[\n/,
    `it.each([\n    ['${product}', \`import { ${className} } from '${product}'; new ${className}().chat.completions.create({});\`, ['${product}']],\n`,
  );
}
// In a process of its own: this one has the list of cases as it was.
execFileSync(process.execPath, [join(root, '.scripts/generate.mjs')], { stdio: 'inherit' });
console.log(
  `Next: replace what is marked TODO, run \`npm run verify:catalog -- --only ${product}\`, and say in \`source\` what it measured.`,
);

function write(path, text) {
  const file = join(root, path);
  if (existsSync(file)) fail(`${path} exists already.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}

/** Replaces the first place of a file that matches. */
async function insert(path, place, text) {
  const file = join(root, path);
  const before = readFileSync(file, 'utf8');
  if (!place.test(before)) fail(`${path} has no ${place}.`);
  const after = before.replace(place, () => text);
  writeFileSync(file, await format(after, { ...(await resolveConfig(file)), filepath: file }));
  console.log(`wrote a case of ${path}`);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
