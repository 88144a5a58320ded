// Runs one installation's jobs and prints what it saw, a line of JSON each. Started by ../javascript.mjs with
// the job file as its argument and `guard.mjs` loaded first, in a folder whose packages are measured.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe } from './errors.mjs';
import { away, connects } from './guard.mjs';
import { measureWrapper } from './wrapper.mjs';

// What ends a program must not end the measurement: an unhandled rejection is a finding of the rules.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

/** A name that this version has not; `shapes.mjs` looks whether any has it. */
class Absent extends Error {}

const { folder, control, subjects, jobs } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { SUBJECTS } = await import(subjects);
const plainFetch = globalThis.fetch;
const ask = async (path) => (await plainFetch(`http://127.0.0.1:${control}/${path}`)).json();
const types = new Map();
const lib = await loaded();

// Those that change the environment have it alone; the others wait side by side.
for (const job of jobs.filter((one) => one.env)) await measure(job);
await Promise.all(jobs.filter((one) => !one.env).map(measure));
process.stdout.write(`${JSON.stringify({ away: [...new Set(away)] })}\n`, () => process.exit(0));

async function measure(job) {
  const seen = await seenOf(job).catch((error) =>
    error instanceof Absent ? { isAbsent: true } : { note: String(error).slice(0, 200), broken: true },
  );
  process.stdout.write(`${JSON.stringify({ ...job, ...seen })}\n`);
}

async function seenOf(job) {
  if (job.kind === 'wrapper') return measureWrapper(job, exportOf(job, job.name), subjectOf(job), lib);
  return job.kind === 'shape' ? shapeOf(job) : measureCall(job);
}

/** The packages of the job, by name: those that a subject's functions and the tests ask for. */
async function loaded() {
  const names = new Set(jobs.flatMap((job) => job.modules));
  const modules = {};
  for (const name of names) modules[name] = await load(name).catch((error) => ({ failed: error }));
  return modules;
}

async function load(name) {
  if (name === '') return globalThis;
  if (/^(?:node:|https?$)/u.test(name)) return import(name);
  // The copy of the installation, by its `import` condition: a module in that folder imports it.
  const { bring } = await import(pathToFileURL(join(folder, 'bring.mjs')).href);
  return bring(name);
}

/** Which names of the catalog the packages and their objects have. */
function shapeOf(job) {
  const missing = job.names.filter((name) => !job.modules.some((module) => memberOf(lib[module], name)) && !isDeclared(name, job.packages));
  if (!job.make) return { missing };
  try {
    const made = makeThing(job, caseOf(job), `${caseOf(job).scheme ?? 'http'}://127.0.0.1:9`);
    return { missing, absent: job.calls.filter((path) => typeof walk(made, path) !== 'function') };
  } catch (error) {
    return { missing, absent: job.calls, note: String(error).slice(0, 200) };
  }
}

/** Whether the types of an installed package export a name: that of a deep path, or of a package beside those that are imported. */
function isDeclared(name, packages) {
  const exported = new RegExp(`export (?:declare )?(?:abstract )?(?:class|function|const) ${name}\\b|export \\{[^}]*\\b${name}\\b`, 'u');
  return packages.some((one) => exported.test(typesOf(one)));
}

function typesOf(name) {
  if (!types.has(name)) {
    const at = join(folder, 'node_modules', name);
    const files = existsSync(at)
      ? readdirSync(at, { recursive: true }).filter((file) => /(?<!node_modules.*)\.d\.[cm]?ts$/u.test(file))
      : [];
    types.set(name, files.map((file) => readFileSync(join(at, file), 'utf8')).join('\n'));
  }
  return types.get(name);
}

function subjectOf(job) {
  return SUBJECTS[job.subject];
}

/** What is said of a call; an HTTP client's calls are all alike. */
function caseOf(job) {
  const subject = subjectOf(job);
  return (
    subject.cases?.[job.index] ?? {
      make: subject.make,
      steps: job.path.includes('()') && subject.factory ? [subject.factory] : [],
      after: subject.after?.[job.path.split(' > ').at(-1)],
    }
  );
}

/** A name of a module, where CommonJS may have put it. */
function memberOf(module, name) {
  if (!module || module.failed) return undefined;
  if (name === 'default') return module.default?.default ?? module.default;
  return name in module ? module[name] : module.default?.[name];
}

async function measureCall(job) {
  const one = caseOf(job);
  const { port } = await ask(`open/${job.mode}`);
  const url = `${one.scheme ?? 'http'}://127.0.0.1:${port}${one.base ?? ''}`;
  if (job.env) process.env[job.env] = url;
  const marks = ['make'];
  const start = performance.now();
  const outcome = await Promise.race([attempt(job, one, url, marks), waited(job.cap)]);
  if (job.env) Reflect.deleteProperty(process.env, job.env);
  const seconds = (performance.now() - start) / 1000;
  const requests = await ask(`seen/${port}`);
  const attempts = job.mode === 'refuse' ? (connects.get(port)?.length ?? 0) : requests.length;
  return {
    attempts,
    seconds: Math.round(seconds * 10) / 10,
    paths: [...new Set(requests.map(({ request }) => request))],
    surfaces: marks.at(-1),
    ...outcome,
  };
}

function waited(seconds) {
  return new Promise((done) => setTimeout(() => done({ waits: true }), seconds * 1000).unref());
}

async function attempt(job, one, url, marks) {
  try {
    const value = await (one.through ? through(job, one, url, marks) : callOf(job, one, url, marks));
    return { value: String(value).slice(0, 60) };
  } catch (error) {
    return error instanceof Absent ? { isAbsent: true, note: error.message } : described(error, job);
  }
}

