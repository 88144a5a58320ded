import * as v from 'valibot';
import { DEFAULT_SETTINGS, type Settings } from '../model/settings.js';
import { settingsSchema } from './settings-schema.js';

/**
 * Reads `settings.vllm` and fills in the defaults.
 *
 * @param raw What the user's configuration holds under `settings.vllm`; `undefined` gives the defaults.
 * @returns The same object for the same `raw`, which ESLint shares between files and rules.
 * @throws {TypeError} Naming the wrong key and what is allowed there; ESLint shows it as a configuration error.
 */
export function readSettings(raw: unknown): Settings {
  if (raw === undefined) return DEFAULT_SETTINGS;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new TypeError('settings.vllm must be an object.');
  const known = cache.get(raw);
  if (known) return known;

  schema ??= settingsSchema();
  readable(raw);
  const result = v.safeParse(schema, raw);
  if (!result.success) throw new TypeError(result.issues.map(explain).join(' '));
  // The schema proves the shape; only `env`, absent or not, and the catalog's template-literal types differ in notation.
  const settings = { ...DEFAULT_SETTINGS, ...result.output } as Settings;
  cache.set(raw, settings);
  return settings;
}

const cache = new WeakMap<object, Settings>();
let schema: ReturnType<typeof settingsSchema> | undefined;

/** Reads each setting once: a getter may throw. */
function readable(raw: object): void {
  for (const key of Object.keys(raw)) {
    try {
      Reflect.get(raw, key);
    } catch (error) {
      throw new TypeError(`settings.vllm.${key} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
        cause: error,
      });
    }
  }
}

/** One sentence on what is wrong with one key. */
function explain(issue: v.BaseIssue<unknown>): string {
  const items = (issue.path ?? []) as readonly { readonly key?: unknown }[];
  const place = ['settings.vllm', ...items.map((item) => String(item.key))].join('.');
  if (issue.type !== 'strict_object' || issue.expected === 'Object') return `${place} ${expectation(issue)}.`;
  if (issue.expected !== 'never') return `${place} is missing.`;
  if (items.length > 1) return `${place} is not a setting.`;
  const keys = Object.keys(DEFAULT_SETTINGS);
  const nearest = closest(String(items[0]?.key), keys);
  return nearest === undefined
    ? `${place} is not a setting. The settings are: ${keys.join(', ')}.`
    : `${place} is not a setting; did you mean ${nearest}?`;
}

/** "must be …, not …", in our own words where the schema has them. */
function expectation(issue: v.BaseIssue<unknown>): string {
  if (issue.message.startsWith('must ')) return issue.message;
  const expected = issue.expected ?? issue.type;
  return `must be ${KINDS.get(expected) ?? expected.replace(/^\(|\)$/g, '').replaceAll(' | ', ' or ')}, not ${issue.received}`;
}

/** What the schema calls by the names of JavaScript's types. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['Array', 'a list'],
  ['Object', 'an object'],
  ['string', 'a string'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

/** The key that a misspelt one was probably meant to be: the same letters, or at most two edits away. */
function closest(word: string, keys: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const ranked = keys.map((key) => ({ key, distance: distance(plain(word), plain(key)) })).sort((a, b) => a.distance - b.distance);
  return ranked[0] && ranked[0].distance <= 2 ? ranked[0].key : undefined;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
