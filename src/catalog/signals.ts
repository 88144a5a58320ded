import { PROVIDER_HOSTS } from './hosts.js';
import { SDKS } from './index.js';
import { ADDRESS_WORDS, KNOWN_PORTS, OLLAMA_FIELDS, SERVER_ENVIRONMENT, SERVER_PATHS, SERVER_WORDS } from './paths.js';

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
  const path = `\\/(?:${trie(strongPaths())}|v1\\/?["'\`])`;
  const port = `:\\s?["'\`]?(?:${[...KNOWN_PORTS].join('|')})\\b`;
  const provider = `:\\/\\/(?:${trie(exactHosts())}|[\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,5}(?:${wildcardHosts().map(escaped).join('|')}))`;
  // From behind, because an address word is rarer than the letters that the names begin with.
  const variable = `_(?:${[...ADDRESS_WORDS].join('|')})(?<=(?:${[...SERVER_WORDS].join('|')})_[A-Z0-9_]{0,40}|${otherVariables().join('|')})`;
  return new RegExp([specifier, path, port, provider, fromCdn, variable, `\\b(?:${OLLAMA_FIELDS.join('|')})\\b`, SERVER_NAMES].join('|'));
}

/** Servers' names as identifiers write them: `ollamaUrl`, `config.vllm.host`. */
const SERVER_NAMES = '[oO]llama|[vV]llm|vLLM|litellm|liteLLM|LiteLLM|lmstudio|lmStudio|LMStudio|llamacpp|llamaCpp|LlamaCpp';

/** CDNs that serve npm packages by their names, as `packageOf` reads them. */
const CDNS = ['esm.sh', 'esm.run', 'unpkg.com', 'cdn.skypack.dev', 'ga.jspm.io', 'cdn.jsdelivr.net/npm', 'deno.land/x'];

function packageNames(): readonly string[] {
  // `jsr:@openai/openai` is the OpenAI SDK too.
  return ['@openai/openai', ...SDKS.flatMap((sdk) => sdk.packages.map((name) => name.replace(/\/\*$/, '')))];
}

/** Paths behind their first slash; `completions` stands for what is joined from `…/v1` and `chat/completions`. */
function strongPaths(): readonly string[] {
  const alone = SERVER_PATHS.filter((path) => path.proof !== 'with-host').map((path) => path.path.slice(1));
  return ['completions', ...alone];
}

function exactHosts(): readonly string[] {
  return PROVIDER_HOSTS.map((provider) => provider.host).filter((host) => !host.startsWith('*.'));
}

function wildcardHosts(): readonly string[] {
  return PROVIDER_HOSTS.map((provider) => provider.host).filter((host) => host.startsWith('*.')).map((host) => host.slice(1));
}

/** Names that mean an LLM server though none of their words says it. */
function otherVariables(): readonly string[] {
  return SERVER_ENVIRONMENT.filter((name) => !name.split('_').some((word) => SERVER_WORDS.has(word)));
}

/** A pattern that matches one of the words, common beginnings written once, so that it stays linear and fast. */
function trie(words: readonly string[]): string {
  const byFirst = new Map<string, string[]>();
  for (const word of new Set(words)) {
    const first = word.slice(0, 1);
    byFirst.set(first, [...(byFirst.get(first) ?? []), word.slice(1)]);
  }
  const isEnd = byFirst.delete('');
  const branches = [...byFirst].map(([first, rests]) => escaped(first) + trie(rests));
  if (branches.length === 0) return '';
  const all = branches.length === 1 && !isEnd ? branches.join('') : `(?:${branches.join('|')})`;
  return isEnd ? `${all}?` : all;
}

/** Text for a regular expression that matches it literally. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** {@link signalFor} the catalog alone. */
export const SIGNAL: RegExp = signalFor();
