// Measurements for `bench.mjs`, printed as JSON; times are milliseconds of processor time, memory is bytes.
// `parse`, `control`, `floor`, `alone`, `all`: lints a folder once with no rules, with none again, with rules that do
// nothing, with all of the built plugin's but each file alone (`project: false`), with all of them.
// `paired`: lints the files listed on standard input in every way, again and again.
// `editor`: lints files that change, as an editor's server does, with the project and without.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import plugin from '../../dist/index.js';

const JAVASCRIPT = '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}';
/** The first round warms up and is not counted. */
const ROUNDS = 6;

/** The parser, which every way calls alike. */
let parsing = 0;
const timedParser = {
  ...parser,
  parseForESLint(...input) {
    const started = processorTime();
    try {
      return parser.parseForESLint(...input);
    } finally {
      parsing += processorTime() - started;
    }
  },
};

const [kind, folder] = process.argv.slice(2);
const allRules = plugin.configs.all.rules;
const emptyRules = Object.fromEntries(Object.entries(plugin.rules).map(([name, { meta }]) => [name, { meta, create: () => ({}) }]));
const linters = {
  parse: () => eslintWith({}),
  control: () => eslintWith({}),
  floor: () => eslintWith(allRules, { ...plugin, rules: emptyRules }),
  alone: () => eslintWith(allRules, plugin, { project: false }),
  all: () => eslintWith(allRules),
};
console.log(JSON.stringify(await measured()));

async function measured() {
  if (kind === 'paired') return paired(JSON.parse(await text(process.stdin)));
  if (kind === 'editor') return editor(JSON.parse(await text(process.stdin)));
  return whole(linters[kind]());
}

function eslintWith(rules, vllm = plugin, settings = {}) {
  const languages = [plugin.configs.python ?? []]
    .flat()
    .filter(({ language }) => language)
    .map(({ language }) => ({ files: ['**/*.py'], language }));
  const overrideConfig = [
    { ignores: ['**/node_modules/', '**/dist/', '**/*.min.js'] },
    { plugins: { vllm }, settings: { vllm: settings }, linterOptions: { reportUnusedDisableDirectives: 'off' } },
    { files: [JAVASCRIPT], languageOptions: { parser: timedParser } },
    ...languages,
    { files: [JAVASCRIPT, ...languages.flatMap(({ files }) => files)], rules },
  ];
  return new ESLint({ cwd: folder, overrideConfigFile: true, errorOnUnmatchedPattern: false, overrideConfig });
}

async function whole(eslint) {
  const results = await eslint.lintFiles(['.']);
  const messages = results.flatMap((result) => result.messages);
  const measured = {
    files: results.map(({ filePath }) => filePath),
    findings: messages.filter(({ ruleId }) => ruleId?.startsWith('vllm/')).length,
    unread: messages.filter(({ fatal }) => fatal).length,
    cpu: processorTime(),
    rss: process.resourceUsage().maxRSS * 1024,
  };
  results.length = messages.length = 0;
  globalThis.gc();
  return { ...measured, heap: process.memoryUsage().heapUsed };
}

/**
 * What else the machine does makes a file slower, never faster: the fastest round counts, which leaves out most of
 * the garbage collection too (whole runs have it). The parser does the same in every way, takes most of the time and
 * so makes most of the noise: of each file its fastest run is every way's, and only what happens around it is
 * compared. The ways follow each other in random order, so that none always finds the caches as the same other one
 * left them, and every round has new linters, because no two of them are equally fast.
 */
async function paired(paths) {
  const files = paths.map((filePath) => ({ filePath, code: readFileSync(filePath, 'utf8'), parser: Infinity, around: {} }));
  for (let round = 0; round < ROUNDS; round++) {
    const ways = shuffled(Object.entries(linters)).map(([way, make]) => ({ way, eslint: make() }));
    for (const file of files) {
      for (const { way, eslint } of shuffled(ways)) {
        parsing = 0;
        const started = processorTime();
        await eslint.lintText(file.code, { filePath: file.filePath });
        const spent = processorTime() - started;
        if (round === 0) continue;
        file.parser = Math.min(file.parser, parsing);
        file.around[way] = Math.min(file.around[way] ?? Infinity, spent - parsing);
      }
    }
  }
  const isPython = ({ filePath }) => filePath.endsWith('.py');
  return { javascript: total(files.filter((file) => !isPython(file))), python: total(files.filter(isPython)) };
}

/**
 * Milliseconds of wall clock for one changed file, with the project's other files read before. A server makes a new ESLint
 * for each change, which costs the same with and without: only the linting counts.
 */
async function editor(paths) {
  const changes = [];
  const warm = linters.all();
  for (const filePath of paths) await warm.lintText(readFileSync(filePath, 'utf8'), { filePath });
  for (let round = 0; round < ROUNDS; round++) {
    for (const filePath of paths) {
      const times = {};
      for (const [way, eslint] of shuffled([
        ['all', linters.all()],
        ['alone', linters.alone()],
      ])) {
        const code = `${readFileSync(filePath, 'utf8')}\n${filePath.endsWith('.py') ? '#' : '//'} ${round}`;
        const started = performance.now();
        await eslint.lintText(code, { filePath });
        times[way] = performance.now() - started;
      }
      if (round > 0) changes.push(times.all - times.alone);
    }
  }
  changes.sort((a, b) => a - b);
  return {
    files: paths.length,
    median: changes[Math.floor(changes.length / 2)] ?? 0,
    most: changes[Math.floor(changes.length * 0.95)] ?? 0,
  };
}

/** Sums of all ways, or nothing for no files. */
function total(files) {
  if (files.length === 0) return undefined;
  const sums = Object.keys(linters).map((way) => [way, files.reduce((sum, file) => sum + file.parser + file.around[way], 0)]);
  return { files: files.length, ...Object.fromEntries(sums) };
}

function shuffled(items) {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
