import type { HttpClient } from '../model/catalog/http-client.js';
import type { RetryProposal, WrapperLibrary } from '../model/catalog/retry-library.js';
import type { Sdk } from '../model/catalog/sdk.js';
import { aiProviders } from './sdks/ai-sdk/javascript-providers.js';
import { ai } from './sdks/ai-sdk/javascript.js';
import { anthropic } from './sdks/anthropic/javascript.js';
import { azureAiInference } from './sdks/azure/javascript-ai-inference.js';
import { azureOpenAi } from './sdks/azure/javascript.js';
import { cohere } from './sdks/cohere/javascript.js';
import { genkit } from './sdks/genkit/javascript.js';
import { genkitxOllama } from './sdks/genkit/javascript-ollama.js';
import { googleGenAi } from './sdks/google/javascript.js';
import { googleGenerativeAi } from './sdks/google/javascript-generative-ai.js';
import { groq } from './sdks/groq/javascript.js';
import { huggingFace } from './sdks/huggingface/javascript.js';
import { langchainAnthropic } from './sdks/langchain/javascript-anthropic.js';
import { langchainCommunity } from './sdks/langchain/javascript-community.js';
import { langchainDeepSeek } from './sdks/langchain/javascript-deepseek.js';
import { langchainGoogleGenAi } from './sdks/langchain/javascript-google-genai.js';
import { langchainGroq } from './sdks/langchain/javascript-groq.js';
import { langchainMistralAi } from './sdks/langchain/javascript-mistralai.js';
import { langchainOllama } from './sdks/langchain/javascript-ollama.js';
import { langchainOpenAi } from './sdks/langchain/javascript-openai.js';
import { langchain } from './sdks/langchain/javascript.js';
import { litellm } from './sdks/litellm/javascript.js';
import { llamaIndex } from './sdks/llamaindex/javascript.js';
import { lmStudio } from './sdks/lmstudio/javascript.js';
import { mastra } from './sdks/mastra/javascript.js';
import { mistral } from './sdks/mistral/javascript.js';
import { ollama } from './sdks/ollama/javascript.js';
import { openAiAgents } from './sdks/openai-agents/javascript.js';
import { openAiEdge } from './sdks/openai/javascript-edge.js';
import { openai } from './sdks/openai/javascript.js';
import { together } from './sdks/together/javascript.js';
import { tokenJs } from './sdks/token-js/javascript.js';
import { axios } from './http-clients/javascript/axios.js';
import { fetchRetry } from './http-clients/javascript/fetch-retry.js';
import { fetch } from './http-clients/javascript/fetch.js';
import { got } from './http-clients/javascript/got.js';
import { isomorphicUnfetch } from './http-clients/javascript/isomorphic-unfetch.js';
import { ky } from './http-clients/javascript/ky.js';
import { needle } from './http-clients/javascript/needle.js';
import { nestjsAxios } from './http-clients/javascript/nestjs-axios.js';
import { nodeFetch } from './http-clients/javascript/node-fetch.js';
import { nodeHttp } from './http-clients/javascript/node-http.js';
import { obsidian } from './http-clients/javascript/obsidian.js';
import { ofetch } from './http-clients/javascript/ofetch.js';
import { phin } from './http-clients/javascript/phin.js';
import { requestPromise } from './http-clients/javascript/request-promise.js';
import { superagent } from './http-clients/javascript/superagent.js';
import { tauri } from './http-clients/javascript/tauri.js';
import { undici } from './http-clients/javascript/undici.js';
import { vercelFetchRetry } from './http-clients/javascript/vercel-fetch-retry.js';
import { asyncRetry } from './retry-libraries/javascript/async-retry.js';
import { awaitToJs } from './retry-libraries/javascript/await-to-js.js';
import { axiosRetry } from './retry-libraries/javascript/axios-retry.js';
import { cockatiel } from './retry-libraries/javascript/cockatiel.js';
import { esToolkit } from './retry-libraries/javascript/es-toolkit.js';
import { exponentialBackoff } from './retry-libraries/javascript/exponential-backoff.js';
import { lifeomicAttempt } from './retry-libraries/javascript/lifeomic-attempt.js';
import { limiters } from './retry-libraries/javascript/limiters.js';
import { lodash } from './retry-libraries/javascript/lodash.js';
import { neverthrow } from './retry-libraries/javascript/neverthrow.js';
import { pRetry } from './retry-libraries/javascript/p-retry.js';
import { promiseRetry } from './retry-libraries/javascript/promise-retry.js';
import { radash } from './retry-libraries/javascript/radash.js';
import { retryAsPromised } from './retry-libraries/javascript/retry-as-promised.js';
import { tsResults } from './retry-libraries/javascript/ts-results.js';
import { tsRetryPromise } from './retry-libraries/javascript/ts-retry-promise.js';
import { tsRetry } from './retry-libraries/javascript/ts-retry.js';

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
