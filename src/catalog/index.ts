import type { HttpClient, RetryProposal, Sdk, WrapperLibrary } from '../model/catalog.js';
import { ai } from './sdks/ai.js';
import { aiProviders } from './sdks/ai-providers.js';
import { langchain } from './sdks/langchain.js';
import { langchainAnthropic } from './sdks/langchain-anthropic.js';
import { langchainCommunity } from './sdks/langchain-community.js';
import { langchainDeepSeek } from './sdks/langchain-deepseek.js';
import { langchainGoogleGenAi } from './sdks/langchain-google-genai.js';
import { langchainGroq } from './sdks/langchain-groq.js';
import { langchainMistralAi } from './sdks/langchain-mistralai.js';
import { langchainOllama } from './sdks/langchain-ollama.js';
import { langchainOpenAi } from './sdks/langchain-openai.js';
import { ollama } from './sdks/ollama.js';
import { openai } from './sdks/openai.js';
import { axios } from './http/axios.js';
import { fetch } from './http/fetch.js';
import { nodeFetch } from './http/node-fetch.js';
import { undici } from './http/undici.js';
import { pRetry } from './wrappers/p-retry.js';

/** Every LLM SDK of the catalog. */
export const SDKS: readonly Sdk[] = [
  ai,
  ...aiProviders,
  langchain,
  langchainAnthropic,
  langchainCommunity,
  langchainDeepSeek,
  langchainGoogleGenAi,
  langchainGroq,
  langchainMistralAi,
  langchainOllama,
  langchainOpenAi,
  ollama,
  openai,
];

/** Every HTTP client. */
export const HTTP_CLIENTS: readonly HttpClient[] = [axios, fetch, nodeFetch, undici];

/** Every library that tries again, limits, or turns failures into values. */
export const WRAPPERS: readonly WrapperLibrary[] = [pRetry];

/** How a call is written through a retry library, by the package that a project depends on. */
export const RETRY_PROPOSALS: ReadonlyMap<string, RetryProposal> = new Map(WRAPPERS.flatMap((library) => (library.proposal ? library.packages.map((name) => [name, library.proposal!] as const) : [])));

/** The SDK that a module belongs to; `module` is a package's name with sub-path, no version: `openai/resources`. */
export const sdkOf = lookup(SDKS);
/** The HTTP client that a module belongs to. */
export const httpClientOf = lookup(HTTP_CLIENTS);
/** The retry or result library that a module belongs to. */
export const wrapperLibraryOf = lookup(WRAPPERS);

/** Finds the entry for a module: an exact name first, then the longest `name/*`. */
function lookup<T extends { readonly packages: readonly string[] }>(entries: readonly T[]): (module: string) => T | undefined {
  const exact = new Map<string, T>();
  const below = new Map<string, T>();
  for (const entry of entries) {
    for (const name of entry.packages) {
      if (name.endsWith('/*')) below.set(name.slice(0, -2), entry);
      else exact.set(name, entry);
    }
  }
  return (module) => {
    const found = exact.get(module);
    if (found) return found;
    for (let end = module.lastIndexOf('/'); end > 0; end = module.lastIndexOf('/', end - 1)) {
      const entry = below.get(module.slice(0, end));
      if (entry) return entry;
    }
    return undefined;
  };
}
