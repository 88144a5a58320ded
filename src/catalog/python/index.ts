import type { HttpClient, PythonWrapperLibrary, Sdk } from '../../model/catalog.js';
import { aiohttp, aiohttpRetry } from './http/aiohttp.js';
import { httpClient } from './http/http-client.js';
import { httpx, httpx2 } from './http/httpx.js';
import { niquests } from './http/niquests.js';
import { requests } from './http/requests.js';
import { urllib } from './http/urllib.js';
import { urllib3 } from './http/urllib3.js';
import { anthropic } from './sdks/anthropic.js';
import { autogen } from './sdks/autogen.js';
import { autogenAgentChat } from './sdks/autogen-agentchat.js';
import { crewai } from './sdks/crewai.js';
import { dspy } from './sdks/dspy.js';
import { googleGenAi } from './sdks/google-genai.js';
import { haystack } from './sdks/haystack.js';
import { huggingFaceHub } from './sdks/huggingface-hub.js';
import { instructor } from './sdks/instructor.js';
import { langchain } from './sdks/langchain.js';
import { langchainAnthropic } from './sdks/langchain-anthropic.js';
import { langchainCommunity } from './sdks/langchain-community.js';
import { langchainOllama } from './sdks/langchain-ollama.js';
import { langchainOpenAi } from './sdks/langchain-openai.js';
import { litellm } from './sdks/litellm.js';
import { llamaIndex } from './sdks/llama-index.js';
import { mistralai } from './sdks/mistralai.js';
import { ollama } from './sdks/ollama.js';
import { openai } from './sdks/openai.js';
import { openAiAgents } from './sdks/openai-agents.js';
import { openAiAlikes } from './sdks/openai-alikes.js';
import { pydanticAi } from './sdks/pydantic-ai.js';
import { smolagents } from './sdks/smolagents.js';
import { backoff } from './wrappers/backoff.js';
import { contextlib } from './wrappers/contextlib.js';
import { opnieuw } from './wrappers/opnieuw.js';
import { pytest } from './wrappers/pytest.js';
import { retry } from './wrappers/retry.js';
import { retrying } from './wrappers/retrying.js';
import { stamina } from './wrappers/stamina.js';
import { tenacity } from './wrappers/tenacity.js';

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
