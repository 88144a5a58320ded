// Installs what is measured into a cache of its own, one folder an installation. Nothing of it is a dependency.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CACHE = resolve(
  process.env.VLLM_VERIFY_CACHE ?? fileURLToPath(new URL('../../node_modules/.cache/vllm-verify', import.meta.url)),
);
const MINUTES = 60_000;

/** CI installs what was there on this day, and Python's packages of `python/quick.txt`: its result depends on the change alone. */
const PINNED = { before: '2026-11-24T00:00:00Z', constraints: fileURLToPath(new URL('python/quick.txt', import.meta.url)) };

/** An installation of npm packages (`openai@4 zod@3`): its folder. */
export function installJavaScript(specs, isPinned = false) {
  return once(folderOf('javascript', specs, isPinned), (folder) =>
    npmInstall(folder, isPinned ? [`--before=${PINNED.before}`, ...specs.split(' ')] : specs.split(' ')),
  );
}

async function npmInstall(folder, packages) {
  writeFileSync(join(prepared(folder), 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--loglevel=error', ...packages], {
    cwd: folder,
    minutes: 6,
  });
}

/** An installation of Python packages (`openai<2 httpx`) in an environment of its own: its interpreter. */
export async function installPython(specs, isPinned = false) {
  const folder = folderOf('python', specs, isPinned);
  const constraints = isPinned ? ['--constraint', PINNED.constraints] : [];
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  await once(folder, async () => {
    await run(PYTHON, ['-m', 'venv', prepared(folder)], { minutes: 2 });
    await run(
      python,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', ...constraints, ...specs.split(' ')],
      { minutes: 15 },
    );
  });
  return python;
}

const running = new Map();

/** Makes a folder unless it is there, and only once where two ask for it. Gives the folder. */
function once(folder, make) {
  const mark = join(folder, '.ready');
  if (!running.has(folder))
    running.set(folder, existsSync(mark) ? Promise.resolve(folder) : make(folder).then(() => (writeFileSync(mark, ''), folder)));
  return running.get(folder);
}

const PYTHON = process.platform === 'win32' ? 'python' : 'python3';

/** Whether this machine can make Python environments. */
export async function hasPython() {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  return run(PYTHON, ['-c', check], { minutes: 1 }).then(
    () => true,
    () => false,
  );
}

/** The version of Python that environments are made with. */
export async function pythonVersion() {
  return (await run(PYTHON, ['-c', 'import platform; print(platform.python_version())'], { minutes: 1 })).trim();
}

/** A Node that the installed packages run on: this one, or one from npm; `undefined` where there is none. */
export async function nodeFor(folder, specs) {
  const needed = Math.max(...specs.split(' ').map((spec) => wantedNode(packageOf(folder, spec.replace(/(?<=.)@[^@/]*$/u, '')))));
  if (Number.parseInt(process.versions.node, 10) >= needed) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const at = await installJavaScript(`${name}@${Math.max(22, needed)}`).catch(() => undefined);
  return at && join(at, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** `engines.node` of a package, by its lowest major. */
function wantedNode(manifest) {
  const majors = [...(manifest?.engines?.node ?? '').matchAll(/(?:\^|~|>=?)\s*(\d+)/gu)].map(([, major]) => Number(major));
  return majors.length > 0 ? Math.min(...majors) : 0;
}

/** `package.json` of an installed package. */
export function packageOf(folder, name) {
  const file = join(folder, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Runs a program to its end and gives its output; what it says on the error stream is part of the error. */
export function run(command, args, { cwd, env = process.env, minutes }) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    const [out, err] = [[], []];
    const timer = setTimeout(() => child.kill('SIGKILL'), minutes * MINUTES);
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', failed);
    child.on('close', (status) => {
      clearTimeout(timer);
      const text = (chunks) => Buffer.concat(chunks).toString();
      if (status === 0) done(text(out));
      else
        failed(
          Object.assign(
            new Error(
              `${command} ${args.slice(0, 3).join(' ')} … ended with ${status ?? 'no status, out of time'}\n${text(err).trim().split('\n').slice(-6).join('\n')}`,
            ),
            { output: text(out) },
          ),
        );
    });
  });
}

/** The environment without what would lead an SDK elsewhere: addresses, keys, proxies. */
export function quiet(extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/(?:_proxy|_API_KEY|_TOKEN|_BASE_URL|_API_BASE|_API_URL|_HOST|_ENDPOINT|^NODE_OPTIONS|^PYTHONPATH)$/iu.test(name) &&
      !/^(?:OPENAI|ANTHROPIC|OLLAMA|AZURE|GROQ|TOGETHER|MISTRAL|LANGCHAIN|LANGSMITH|VLLM)_/u.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

const folderOf = (language, specs, isPinned) => join(CACHE, isPinned ? `${language}-pinned` : language, named(specs));

/** A folder's name, shortened where it would be too long for a path. */
function named(specs) {
  const name = specs.replaceAll('/', '+').replaceAll(/[^\w.@+-]+/gu, '_');
  return name.length <= 90 ? name : `${name.slice(0, 80)}_${createHash('sha1').update(specs).digest('hex').slice(0, 8)}`;
}

function prepared(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}
