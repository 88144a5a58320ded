// The last full result, as dated tables between two marks of docs/catalog.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../../docs/catalog.md', import.meta.url));
const [START, END] = ['<!-- begin verify:catalog -->', '<!-- end verify:catalog -->'];

export function writeTable(results, mismatches, { seconds, checks }) {
  const text = readFileSync(FILE, 'utf8');
  const [before, after] = [text.indexOf(START), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`docs/catalog.md has no ${START} … ${END}`);
  writeFileSync(FILE, `${text.slice(0, before + START.length)}\n${bodyOf(results, mismatches, seconds, checks)}${text.slice(after)}`);
}

function bodyOf(results, mismatches, seconds, checks) {
  const measured = results.filter(({ records }) => records);
  const rows = measured.flatMap((result) => rowsOf(result));
  const count = new Set(rows.map(({ language, entry }) => `${language} ${entry}`)).size;
  const skipped = results
    .filter((result) => result.failed ?? result.skipped)
    .map(({ entry, name, failed, skipped }) => `- not measured: ${entry} (${name}): ${failed ?? skipped}`);
  // What a library says may hold paths of this machine.
  const clean = (line) =>
    line
      .split('\n')[0]
      .replaceAll(/(?:file:\/\/)?(?:\/[\w.@+-]+){2,}\//gu, '…/')
      .slice(0, 300);
  const wrong = mismatches.map(
    ({ language, entry, where, what, expected, seen }) =>
      `- ${language} \`${entry}\` › ${where}: ${what}: expected ${expected}, seen ${seen}`,
  );
  const section = (title, language, kind) => {
    const its = rows.filter((row) => row.language === language && row.kind === kind).sort((a, b) => a.entry.localeCompare(b.entry));
    return its.length === 0 ? '' : `\n### ${title}\n\n${tableOf(merged(its), kind)}\n`;
  };
  return `
${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform}: ${checks} checks of ${count} entries in ${measured.length} installations, ${Math.round(seconds / 60)} minutes, ${mismatches.length === 0 ? 'no mismatch' : `${mismatches.length} mismatches`}.
${[...wrong, ...skipped].length > 0 ? `\n${[...wrong, ...skipped].map(clean).join('\n')}\n` : ''}${section('SDKs and HTTP clients of JavaScript', 'javascript', 'call')}${section('SDKs and HTTP clients of Python', 'python', 'call')}${section('Retry and result libraries of JavaScript', 'javascript', 'wrapper')}${section('Retry and result libraries of Python', 'python', 'wrapper')}
`;
}

/** One row for each entry in an installation. */
function rowsOf({ records, version: installed }) {
  return [...byEntry(records)].flatMap(([entry, its]) => {
    its.sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity));
    const { language, library } = its[0];
    const version = library ? `${library} ${its[0].version}` : installed;
    const calls = its.filter((record) => record.mode && record.kind !== 'shape' && record.kind !== 'wrapper' && !record.isAbsent);
    const wraps = its.filter((record) => record.kind === 'wrapper' && !record.isAbsent);
    return [
      ...(calls.length > 0 ? [{ language, entry, kind: 'call', version, cells: callCells(calls) }] : []),
      ...(wraps.length > 0 ? [{ language, entry, kind: 'wrapper', version, cells: wrapperCells(wraps) }] : []),
    ];
  });
}

function byEntry(records) {
  const groups = new Map();
  for (const record of records) groups.set(record.entry, [...(groups.get(record.entry) ?? []), record]);
  return groups;
}

function callCells(records) {
  const refused = records.filter(({ mode, retries }) => mode === 'refuse' && retries === undefined);
  const byMethod = [...new Set(refused.map(({ method }) => method))].filter(Boolean);
  const first = refused[0] ?? {};
  const requests =
    byMethod.length > 1
      ? byMethod.map((method) => `${method} ${refused.find((record) => record.method === method).attempts}`).join(', ')
      : first.attempts;
  const off = records.find(({ mode, retries }) => mode === 'refuse' && retries === 0);
  const paths = new Set(records.map(({ path, stream }) => `${path}${stream ? ' stream' : ''}`)).size;
  return [
    paths,
    requests ?? '',
    off?.attempts ?? '',
    first.seconds === undefined ? '' : Math.round(first.seconds),
    errorOf(first),
    first.codeAt ? `\`${first.codeAt}\`` : '',
    first.surfaces ?? '',
    ...['503', '429', 'reset', 'cut', 'hang'].map((mode) =>
      outcomeOf(
        records.find((record) => record.mode === mode && record.path === first.path) ?? records.find((record) => record.mode === mode),
      ),
    ),
  ];
}

function outcomeOf(record) {
  if (!record) return '';
  const what = record.waits ? 'waits' : record.error ? errorOf(record) : 'resolves';
  return record.attempts > 1 ? `${what}, ${record.attempts}` : what;
}

const errorOf = ({ error }) => (error ? `\`${error}\`` : 'none');

function wrapperCells(records) {
  const names = [...new Set(records.map(({ path }) => path))];
  return [names.map((name) => `\`${name}\` ${callsOf(records.filter(({ path }) => path === name))}`).join('<br>')];
}

/** `11 calls; fetch 1; retries = 0: 1`. */
function callsOf(records) {
  return [
    ...new Set(
      records.map((record) => {
        const isEndless = record.endless ?? (record.waits || record.error === 'KeyboardInterrupt');
        const many = record.calls ?? record.attempts;
        const calls = isEndless ? `${many - (record.waits ? 0 : 1)}…` : many;
        const how = record.uses
          ? 'with its parameter '
          : record.failing === 'fetch'
            ? '`fetch` '
            : record.value === undefined || record.language === 'python'
              ? record.language === 'python'
                ? `${record.what.replaceAll('|', '\\|')}: `
                : ''
              : `${record.wrapper.maxRetries} = ${record.value}: `;
        return `${how}${calls}${(record.language === 'python' ? record.error : record.outcome === 'rejects') ? '' : record.outcome === 'waits' || isEndless ? '' : ' (kept)'}`;
      }),
    ),
  ].join('; ');
}

/** Versions of an entry that did the same share a row. */
function merged(rows) {
  const same = new Map();
  for (const row of rows) {
    const key = JSON.stringify([row.entry, row.cells]);
    const known = same.get(key);
    if (known) known.versions.push(row.version);
    else same.set(key, { ...row, versions: [row.version] });
  }
  return [...same.values()];
}

const HEADS = {
  call: [
    'entry',
    'measured',
    'ways',
    'requests',
    'with retries 0',
    'seconds',
    'error',
    'code at',
    'shows at',
    '503',
    '429',
    'reset',
    'cut stream',
    'no answer',
  ],
  wrapper: ['entry', 'measured', 'calls of what fails'],
};

function tableOf(rows, kind) {
  const lines = rows.map(({ entry, versions, cells }) => `| ${[entry, versions.sort().join(', '), ...cells].join(' | ')} |`);
  return [`| ${HEADS[kind].join(' | ')} |`, `|${' --- |'.repeat(HEADS[kind].length)}`, ...lines].join('\n');
}
