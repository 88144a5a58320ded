// `npm run bench -- FOLDER [SAMPLES]`: what the plugin costs over parsing alone.
// Two runs that differ only in the rules, a process each, in alternating order; medians of the paired ratios.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, samples = '5'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run bench -- FOLDER [SAMPLES]');
  process.exit(2);
}
const target = resolve(process.env.INIT_CWD ?? '.', folder);
const sampler = fileURLToPath(new URL('bench-sample.mjs', import.meta.url));

sample('rules'); // Fills the disk cache; not counted.
const pairs = [];
for (let i = 0; i < Number(samples); i++) {
  const order = i % 2 === 0 ? ['parse', 'rules'] : ['rules', 'parse'];
  const pair = Object.fromEntries(order.map((kind) => [kind, sample(kind)]));
  pairs.push(pair);
  console.log(`pair ${i + 1}: parse ${pair.parse.seconds.toFixed(2)} s, with rules ${pair.rules.seconds.toFixed(2)} s, CPU ${pair.parse.cpu.toFixed(2)} and ${pair.rules.cpu.toFixed(2)} s`);
}

const first = pairs[0].rules;
const median = (pick) => {
  const sorted = pairs.map(pick).sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};
console.log(`files            ${first.files} (${first.findings} findings, ${first.unread} that do not parse)`);
console.log(`time ratio       ${median((pair) => pair.rules.seconds / pair.parse.seconds).toFixed(3)}`);
console.log(`CPU time ratio   ${median((pair) => pair.rules.cpu / pair.parse.cpu).toFixed(3)}`);
console.log(`max RSS ratio    ${median((pair) => pair.rules.rss / pair.parse.rss).toFixed(3)} (${median((pair) => pair.parse.rss / 1024).toFixed(0)} and ${median((pair) => pair.rules.rss / 1024).toFixed(0)} MB)`);
console.log(`per file         ${median((pair) => (pair.parse.seconds * 1000) / first.files).toFixed(2)} and ${median((pair) => (pair.rules.seconds * 1000) / first.files).toFixed(2)} ms`);

function sample(kind) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [sampler, kind, target], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) {
    console.error(stderr);
    process.exit(2);
  }
  return JSON.parse(stdout);
}
