// docs/evidence.md: for each rule and program what was run and what was seen, before and after the repair.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { REASONS } from './plans.mjs';

const FILE = new URL('../../../docs/evidence.md', import.meta.url);
const PROGRAMS = '../tests/verify/findings/programs';

/**
 * Writes the page. Rules of which not every program was run keep the section that they have.
 *
 * @param results What became of each program, as `verified` of ../findings.mjs gives it.
 * @param rules Every rule's name.
 * @param whole The rules all of whose programs were run.
 * @param python The version of Python, or undefined where there is none.
 */
export function writePage(results, rules, { whole, python }) {
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const date = `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}${python ? `, Python ${python}` : ''}, ${process.platform}.`;
  const sections = rules.map((rule) =>
    whole.has(rule)
      ? sectionOf(
          rule,
          results.filter((result) => result.rule === rule),
          date,
        )
      : sectionIn(old, rule),
  );
  writeFileSync(
    FILE,
    `# Evidence

Written by \`npm run verify:findings -- --write\`. For each rule there are small programs that it reports
([\`tests/verify/findings\`](../tests/verify/findings)). Each is run against a server on loopback that fails, and what its
finding says (error class, number of requests, seconds, where it ends) is compared with what is seen. Then the linter repairs
it by its own fix or suggestion, and the twin is run the same way. Nothing here was repaired by hand. Programs marked • run in
CI, in pinned versions.

${sections.join('\n')}`,
  );
}

/** The section about a rule as it stands. */
function sectionIn(page, rule) {
  const [, from] = page.split(`## [${rule}](`);
  return `## [${rule}](${from === undefined ? `rules/${rule}.md)\n\nNot run: no program yet.\n` : from.split('\n## ')[0]}`;
}

function sectionOf(rule, results, date) {
  const head = `## [${rule}](rules/${rule}.md)\n\n`;
  if (results.length === 0) return `${head}Not run: ${REASONS[rule] ?? 'no program yet'}.\n`;
  results.sort((a, b) => a.language.localeCompare(b.language) || a.file.localeCompare(b.file));
  const first = results.find(({ message }) => message);
  const lines = results.flatMap((result) => linesOf(result));
  return `${head}${date}\n\n${first ? `> ${first.message}\n\n` : ''}| program | run with | server | as reported | repair | repaired |\n|${' --- |'.repeat(6)}\n${lines.join('\n')}\n`;
}

function linesOf({ rule, file, isQuick, version, rows, repair, differences, unrun, unrepaired }) {
  const link = `[${file}](${PROGRAMS}/${rule}/${file})${isQuick ? ' •' : ''}`;
  if (rows.length === 0) return [row([link, version ?? '', '', `differs: ${differences[0] ?? ''}`, '', ''])];
  return rows.map(({ title, server, env, before, after }, index) =>
    row([
      index === 0 ? link : '',
      index === 0 ? version : '',
      title ?? whoIs(server, env),
      before ?? `not run: ${unrun}`,
      index === 0 ? (unrepaired ? 'none' : repair) : '',
      after ?? (index === 0 ? unrepaired : ''),
    ]),
  );
}

const row = ([link, version, ...cells]) => `| ${[link, version, ...cells.map((cell) => clean(cell))].join(' | ')} |`;

/** On one line, without what would end the cell or is of this machine alone. */
function clean(text) {
  return text
    .split('\n')[0]
    .replaceAll(/(?:file:\/\/)?(?:\/[\w.@+-]+){3,}\//gu, '…/')
    .replaceAll(/127\.0\.0\.1:\d+/gu, '127.0.0.1')
    .replaceAll('|', '\\|')
    .replaceAll(/\bport[= ]\d{5}\b/gu, 'port');
}

const SERVERS = [
  [/^refuse$/u, 'closed port'],
  [/^late(\d+)$/u, 'closed port, up after $1 s'],
  [/^ok$/u, 'healthy'],
  [/^exact$/u, '404 on paths that no server has'],
  [/^chat-only$/u, '404 on `/responses`'],
  [/^cut$/u, 'breaks off in the answer'],
  [/^hang$/u, 'never answers'],
  [/^slow(\d+)$/u, 'answers after $1 s'],
  [/^(\d+)x(\d+)$/u, '$1 for $2 requests'],
  [/^(\d+)$/u, '$1'],
];

function whoIs(mode, env) {
  const [pattern, words] = SERVERS.find(([one]) => one.test(mode)) ?? [/^/u, mode];
  return `${mode.replace(pattern, words)}${env === 'unset' ? ', no `VLLM_BASE_URL`' : ''}`;
}
