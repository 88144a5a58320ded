// SDKs of JavaScript. A case is a way through the catalog's entry (`path`, see `claimOf` in ../entries.mjs), and
//   `make`, `steps`, `send`: the arguments of the export, of what hands out the next object, of the call, without what
//     the catalog has a place for: base URL, retries, `stream` (a function gets the modules and the address);
//   `like`: another way through the entry, which it ends in;
//   `base`: what the base URL ends with; `through`: its own way of calling; `read`: its own way of reading;
//   `place`: which of the places of a base URL; `full`: against every kind of server; `from`, `until`: majors; `endless`: a status that it asks again about for ever; `isUnanswered`: our server is no such one;
//   `cap`: seconds to wait, where that is more than 60.
// `shapes` are versions of which only the names are looked at.
import { AI_SDK, textOf } from './ai.mjs';
import { LANGCHAIN } from './langchain.mjs';

const MESSAGES = [{ role: 'user', content: 'hi' }];
const ASK = [{ model: 'm', messages: MESSAGES }];
const KEY = [{ apiKey: 'x' }];
const INPUT = [{ model: 'm', input: 'hi' }];
const CLAUDE = [{ model: 'm', max_tokens: 9, messages: MESSAGES }];
const sdk = (entry, installs, cases, rest = {}) => ({ entry, installs, cases, kind: 'sdk', ...rest });
const versions = (name, ...list) => list.map((version) => `${name}@${version}`);
const full = true;
const stream = true;
const contents = [{ model: 'm', contents: 'hi' }];
const mistral = { model: 'm', messages: MESSAGES };

const openai = (path, send, rest) => ({ path, make: KEY, send, base: '/v1', ...rest });

