// `npm run bench -- FOLDER [SAMPLES]`: what the plugin costs over parsing alone, as medians of paired ratios.
// Time is compared file by file inside one process, memory between processes that do only one of the two.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, samples = '3'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run bench -- FOLDER [SAMPLES]');
  process.exit(2);
}
const target = resolve(process.env.INIT_CWD ?? '.', folder);
const sampler = fileURLToPath(new URL('bench-sample.mjs', import.meta.url));

const runs = [];
for (let i = 0; i < Number(samples); i++) {
  const paired = sample('paired');
  runs.push({ ...paired, memory: sample('rules').rss / sample('parse').rss });
  console.log(`run ${i + 1}: parse ${paired.seconds.parse.toFixed(2)} s, with rules ${paired.seconds.rules.toFixed(2)} s, memory ×${runs.at(-1).memory.toFixed(3)}`);
}

const [first] = runs;
const median = (pick) => {
  const sorted = runs.map(pick).sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};
console.log(`files            ${first.files} (${first.findings} findings, ${first.unread} that do not parse)`);
console.log(`time ratio       ${median(({ seconds }) => seconds.rules / seconds.parse).toFixed(3)}`);
console.log(`max RSS ratio    ${median(({ memory }) => memory).toFixed(3)}`);
console.log(`per file         ${median(({ seconds }) => (seconds.parse * 1000) / first.files).toFixed(2)} and ${median(({ seconds }) => (seconds.rules * 1000) / first.files).toFixed(2)} ms`);

function sample(kind) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [sampler, kind, target], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) {
    console.error(stderr);
    process.exit(2);
  }
  return JSON.parse(stdout);
}
