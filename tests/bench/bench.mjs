// `npm run bench -- FOLDER [SAMPLES]`: what the plugin costs over parsing alone, as medians of paired ratios.
// Beside each ratio stands its noise, what the same measurement says of parsing against parsing: no difference
// smaller than that is real. The floor is what ESLint itself spends on as many rules that do nothing. In a whole run
// that is far more than in a single file: a rule's context has the file's as its prototype, and V8 keeps prototypes,
// and with it the file's tree, until the next full collection (measured with ESLint 10.15 on Node 20).
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, samples = '5'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run bench -- FOLDER [SAMPLES]');
  process.exit(2);
}
const target = resolve(process.env.INIT_CWD ?? '.', folder);
const sampler = fileURLToPath(new URL('sample.mjs', import.meta.url));
// One thread, so that the processor time of collecting garbage and compiling falls on the run that caused it, and
// a young generation of one size, which otherwise grows when it happens to.
const FLAGS = ['--single-threaded', '--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16'];

const { files, findings, unread } = sample('all');
console.log(`${files.length} files, ${findings} findings, ${unread} that do not parse`);
if (files.length === 0) process.exit(2);

// The samples of a large folder divide its files among them: neighbours go to different ones.
const shares = Math.min(Number(samples), Math.ceil(files.length / 500));
const runs = [];
for (let i = 0; i < Number(samples); i++) {
  const timed = sample(
    'paired',
    files.filter((_, n) => n % shares === i % shares),
  );
  const order = ['parse', 'control', 'floor', 'alone', 'all'];
  const whole = Object.fromEntries((i % 2 === 0 ? order : order.toReversed()).map((way) => [way, sample(way)]));
  runs.push({ timed, whole });
  const { javascript } = timed;
  if (javascript)
    console.log(
      `sample ${i + 1}: time ${ratio(javascript.all, javascript.parse)}, each file alone ${ratio(javascript.alone, javascript.parse)}, noise ${ratio(javascript.control, javascript.parse)}, floor ${ratio(javascript.floor, javascript.parse)}`,
    );
}

for (const [language, name] of [
  ['javascript', 'JavaScript'],
  ['python', 'Python'],
]) {
  const times = runs.map(({ timed }) => timed[language]).filter(Boolean);
  if (times.length === 0) continue;
  const total = (key) => times.reduce((sum, time) => sum + time[key], 0);
  // Python's parser is the plugin's own: nothing to compare with, so its whole time is the figure.
  if (language === 'javascript') {
    print('JavaScript: time, total', [Object.fromEntries(['parse', 'control', 'floor', 'alone', 'all'].map((way) => [way, total(way)]))]);
    print('JavaScript: time, median', times);
  }
  console.log(`${`${name}: ms a file`.padEnd(28)} ${(total('all') / total('files')).toFixed(2)}, parsing included`);
}
// Files that are in the middle of the project, evenly chosen.
const changing = files.filter((_, n) => n % Math.ceil(files.length / 40) === 0);
const { median: usual, most } = sample('editor', changing);
const project = runs.map(({ whole }) => whole.all.cpu / whole.alone.cpu);
console.log(
  `${'project analysis'.padEnd(28)} CPU of a whole run ${ratio(median(project), 1)} of each file alone; a changed file in an editor ${usual.toFixed(1)} ms more (95 %: ${most.toFixed(1)} ms), warm`,
);
for (const [figure, name] of [
  ['cpu', 'whole run: CPU'],
  ['rss', 'whole run: peak RSS'],
  ['heap', 'whole run: heap kept'],
]) {
  const measured = runs.map(({ whole }) => Object.fromEntries(Object.entries(whole).map(([way, one]) => [way, one[figure]])));
  print(`${name}, median`, measured);
}

function print(name, measured) {
  const [all, alone, noise, floor] = ['all', 'alone', 'control', 'floor'].map((way) =>
    ratio(median(measured.map((one) => one[way] / one.parse)), 1),
  );
  console.log(`${name.padEnd(28)} ${all}, each file alone ${alone} (noise ${noise}, floor ${floor})`);
}

function ratio(value, of) {
  return `×${(value / of).toFixed(3)}`;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function sample(kind, input = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...FLAGS, sampler, kind, target], {
    encoding: 'utf8',
    input: JSON.stringify(input),
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    console.error(stderr);
    process.exit(2);
  }
  return JSON.parse(stdout);
}
