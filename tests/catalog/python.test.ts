import { describe, expect, it } from 'vitest';
import { PROVIDER_HOSTS } from '../../src/catalog/servers/provider-hosts.js';
import { KNOWN_PORTS, SERVER_ENVIRONMENT, SERVER_PATHS } from '../../src/catalog/servers/paths.js';
import { BUILTIN_EXCEPTIONS, isAncestor } from '../../src/catalog/runtimes/python-exceptions.js';
import { PYTHON_CALLBACKS, PYTHON_FRAMEWORKS } from '../../src/catalog/frameworks/python.js';
import { PYTHON_HTTP_CLIENTS, PYTHON_SDKS, PYTHON_WRAPPERS, pythonHttpOf, pythonSdkOf, pythonWrapperOf } from '../../src/catalog/python.js';
import { OFFLINE_ENGINES, offlineEngineOf } from '../../src/catalog/sdks/vllm/python.js';
import { PYTHON_SIGNAL } from '../../src/catalog/signals/python.js';
import type { CallKind, Export, ObjectKind, Sdk } from '../../src/model/catalog/sdk.js';
import type { ClientOptions } from '../../src/model/catalog/options.js';
import type { HttpRequest } from '../../src/model/catalog/http-client.js';
import type { SdkFailure } from '../../src/model/catalog/failure.js';
import { cpuTime } from '../cpu-time.js';

const STEP = String.raw`(?:\d+|[A-Za-z_]\w*|\*)`;
/** `url|0`, `transport.retries`, `llm_config.config_list.*.base_url`. */
const PLACE = new RegExp(String.raw`^${STEP}(?:[.|]${STEP})*$`);
const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

const placesOf = (options: ClientOptions | undefined): readonly (string | undefined)[] =>
  options ? [...(options.baseUrl ?? []), ...(options.wraps ?? []), ...(options.inner ?? []), options.maxRetries] : [];
const placesOfCall = (call: CallKind): readonly (string | undefined)[] => [
  call.maxRetries,
  call.model,
  ...(call.baseUrl ?? []),
  typeof call.stream === 'object' ? call.stream.option : undefined,
];
const placesOfRequest = (request: HttpRequest): readonly (string | undefined)[] => [
  ...request.url,
  request.baseUrl,
  request.maxRetries,
  typeof request.method === 'object' ? request.method.option : undefined,
];
const withStatics = (entry: Export): readonly Export[] =>
  entry.kind === 'class' ? [entry, ...Object.values(entry.statics ?? {}).flatMap(withStatics)] : [entry];
const exportsOf = (sdk: Sdk): readonly Export[] => Object.values(sdk.exports).flatMap(withStatics);
const objectsOf = (sdk: Sdk): readonly ObjectKind[] => Object.values(sdk.objects);
const returnsOf = (kind: ObjectKind) =>
  Object.values(kind.returns ?? {}).map((returns) => (typeof returns === 'string' ? { object: returns, options: undefined } : returns));
const callsOf = (sdk: Sdk): readonly CallKind[] => [
  ...objectsOf(sdk).flatMap((kind) => Object.values(kind.calls)),
  ...exportsOf(sdk).flatMap((entry) => (entry.kind === 'function' ? [entry.call] : [])),
];

/** A class is builtin, or qualified by its package. */
function expectClass(name: string): void {
  expect(name).toMatch(DOTTED);
  if (!name.includes('.')) expect(Object.keys(BUILTIN_EXCEPTIONS)).toContain(name);
}

function expectFailure({ error, ancestors, test, attempts, seconds }: SdkFailure): void {
  expect(attempts).toBeGreaterThanOrEqual(1);
  if (attempts === 1) expect(seconds).toBe(0);
  for (const name of [error, ...(ancestors ?? [])]) expectClass(name);
  expect(ancestors).not.toContain('Exception');
  // What the test names catches what is thrown.
  expect(test?.kind).toBe('class');
  if (test?.kind === 'class') expect(isAncestor(`${test.module}.${test.name}`, { error, ancestors: ancestors ?? [] })).toBe(true);
}

