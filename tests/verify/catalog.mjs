// `npm run verify:catalog`: runs what the catalog is about against servers that fail, and compares.
//   --quick        the part that CI runs, in pinned versions       --only NAME   entries whose id or installation contains NAME (repeatable)
//   --write        keeps the result in docs/catalog.md        --json FILE   writes every record
import { writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checksOf } from './compare.mjs';
import { loadEntries } from './entries.mjs';
import { javascriptTasks } from './javascript.mjs';
import { pythonTasks } from './python.mjs';
import { shapeChecks } from './shapes.mjs';
import { writeTable } from './table.mjs';

/** Installations measured side by side: CI has two processors. Those that wait for minutes have lanes of their own. */
const AT_ONCE = 2;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    write: { type: 'boolean' },
    json: { type: 'string' },
    language: { type: 'string' },
  },
});
const start = performance.now();
const entries = await loadEntries();
const server = spawn(process.execPath, [fileURLToPath(new URL('server.mjs', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
const control = await new Promise((ready) => server.stdout.once('data', (data) => ready(Number(data))));
const chosen = { isQuick: options.quick === true, isChosen: (name) => !options.only || options.only.some((one) => name.includes(one)) };

const tasks = [
  ...(options.language === 'python' ? [] : javascriptTasks(entries.javascript, chosen, control)),
  ...(options.language === 'javascript' ? [] : await pythonTasks(entries.python, chosen, control)),
];
const results = [];
const lanes = [tasks.filter(({ isSlow }) => isSlow), tasks.filter(({ isSlow }) => !isSlow)];
await Promise.all(lanes.flatMap((lane) => Array.from({ length: AT_ONCE }, () => work(lane))));
server.stdin.end();

const groups = new Set(results.flatMap(({ groups }) => groups));
const mismatches = [
  ...results.flatMap(({ mismatches }) => mismatches).filter(({ group }) => !group || !(groups.has(group) || chosen.isQuick)),
  ...shapeChecks(results, chosen),
];
const failed = results.filter(({ failed }) => failed);
const count = (name) => results.reduce((sum, result) => sum + (result[name] ?? 0), 0);
const seconds = Math.round((performance.now() - start) / 1000);
console.log(
  `\n${count('checked')} checks of ${new Set(results.map(({ language, entry }) => `${language} ${entry}`)).size} entries in ${results.length} installations, ${seconds} s: ${mismatches.length} mismatches, ${failed.length} not measured`,
);
if (options.json) writeFileSync(options.json, JSON.stringify(results, undefined, 1));
if (options.write) writeTable(results, mismatches, { seconds, checks: count('checked') });
process.exitCode = mismatches.length + failed.length > 0 ? 1 : 0;

async function work(lane) {
  for (let task = lane.shift(); task; task = lane.shift()) results.push(await measured(task));
}

async function measured(task) {
  const began = performance.now();
  const result = await task.run().catch((error) => ({ failed: error.message }));
  const checks = (result.records ?? []).flatMap((record) =>
    checksOf(record, entries[record.language].get(record.entry), entries.isAncestor).map((check) => ({ ...check, record })),
  );
  const wrong = checks
    .filter(({ isRight }) => !isRight)
    .map(({ record, what, expected, seen, group }) => ({
      language: record.language,
      entry: record.entry,
      where: whereOf(record, result.version),
      what,
      expected,
      seen,
      group,
    }));
  const groups = checks.filter(({ group, isRight }) => group && isRight).map(({ group }) => group);
  const missing =
    result.jobs !== undefined && result.records.length < result.jobs
      ? `${result.jobs - result.records.length} of ${result.jobs} jobs gave no result`
      : undefined;
  const line =
    result.failed ??
    result.skipped ??
    missing ??
    `${checks.length} checks${result.away?.length > 0 ? `, kept from ${result.away.join(', ')}` : ''}`;
  console.log(
    `${wrong.some(({ group }) => !group) || result.failed || missing ? '✗' : result.skipped ? '-' : '✓'} ${task.language ?? 'javascript'} ${task.entry} (${result.version ?? task.name}): ${line}, ${Math.round((performance.now() - began) / 1000)} s`,
  );
  for (const one of wrong)
    console.log(
      `    ${one.group ? '(in this version) ' : ''}${one.entry} › ${one.where}: ${one.what}: expected ${one.expected}, seen ${one.seen}`,
    );
  return {
    language: 'javascript',
    ...task,
    ...result,
    failed: result.failed ?? missing,
    checked: checks.length,
    groups,
    mismatches: wrong,
  };
}

function whereOf(record, version) {
  const how = [
    record.mode,
    record.method,
    record.stream && 'stream',
    record.retries !== undefined && `retries ${record.retries}`,
    record.place ?? record.env,
    record.failing,
    record.kind === 'wrapper' ? record.value : undefined,
  ].filter((part) => part !== undefined && part !== null && part !== false);
  return `${record.path} of ${version}${how.length > 0 ? ` [${how.join(', ')}]` : ''}`;
}