export const SDKS = [
  ...AI_SDK,
  ...LANGCHAIN,
  sdk(
    'openai',
    versions('openai', 4, 5, 6, 7),
    [
      openai('default > chat.completions.create', ASK, { full }),
      openai('OpenAI > chat.completions.create', ASK, { stream, full }),
      openai('OpenAI > responses.create', INPUT),
      openai('OpenAI > embeddings.create', INPUT),
      openai('OpenAI > models.list'),
      openai('OpenAI > get', ['/models']),
      openai('OpenAI > chat.completions.stream', ASK, { from: 5 }),
      openai('OpenAI > beta.chat.completions.stream', ASK, { until: 4 }),
      openai('OpenAI > responses.stream', INPUT),
      openai('OpenAI > withOptions > chat.completions.create', ASK, { steps: [[{}]], from: 5 }),
      { path: 'AzureOpenAI > chat.completions.create', make: [{ apiKey: 'x', apiVersion: '2024-06-01', deployment: 'd' }], send: ASK },
    ],
    { quick: ['openai@7'], shapes: versions('openai', '4.20', '6.0') },
  ),
  sdk(
    'anthropic',
    versions('@anthropic-ai/sdk', '0.137', '1'),
    [
      { path: 'default > messages.create', make: KEY, send: CLAUDE, full },
      { path: 'Anthropic > messages.create', make: KEY, send: CLAUDE, stream, full },
      { path: 'Anthropic > messages.stream', make: KEY, send: CLAUDE },
      { path: 'Anthropic > models.list', make: KEY },
    ],
    { shapes: ['@anthropic-ai/sdk@0.30', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/vertex-sdk'] },
  ),
  sdk(
    '@azure-rest/ai-inference',
    ['@azure-rest/ai-inference@1.0.0-beta.6 @azure/core-auth@1'],
    [
      { path: 'default > path > get', make: [undefined, { key: 'x' }, { allowInsecureConnection: true }], steps: [['/info']], full },
      {
        path: 'default > path > post',
        make: [undefined, { key: 'x' }, { allowInsecureConnection: true }],
        steps: [['/chat/completions']],
        send: [{ body: ASK[0] }],
      },
    ],
  ),
  sdk(
    'azure-openai',
    ['@azure/openai@1.0.0-beta.13'],
    [
      {
        path: 'OpenAIClient > getChatCompletions',
        make: [undefined, { key: 'x' }, { allowInsecureConnection: true }],
        send: ['m', MESSAGES],
        full,
      },
      {
        path: 'OpenAIClient > streamChatCompletions',
        make: [undefined, { key: 'x' }, { allowInsecureConnection: true }],
        send: ['m', MESSAGES],
      },
    ],
    { shapes: ['@azure/openai@1.0.0-beta.6', '@azure/openai@1.0.0-beta.12'] },
  ),
  sdk(
    'cohere-ai',
    ['cohere-ai@8'],
    [
      { path: 'CohereClientV2 > chat', make: [{ token: 'x' }], send: ASK, full },
      { path: 'CohereClient > chat', make: [{ token: 'x' }], send: [{ message: 'hi' }] },
      { path: 'CohereClientV2 > chatStream', make: [{ token: 'x' }], send: ASK },
    ],
  ),
  sdk(
    'genkit',
    ['genkit@1.42 @genkit-ai/compat-oai@1.42'],
    [
      { path: 'openAICompatible', make: [{ name: 'own', apiKey: 'x' }], base: '/v1', full, through: genkit, like: 'genkit > generate' },
      {
        path: 'openAICompatible',
        make: [{ name: 'own', apiKey: 'x' }],
        base: '/v1',
        stream,
        through: genkit,
        like: 'genkit > generateStream',
      },
    ],
    { modules: ['genkit', '@genkit-ai/compat-oai', ...['openai', 'deepseek', 'xai'].map((name) => `@genkit-ai/compat-oai/${name}`)] },
  ),
  sdk(
    'genkitx-ollama',
    ['genkitx-ollama@1.42 genkit@1.42'],
    [
      {
        path: 'ollama',
        make: [{ models: [{ name: 'm' }] }],
        full,
        through: ({ genkit: { genkit: start } }, plugin) => start({ plugins: [plugin] }).generate({ model: 'ollama/m', prompt: 'hi' }),
      },
    ],
    { modules: ['genkitx-ollama', 'genkit'] },
  ),
  sdk(
    '@google/genai',
    ['@google/genai@2'],
    [
      { path: 'GoogleGenAI > models.generateContent', make: KEY, send: contents, full },
      { path: 'GoogleGenAI > models.generateContentStream', make: KEY, send: contents, full, env: false },
      { path: 'GoogleGenAI > chats.create > sendMessage', make: KEY, steps: [[{ model: 'm' }]], send: [{ message: 'hi' }] },
    ],
    { shapes: ['@google/genai@1'] },
  ),
  sdk(
    '@google/generative-ai',
    ['@google/generative-ai@0.24'],
    [
      { path: 'GoogleGenerativeAI > getGenerativeModel > generateContent', make: ['x'], steps: [[{ model: 'm' }]], send: ['hi'], full },
      { path: 'GoogleGenerativeAI > getGenerativeModel > generateContentStream', make: ['x'], steps: [[{ model: 'm' }]], send: ['hi'] },
    ],
  ),
  sdk('groq-sdk', versions('groq-sdk', '0.37', '1'), [
    { path: 'default > chat.completions.create', make: KEY, send: ASK, full },
    { path: 'Groq > chat.completions.create', make: KEY, send: ASK, stream, full },
  ]),
  sdk('@huggingface/inference', versions('@huggingface/inference', 2, 3, 4), [
    { path: 'InferenceClient > chatCompletion', make: ['x'], send: ASK, full, endless: '503', from: 3 },
    {
      path: 'HfInference > endpoint > chatCompletion',
      make: ['x'],
      steps: [[]],
      send: ASK,
      place: '0',
      base: '/v1/chat/completions',
      full,
      until: 2,
      isUnanswered: true,
    },
    { path: 'InferenceClient > chatCompletionStream', make: ['x'], send: ASK, from: 3 },
    { path: 'chatCompletion', send: ASK, from: 3 },
    { path: 'chatCompletion', send: ASK, base: '/v1/chat/completions', until: 2, isUnanswered: true },
  ]),
  sdk(
    'litellm',
    ['litellm@0.12'],
    [
      { path: 'completion', send: [{ model: 'gpt-4o', messages: MESSAGES, apiKey: 'x' }], base: '/v1', full },
      { path: 'completion', send: [{ model: 'gpt-4o', messages: MESSAGES, apiKey: 'x' }], base: '/v1', stream },
    ],
  ),
  sdk(
    'llamaindex',
    ['@llamaindex/openai@0.4 @llamaindex/core', '@llamaindex/ollama@0.1 @llamaindex/core'],
    [
      {
        path: 'OpenAI > chat',
        make: [{ apiKey: 'x', model: 'gpt-4o-mini' }],
        send: [{ messages: MESSAGES }],
        base: '/v1',
        full,
        cap: 100,
        on: '@llamaindex/openai',
      },
      {
        path: 'openai > chat',
        make: [{ apiKey: 'x', model: 'gpt-4o-mini' }],
        send: [{ messages: MESSAGES }],
        base: '/v1',
        stream,
        cap: 100,
        on: '@llamaindex/openai',
      },
      {
        path: 'OpenAI > complete',
        make: [{ apiKey: 'x', model: 'gpt-4o-mini' }],
        send: [{ prompt: 'hi' }],
        base: '/v1',
        cap: 100,
        on: '@llamaindex/openai',
      },
      {
        path: 'OpenAIEmbedding > getTextEmbedding',
        make: [{ apiKey: 'x' }],
        send: ['hi'],
        base: '/v1',
        cap: 100,
        on: '@llamaindex/openai',
      },
      { path: 'Ollama > chat', make: [{ model: 'm' }], send: [{ messages: MESSAGES }], on: '@llamaindex/ollama' },
      { path: 'ollama > chat', make: [{ model: 'm' }], send: [{ messages: MESSAGES }], stream, on: '@llamaindex/ollama' },
      { path: 'OllamaEmbedding > getTextEmbedding', make: [{ model: 'm' }], send: ['hi'], on: '@llamaindex/ollama' },
    ],
    {
      shapes: [
        'llamaindex@0.12 @llamaindex/anthropic@0.3 @llamaindex/vllm@0.0.65 @llamaindex/workflow @llamaindex/core @llamaindex/env',
        'llamaindex@0.8 @aws-crypto/sha256-js',
      ],
    },
  ),
  sdk(
    '@lmstudio/sdk',
    ['@lmstudio/sdk@1.5'],
    [
      { path: 'LMStudioClient > llm.listLoaded', make: [{}], scheme: 'ws', isUnanswered: true },
      { path: 'LMStudioClient > system.listDownloadedModels', make: [{}], scheme: 'ws', isUnanswered: true },
    ],
  ),
  sdk(
    '@mastra/core',
    ['@mastra/core@1 zod@4'],
    [
      {
        path: 'Agent > generate',
        make: [{ id: 'a', name: 'a', instructions: 'x', model: { id: 'own/m', apiKey: 'x' } }],
        send: ['hi'],
        base: '/v1',
        full,
      },
      {
        path: 'Agent > stream',
        make: [{ id: 'a', name: 'a', instructions: 'x', model: { id: 'own/m', apiKey: 'x' } }],
        send: ['hi'],
        base: '/v1',
        read: textOf,
      },
    ],
    { modules: ['@mastra/core/agent', '@mastra/core'], shapes: ['@mastra/core@0.24 zod@4'] },
  ),
  sdk('@mistralai/mistralai', versions('@mistralai/mistralai', 1, 2), [
    { path: 'Mistral > chat.complete', make: KEY, send: [mistral], full },
    { path: 'Mistral > chat.stream', make: KEY, send: [mistral], full },
  ]),
  sdk(
    'ollama',
    ['ollama@0.6'],
    [
      { path: 'Ollama > chat', make: [{}], send: ASK, full },
      { path: 'Ollama > chat', make: [{}], send: ASK, stream, full },
      { path: 'Ollama > generate', make: [{}], send: [{ model: 'm', prompt: 'hi' }] },
      { path: 'Ollama > embed', make: [{}], send: INPUT },
      { path: 'Ollama > list', make: [{}] },
    ],
    { quick: ['ollama@0.6'] },
  ),
  sdk(
    '@openai/agents',
    ['@openai/agents@0.20 openai@7 zod@4'],
    [
      { path: 'run', base: '/v1', full, env: false, through: agents },
      { path: 'run', base: '/v1', stream, full, env: false, through: agents },
    ],
    { modules: ['@openai/agents', 'openai'] },
  ),
  sdk(
    'openai-edge',
    ['openai-edge@1.2'],
    [
      {
        path: 'OpenAIApi > createChatCompletion',
        make: ({ 'openai-edge': { Configuration } }) => [new Configuration({ apiKey: 'x' })],
        send: ASK,
        base: '/v1',
        full,
      },
      {
        path: 'Configuration',
        make: KEY,
        base: '/v1',
        through: ({ 'openai-edge': { OpenAIApi } }, configuration) => new OpenAIApi(configuration).createChatCompletion(ASK[0]),
      },
    ],
  ),
  sdk(
    'together-ai',
    ['together-ai@0.52'],
    [
      { path: 'default > chat.completions.create', make: KEY, send: ASK, base: '/v1', full },
      { path: 'Together > chat.completions.create', make: KEY, send: ASK, base: '/v1', stream },
      { path: 'Together > chat.completions.stream', make: KEY, send: ASK, base: '/v1' },
    ],
  ),
  sdk(
    'token.js',
    ['token.js@0.7'],
    [
      {
        path: 'TokenJS > chat.completions.create',
        make: KEY,
        send: [{ provider: 'openai-compatible', model: 'm', messages: MESSAGES }],
        base: '/v1',
        full,
      },
      {
        path: 'TokenJS > chat.completions.create',
        make: KEY,
        send: [{ provider: 'openai-compatible', model: 'm', messages: MESSAGES }],
        base: '/v1',
        stream,
      },
    ],
  ),
];

/** Genkit with the plugin that was made; its models are called by name. */
function genkit({ genkit: { genkit: start } }, plugin, { stream: isStream }) {
  const ai = start({ plugins: [plugin] });
  const request = { model: 'own/m', prompt: 'hi' };
  return isStream ? ai.generateStream(request).stream : ai.generate(request);
}

/** An agent over a client of the address. */
async function agents(
  { '@openai/agents': { Agent, OpenAIChatCompletionsModel, run, setTracingDisabled }, openai: { OpenAI } },
  _made,
  { url, stream: isStream },
) {
  setTracingDisabled(true);
  const agent = new Agent({
    name: 'a',
    instructions: 'x',
    model: new OpenAIChatCompletionsModel(new OpenAI({ baseURL: url, apiKey: 'x' }), 'm'),
  });
  return run(agent, 'hi', { stream: isStream });
}
