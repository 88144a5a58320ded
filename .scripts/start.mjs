// `npm start [-- PATH...]`: builds the plugin if its sources are newer, then scans PATH (default: docs/examples).
// Exits with 0 when there are findings, because npm would print an error block of its own under them.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'dist/cli/main.js');

if (isStale()) {
  // Everything the build says is shown only if it fails, so that the findings come first.
  const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (build.status !== 0) {
    process.stderr.write(`${build.stdout}${build.stderr}`);
    process.exit(2);
  }
}

const args = process.argv.slice(2);
const paths = args.some((argument) => !argument.startsWith('-')) ? [] : [join(root, 'docs/examples')];
const { status } = spawnSync(process.execPath, [command, '--exit-zero', ...args, ...paths], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? root,
});
process.exit(status ?? 2);

/** Whether a source is newer than the build, or there is no build. */
function isStale() {
  const built = statSync(command, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const folders = ['src', 'rules'].map((folder) => join(root, folder));
  const sources = folders.flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file)));
  return [join(root, 'package.json'), ...sources].some((file) => statSync(file).mtimeMs > built);
}
