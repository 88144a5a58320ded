// `npm run verify:findings`: programs that the rules report are run and fail as the messages say; the linter repairs
// them, and the repaired twins are run the same way. See findings/README.md.
//   --quick        the part that CI runs, in pinned versions
//   --only NAME    programs whose name contains NAME (repeatable)
//   --show         prints the repaired programs and what was seen
//   --write        keeps the result in docs/evidence.md, for each rule all of whose programs were run
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { denied } from './findings/claims.mjs';
import { differences, summary } from './findings/expectations.mjs';
import { writePage } from './findings/page.mjs';
import { REASONS } from './findings/plans.mjs';
import { programs } from './findings/programs.mjs';
import { linter } from './findings/repair.mjs';
import { commandOf, seenIn } from './findings/run.mjs';
import { CACHE, hasPython, pythonVersion, installJavaScript, installPython, nodeFor, packageOf, run as runToEnd } from './install.mjs';

/** Programs run side by side: most of their time they wait. */
const AT_ONCE = 6;

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string', multiple: true }, show: { type: 'boolean' }, write: { type: 'boolean' } },
});
if (options.write && options.quick) throw new Error('--write keeps what is current, --quick runs what is pinned');
const start = performance.now();
const { rules, repaired } = await linter();
const server = spawn(process.execPath, [fileURLToPath(new URL('server.mjs', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
const control = await new Promise((ready) => server.stdout.once('data', (data) => ready(Number(data))));

const every = programs();
const isWithPython = await hasPython();
const chosen = every.filter(
  ({ name, isQuick, language }) =>
    (isQuick || !options.quick) &&
    (!options.only || options.only.some((one) => name.includes(one))) &&
    (language !== 'python' || isWithPython),
);
if (!isWithPython) console.log('- python: skipped, no python3 of 3.10 or later with venv and pip here');
const queue = [...chosen];
const results = [];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let program = queue.shift(); program; program = queue.shift()) results.push(await verified(program));
  }),
);
server.stdin.end();

const bare = rules.filter((rule) => !every.some((program) => program.rule === rule) && !REASONS[rule]);
for (const rule of bare) console.log(`✗ ${rule}: no program in findings/programs, and no reason in findings/plans.mjs`);
const wrong = results.filter(({ differences: list }) => list.length > 0);
const seconds = Math.round((performance.now() - start) / 1000);
console.log(
  `\n${results.length} programs of ${new Set(results.map(({ rule }) => rule)).size} rules, each with its repaired twin, ${seconds} s: ${wrong.length} differ`,
);
if (options.write) {
  const whole = new Set(rules.filter((rule) => every.every((program) => program.rule !== rule || chosen.includes(program))));
  writePage(results, rules, { whole, python: isWithPython ? await pythonVersion() : undefined });
}
process.exitCode = wrong.length + bare.length > 0 ? 1 : 0;

async function verified(program) {
  const began = performance.now();
  const result = await proof(program).catch((error) => ({ rows: [], differences: [error.message] }));
  console.log(
    `${result.differences.length > 0 ? '✗' : '✓'} ${program.name} (${result.version ?? program.sdk.title}), ${Math.round((performance.now() - began) / 1000)} s`,
  );
  for (const one of result.differences) console.log(`    ${one}`);
  return { ...program, ...result };
}

/** Runs a program and its twin; gives what was seen and what differs. */
async function proof(program) {
  const { folder, interpreter, version } = await installed(program);
  const twin = repaired(program, folder);
  if (options.show)
    console.log(`--- ${program.name}: ${twin.findings.map(({ message }) => message).join('\n')}\n${twin.text ?? '(no repair)'}`);
  if (program.language === 'javascript') ownPackages(twin.text ?? program.text, folder);
  const command = commandOf(program.language, interpreter);
  const base = { program, folder, command, control };
  const rows = [];
  const wrong = [];
  for (const [index, run] of program.runs.entries()) {
    if (run.isMore && options.quick) continue;
    const where = [program.runs.length > 1 && run.title]
      .filter(Boolean)
      .map((title) => `${title}: `)
      .join('');
    const before = program.unrun ? undefined : await seenIn({ ...base, text: program.text, stage: `${index}-before`, run });
    const after = twin.text === undefined ? undefined : await seenIn({ ...base, text: twin.text, stage: `${index}-after`, run });
    if (options.show) console.log([before, after].map((seen) => seen && summary(seen)).join('\n→ '));
    if (before) {
      const said = index === 0 ? twin.findings.flatMap(({ message }) => denied(message, before)) : [];
      wrong.push(...[...said, ...differences(run.before, before)].map((one) => `${where}before: ${one}`));
    }
    if (after) wrong.push(...differences(run.after, after).map((one) => `${where}after ${twin.title}: ${one}`));
    rows.push({ title: run.title, server: run.server, env: run.env, before: before && summary(before), after: after && summary(after) });
  }
  return { rows, version, repair: twin.title, message: twin.findings[0].message, differences: wrong };
}

/** Throws where a program imports what its installation has not: Node would take this project's own. */
function ownPackages(text, folder) {
  for (const [, name] of text.matchAll(/^import [^'"]*['"]((?:@[\w.-]+\/)?[\w.-]+)['"/]/gmu)) {
    if (!packageOf(folder, name))
      throw new Error(`imports \`${name}\`, which is not installed for it: write \`// install: …\` at its head`);
  }
}

/** The folder in which a program runs, what runs it, and the version that it is run with. */
async function installed({ sdk, language, install }) {
  if (language === 'python') {
    const specs = install ?? (options.quick ? sdk.quick : sdk.install);
    const interpreter = await installPython(specs, options.quick);
    const name = (sdk.version ?? sdk.title).replaceAll('_', '-');
    const version = await runToEnd(interpreter, ['-c', `import importlib.metadata as m; print(m.version("${name}"))`], { minutes: 1 });
    const folder = join(interpreter, '../../programs');
    mkdirSync(folder, { recursive: true });
    return { folder, interpreter, version: `${name} ${version.trim()}` };
  }
  const specs = install ?? sdk.install;
  if (specs === '') return { folder: platform(), interpreter: process.execPath, version: `Node ${process.versions.node}` };
  const folder = await installJavaScript(specs, options.quick);
  const interpreter = await nodeFor(folder, specs);
  if (!interpreter) throw new Error(`${specs} wants a newer Node than ${process.version}`);
  const versions = specs
    .split(' ')
    .map((spec) => spec.replace(/(?<=.)@[^@]*$/u, ''))
    .filter((name) => install || sdk.title.includes(name))
    .map((name) => `${name} ${packageOf(folder, name)?.version}`);
  return { folder, interpreter, version: versions.join(', ') };
}

/** A folder without packages, for what Node has by itself. */
function platform() {
  const folder = join(CACHE, 'javascript', 'platform');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return folder;
}
