import type { HttpClient, RetryProposal, Sdk, WrapperLibrary } from '../model/catalog.js';
import { aiProviders } from './sdks/ai-providers.js';
import { ai } from './sdks/ai.js';
import { anthropic } from './sdks/anthropic.js';
import { azureAiInference } from './sdks/azure-ai-inference.js';
import { azureOpenAi } from './sdks/azure-openai.js';
import { cohere } from './sdks/cohere.js';
import { genkit } from './sdks/genkit.js';
import { genkitxOllama } from './sdks/genkitx-ollama.js';
import { googleGenAi } from './sdks/google-genai.js';
import { googleGenerativeAi } from './sdks/google-generative-ai.js';
import { groq } from './sdks/groq.js';
import { huggingFace } from './sdks/huggingface.js';
import { langchainAnthropic } from './sdks/langchain-anthropic.js';
import { langchainCommunity } from './sdks/langchain-community.js';
import { langchainDeepSeek } from './sdks/langchain-deepseek.js';
import { langchainGoogleGenAi } from './sdks/langchain-google-genai.js';
import { langchainGroq } from './sdks/langchain-groq.js';
import { langchainMistralAi } from './sdks/langchain-mistralai.js';
import { langchainOllama } from './sdks/langchain-ollama.js';
import { langchainOpenAi } from './sdks/langchain-openai.js';
import { langchain } from './sdks/langchain.js';
import { litellm } from './sdks/litellm.js';
import { llamaIndex } from './sdks/llamaindex.js';
import { lmStudio } from './sdks/lmstudio.js';
import { mastra } from './sdks/mastra.js';
import { mistral } from './sdks/mistral.js';
import { ollama } from './sdks/ollama.js';
import { openAiAgents } from './sdks/openai-agents.js';
import { openAiEdge } from './sdks/openai-edge.js';
import { openai } from './sdks/openai.js';
import { together } from './sdks/together.js';
import { tokenJs } from './sdks/token-js.js';
import { axios } from './http/axios.js';
import { fetchRetry } from './http/fetch-retry.js';
import { fetch } from './http/fetch.js';
import { got } from './http/got.js';
import { isomorphicUnfetch } from './http/isomorphic-unfetch.js';
import { ky } from './http/ky.js';
import { needle } from './http/needle.js';
import { nestjsAxios } from './http/nestjs-axios.js';
import { nodeFetch } from './http/node-fetch.js';
import { nodeHttp } from './http/node-http.js';
import { obsidian } from './http/obsidian.js';
import { ofetch } from './http/ofetch.js';
import { phin } from './http/phin.js';
import { requestPromise } from './http/request-promise.js';
import { superagent } from './http/superagent.js';
import { tauri } from './http/tauri.js';
import { undici } from './http/undici.js';
import { vercelFetchRetry } from './http/vercel-fetch-retry.js';
import { asyncRetry } from './wrappers/async-retry.js';
import { awaitToJs } from './wrappers/await-to-js.js';
import { axiosRetry } from './wrappers/axios-retry.js';
import { cockatiel } from './wrappers/cockatiel.js';
import { esToolkit } from './wrappers/es-toolkit.js';
import { exponentialBackoff } from './wrappers/exponential-backoff.js';
import { lifeomicAttempt } from './wrappers/lifeomic-attempt.js';
import { limiters } from './wrappers/limiters.js';
import { lodash } from './wrappers/lodash.js';
import { neverthrow } from './wrappers/neverthrow.js';
import { pRetry } from './wrappers/p-retry.js';
import { promiseRetry } from './wrappers/promise-retry.js';
import { radash } from './wrappers/radash.js';
import { retryAsPromised } from './wrappers/retry-as-promised.js';
import { tsResults } from './wrappers/ts-results.js';
import { tsRetryPromise } from './wrappers/ts-retry-promise.js';
import { tsRetry } from './wrappers/ts-retry.js';

/** Every LLM SDK of the catalog. */
export const SDKS: readonly Sdk[] = [
  ai,
  ...aiProviders,
  anthropic,
  azureAiInference,
  azureOpenAi,
  cohere,
  genkit,
  genkitxOllama,
  googleGenAi,
  googleGenerativeAi,
  groq,
  huggingFace,
  langchain,
  langchainAnthropic,
  langchainCommunity,
  langchainDeepSeek,
  langchainGoogleGenAi,
  langchainGroq,
  langchainMistralAi,
  langchainOllama,
  langchainOpenAi,
  litellm,
  llamaIndex,
  lmStudio,
  mastra,
  mistral,
  ollama,
  openai,
  openAiAgents,
  openAiEdge,
  together,
  tokenJs,
];

/** Every HTTP client. */
export const HTTP_CLIENTS: readonly HttpClient[] = [
  axios,
  fetch,
  fetchRetry,
  got,
  isomorphicUnfetch,
  ky,
  needle,
  nestjsAxios,
  nodeFetch,
  nodeHttp,
  obsidian,
  ofetch,
  phin,
  requestPromise,
  superagent,
  tauri,
  undici,
  vercelFetchRetry,
];

/** Every library that tries again, limits, or turns failures into values. */
export const WRAPPERS: readonly WrapperLibrary[] = [
  asyncRetry,
  awaitToJs,
  axiosRetry,
  cockatiel,
  esToolkit,
  exponentialBackoff,
  lifeomicAttempt,
  ...limiters,
  ...lodash,
  neverthrow,
  pRetry,
  promiseRetry,
  radash,
  retryAsPromised,
  tsResults,
  tsRetry,
  tsRetryPromise,
];

/** How a call is written through a retry library, by the package that a project depends on. */
export const RETRY_PROPOSALS: ReadonlyMap<string, RetryProposal> = new Map(
  WRAPPERS.flatMap((library) => (library.proposal ? [[library.proposal.module, library.proposal] as const] : [])),
);

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
