// The AI SDK's functions, and its providers, whose base URL is tested through `generateText`.
const COMPATIBLE = { 4: '0.2', 5: '1', 6: '2', 7: '3' };
const OPENAI = { 4: '1', 5: '2', 6: '3', 7: '4' };
const full = true;

/** The model of a case: an OpenAI-compatible provider on the address. */
const model = (lib, url) => lib['@ai-sdk/openai-compatible'].createOpenAICompatible({ name: 'own', baseURL: url })('m');
const send = (extra) => (lib, url) => [{ model: model(lib, url), ...extra }];
/** Reads the text, as most programs do. */
export async function textOf(result) {
  const parts = [];
  for await (const part of result.textStream ?? result.partialObjectStream) parts.push(part);
  return `${parts.length} parts`;
}
const prompt = { prompt: 'hi' };
const base = '/v1';

const functions = {
  entry: 'ai',
  kind: 'sdk',
  installs: [4, 5, 6, 7].map((major) => `ai@${major} @ai-sdk/openai-compatible@${COMPATIBLE[major]} zod@${major > 4 ? 4 : 3}`),
  quick: [`ai@7 @ai-sdk/openai-compatible@${COMPATIBLE[7]} zod@4`],
  shapes: ['@ai-sdk/rsc'],
  modules: ['@ai-sdk/openai-compatible'],
  cases: [
    { path: 'generateText', send: send(prompt), base, full },
    { path: 'streamText', send: send({ ...prompt, onError: () => undefined }), base, full, read: textOf },
    {
      path: 'embed',
      send: (lib, url) => [
        {
          model: lib['@ai-sdk/openai-compatible'].createOpenAICompatible({ name: 'own', baseURL: url }).textEmbeddingModel('m'),
          value: 'hi',
        },
      ],
      base,
    },
    { path: 'generateObject', send: send({ ...prompt, output: 'no-schema' }), base },
    { path: 'streamObject', send: send({ ...prompt, output: 'no-schema', onError: () => undefined }), base, read: textOf },
    { path: 'Experimental_Agent > generate', make: send({}), send: [prompt], base, from: 5, until: 6 },
    { path: 'ToolLoopAgent > generate', make: send({}), send: [prompt], base, from: 6 },
    { path: 'ToolLoopAgent > stream', make: send({}), send: [prompt], base, from: 6, read: textOf },
  ],
};

/** What a provider's factory wants besides the base URL, and what the address ends with. */
const PROVIDERS = [
  ...[4, 5, 6, 7].map((major) => ['@ai-sdk/openai', 'createOpenAI', OPENAI[major], { major, full: true }]),
  ...[4, 5, 6, 7].map((major) => [
    '@ai-sdk/openai-compatible',
    'createOpenAICompatible',
    COMPATIBLE[major],
    { major, options: { name: 'own' } },
  ]),
  ['@ai-sdk/open-responses', 'createOpenResponses', '2', { options: { name: 'own' }, base: '/v1/responses' }],
  ['@ai-sdk/anthropic', 'createAnthropic', '4', { full: true }],
  ['@ai-sdk/azure', 'createAzure', '4', {}],
  ['@ai-sdk/mistral', 'createMistral', '4', {}],
  ['@ai-sdk/groq', 'createGroq', '4', {}],
  ['@ai-sdk/deepseek', 'createDeepSeek', '3', {}],
  ['@ai-sdk/xai', 'createXai', '4', {}],
  ['@ai-sdk/togetherai', 'createTogetherAI', '3', {}],
  ['@ai-sdk/cohere', 'createCohere', '4', { base: '/v2' }],
  ['@ai-sdk/google', 'createGoogleGenerativeAI', '4', { base: '/v1beta' }],
  ['@ai-sdk/fireworks', 'createFireworks', '3', {}],
  ['@ai-sdk/deepinfra', 'createDeepInfra', '3', {}],
  ['@ai-sdk/cerebras', 'createCerebras', '3', {}],
  ['@ai-sdk/perplexity', 'createPerplexity', '4', {}],
  ['@ai-sdk/gateway', 'createGateway', '4', {}],
  ['ollama-ai-provider', 'createOllama', '1', { major: 4, base: '/api' }],
  ['ollama-ai-provider-v2', 'createOllama', '3', { major: 6, base: '/api' }],
  ['ai-sdk-ollama', 'createOllama', '4', { base: '' }],
  ['@openrouter/ai-sdk-provider', 'createOpenRouter', '2', { major: 6 }],
];

const byPackage = new Map();
for (const [name, factory, version, about] of PROVIDERS) {
  const { major = 7, options = {}, full: isFull = false, base: ending = '/v1' } = about;
  const subject = byPackage.get(name) ?? { entry: name, kind: 'sdk', installs: [], modules: ['ai', name], cases: [] };
  subject.installs.push(`${name}@${version} ai@${major} zod@${major > 4 ? 4 : 3}`);
  if (subject.cases.length === 0)
    subject.cases.push({
      path: factory,
      make: [{ apiKey: 'x', ...options }],
      base: ending,
      full: isFull,
      through: ({ ai }, provider) => ai.generateText({ model: provider('m'), ...prompt }),
    });
  byPackage.set(name, subject);
}

export const AI_SDK = [functions, ...byPackage.values()];