describe.each(PYTHON_SDKS.map((sdk) => [sdk.id, sdk] as const))('%s', (_id, sdk) => {
  it('says where its facts are from', () => {
    expect(sdk.versions).toMatch(/\d/);
    for (const name of sdk.packages) expect(name).toMatch(DOTTED);
  });

  it('names only kinds of objects that it describes', () => {
    const named = [
      ...exportsOf(sdk).flatMap((entry) => ('object' in entry ? [entry.object] : [])),
      ...objectsOf(sdk).flatMap((kind) => [
        ...returnsOf(kind).map((r) => r.object),
        ...(kind.composed === undefined ? [] : [kind.composed]),
      ]),
    ];
    for (const name of named) expect(Object.keys(sdk.objects)).toContain(name);
  });

  it('names places of arguments and paths of members', () => {
    const places = [
      ...exportsOf(sdk).flatMap((entry) => ('options' in entry ? placesOf(entry.options) : [])),
      ...objectsOf(sdk).flatMap((kind) => returnsOf(kind).flatMap((r) => placesOf(r.options))),
      ...callsOf(sdk).flatMap(placesOfCall),
    ];
    for (const place of places) if (place !== undefined) expect(place).toMatch(PLACE);
    for (const path of objectsOf(sdk).flatMap((kind) => [...Object.keys(kind.calls), ...Object.keys(kind.returns ?? {})]))
      expect(path).toMatch(DOTTED);
  });

  it('has failures that hold together', () => {
    expectFailure(sdk.failure);
    for (const { failure } of callsOf(sdk)) if (failure) expectFailure({ ...sdk.failure, ...failure });
  });

  it('is found by its packages', () => {
    for (const name of sdk.packages)
      expect(pythonSdkOf([...name.split('.'), 'Something'])).toStrictEqual({ entry: sdk, rest: ['Something'] });
  });

  it('has a signal', () => {
    for (const name of sdk.packages) {
      for (const text of [
        `import ${name}`,
        `import os, ${name} as x`,
        `from ${name} import A`,
        `    from ${name}.sub.module import (`,
        `\tfrom  ${name}  import A`,
      ])
        expect(text).toMatch(PYTHON_SIGNAL);
    }
  });
});

describe.each(PYTHON_HTTP_CLIENTS.map((client) => [client.id, client] as const))('%s', (_id, client) => {
  it('holds together', () => {
    expectFailure(client.failure);
    for (const entry of Object.values(client.exports)) {
      const requests = entry.kind === 'request' ? [entry.request] : Object.values(entry.methods);
      for (const place of requests.flatMap(placesOfRequest)) if (place !== undefined) expect(place).toMatch(PLACE);
      if (entry.kind === 'class')
        for (const place of [...(entry.options?.baseUrl ?? []), entry.options?.maxRetries])
          if (place !== undefined) expect(place).toMatch(PLACE);
    }
    for (const name of client.packages) expect(pythonHttpOf([...name.split('.'), 'x'])?.entry).toBe(client);
  });
});

describe.each(PYTHON_WRAPPERS.map((library) => [library.id, library] as const))('%s', (_id, library) => {
  it('holds together', () => {
    for (const wrapper of Object.values(library.exports)) {
      for (const place of [wrapper.on, wrapper.attempts, wrapper.throws?.unless]) if (place !== undefined) expect(place).toMatch(PLACE);
      if (wrapper.throws) for (const name of [wrapper.throws.error, ...wrapper.throws.ancestors]) expectClass(name);
    }
    for (const name of library.packages) expect(pythonWrapperOf([...name.split('.'), 'x'])?.entry).toBe(library);
  });
});

describe('the Python catalog', () => {
  it.each([
    ['SDKs', PYTHON_SDKS],
    ['HTTP clients', PYTHON_HTTP_CLIENTS],
    ['wrappers', PYTHON_WRAPPERS],
  ])(
    'has no id and no package twice among the %s',
    (_what, entries: readonly { readonly id: string; readonly packages: readonly string[] }[]) => {
      for (const names of [entries.map((entry) => entry.id), entries.flatMap((entry) => entry.packages)])
        expect(new Set(names).size).toBe(names.length);
    },
  );

  it.each([
    ['openai.OpenAI', 'openai', 'OpenAI'],
    ['openai.lib.azure.AzureOpenAI', 'openai', 'AzureOpenAI'],
    ['openai.chat.completions.create', 'openai', 'chat.completions.create'],
    // A module of the same name as a member stays what it is.
    ['openai.types.chat.ChatCompletion', 'openai', 'types.chat.ChatCompletion'],
    ['openai.OpenAI.chat', 'openai', 'OpenAI.chat'],
    ['litellm.main.completion', 'litellm', 'completion'],
    ['langchain.chat_models.init_chat_model', 'langchain', 'init_chat_model'],
    ['langchain_community.llms.vllm.VLLMOpenAI', 'langchain_community', 'VLLMOpenAI'],
    ['langchain_community.vectorstores.FAISS.from_documents', 'langchain_community', 'FAISS.from_documents'],
    ['llama_index.llms.openai_like.OpenAILike', 'llama-index', 'OpenAILike'],
    ['google.genai.Client', 'google-genai', 'Client'],
    ['autogen_ext.models.openai.OpenAIChatCompletionClient', 'autogen-agentchat', 'OpenAIChatCompletionClient'],
    ['agents.Runner.run', 'openai-agents', 'Runner.run'],
  ])('finds %s', (path, id, rest) => {
    const found = pythonSdkOf(path.split('.'));
    expect([found?.entry.id, found?.rest.join('.')]).toStrictEqual([id.replace('langchain_community', 'langchain-community'), rest]);
  });

  it.each(['openai_helpers.OpenAI', 'google.cloud.storage.Client', 'autogen_ext.tools', 'mymodule.openai.OpenAI', 'http'])(
    'does not find %s',
    (path) => {
      expect(pythonSdkOf(path.split('.'))).toBeUndefined();
      expect(pythonHttpOf(path.split('.'))).toBeUndefined();
    },
  );

  it('finds HTTP clients and wrappers below their modules', () => {
    expect(pythonHttpOf(['requests', 'sessions', 'Session', 'post'])?.rest).toStrictEqual(['Session', 'post']);
    expect(pythonHttpOf(['urllib', 'request', 'urlopen'])?.rest).toStrictEqual(['urlopen']);
    expect(pythonHttpOf(['urllib', 'parse', 'urljoin'])).toBeUndefined();
    expect(pythonWrapperOf(['tenacity', 'asyncio', 'AsyncRetrying'])?.rest).toStrictEqual(['AsyncRetrying']);
  });

  it('makes coroutines of the calls of asynchronous clients, and none of what is read', () => {
    const client = pythonSdkOf(['openai'])?.entry.objects['asyncClient'];
    expect(client?.calls['chat.completions.create']).toMatchObject({ async: true, stream: { option: 'stream' } });
    expect(client?.calls['chat.completions.stream']).not.toHaveProperty('async');
  });
});

