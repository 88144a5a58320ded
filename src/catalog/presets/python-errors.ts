import type { SdkFailure } from '../../model/catalog/failure.js';

/**
 * What refused connections are thrown as, for the libraries that others are made of: an SDK over the OpenAI SDK throws
 * the OpenAI SDK's error, unless its entry says otherwise.
 */
type Refused = Required<Pick<SdkFailure, 'error' | 'ancestors' | 'test'>>;

const refused = (module: string, name: string, ancestors: readonly string[], builtins: readonly string[] = []): Refused => ({
  error: module === 'builtins' ? name : `${module}.${name}`,
  ancestors: [...ancestors.map((ancestor) => `${module}.${ancestor}`), ...builtins],
  test: { kind: 'class', module, name },
});

/** The OpenAI SDK since 1: an exception of its own, no `OSError`. */
export const OPENAI_REFUSED = refused('openai', 'APIConnectionError', ['APIError', 'OpenAIError']);
/** LiteLLM for `openai/…`, `hosted_vllm/…`, `anthropic/…`: a status error, with no status. `openai.APIError` is above it, but above 400 and 401 too. */
export const LITELLM_REFUSED: Refused = {
  error: 'litellm.InternalServerError',
  ancestors: ['openai.InternalServerError', 'openai.APIStatusError', 'openai.APIError', 'openai.OpenAIError'],
  test: { kind: 'class', module: 'litellm', name: 'InternalServerError' },
};
/** LiteLLM for `ollama/…`. */
export const LITELLM_OLLAMA_REFUSED: Refused = {
  error: 'litellm.APIConnectionError',
  ancestors: ['openai.APIConnectionError', 'openai.APIError', 'openai.OpenAIError'],
  test: { kind: 'class', module: 'litellm', name: 'APIConnectionError' },
};
/** `httpx`: no `OSError` either. */
export const HTTPX_REFUSED = refused('httpx', 'ConnectError', ['NetworkError', 'TransportError', 'RequestError', 'HTTPError']);
/** `httpx2`, whose classes are not those of `httpx`. */
export const HTTPX2_REFUSED = refused('httpx2', 'ConnectError', ['NetworkError', 'TransportError', 'RequestError', 'HTTPError']);
/** `requests`: an `OSError`, and not the builtin `ConnectionError`. */
export const REQUESTS_REFUSED = refused('requests', 'ConnectionError', ['RequestException'], ['OSError']);
/** `aiohttp`: an `OSError`. */
export const AIOHTTP_REFUSED = refused(
  'aiohttp',
  'ClientConnectorError',
  ['ClientOSError', 'ClientConnectionError', 'ClientError'],
  ['OSError'],
);
/** The builtin `ConnectionError`, into which the Ollama client and CrewAI turn their client's error. */
export const BUILTIN_REFUSED = refused('builtins', 'ConnectionError', [], ['OSError']);

/** The classes of clients that Stainless generates, and of LiteLLM, for what may pass: no connection, 429, 5xx (read: `_exceptions.py`). */
export function passingOf(module: string, more: readonly string[] = []): NonNullable<SdkFailure['passing']> {
  return { classes: ['APIConnectionError', 'RateLimitError', 'InternalServerError', ...more].map((name) => `${module}.${name}`) };
}
