// Measures the Python part of the catalog: an environment for each installation, a probe for each library.
import { fileURLToPath } from 'node:url';
import { testsOf } from './entries.mjs';
import { hasPython, installPython, quiet, run } from './install.mjs';
import { PROBES } from './python/probes.mjs';

/** One task for each probe in each of its installations. */
export async function pythonTasks(entries, { isQuick, isChosen }, control) {
  const wanted = PROBES.filter(({ quick, entries: its }) => (!isQuick || quick) && its.some(isChosen));
  if (wanted.length === 0) return [];
  if (!(await hasPython())) {
    console.log('- python: skipped, no python3 of 3.10 or later with venv and pip here');
    return [];
  }
  return wanted.flatMap((probe) =>
    (isQuick ? [probe.quick] : probe.installs).map((specs) => ({
      language: 'python',
      isSlow: probe.isSlow,
      elsewhere: probe.elsewhere,
      name: specs,
      entry: probe.entries.join(', '),
      run: () => measure(probe, specs, new Map(probe.entries.filter(isChosen).map((id) => [id, entries.get(id)])), { control, isQuick }),
    })),
  );
}

async function measure(probe, specs, entries, { control, isQuick }) {
  const python = await installPython(specs, isQuick);
  const said = Object.fromEntries([...entries].map(([id, entry]) => [id, saidOf(entry)]));
  const env = quiet({
    VERIFY_CONTROL: String(control),
    VERIFY_ENTRIES: JSON.stringify(said),
    PYTHONWARNINGS: 'ignore',
    PYTHONDONTWRITEBYTECODE: '1',
    ...probe.env,
  });
  const file = fileURLToPath(new URL(`python/probe_${probe.name}.py`, import.meta.url));
  const output = await run(python, [file], { env, minutes: 6 });
  const records = output.split('\n').flatMap((line) => (line.startsWith('{') ? [{ language: 'python', specs, ...JSON.parse(line) }] : []));
  const [first] = records;
  if (!first) throw new Error(`${probe.name} measured nothing`);
  const away = [...new Set(records.flatMap(({ foreign }) => foreign ?? []))];
  return { records: records.map(asJavaScript), away, version: `${first.library} ${first.version}` };
}

/** What a probe needs of an entry. */
function saidOf(entry) {
  const calls = Object.fromEntries(Object.entries(entry.objects ?? {}).map(([kind, object]) => [kind, Object.keys(object.calls)]));
  return { packages: entry.packages, exports: Object.keys(entry.exports), tests: testsOf(entry), calls };
}

/** The record in the form that JavaScript's have. */
function asJavaScript(record) {
  const [retriesPlace, retries] = record.retries ?? [];
  return { ...record, retries, retriesPlace, waits: record.finished === false };
}
