import { SDKS } from '../javascript.js';
import { KNOWN_PORTS } from '../servers/paths.js';
import { SHARED_SIGNALS, escaped, trie } from './parts.js';

/**
 * A regular expression that matches every text in which the catalog can find anything: all that a file without
 * LLM calls costs is one test of it. It is linear, and is made of what is rare in code:
 * - an SDK's package name as a module specifier writes it: `'openai'`, `'npm:openai@4'`, `'https://esm.sh/openai'`;
 * - a path that LLM servers alone have, or a base URL that ends in `/v1`, to which a path may be joined;
 * - a port of theirs, a provider's host, an environment variable that holds the address of one.
 *
 * An HTTP client's name is no signal. `packages` are names that the user's settings add.
 */
export function signalFor(packages: readonly string[] = []): RegExp {
  const names = trie([...packageNames(), ...packages.map((name) => name.replace(/\/\*$/, ''))]);
  const specifier = `["'\`](?:npm:\\/?|jsr:\\/?)?${names}["'\`\\/@]`;
  const fromCdn = `:\\/\\/(?:${CDNS.map(escaped).join('|')})\\/(?:v\\d+\\/)?${names}["'\`\\/@?]`;
  return new RegExp([specifier, fromCdn, PORT, ...SHARED_SIGNALS].join('|'));
}

const PORT = `:\\s?["'\`]?(?:${[...KNOWN_PORTS].join('|')})\\b`;

/** Matches every text with a signal that is no package's name: such a file may send requests without any SDK. */
export const ADDRESS_SIGNAL = new RegExp([PORT, ...SHARED_SIGNALS].join('|'));

/** CDNs that serve npm packages by their names, as `packageOf` reads them. */
const CDNS = ['esm.sh', 'esm.run', 'unpkg.com', 'cdn.skypack.dev', 'ga.jspm.io', 'cdn.jsdelivr.net/npm', 'deno.land/x'];

function packageNames(): readonly string[] {
  // `jsr:@openai/openai` is the OpenAI SDK too.
  return ['@openai/openai', ...SDKS.flatMap((sdk) => sdk.packages.map((name) => name.replace(/\/\*$/, '')))];
}

/** Methods of builtins and of HTTP clients of all kinds. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'apply',
  'call',
  'delete',
  'exec',
  'get',
  'parse',
  'patch',
  'post',
  'push',
  'put',
  'request',
]);
/** Words that few programs have in a method's name but for LLMs. */
const TELLING = /\.|chat|complet|embed|generat|invoke|predict|rerank/i;

/** The last two members of a method's path, as far as it has them. */
const METHODS: readonly string[] = SDKS.flatMap((sdk) =>
  Object.values(sdk.objects).flatMap((object) => Object.keys(object.calls).map((path) => path.split('.').slice(-2).join('.'))),
).filter((name) => !EVERYWHERE.has(name));

/** Matches every text in which a method of an SDK's object may be called: `.completions.create(`, `.invoke(`, `.create(`. */
export const METHOD_SIGNAL: RegExp = calling(METHODS);

/**
 * The same for names that say something by themselves, `.completions.create(`: of a file that names no SDK, they tell
 * whether what it imports from other files can matter.
 */
export const TELLING_METHOD_SIGNAL: RegExp = calling(METHODS.filter((name) => TELLING.test(name)));

function calling(methods: readonly string[]): RegExp {
  return new RegExp(`\\.(?:${trie(methods)})\\s{0,9}(?:\\?\\.)?\\(`);
}

/** Whether a text names anything by which an SDK's object is made: one of {@link MAKERS}, or the package whose default export is one. */
export function makesClient(text: string): boolean {
  return MAKER.test(text);
}

/** Classes, factories and instances that SDKs export, by name. */
export const MAKERS: ReadonlySet<string> = new Set(
  makers()
    .map(([, name]) => name)
    .filter((name) => name !== 'default'),
);

const DEFAULT_MAKERS = makers().flatMap(([sdk, name]) => (name === 'default' ? sdk.packages.map((one) => one.replace(/\/\*$/, '')) : []));
const MAKER = new RegExp(`\\b(?:${trie([...MAKERS])})\\b|["'\`]${trie(DEFAULT_MAKERS)}["'\`/]`);

function makers() {
  return SDKS.flatMap((sdk) =>
    Object.entries(sdk.exports).flatMap(([name, { kind }]) => (kind === 'function' ? [] : [[sdk, name] as const])),
  );
}

/** {@link signalFor} the catalog alone. */
export const SIGNAL: RegExp = signalFor();