/** A subject's own way: what is made is handed to a function. */
async function through(job, one, url, marks) {
  const made = one.make ? makeThing(job, one, url) : undefined;
  marks.push('await');
  return read(await one.through(lib, made, { url, stream: job.stream }), one, marks);
}

async function callOf(job, one, url, marks) {
  const [receiver, method] = reach(job, one, url);
  const args = argumentsOf(one.send, job, url);
  for (const setting of job.set) if (setting.at === 'call') put(args, setting.place, valueOf(setting, url));
  args.push(...(one.after ?? []));
  if (job.streamPlace) put(args, job.streamPlace, true);
  marks.push('call');
  const pending = method.apply(receiver, args);
  if (job.surfaces === 'event') return emitted(pending, marks);
  marks.push('await');
  const answer = await pending;
  return read(answer, one, marks);
}

/** An emitter that fails by an event: `http.request`. */
function emitted(request, marks) {
  marks.push('event');
  return new Promise((done, failed) =>
    request
      .on('error', failed)
      .on('response', (response) => (response.resume(), done(response.statusCode)))
      .end(),
  );
}

/** Reads what came, to the end: where the failure of a stream shows. */
async function read(answer, one, marks) {
  if (one.read) {
    marks.push('read');
    const value = await one.read(answer);
    marks.push('never');
    return value;
  }
  if (typeof answer?.[Symbol.asyncIterator] === 'function') {
    marks.push('read');
    const parts = [];
    for await (const part of answer) if (parts.push(part) > 1000) break;
    marks.push('never');
    return `${parts.length} parts`;
  }
  return answer?.status ?? answer?.statusCode ?? typeof answer;
}

/** The object and the method that a path leads to. */
function reach(job, one, url) {
  const names = job.path.split(' > ');
  if (names.length === 1) return [undefined, exportOf(job, names[0])];
  const made = makeThing(job, one, url);
  const name = names.at(-1);
  const owner = name === '()' ? undefined : walk(made, name.split('.').slice(0, -1).join('.'));
  const method = name === '()' ? made : owner?.[name.split('.').at(-1)];
  if (typeof method !== 'function') throw new Absent(name);
  return [owner, method];
}

function unlessFailed({ modules: [first, ...others] }) {
  const failed = lib[first]?.failed;
  if (failed && others.every((name) => lib[name].failed)) throw new Error(`not to be imported: ${failed}`);
}

function exportOf(job, name) {
  if (job.global) return globalThis[job.global];
  unlessFailed(job);
  const parts = name.split('.');
  const first = job.modules.map((module) => memberOf(lib[module], parts[0])).find((value) => value !== undefined);
  const owner = walk(first, parts.slice(1, -1).join('.'));
  const value = parts.length > 1 ? owner?.[parts.at(-1)]?.bind(owner) : first;
  if (value === undefined) throw new Absent(name);
  return value;
}

/** Everything of a path but its call: the export, made, and what hands out the next object. */
function makeThing(job, one, url) {
  const [name, ...rest] = job.path.split(' > ');
  const steps = [argumentsOf(one.make, job, url), ...(one.steps ?? []).map((step) => argumentsOf(step, job, url))];
  for (const setting of job.set) if (setting.at !== 'call') put((steps[setting.at] ??= []), setting.place, valueOf(setting, url));
  const exported = exportOf(job, name);
  let thing =
    job.exportKind === 'class'
      ? new exported(...(steps[0] ?? []))
      : job.exportKind === 'factory'
        ? exported(...(steps[0] ?? []))
        : exported;
  const last = one.through ? rest.length : rest.length - 1;
  for (let at = 0; at < last; at++) {
    const owner = walk(thing, rest[at].split('.').slice(0, -1).join('.'));
    thing = rest[at] === '()' ? thing(...(steps[at + 1] ?? [])) : owner[rest[at].split('.').at(-1)](...(steps[at + 1] ?? []));
  }
  return thing;
}

/** What a place gets: a number of retries, or an address. */
function valueOf({ value, behind }, url) {
  return value ?? (behind?.startsWith('./') ? behind.slice(2) : `${url}${behind ?? ''}`);
}

function argumentsOf(given, job, url) {
  return typeof given === 'function' ? given(lib, url, job) : structuredClone(given ?? []);
}

function walk(thing, path) {
  return path
    .split('.')
    .filter(Boolean)
    .reduce((value, name) => value?.[name], thing);
}

/** Puts a value at a place of the arguments: `0.configuration.baseURL`. */
function put(args, place, value) {
  const names = place.split('.');
  let into = args;
  for (const [depth, name] of names.slice(0, -1).entries()) {
    if (typeof into[name] !== 'object' || into[name] === null) into[name] = {};
    into = into[name];
    if (depth > 8) return;
  }
  into[names.at(-1)] = value;
}

function described(error, job) {
  const tests = {};
  for (const test of job.tests) tests[nameOf(test)] = holds(test, error);
  return { ...describe(error), tests };
}

function nameOf(test) {
  return test.kind === 'code' ? test.path.join('.') : `${test.module}.${test.name}`;
}

/** Whether a test of the catalog is true of the error, evaluated as a program would. */
function holds(test, error) {
  if (test.kind === 'code') return walk(error, test.path.join('.')) === 'ECONNREFUSED';
  const known = memberOf(lib[test.module], test.name);
  return test.kind === 'class' ? typeof known === 'function' && error instanceof known : Boolean(known?.[test.method]?.(error));
}
