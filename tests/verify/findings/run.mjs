// Runs one text of a program against servers on loopback and gives what was seen.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quiet } from '../install.mjs';

/** Addresses as programs write them; each run has a server of its own. */
const ADDRESS = /\b(?:localhost|127\.0\.0\.1|(0\.0\.0\.0)):(?:8000|11434)\b/gu;
const ENV_BASE = '/v1';
/** Seconds after which a program that runs on is ended; nothing is heard of a server that never answers. */
const CAP = { hang: 8, other: 150 };

/**
 * Runs a text as a program of its own, with all that it may be led by.
 *
 * @param given `{ program, text, stage, run, folder, command, control }`: `command` makes the arguments of a file.
 * @returns `{ exit, fatal, stdout, stderr, away, connections, requests, seconds }`; `exit` is undefined where the program had
 * to be ended.
 */
export async function seenIn({ program, text, stage, run, folder, command, control }) {
  const ask = async (path) => (await fetch(`http://127.0.0.1:${control}/${path}`)).json();
  const open = async (mode) => (await ask(`open/${mode}`)).port;
  const [mode, lateness] = run.server.split(/(?<=^late)/u);
  const port = await open(mode);
  const envPort = run.env === undefined || run.env === 'same' ? port : run.env === 'unset' ? undefined : await open(run.env);
  const place = join(folder, 'findings', `${program.rule}.${program.file.replace(/\.\w+$/u, '')}.${stage}`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const file = join(place, `program.${program.language === 'python' ? 'py' : 'mjs'}`);
  const shortened = program.shorten ? text.replaceAll(program.shorten[0], program.shorten[1]) : text;
  writeFileSync(
    file,
    await plain(
      shortened.replaceAll(ADDRESS, (_, unspecified) => `${unspecified ?? '127.0.0.1'}:${port}`),
      program.file,
    ),
  );
  const report = join(place, 'report.json');
  const knock = join(place, 'knock');
  const env = quiet({
    ...(envPort && { [program.sdk.variable ?? 'VLLM_BASE_URL']: `http://127.0.0.1:${envPort}${program.sdk.base ?? ENV_BASE}` }),
    ...Object.fromEntries(
      `${program.sdk.set ?? ''} ${program.set ?? ''}`
        .split(' ')
        .filter(Boolean)
        .map((one) => one.replace('%port%', String(port)).split(/=(.*)/su)),
    ),
    VERIFY_REPORT: report,
    VERIFY_KNOCK: knock,
    NO_COLOR: '1',
    NODE_NO_WARNINGS: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONWARNINGS: 'ignore',
    PYTHONUNBUFFERED: '1',
  });
  const watch =
    lateness &&
    setInterval(() => {
      if (!existsSync(knock)) return;
      clearInterval(watch);
      setTimeout(() => void ask(`listen/${port}`), lateness * 1000);
    }, 50);
  const ended = await finish(command(file), { cwd: folder, env, cap: run.server === 'hang' ? CAP.hang : CAP.other });
  clearInterval(watch);
  const { fatal, away, connects } = read(report);
  const requests = (
    await Promise.all(
      [...new Set([port, envPort])]
        .filter(Boolean)
        .map(async (one) => requestsOf(connects[one] ?? [], await ask(`seen/${one}`), one === port ? run.server : run.env)),
    )
  ).flat();
  return { ...ended, fatal, away, connections: Object.values(connects).flat().length, requests: requests.sort((a, b) => a.at - b.at) };
}

/** Requests that a server read, and connections that were refused: a closed port's, or those before it was open. */
function requestsOf(connects, served, mode) {
  if (!/^(?:refuse|late)/u.test(mode ?? '')) return served;
  const opened = served[0]?.at ?? Infinity;
  const refused = connects.filter((at) => at < opened).slice(0, served.length > 0 ? connects.length - 1 : undefined);
  return [...refused.map((at) => ({ at, until: at, request: 'connect', isRefused: true })), ...served];
}

/** JavaScript of TypeScript. */
async function plain(text, name) {
  if (!name.endsWith('.ts')) return text;
  const { default: ts } = await import('typescript');
  return ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText;
}

/** How a program of a language is started, by its file. */
export function commandOf(language, interpreter) {
  const at = (path) => new URL(path, import.meta.url);
  return language === 'python'
    ? (file) => [interpreter, fileURLToPath(at('../python/observe.py')), file]
    : (file) => [interpreter, '--import', at('../javascript/observe.mjs').href, file];
}

function finish([command, ...args], { cwd, env, cap }) {
  return new Promise((done) => {
    const start = performance.now();
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr, isOver] = ['', '', false];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    const timer = setTimeout(() => {
      isOver = true;
      child.kill();
      setTimeout(() => child.kill('SIGKILL'), 2000).unref();
    }, cap * 1000);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ exit: isOver ? undefined : code, stdout, stderr, seconds: (performance.now() - start) / 1000 });
    });
  });
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { away: [], connects: {} };
  }
}
