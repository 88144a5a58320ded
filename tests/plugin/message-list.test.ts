import { beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { HTTP_CLIENTS, SDKS, WRAPPERS } from '../../src/catalog/javascript.js';
import { PYTHON_HTTP_CLIENTS, PYTHON_SDKS } from '../../src/catalog/python.js';
import type { Call, FailureProfile } from '../../src/model/facts/call.js';
import { LANGUAGE_SUPPORT, type LanguageSupport } from '../../src/model/language.js';
import type { Facts, Problems } from '../../src/model/file-facts.js';
import type { End } from '../../src/model/facts/handling.js';
import type { Runtime } from '../../src/model/runtime.js';
import type { RetryLayer } from '../../src/model/problems/retry-layers.js';
import { SERVER_DEPLOYMENTS } from '../../src/catalog/servers/products/index.js';
import type { DeploymentProblems } from '../../src/model/problems/deployment.js';
import { headlineOf, rendered } from '../../src/plugin/message.js';
import { boundsOf } from './message-bounds.js';

// Every message with the longest facts that can occur. Rules see facts only, so a source code that has these is enough.

const NAME = 'this.assistants.client.chat.completions.create';
const REACHES = 'new AzureOpenAI.SomeLongClientName({ baseURL })';
const URL = 'http://inference-gateway.cluster.internal:8000/v1/chat/completions';
const SPAN = { start: 0, end: 1 };

/** Every object in the catalog that has a key, with the title of its library. */
function entriesWith<Key extends string>(
  key: Key,
  verb: FailureProfile['verb'],
  values: readonly unknown[],
): { readonly title: string; readonly verb: FailureProfile['verb']; readonly entry: Record<Key, unknown> }[] {
  const visit = (value: unknown, title: string): ReturnType<typeof entriesWith<Key>> => {
    if (typeof value !== 'object' || value === null || value instanceof RegExp || value instanceof Set) return [];
    const name = 'title' in value && typeof value.title === 'string' ? value.title : title;
    return [
      ...(key in value ? [{ title: name, verb, entry: value as Record<Key, unknown> }] : []),
      ...Object.values(value).flatMap((inner) => visit(inner, name)),
    ];
  };
  return values.flatMap((value) => visit(value, ''));
}

const inCatalog = <Key extends string>(key: Key) => [
  ...entriesWith(key, 'throws', [SDKS, HTTP_CLIENTS, WRAPPERS]),
  ...entriesWith(key, 'raises', [PYTHON_SDKS, PYTHON_HTTP_CLIENTS]),
];
const texts = (key: string): readonly string[] => [
  ...new Set(inCatalog(key).flatMap(({ entry }) => (typeof entry[key] === 'string' ? [entry[key]] : []))),
];
const longest = (all: readonly string[]): string => [...all].sort((a, b) => b.length - a.length)[0] ?? '';

const profiles: FailureProfile[] = inCatalog('error').flatMap(({ title, verb, entry }) => {
  const { error, shown, attempts, seconds } = entry as { error: unknown; shown?: unknown; attempts?: number; seconds?: number };
  return typeof error === 'string' && title !== ''
    ? [
        {
          library: title,
          verb,
          error,
          shown: typeof shown === 'string' ? shown : `\`${error}\``,
          attempts: attempts ?? 1,
          seconds: seconds ?? 0,
          rejectsOnStatus: true,
        },
      ]
    : [];
});

const ENDS: Readonly<Record<End, true>> = {
  'top-level': true,
  rejection: true,
  event: true,
  route: true,
  callback: true,
  cell: true,
  page: true,
  task: true,
  response: true,
};
const ends = Object.keys(ENDS) as End[];
const RUNTIMES: readonly Runtime[] = ['server', 'browser', 'unknown'];

function call(failure: FailureProfile, rest: Partial<Call> = {}): Call {
  const retry: Call['retry'] =
    failure.attempts > 1 ? { kind: 'sdk', attempts: failure.attempts } : { kind: 'none', reason: { kind: 'library' } };
  return {
    span: SPAN,
    whole: SPAN,
    sdk: 'x',
    name: NAME,
    failure,
    test: undefined,
    surfaces: 'await',
    answer: 'unary',
    purpose: 'model',
    runtime: 'server',
    repeatable: true,
    handling: { kind: 'caught' },
    retry,
    endpoint: undefined,
    retryOption: undefined,
    ...rest,
  };
}

const layer = (rest: Partial<RetryLayer>): RetryLayer => ({
  kind: 'wrapper',
  name: 'this.resilience.policies.retryWithBackoff',
  span: SPAN,
  attempts: 11,
  waits: 'no',
  seconds: 1000,
  ...rest,
});

function longestFacts(): { readonly facts: Facts; readonly problems: Problems } {
  const place = { file: 'packages/server/src/routes/api/chat/completions/route.ts', line: 1234 };
  const whys = [
    ...texts('why'),
    'it retries after `some.module.exceptions.FirstError` or `some.module.exceptions.SecondError` only, not after `some.module.exceptions.APIConnectionError`',
  ];
  const nevers = [
    'which has no `code`: check `cause.code` or `cause.cause.code`',
    'whose message has no code where `localhost` has two addresses',
    'whose `name` is `Error`',
    'which is not a `APIConnectionError` of `@anthropic-ai/sdk`',
    'whose message is `Connection error.`',
  ];
  const calls = profiles.map((failure) => call(failure));
  const facts: Facts = {
    calls: profiles.flatMap((failure) => [
      ...ends.flatMap((end) =>
        RUNTIMES.flatMap((runtime) => [
          call(failure, { runtime, handling: { kind: 'lost', end } }),
          call(failure, { runtime, handling: { kind: 'lost', end, at: place } }),
        ]),
      ),
      ...[undefined, 15].map((requests) =>
        call(failure, {
          handling: { kind: 'lost', end: 'rejection' },
          escape: { requests, seconds: 123.4, error: 'instructor.exceptions.InstructorRetryException' },
        }),
      ),
      call(failure, { handling: { kind: 'exported', unused: true } }),
      call({ ...failure, attempts: 1 }, { handling: { kind: 'lost', end: 'event' }, provider: 'the cloud service' }),
      ...(['disabled-client', 'disabled-call'] as const).map((kind) => call(failure, { retry: { kind: 'none', reason: { kind } } })),
      ...whys.map((why) => call(failure, { retry: { kind: 'none', reason: { kind: 'ineffective-wrapper', wrapper: NAME, why } } })),
    ]),
    endpoints: [{ span: SPAN, source: 'literal', url: URL, shown: URL, base: URL, host: 'self-hosted', reaches: REACHES }],
  };
  const problems: Omit<Problems, 'deployment'> = {
    connectionChecks: calls.flatMap((one) => [
      ...nevers.map((why) => ({
        kind: 'test' as const,
        span: SPAN,
        asked: "(error as Error).message.includes('ECONNREFUSED')",
        why,
        call: one,
        calls: [],
      })),
      { kind: 'never' as const, span: SPAN, asked: 'requests.exceptions.ConnectionError, ConnectionRefusedError', call: one, calls: [] },
      { kind: 'answers' as const, span: SPAN, asked: 'requests.exceptions.ConnectionError, ConnectionRefusedError', call: one, calls: [] },
    ]),
    offlineEngines: (['option', 'method'] as const).map((kind) => ({
      span: SPAN,
      whole: SPAN,
      name: 'some.module.of.the.project.vllm.AsyncLLMEngine',
      sign: { kind, name: 'chat.completions.with_raw_response.create' },
      calls: [],
    })),
    streams: calls.flatMap((one) => [
      { kind: 'outside' as const, call: one, at: SPAN },
      { kind: 'response' as const, call: one, at: SPAN },
      { kind: 'masked' as const, call: one, at: SPAN, reader: 'pipeDataStreamToResponse' },
      ...[undefined, true, false].map((logs) => ({
        kind: 'silent' as const,
        call: one,
        at: SPAN,
        reader: 'pipeDataStreamToResponse',
        logs,
      })),
    ]),
    uncheckedResponses: calls.flatMap((one) =>
      (['read', 'probe'] as const).map((kind) => ({
        kind,
        call: one,
        at: SPAN,
        reader: 'this.transport.lastResponse.body.json()',
        form: { reads: [], status: 'status', raises: 'raise_for_status' } as never,
      })),
    ),
    concurrency: calls.flatMap((one) => [
      { kind: 'each' as const, call: one, at: SPAN, name: 'asyncio.gather' },
      { kind: 'batch' as const, call: one, at: SPAN, name: NAME, option: 'max_concurrency' },
    ]),
    timeouts: (['endless', 'fails', 'absent', 'signal', 'cut'] as const).flatMap((kind) =>
      [undefined, 3600].flatMap((seconds) =>
        RUNTIMES.map((runtime) => ({
          kind,
          runtime,
          at: SPAN,
          whole: SPAN,
          reaches: REACHES,
          option: 'timeout=httpx.Timeout(None, connect=None, read=None)',
          ...(seconds === undefined ? {} : { seconds }),
          purpose: 'model' as const,
        })),
      ),
    ),
    stackedRetries: calls.flatMap((one) => {
      const sdk = layer({ kind: 'sdk', name: one.failure.library, attempts: 7 });
      return [
        [sdk, layer({})],
        [sdk, layer({ kind: 'loop', name: '', attempts: 5 })],
        [sdk, layer({}), layer({ kind: 'loop', name: 'withExponentialBackoffAndJitter' })],
      ].map((layers) => ({ call: one, layers, requests: 847, seconds: 9000, option: undefined }));
    }),
    retriesWithoutBackoff: calls.flatMap((one) =>
      [
        layer({}),
        layer({ attempts: 'endless' }),
        layer({ attempts: 'endless', waits: 'yes' }),
        layer({ kind: 'loop', attempts: 'endless' }),
        layer({ kind: 'loop', name: '', attempts: 'unknown' }),
      ].map((each) => ({ call: one, layer: each })),
    ),
    baseUrls: (
      [
        'endpoint-path',
        'missing-version',
        'excess-version',
        'doubled-version',
        'double-slash',
        'missing-scheme',
        'broken-scheme',
        'unspecified-host',
        'https',
      ] as const
    ).map((kind) => ({
      kind,
      span: SPAN,
      url: URL,
      reaches: REACHES,
      sends: `${URL}/chat/completions`,
      corrected: `${URL}/v1`,
      change: { from: '/v1/chat/completions', to: '' },
    })),
    ignoredOptions: [
      ...texts('effect'),
      'since version 1 requests go to https://api.openai.com/v1',
      'it reads `OPENAI_BASE_URL`, else requests go to https://api.openai.com/v1',
    ].flatMap((effect) =>
      [undefined, 'configuration.baseURL'].map((meant) => ({
        span: SPAN,
        whole: SPAN,
        name: 'configuration.basePath',
        reaches: REACHES,
        effect,
        remedy: 'none' as const,
        ...(meant === undefined ? {} : { meant }),
      })),
    ),
    providerFallbacks: (['unset', 'blank'] as const).map((when) => ({
      span: SPAN,
      variable: 'MY_COMPANY_INFERENCE_SERVER_BASE_URL',
      when,
      host: longest(texts('host')),
      reaches: REACHES,
      sign: 'Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8',
      proposal: URL,
    })),
    missingKeys: (['construction', 'call'] as const).map((at) => ({
      span: SPAN,
      whole: SPAN,
      name: 'new AzureOpenAI.SomeLongClientName',
      option: 'apiKey',
      variable: 'AZURE_INFERENCE_CREDENTIAL',
      error: 'OpenAIError',
      at,
      url: URL,
    })),
    implicitResponses: [{ span: SPAN, name: 'this.providers.selfHosted.vllm', library: '@ai-sdk/openai', since: 2, instead: 'chat' }],
    swallowedErrors: profiles
      .map((failure) => call(failure))
      .flatMap((one) =>
        ['`suppress(Exception, ConnectionRefusedError, OSError)`', '`.catch()`'].map((handler) => ({ span: SPAN, handler, call: one })),
      ),
    blindRetries: calls.flatMap((one) =>
      (['library', 'loop', 'recursion'] as const).flatMap((kind) =>
        [11, 'endless' as const, undefined].map((attempts) => ({
          kind,
          span: SPAN,
          name: '@tenacity.asyncio.retry.AsyncRetrying',
          call: one,
          attempts,
          seconds: 60_000,
        })),
      ),
    ),
  };
  return { facts, problems: { ...problems, deployment: longestDeploymentProblems() } };
}

/** The problems of deployment files, with the longest names, products and addresses. */
function longestDeploymentProblems(): DeploymentProblems {
  const name = 'arb-post-hearing-assistant-vllm-service-gaudi';
  const rest = { span: SPAN, suggest: [], name };
  const server = longest(SERVER_DEPLOYMENTS.map(({ title }) => title));
  const becauses = [
    'own-container',
    'host-gateway',
    'no-such-name',
    'other-port',
    'published-port',
    'plain-http',
    'service-port',
    'namespace',
  ] as const;
  return {
    unanswered: becauses.flatMap((because) =>
      [undefined, URL].map((better) => ({
        ...rest,
        because,
        name: 'AGENT_VLLM_INFERENCE_SERVER_OPENAI_BASE_URL',
        url: URL,
        from: `container \`${name}\``,
        better,
        other: better === undefined ? undefined : `\`${name}\` of \`docker-compose.inference.production.yaml\``,
      })),
    ),
    portMismatches: (['published', 'target', 'named-target', 'selector'] as const).map((kind) => ({
      ...rest,
      kind,
      given: kind === 'selector' ? 'app.kubernetes.io/component: inference-server' : '12345',
      expected: kind === 'selector' ? 'app.kubernetes.io/component: vllm-inference' : '8080 or 9931',
    })),
    invalidChecks: [
      ...(['no-program', 'no-program'] as const).map((kind, index) => ({
        ...rest,
        kind,
        server,
        given: 'python3',
        expected: index === 0 ? '' : "python3 -c import urllib.request; urllib.request.urlopen('http://localhost:4000/health/liveliness')",
      })),
      ...(['other-port', 'image-port'] as const).map((kind) => ({ ...rest, kind, server, given: '12345', expected: '8080 or 9931' })),
      { ...rest, kind: 'needs-key', server, given: '/v1/chat/completions', expected: '/health/liveliness' },
      { ...rest, kind: 'blind', server: 'llama.cpp', given: 'curl', expected: 'curl -f' },
    ],
    missingChecks: (['compose', 'kubernetes'] as const).map((form) => ({ ...rest, form, server, hasDependents: true })),
    unreadyDependencies: (['started', 'none'] as const).flatMap((kind) =>
      [true, false].map((hasCheck) => ({ ...rest, kind, dependency: name, server, hasCheck })),
    ),
    shortStarts: (['liveness', 'startup', 'health-check'] as const).map((kind) => ({ ...rest, kind, server, seconds: 115, needed: 120 })),
    loopbackBinds: [undefined, '127.0.0.1'].map((address) => ({ ...rest, server, address })),
    missingRestarts: [{ ...rest, server }],
    invalidCommands: (['serve-twice', 'joined-option', 'demo-server'] as const).map((kind) => ({
      ...rest,
      kind,
      server,
      given: kind === 'demo-server' ? 'vllm.entrypoints.api_server' : '--max-num-batched-tokens 32768',
    })),
  };
}

interface Found {
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
}

/** What a rule reports for a file, as ESLint renders it. */
function findingsOf(rule: keyof typeof rules, file: ReturnType<typeof longestFacts>): readonly Found[] {
  const found: Found[] = [];
  const { meta, create } = rules[rule];
  const source: LanguageSupport<unknown> = { hasSignal: () => true, read: () => ({ ...file, repair: () => undefined }) };
  const context = {
    id: rule,
    cwd: '/',
    filename: '/a.js',
    settings: { vllm: { project: false } },
    options: meta.docs.strictOptions ? [meta.docs.strictOptions] : [],
    sourceCode: { text: 'x', getLocFromIndex: () => ({ line: 1234, column: 0 }), [LANGUAGE_SUPPORT]: source },
    report: ({ messageId, data }: { readonly messageId: string; readonly data: Record<string, string> }) => {
      found.push({ rule, messageId, message: rendered(meta.messages?.[messageId] ?? '', data) });
    },
  };
  const listener = create(context as never) as { readonly Program?: () => void };
  listener.Program?.();
  return found;
}

describe('all messages', () => {
  let all: readonly Found[] = [];
  beforeAll(() => {
    const file = longestFacts();
    all = Object.keys(rules).flatMap((rule) => findingsOf(rule as keyof typeof rules, file));
  });

  it('have a first sentence of at most 90 characters, and 200 in all', () => {
    expect(
      [...new Set(all.map(({ message }) => message))].flatMap((message) => boundsOf(message).map((fault) => `${fault}: ${message}`)),
    ).toEqual([]);
  });

  it('are listed with their lengths', async () => {
    const lines = Object.entries(rules).flatMap(([rule, { meta }]) =>
      Object.keys(meta.messages ?? {}).map((messageId) => {
        const message = longest(all.filter((one) => one.rule === rule && one.messageId === messageId).map((one) => one.message));
        return `${rule}/${messageId}: ${headlineOf(message).length} + ${message.length - headlineOf(message).length} = ${message.length}\n  ${message}\n`;
      }),
    );
    await expect(lines.join('')).toMatchFileSnapshot('message-list.txt');
  });

  it('occur here, each of them', () => {
    const missing = Object.entries(rules).flatMap(([rule, { meta }]) =>
      Object.keys(meta.messages ?? {})
        .filter((id) => !all.some((one) => one.rule === rule && one.messageId === id))
        .map((id) => `${rule}/${id}`),
    );
    expect(missing).toEqual([]);
  });
});
