// A retry, limit or result library around a call that always fails: how often it calls, after what waits, and what comes out.
import { AsyncLocalStorage } from 'node:async_hooks';

/** Calls after which a retry counts as endless; the next one never settles. */
const CAP = 15;
/** Delays are this much shorter, so that ten retries a second and more apart take no minutes. */
const SPEED = 2000;

/** `job.wrapper` is the catalog's entry of one export, or of one method of what it makes. */
export async function measureWrapper(job, exported, subject, modules) {
  const { wrapper, method, name } = job;
  const counter = { calls: 0, asked: 0, waits: [] };
  const restore = speedUp();
  try {
    if (wrapper.takes === 'client') return await measured(counter, clientCall(job, exported, modules.axios.default, counter));
    const target = method === undefined ? exported : methodOf(subject.makes[name](exported, modules[job.modules[0]], job.specs), method);
    if (!target) return { isAbsent: true };
    const args = argumentsOf(job, subject, counter);
    return await measured(counter, () => called(target, args, wrapper.returns));
  } finally {
    restore();
  }
}

async function measured(counter, act) {
  const outcome = await Promise.race([timed.run(counter, () => settled(act)), limit()]);
  return { calls: counter.calls, endless: counter.calls > CAP, waits: counter.waits, ...outcome };
}

function argumentsOf({ wrapper, value, name, specs, uses, failing }, subject, counter) {
  const given = (table) => (typeof table?.[name] === 'function' ? table[name](specs) : table?.[name]) ?? [];
  const run = uses ? (again) => fail(failing, counter).catch(again) : () => fail(failing, counter);
  const args = structuredClone(given(subject.before));
  const thing = wrapper.takes === 'promise' ? run() : run;
  args[wrapper.argument] = subject.arrays?.(name, specs) ? [thing] : thing;
  args.push(...given(subject.after));
  if (value !== undefined) put(args, wrapper.maxRetries, value);
  return args;
}

/** An axios whose every request is refused, changed in place by the library. */
function clientCall({ wrapper, value }, wrap, axios, counter) {
  const client = axios.create({
    adapter: (config) => fail('plain', counter).catch((error) => Promise.reject(Object.assign(error, { config, isAxiosError: true }))),
  });
  const args = [client];
  if (value !== undefined) put(args, wrapper.maxRetries, value);
  wrap(...args);
  return () => client.post('http://127.0.0.1:9', {});
}

async function called(target, args, returns) {
  const first = target(...args);
  const result = returns === 'function' ? first() : first;
  // A result type may be an object that is awaited (`ResultAsync`).
  return typeof result === 'function' ? result() : result;
}

async function settled(act) {
  try {
    const value = await act();
    // A rejection that was not caught is still inside: of `[undefined, promise]`, of a result's value.
    await Promise.all([value?.value, value?.val, ...(Array.isArray(value) ? value : [])]);
    if (typeof value?.[Symbol.asyncIterator] === 'function') for await (const part of value) void part;
    return { outcome: 'resolves', result: String(value).slice(0, 40) };
  } catch (error) {
    return { outcome: 'rejects', error: String(error?.constructor?.name), message: String(error?.message).slice(0, 80) };
  }
}

/** A call of its own kind of failure: `fetch` on a closed port, or the error that axios and others have. */
async function fail(kind, counter) {
  if (counter.calls > 0) counter.waits.push(counter.asked);
  counter.asked = 0;
  counter.calls++;
  if (counter.calls > CAP) return new Promise(() => undefined);
  if (kind === 'fetch') throw new TypeError('fetch failed', { cause: refused() });
  throw refused();
}

function refused() {
  return Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
}

function methodOf(made, method) {
  return method === '' ? made : made[method]?.bind(made);
}

let running = 0;
/** Whose wait a timer is, while several measurements go on. */
const timed = new AsyncLocalStorage();
const { setTimeout: slow } = globalThis;

/** Timers run `SPEED` times as fast while a measurement goes on. */
function speedUp() {
  running++;
  globalThis.setTimeout = (act, delay = 0, ...args) => {
    const counter = timed.getStore();
    // The timer that runs out before the next call is the last one that was set.
    if (counter) counter.asked = delay / 1000;
    return slow(act, Math.min(delay, 2 ** 31) / SPEED, ...args);
  };
  return () => {
    if (--running === 0) globalThis.setTimeout = slow;
  };
}

function limit() {
  return new Promise((done) => slow(() => done({ outcome: 'waits' }), 8000));
}

function put(args, place, value) {
  const names = place.split('.');
  let into = args;
  for (const name of names.slice(0, -1)) into = into[name] ??= {};
  into[names.at(-1)] = value;
}
