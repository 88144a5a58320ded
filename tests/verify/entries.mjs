// The catalog as the rules see it, built from its TypeScript into the cache.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsdown';
import { CACHE } from './install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Entries by language and id, and which class catches which in Python. */
export async function loadEntries() {
  const outDir = join(CACHE, 'catalog');
  const entry = {
    javascript: 'src/catalog/javascript.ts',
    python: 'src/catalog/python.ts',
    exceptions: 'src/catalog/runtimes/python-exceptions.ts',
  };
  await build({ config: false, cwd: root, entry, outDir, format: 'esm', dts: false, logLevel: 'error', report: false });
  const [javascript, python, { isAncestor }] = await Promise.all(
    Object.keys(entry).map((name) => import(pathToFileURL(join(outDir, `${name}.mjs`)).href)),
  );
  const byId = (lists) => new Map(lists.flat().map((one) => [one.id, one]));
  return {
    javascript: byId([javascript.SDKS, javascript.HTTP_CLIENTS, javascript.WRAPPERS]),
    python: byId([python.PYTHON_SDKS, python.PYTHON_HTTP_CLIENTS, python.PYTHON_WRAPPERS]),
    isAncestor,
  };
}

/**
 * What an entry says about a way through it: `OpenAI > with_options > chat.completions.create`, the export, what hands
 * out the next object, the call. Throws with what is missing. `like` is another way, whose call this one ends in.
 */
export function claimOf(entry, path, { stream = false, like } = {}) {
  const names = path.split(' > ');
  const places = { baseUrl: [], maxRetries: [] };
  const note = (at, options) => {
    for (const place of options?.baseUrl ?? []) places.baseUrl.push({ at, place });
    if (options?.maxRetries) places.maxRetries.push({ at, place: options.maxRetries, counts: options.counts ?? 'retries' });
  };
  let [object, call] = [undefined, undefined];
  let exported = found(entry.exports, names[0], `\`exports\` of ${entry.id}`);
  let at = 0;
  while (at + 1 < names.length && exported.statics?.[names[at + 1]]) exported = exported.statics[names[++at]];
  note(at, exported.options);
  if (exported.kind === 'request' || exported.kind === 'client' || exported.methods) {
    call = httpCallOf(exported, names.slice(at + 1), note);
  } else if (exported.kind === 'function') {
    call = exported.call;
  } else {
    object = exported.object;
    for (at += 1; at < names.length; at++) {
      const kind = found(entry.objects, object, `\`objects\` of ${entry.id}`);
      const isLast = at === names.length - 1;
      const [name, view] = withoutView(names[at], kind.views);
      if (isLast && name in kind.calls) {
        call = view === 'read' ? { ...kind.calls[name], surfaces: 'read' } : kind.calls[name];
        break;
      }
      const next = name === '()' ? kind.callable : found(kind.returns, name, `what \`${object}\` of ${entry.id} calls or hands out`);
      object = next.object ?? next;
      note(at, next.options);
    }
  }
  if (call?.maxRetries) places.maxRetries.push({ at: 'call', place: call.maxRetries, counts: 'retries' });
  for (const place of call?.baseUrl ? [call.baseUrl].flat() : []) places.baseUrl.push({ at: 'call', place });
  let surfaces = (stream && call?.streamSurfaces) || call?.surfaces || 'await';
  let failure = { ...entry.failure, ...call?.failure, ...(stream && call?.streamFailure) };
  if (like) ({ surfaces, failure, call } = claimOf(entry, like, { stream }));
  return { path, call, object, places, surfaces, failure, stream, isAsync: call?.async === true, method: call?.method };
}

/** A request of an HTTP client: `default > create > get`; `()` calls the client itself, in the middle to get another. */
function httpCallOf(exported, [name, ...rest], note, at = 1) {
  if (exported.kind === 'request') return exported.request;
  const factory = rest.length > 0 ? exported.factories?.[name === '()' ? '' : name] : undefined;
  if (factory) {
    note(at, factory);
    return httpCallOf(exported, rest, note, at + 1);
  }
  return name === '()' ? exported.request : found(exported.methods, name, 'the methods of an HTTP client');
}

/** `chat.completions.with_raw_response.create` without the view, and what kind of view it is. */
function withoutView(name, views = {}) {
  const parts = name.split('.');
  const view = parts.find((part) => part in views);
  return [parts.filter((part) => part !== view).join('.'), views[view]];
}

function found(table, name, where) {
  if (table && Object.hasOwn(table, name)) return table[name];
  throw new Error(`\`${name}\` is not in ${where}`);
}

/** Every test of a class that an entry names, wherever in it. */
export function testsOf(value, tests = new Map()) {
  if (typeof value !== 'object' || value === null) return [...tests.values()];
  if (['class', 'static-method'].includes(value.kind) && value.module) tests.set(`${value.module}.${value.name}`, value);
  for (const inner of Object.values(value)) testsOf(inner, tests);
  return [...tests.values()];
}