describe('isAncestor', () => {
  const openai = { error: 'openai.APIConnectionError', ancestors: ['openai.APIError', 'openai.OpenAIError'] };
  const requests = { error: 'requests.ConnectionError', ancestors: ['requests.RequestException', 'OSError'] };
  const aiohttp = {
    error: 'aiohttp.ClientConnectorError',
    ancestors: ['aiohttp.ClientOSError', 'aiohttp.ClientConnectionError', 'aiohttp.ClientError', 'OSError'],
  };
  const httpx = {
    error: 'httpx.ConnectError',
    ancestors: ['httpx.NetworkError', 'httpx.TransportError', 'httpx.RequestError', 'httpx.HTTPError'],
  };
  const ollama = { error: 'ConnectionError', ancestors: ['OSError'] };
  const refused = { error: 'ConnectionRefusedError', ancestors: [] };
  const litellm = { error: 'litellm.InternalServerError', ancestors: ['openai.InternalServerError', 'openai.APIError'] };

  // What `isinstance` answered for the failures that were measured.
  it.each([
    [
      openai,
      [
        'openai.APIConnectionError',
        'openai.APIError',
        'openai.OpenAIError',
        'Exception',
        'BaseException',
        'openai._exceptions.APIError',
        'builtins.Exception',
      ],
      [
        'ConnectionRefusedError',
        'ConnectionError',
        'OSError',
        'openai.APITimeoutError',
        'openai.APIStatusError',
        'httpx.ConnectError',
        'requests.ConnectionError',
        'RuntimeError',
      ],
    ],
    [
      requests,
      [
        'requests.exceptions.ConnectionError',
        'requests.RequestException',
        'requests.exceptions.RequestException',
        'OSError',
        'IOError',
        'EnvironmentError',
        'socket.error',
      ],
      [
        'ConnectionError',
        'ConnectionRefusedError',
        'requests.Timeout',
        'requests.exceptions.ConnectTimeout',
        'TimeoutError',
        'urllib3.exceptions.MaxRetryError',
      ],
    ],
    [
      aiohttp,
      ['aiohttp.client_exceptions.ClientConnectorError', 'aiohttp.ClientError', 'aiohttp.ClientConnectionError', 'OSError'],
      ['ConnectionError', 'ConnectionRefusedError', 'asyncio.TimeoutError', 'aiohttp.ServerDisconnectedError'],
    ],
    [
      httpx,
      ['httpx.ConnectError', 'httpx.HTTPError', 'httpx.RequestError', 'httpx._exceptions.TransportError'],
      ['OSError', 'ConnectionError', 'httpx.ConnectTimeout', 'httpx.HTTPStatusError', 'httpx2.ConnectError', 'httpcore.ConnectError'],
    ],
    [
      ollama,
      ['ConnectionError', 'builtins.ConnectionError', 'OSError', 'socket.error'],
      ['ConnectionRefusedError', 'ollama.ResponseError', 'httpx.ConnectError', 'requests.ConnectionError'],
    ],
    [
      refused,
      ['ConnectionRefusedError', 'ConnectionError', 'OSError', 'select.error'],
      ['ConnectionResetError', 'TimeoutError', 'socket.timeout', 'requests.ConnectionError'],
    ],
    [
      litellm,
      ['litellm.exceptions.InternalServerError', 'openai.APIError'],
      ['litellm.APIConnectionError', 'openai.APIConnectionError', 'openai.RateLimitError'],
    ],
    [
      { error: 'TimeoutError', ancestors: [] },
      ['asyncio.TimeoutError', 'socket.timeout', 'concurrent.futures.TimeoutError', 'OSError'],
      ['ConnectionError'],
    ],
  ])('knows what catches %j', (thrown, yes, no) => {
    for (const name of yes) expect([name, isAncestor(name, thrown)]).toStrictEqual([name, true]);
    for (const name of no) expect([name, isAncestor(name, thrown)]).toStrictEqual([name, false]);
  });
});

