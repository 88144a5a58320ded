// Measures the JavaScript part of the catalog: installs, runs a child for each installation, gives what it saw.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, installJavaScript, nodeFor, packageOf, quiet, run } from './install.mjs';
import { jobsOf } from './javascript/jobs.mjs';
import { SUBJECTS } from './javascript/subjects.mjs';

const here = (name) => new URL(`javascript/${name}`, import.meta.url);

/** One task for each installation of each subject that is chosen: `{ name, run }`. */
export function javascriptTasks(entries, { isQuick, isChosen }, control) {
  return SUBJECTS.flatMap((subject, index) => {
    const entry = entries.get(subject.entry);
    if (!entry || !isChosen(subject.entry)) return [];
    const installs = isQuick ? (subject.quick ?? []) : [...subject.installs, ...(subject.shapes ?? [])];
    return installs.map((specs) => ({
      name: specs || subject.entry,
      entry: subject.entry,
      elsewhere: subject.elsewhere,
      isSlow: subject.cases?.some(({ cap }) => cap !== undefined),
      run: () => measure(subject, index, entry, specs, { control, isQuick }),
    }));
  });
}

async function measure(subject, index, entry, specs, { control, isQuick }) {
  const folder = specs === '' ? emptyFolder() : await installJavaScript(specs, isQuick);
  const node = specs === '' ? process.execPath : await nodeFor(folder, specs);
  if (!node) return { skipped: `${specs} wants a newer Node than ${process.version}, and npm has none for this platform` };
  const jobs = jobsOf(subject, index, entry, specs);
  const file = join(folder, `jobs-${index}.json`);
  writeFileSync(
    join(folder, 'bring.mjs'),
    "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nexport const bring = (name) => import(name).catch(() => ({ default: require(name) }));\n",
  );
  writeFileSync(file, JSON.stringify({ folder, control, subjects: here('subjects.mjs').href, jobs }));
  const args = ['--import', here('guard.mjs').href, here('child.mjs').pathname, file];
  const output = await run(node, args, { cwd: folder, env: quiet({ NO_COLOR: '1' }), minutes: 5 }).catch((error) => {
    if (error.output) return error.output;
    throw error;
  });
  const records = output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const away = records.find((record) => record.away)?.away ?? [];
  return { records: records.filter((record) => !record.away), away, jobs: jobs.length, version: versionOf(folder, specs) };
}

function versionOf(folder, specs) {
  const [name] = specs.split(' ');
  const bare = name.replace(/(?<=.)@[^@]*$/u, '');
  return bare === '' ? `Node ${process.versions.node}` : `${bare} ${packageOf(folder, bare)?.version}`;
}

function emptyFolder() {
  const folder = join(CACHE, 'javascript', 'platform');
  mkdirSync(folder, { recursive: true });
  return folder;
}
