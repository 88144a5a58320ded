import { PROVIDER_HOSTS } from '../servers/provider-hosts.js';
import { ADDRESS_WORDS, OLLAMA_FIELDS, SERVER_ENVIRONMENT, SERVER_PATHS, SERVER_WORDS } from '../servers/paths.js';

/** Servers' names as identifiers write them: `ollamaUrl`, `config.vllm.host`. */
const SERVER_NAMES = '[oO]llama|[vV]llm|vLLM|litellm|liteLLM|LiteLLM|lmstudio|lmStudio|LMStudio|llamacpp|llamaCpp|LlamaCpp';

/** Paths behind their first slash; `completions` stands for what is joined from `…/v1` and `chat/completions`. */
function strongPaths(): readonly string[] {
  const alone = SERVER_PATHS.filter((path) => path.proof !== 'with-host').map((path) => path.path.slice(1));
  return ['completions', ...alone];
}

function exactHosts(): readonly string[] {
  return PROVIDER_HOSTS.map((provider) => provider.host).filter((host) => !host.startsWith('*.'));
}

function wildcardHosts(): readonly string[] {
  return PROVIDER_HOSTS.map((provider) => provider.host)
    .filter((host) => host.startsWith('*.'))
    .map((host) => host.slice(1));
}

/** Names that mean an LLM server though none of their words says it. */
function otherVariables(): readonly string[] {
  return SERVER_ENVIRONMENT.filter((name) => !name.split('_').some((word) => SERVER_WORDS.has(word)));
}

/** A pattern that matches one of the words, common beginnings written once, so that it stays linear and fast. */
export function trie(words: readonly string[]): string {
  const sorted = [...new Set(words)].sort();
  /** The pattern of what `sorted[from]` to `sorted[to - 1]`, which begin alike, have after so many characters. */
  const after = (start: number, from: number, to: number): string => {
    const isEnd = sorted[from]?.length === start;
    const branches: string[] = [];
    for (let first = isEnd ? from + 1 : from; first < to;) {
      const word = sorted[first] ?? '';
      let next = first + 1;
      while (next < to && sorted[next]?.[start] === word[start]) next += 1;
      const last = sorted[next - 1] ?? '';
      let shared = start + 1;
      while (shared < word.length && word[shared] === last[shared]) shared += 1;
      branches.push(escaped(word.slice(start, shared)) + after(shared, first, next));
      first = next;
    }
    if (branches.length === 0) return '';
    const all = branches.length === 1 && !isEnd ? branches.join('') : `(?:${branches.join('|')})`;
    return isEnd ? `${all}?` : all;
  };
  return after(0, 0, sorted.length);
}

/** Text for a regular expression that matches it literally. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const PATH = `\\/(?:${trie(strongPaths())}|v1\\/?["'\`])`;
const PROVIDER = `:\\/\\/(?:${trie(exactHosts())}|[\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,5}(?:${wildcardHosts().map(escaped).join('|')}))`;
// From behind, because an address word is rarer than the letters that the names begin with.
const VARIABLE = `_(?:${[...ADDRESS_WORDS].join('|')})(?<=(?:${[...SERVER_WORDS].join('|')})_[A-Z0-9_]{0,40}|${otherVariables().join('|')})`;

/**
 * Patterns of what is rare in code of any language, each linear: a path that LLM servers alone have, or a base URL that
 * ends in `/v1`; a provider's host; a variable that holds the address of an LLM server; fields and names of servers.
 */
export const SHARED_SIGNALS: readonly string[] = [PATH, PROVIDER, VARIABLE, `\\b(?:${OLLAMA_FIELDS.join('|')})\\b`, SERVER_NAMES];