describe('frameworks, callbacks and engines', () => {
  it('holds together', () => {
    const ids = PYTHON_FRAMEWORKS.map((framework) => framework.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { packages, apps, decorators, functions, errorHandlers, bases } of PYTHON_FRAMEWORKS) {
      for (const name of [...packages, ...decorators, ...errorHandlers, ...apps, ...functions]) expect(name).toMatch(DOTTED);
      expect(apps.length + functions.length + Object.keys(bases ?? {}).length).toBeGreaterThan(0);
      if (apps.length > 0) expect(decorators.length).toBeGreaterThan(0);
    }
    for (const { takes } of PYTHON_CALLBACKS) for (const place of Object.values(takes).flat()) expect(place).toMatch(PLACE);
  });

  it('knows the engines by every module that exports them', () => {
    for (const engine of OFFLINE_ENGINES) expect(offlineEngineOf(engine.name.split('.'))).toBe(engine);
    expect(offlineEngineOf(['vllm', 'entrypoints', 'llm', 'LLM'])?.methods).toContain('generate');
    for (const other of [['vllm'], ['vllm', 'SamplingParams'], ['mine', 'LLM'], ['vllm', 'LLM', 'generate']])
      expect(offlineEngineOf(other)).toBeUndefined();
  });
});

describe('PYTHON_SIGNAL', () => {
  it.each([
    ...SERVER_PATHS.filter((path) => path.proof === 'alone').map((path) => `requests.post(f"{base}${path.path}")`),
    ...[...KNOWN_PORTS].flatMap((port) => [`requests.get('http://localhost:${port}/api/tags')`, `port=${port}`]),
    ...PROVIDER_HOSTS.map((provider) => `requests.post("https://${provider.host.replace('*', 'my-name')}/x")`),
    ...SERVER_ENVIRONMENT.map((name) => `os.environ["${name}"]`),
    'from vllm import LLM',
    'from google import genai',
    'from google import auth, genai',
    'vllm_url = "http://gpu:8000"',
    'base = "http://gpu:8000/v1"',
    'HTTPConnection("localhost", 11434)',
    'body = {"model": name, "messages": history}',
    "body['max_tokens'] = 100",
    'url = "http://127.0.0.1:8012/rerank"',
    "url = f'{base}/pooling'",
    'requests.post(base + "/embeddings", json=body)',
  ])('matches %s', (text) => {
    expect(text).toMatch(PYTHON_SIGNAL);
  });

  it.each([
    'import requests',
    'from tenacity import retry',
    'import openaix',
    'from .openai import x',
    'from myopenai import x',
    'from google import auth',
    'from google.cloud import storage',
    'seed = 1234',
    'x = [1, 1234]',
    'port = 8000',
    'URL = os.environ["DATABASE_URL"]',
    'important_openai = 1',
    'url = base + "/scores"',
    'from models.rerank import x',
    'requests.get("https://api.stripe.com/v1/charges")',
  ])('is silent about %s', (text) => {
    expect(text).not.toMatch(PYTHON_SIGNAL);
  });

  it('has no HTTP client and no wrapper in it', () => {
    for (const name of [...PYTHON_HTTP_CLIENTS, ...PYTHON_WRAPPERS].flatMap((entry) => entry.packages))
      expect(`import ${name}`).not.toMatch(PYTHON_SIGNAL);
  });

  it.each([
    '_URL',
    '://',
    '"',
    'import ',
    'from ',
    ', ',
    ' ',
    '\t',
    'from google import ',
    'from google import a, ',
    'port',
    ': ',
    '/v1',
    `import ${' '.repeat(1000)}`,
  ])('takes time linear in a text of %j', (part) => {
    const time = (length: number) => {
      const text = part.repeat(Math.ceil(length / part.length));
      return cpuTime(() => PYTHON_SIGNAL.test(text));
    };
    time(100_000);
    // Two megabytes; what is quadratic takes minutes.
    expect(time(2_000_000)).toBeLessThan(5000);
  });
});
