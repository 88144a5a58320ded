import type { HttpClient } from '../model/catalog/http-client.js';
import type { PythonWrapperLibrary } from '../model/catalog/retry-library.js';
import type { Sdk } from '../model/catalog/sdk.js';
import { aiohttp, aiohttpRetry } from './http-clients/python/aiohttp.js';
import { httpClient } from './http-clients/python/http-client.js';
import { httpx, httpx2 } from './http-clients/python/httpx.js';
import { niquests } from './http-clients/python/niquests.js';
import { requests } from './http-clients/python/requests.js';
import { urllib } from './http-clients/python/urllib.js';
import { urllib3 } from './http-clients/python/urllib3.js';
import { anthropic } from './sdks/anthropic/python.js';
import { autogen } from './sdks/autogen/python.js';
import { autogenAgentChat } from './sdks/autogen/python-agentchat.js';
import { crewai } from './sdks/crewai/python.js';
import { dspy } from './sdks/dspy/python.js';
import { googleGenAi } from './sdks/google/python.js';
import { haystack } from './sdks/haystack/python.js';
import { huggingFaceHub } from './sdks/huggingface/python.js';
import { instructor } from './sdks/instructor/python.js';
import { langchain } from './sdks/langchain/python.js';
import { langchainAnthropic } from './sdks/langchain/python-anthropic.js';
import { langchainCommunity } from './sdks/langchain/python-community.js';
import { langchainOllama } from './sdks/langchain/python-ollama.js';
import { langchainOpenAi } from './sdks/langchain/python-openai.js';
import { litellm } from './sdks/litellm/python.js';
import { llamaIndex } from './sdks/llamaindex/python.js';
import { mistralai } from './sdks/mistral/python.js';
import { ollama } from './sdks/ollama/python.js';
import { openai } from './sdks/openai/python.js';
import { openAiAgents } from './sdks/openai-agents/python.js';
import { openAiAlikes } from './sdks/openai/python-compatible.js';
import { pydanticAi } from './sdks/pydantic-ai/python.js';
import { smolagents } from './sdks/smolagents/python.js';
import { backoff } from './retry-libraries/python/backoff.js';
import { contextlib } from './retry-libraries/python/contextlib.js';
import { opnieuw } from './retry-libraries/python/opnieuw.js';
import { pytest } from './retry-libraries/python/pytest.js';
import { retry } from './retry-libraries/python/retry.js';
import { retrying } from './retry-libraries/python/retrying.js';
import { stamina } from './retry-libraries/python/stamina.js';
import { tenacity } from './retry-libraries/python/tenacity.js';

/** Every LLM SDK of Python. */
export const PYTHON_SDKS: readonly Sdk[] = [
  anthropic,
  autogen,
  autogenAgentChat,
  crewai,
  dspy,
  googleGenAi,
  haystack,
  huggingFaceHub,
  instructor,
  langchain,
  langchainAnthropic,
  langchainCommunity,
  langchainOllama,
  langchainOpenAi,
  litellm,
  llamaIndex,
  mistralai,
  ollama,
  openai,
  openAiAgents,
  ...openAiAlikes,
  pydanticAi,
  smolagents,
];

/** Every HTTP client. */
export const PYTHON_HTTP_CLIENTS: readonly HttpClient[] = [
  aiohttp,
  aiohttpRetry,
  httpClient,
  httpx,
  httpx2,
  niquests,
  requests,
  urllib,
  urllib3,
];

/** Every library that tries again or keeps failures. */
export const PYTHON_WRAPPERS: readonly PythonWrapperLibrary[] = [backoff, contextlib, opnieuw, pytest, retry, retrying, stamina, tenacity];

/** An entry that a qualified name belongs to, and the parts of the name behind the package: `['chat', 'completions', 'create']`. */
export interface FoundEntry<T> {
  readonly entry: T;
  readonly rest: readonly string[];
}

/** The SDK that a qualified name belongs to; `path` are its parts: `['openai', 'lib', 'azure', 'AzureOpenAI']`. */
export const pythonSdkOf = lookup(PYTHON_SDKS);
/** The HTTP client that a qualified name belongs to. */
export const pythonHttpOf = lookup(PYTHON_HTTP_CLIENTS);
/** The retry library that a qualified name belongs to. */
export const pythonWrapperOf = lookup(PYTHON_WRAPPERS);

/** Finds the entry whose package is the longest beginning of a name. */
function lookup<T extends { readonly packages: readonly string[]; readonly exports: Readonly<Record<string, object>> }>(
  entries: readonly T[],
): (path: readonly string[]) => FoundEntry<T> | undefined {
  const byPackage = new Map(entries.flatMap((entry) => entry.packages.map((name) => [name, entry] as const)));
  const longest = Math.max(...[...byPackage.keys()].map((name) => name.split('.').length));
  return (path) => {
    for (let length = Math.min(longest, path.length); length > 0; length--) {
      const entry = byPackage.get(path.slice(0, length).join('.'));
      if (entry) return { entry, rest: fromExport(path.slice(length), entry.exports) };
    }
    return undefined;
  };
}

/**
 * Leaves out the sub-modules through which an export is reached: `lib.azure.AzureOpenAI` is `AzureOpenAI`. An object
 * is an attribute of the package alone: `types.chat` is a module that shares its name with `openai.chat`.
 */
function fromExport(rest: readonly string[], exports: Readonly<Record<string, object>>): readonly string[] {
  const start = rest.findIndex((name) => Object.hasOwn(exports, name));
  if (start <= 0 || rest.slice(0, start).some((name) => name !== name.toLowerCase())) return rest;
  const found = exports[rest[start] ?? ''];
  return found && 'kind' in found && found.kind === 'instance' ? rest : rest.slice(start);
}
