// `npm run new-rule NAME`: writes every place that a rule needs. `npm run new-rule NAME -- --problem THING` also writes a new
// problem, `src/model/problems/THING.ts`, with its detector and its field in both languages.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { camelCase, generate } from './generate.mjs';
import * as pages from './rule-page-templates.mjs';
import * as templates from './rule-templates.mjs';

/** Where each language lists the problems that it finds. */
const PROBLEMS = 'lazyFields(guard, NO_PROBLEMS, {';
const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { problem: { type: 'string' } } });
const [name = ''] = positionals;
if (!/^(?:no|require|prefer|valid)(?:-[a-z\d]+)+$/.test(name))
  fail(`"${name}" is no rule name: \`no-<thing>\` forbids, \`require-<thing>\` demands.`);
if (values.problem !== undefined && !/^[a-z]+(?:-[a-z\d]+)*$/.test(values.problem))
  fail(`"${values.problem}" is no name of a problem: a noun in the singular, such as \`blind-retry\`.`);

const problem = values.problem === undefined ? undefined : names(values.problem);
const rule = { name, identifier: camelCase(name), problem };
/** New files, and changes of existing ones; nothing is written if one of them cannot be. */
const texts = new Map();
add(`rules/${name}.ts`, templates.rule(rule));
add(`tests/rules/${name}.test.ts`, templates.test(rule));
add(`docs/rules/${name}.md`, pages.page(rule));
add(`docs/examples/broken/src/${name}.ts`, pages.brokenExample(rule));
add(`docs/examples/repaired/src/${name}.ts`, pages.repairedExample(rule));
change('docs/evidence.md', addSection);
if (problem) addProblem(problem);

for (const [path, text] of texts) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, path.endsWith('.ts') && !path.startsWith('docs/') ? await formatted(file, text) : text);
  console.log(`wrote ${path}`);
}
for (const file of await generate()) console.log(`wrote ${file}`);
console.log('Next: `npm run docs` (the head of the page, the table of the README), then replace each "Write this".');

function names(file) {
  const field =
    camelCase(file)
      .replace(/y$/, 'ie')
      .replace(/(?:s|x|ch)$/, '$&e') + 's';
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  return { file, field, type: capital(camelCase(file)), detector: `find${capital(field)}` };
}

/** The field of the model, the detector, and a line in each language and in the list of messages. */
function addProblem({ file, field, type, detector }) {
  add(`src/model/problems/${file}.ts`, templates.problem(rule));
  add(`src/engine/problems/${file}.ts`, templates.detector(rule));
  change('src/model/file-facts.ts', (text) =>
    inserted(
      inserted(
        `import type { ${type} } from './problems/${file}.js';\n${text}`,
        'export interface Problems {\n',
        `  readonly ${field}: readonly ${type}[];\n`,
      ),
      'export const NO_PROBLEMS: Problems = {\n',
      `  ${field}: [],\n`,
    ),
  );
  for (const language of ['javascript', 'python']) {
    const path = fileWith(`src/languages/${language}`, PROBLEMS);
    const up = '../'.repeat(path.split('/').length - 2);
    change(
      path,
      (text) =>
        `import { ${detector} } from '${up}engine/problems/${file}.js';\n${inserted(text, PROBLEMS, `\n${field}: () => ${detector}(calls()),`)}`,
    );
  }
  change('tests/plugin/message-list.test.ts', (text) =>
    inserted(text, 'const problems: Problems = {\n', `    ${field}: calls.map((one) => ({ call: one, span: SPAN })),\n`),
  );
}

function fileWith(folder, text) {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.find((file) => readFileSync(join(root, folder, file), 'utf8').includes(text));
  return found ? `${folder}/${found.replaceAll('\\', '/')}` : fail(`No file in ${folder} has "${text}".`);
}

/** Sections are in the order of the rules' names. */
function addSection(text) {
  const [head, ...sections] = text.split(/^(?=## \[)/m);
  const all = [...sections.map((section) => `${section.trimEnd()}\n`), pages.section(rule)];
  return `${head}${all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)).join('\n')}`;
}

function nameOf(section) {
  return /^## \[([\w-]+)\]/.exec(section)[1];
}

function inserted(text, after, addition) {
  const at = text.indexOf(after) + after.length;
  if (at < after.length) fail(`"${after.trim()}" is not where it was: change .scripts/new-rule.mjs.`);
  return text.slice(0, at) + addition + text.slice(at);
}

function add(path, text) {
  if (existsSync(join(root, path))) fail(`${path} exists already.`);
  texts.set(path, text);
}

function change(path, edit) {
  texts.set(path, edit(readFileSync(join(root, path), 'utf8')));
}

async function formatted(file, text) {
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
