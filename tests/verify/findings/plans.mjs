// How the programs of a rule are run, and what has to become of them, before and after the linter's repair. A program
// says otherwise in its first lines. A run:
//   `server`: who is at the address in the program: a mode of ../server.mjs, `late2` is there 2 s after the first try;
//   `env`: who is where the server's variable says (VLLM_BASE_URL, see sdks.mjs): a mode, `same` or `unset`; `before`, `after`: see expectations.mjs; `isMore`: not in CI.
// What the finding's message says is compared with the first run besides: see claims.mjs.
// `quick`: how the names of the programs that run in CI begin, where that is not all.
// `repair` is the beginning of a fix's or suggestion's title; without it, the fix is taken, or the first suggestion.

export const PLANS = {
  'no-blind-retry': {
    quick: ['axios.', 'openai.'],
    runs: [
      { title: '400', server: '400', before: 'dies, 2+ requests', after: 'dies, 1 request' },
      { title: 'the server is up after a second', server: 'late1', before: 'answers', after: 'answers, 2+ requests' },
    ],
  },
  'no-hardcoded-base-url': {
    quick: ['openai.', 'ai.', 'fetch.', 'requests.'],
    runs: [
      { title: 'the server is where the variable says', server: 'refuse', env: 'ok', before: 'dies, refused', after: 'answers' },
      { title: 'the variable is not set', server: 'ok', env: 'unset', before: 'answers', after: 'answers', isMore: true },
    ],
  },
  'no-ignored-endpoint-option': { runs: [{ server: 'ok', before: 'dies, away', after: 'answers, not away' }] },
  'no-implicit-responses-api': {
    runs: [{ server: 'chat-only', before: 'dies, asks POST /v1/responses', after: 'answers, asks POST /v1/chat/completions' }],
  },
  'no-ineffective-connection-check': {
    quick: ['openai.mjs', 'openai.status.', 'ai.', 'fetch.', 'httpx.'],
    runs: [{ server: 'refuse', before: 'dies, refused', after: 'ends, says fallback' }],
  },
  'no-offline-engine-as-client': { runs: [{ server: 'ok', before: '', after: 'answers' }] },
  'no-provider-fallback': {
    quick: ['openai.', 'langchain.'],
    runs: [{ server: 'ok', env: 'unset', before: 'away', after: 'answers, not away' }],
  },
  'no-stacked-retries': {
    quick: ['openai.', 'langchain.'],
    runs: [{ server: 'refuse', before: 'dies, refused', after: 'dies, refused, at most 5 requests' }],
  },
  'no-swallowed-connection-error': {
    quick: ['openai.mjs', 'ai.', 'axios.', 'ollama.py', 'requests.'],
    runs: [{ server: 'refuse', before: 'silent', after: 'ends, logs' }],
  },
  'no-unbounded-concurrency': {
    quick: ['langchain.', 'openai.'],
    runs: [{ server: 'slow2', before: 'answers, 24 requests', after: 'answers, 24 requests, at most 8 at once' }],
  },
  'require-api-key': { quick: ['openai.', 'ai-openai.'], runs: [{ server: 'ok', before: 'dies, 0 requests', after: 'answers' }] },
  'require-connection-error-handling': {
    quick: ['openai.mjs', 'openai.py', 'openai.rethrow.', 'ai.', 'langchain.', 'anthropic.mjs', 'ollama.', 'fetch.', 'axios.', 'requests.'],
    repair: 'Catch a refused connection and use a fallback',
    runs: [{ server: 'refuse', before: 'dies, refused', after: 'ends, says Cannot reach' }],
  },
  'require-retry': {
    quick: ['openai.mjs', 'ai.', 'langchain.', 'fetch.', 'ollama.', 'requests.'],
    runs: [
      { title: 'the server is up after a second', server: 'late1', before: 'dies, refused', after: 'answers, 2+ requests, waits between' },
      { title: '503 twice', server: '503x2', before: 'no answer, 1 request', after: '', isMore: true },
      { title: '400', server: '400', before: 'no answer, 1 request', after: 'no answer, 1 request', isMore: true },
    ],
  },
  'require-retry-backoff': {
    quick: ['axios.', 'fetch.endless.', 'ollama.py', 'requests.py'],
    runs: [
      {
        title: 'the server is up after a second',
        server: 'late1',
        before: 'no waits between',
        after: 'answers, 2+ requests, waits between',
      },
    ],
  },
  'require-status-check': { runs: [{ server: '503', before: 'dies, not says 503', after: 'dies, says 503' }] },
  'require-stream-error-handling': {
    quick: ['ai.', 'openai.', 'anthropic.'],
    runs: [{ server: 'cut', before: 'dies, not says the handler', after: 'says the handler' }],
  },
  'require-timeout': {
    quick: ['fetch.', 'openai.mjs', 'requests.'],
    runs: [{ server: 'hang', before: 'waits', after: 'dies, not refused' }],
  },
  'valid-base-url': {
    quick: [
      'openai.mjs',
      'openai.endpoint.py',
      'openai.scheme.mjs',
      'openai.https.mjs',
      'openai.unspecified.',
      'anthropic.mjs',
      'ollama.mjs',
      'fetch.',
      'requests.',
    ],
    runs: [{ server: 'exact', before: 'dies, no answer', after: 'answers' }],
  },
};

/** Rules about files that are not run here. */
const DEPLOYMENT =
  "it reads deployment files, which need Docker or a cluster; its facts come from the products' own sources (`src/catalog/servers/products`)";

/** Rules without a program that is run, and why. */
export const REASONS = {
  'no-endpoint-mismatch': DEPLOYMENT,
  'no-localhost-in-container': DEPLOYMENT,
  'no-loopback-bind': DEPLOYMENT,
  'require-healthy-dependency': DEPLOYMENT,
  'require-host-gateway': DEPLOYMENT,
  'require-restart-policy': DEPLOYMENT,
  'require-server-healthcheck': DEPLOYMENT,
  'require-startup-grace': DEPLOYMENT,
  'valid-server-command': DEPLOYMENT,
  'valid-server-healthcheck': DEPLOYMENT,
};
