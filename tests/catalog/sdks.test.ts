import { describe, expect, it } from 'vitest';
import { extractionOf } from '../languages/javascript/facts-of.js';

/** Each call as `SDK attempts surfaces`. */
function callsOf(code: string): readonly string[] {
  return extractionOf(code).facts.calls.map(({ sdk, failure, surfaces }) => `${sdk} ${failure.attempts} ${surfaces}`);
}

/** The base URLs that are decided in a piece of code. */
function urlsOf(code: string): readonly string[] {
  return extractionOf(code).facts.endpoints.map((endpoint) => endpoint.url);
}

describe('a call of an SDK', () => {
  it.each([
    ['openai', `import OpenAI from 'openai'; await new OpenAI().chat.completions.create({});`, ['openai 3 await']],
    [
      'openai, withOptions',
      `import OpenAI from 'openai'; await new OpenAI().withOptions({ timeout: 1 }).models.list();`,
      ['openai 3 await'],
    ],
    [
      'openai, stream helper',
      `import { OpenAI } from 'openai'; const s = new OpenAI().chat.completions.stream({}); for await (const c of s) {}`,
      ['openai 3 read'],
    ],
    ['openai, beta of 4', `import OpenAI from 'openai'; await new OpenAI().beta.chat.completions.parse({});`, ['openai 3 await']],
    ['AzureOpenAI', `import { AzureOpenAI } from 'openai'; await new AzureOpenAI().embeddings.create({});`, ['openai 3 await']],
    ['generateText', `import { generateText } from 'ai'; await generateText({ model });`, ['ai 3 await']],
    ['streamText', `import { streamText } from 'ai'; const r = streamText({ model });`, ['ai 3 never']],
    ['an agent of ai', `import { ToolLoopAgent } from 'ai'; await new ToolLoopAgent({ model }).generate({ prompt });`, ['ai 3 await']],
    ['anthropic', `import Anthropic from '@anthropic-ai/sdk'; await new Anthropic().messages.create({});`, ['anthropic 3 await']],
    [
      'anthropic, stream helper',
      `import Anthropic from '@anthropic-ai/sdk'; for await (const e of new Anthropic().messages.stream({})) {}`,
      ['anthropic 3 read'],
    ],
    ['groq', `import Groq from 'groq-sdk'; await new Groq().audio.transcriptions.create({});`, ['groq-sdk 3 await']],
    ['together', `import Together from 'together-ai'; await new Together().chat.completions.create({});`, ['together-ai 3 await']],
    ['ollama, default instance', `import ollama from 'ollama'; await ollama.chat({ stream: true });`, ['ollama 1 await']],
    ['ollama, browser', `import { Ollama } from 'ollama/browser'; await new Ollama().list();`, ['ollama 1 await']],
    ['mistral', `import { Mistral } from '@mistralai/mistralai'; await new Mistral().chat.stream({});`, ['@mistralai/mistralai 1 await']],
    [
      'google/genai',
      `import { GoogleGenAI } from '@google/genai'; await new GoogleGenAI({}).models.generateContent({});`,
      ['@google/genai 1 await'],
    ],
    [
      'google/genai chat',
      `import { GoogleGenAI } from '@google/genai'; const chat = new GoogleGenAI({}).chats.create({}); await chat.sendMessage({});`,
      ['@google/genai 1 await'],
    ],
    [
      'google/generative-ai',
      `import { GoogleGenerativeAI } from '@google/generative-ai'; await new GoogleGenerativeAI(k).getGenerativeModel({}).generateContent('x');`,
      ['@google/generative-ai 1 await'],
    ],
    ['cohere', `import { CohereClientV2 } from 'cohere-ai'; await new CohereClientV2({}).chat({});`, ['cohere-ai 1 await']],
    [
      'huggingface',
      `import { InferenceClient } from '@huggingface/inference'; for await (const c of new InferenceClient().endpoint(u).chatCompletionStream({})) {}`,
      ['@huggingface/inference 1 read'],
    ],
    [
      'openai-edge',
      `import { OpenAIApi, Configuration } from 'openai-edge'; await new OpenAIApi(new Configuration({})).createChatCompletion({});`,
      ['openai-edge 1 await'],
    ],
    ['agents', `import { Agent, run } from '@openai/agents'; await run(new Agent({}), 'x');`, ['@openai/agents 3 await']],
    ['mastra', `import { Agent } from '@mastra/core/agent'; await new Agent({}).generate('x');`, ['@mastra/core 1 await']],
    ['mastra, stream', `import { Agent } from '@mastra/core/agent'; const s = await new Agent({}).stream('x');`, ['@mastra/core 1 never']],
    ['litellm', `import { completion } from 'litellm'; await completion({});`, ['litellm 3 await']],
    ['token.js', `import { TokenJS } from 'token.js'; await new TokenJS().chat.completions.create({});`, ['token.js 3 await']],
    [
      'LM Studio',
      `import { LMStudioClient } from '@lmstudio/sdk'; const model = await new LMStudioClient().llm.model('x'); await model.respond('y');`,
      ['@lmstudio/sdk 1 await', '@lmstudio/sdk 1 await'],
    ],
    [
      'azure, REST',
      `import ModelClient from '@azure-rest/ai-inference'; await ModelClient(e, k).path('/chat/completions').post({});`,
      ['@azure-rest/ai-inference 4 await'],
    ],
    [
      'azure, old',
      `import { OpenAIClient } from '@azure/openai'; await new OpenAIClient(e, k).getChatCompletions('d', []);`,
      ['azure-openai 4 await'],
    ],
    [
      'ChatOpenAI',
      `import { ChatOpenAI } from '@langchain/openai'; await new ChatOpenAI({}).bindTools([]).invoke('x');`,
      ['langchain-openai 7 await'],
    ],
    [
      'ChatOpenAI, events',
      `import { ChatOpenAI } from '@langchain/openai'; for await (const e of new ChatOpenAI({}).streamEvents('x')) {}`,
      ['langchain-openai 7 read'],
    ],
    [
      'ChatOpenAI, withRetry',
      `import { ChatOpenAI } from '@langchain/openai'; await new ChatOpenAI({}).withRetry().invoke('x');`,
      ['langchain-openai 21 await'],
    ],
    [
      'ChatOllama does not retry',
      `import { ChatOllama } from '@langchain/ollama'; await new ChatOllama({}).invoke('x');`,
      ['langchain-ollama 1 await'],
    ],
    [
      'ChatOllama, withRetry',
      `import { ChatOllama } from '@langchain/ollama'; await new ChatOllama({}).withRetry().invoke('x');`,
      ['langchain-ollama 3 await'],
    ],
    [
      'Ollama of LangChain retries',
      `import { Ollama } from '@langchain/ollama'; await new Ollama({}).withConfig({}).stream('x');`,
      ['langchain-ollama 7 await'],
    ],
    [
      'embeddings of LangChain',
      `import { OllamaEmbeddings } from '@langchain/ollama'; await new OllamaEmbeddings({}).embedQuery('x');`,
      ['langchain-ollama 7 await'],
    ],
    [
      'community, deep path',
      `import { ChatOllama } from '@langchain/community/chat_models/ollama'; await new ChatOllama({}).invoke('x');`,
      ['langchain-community 1 await'],
    ],
    ['langchain 0.0', `import { OpenAI } from 'langchain/llms/openai'; await new OpenAI({}).call('x');`, ['langchain 7 await']],
    [
      'a prompt piped into a model',
      `import { ChatPromptTemplate } from '@langchain/core/prompts'; import { ChatOpenAI } from '@langchain/openai'; const chain = ChatPromptTemplate.fromTemplate('x').pipe(new ChatOpenAI({})); await chain.invoke({});`,
      ['langchain-openai 7 await'],
    ],
    [
      'a prompt, a model and a parser',
      `import { PromptTemplate } from '@langchain/core/prompts'; import { StringOutputParser } from '@langchain/core/output_parsers'; import { ChatOpenAI } from '@langchain/openai'; await PromptTemplate.fromTemplate('x').pipe(new ChatOpenAI({})).pipe(new StringOutputParser()).stream({});`,
      ['langchain-openai 7 await'],
    ],
    [
      'LLMChain',
      `import { LLMChain } from 'langchain/chains'; import { ChatOpenAI } from '@langchain/openai'; await new LLMChain({ llm: new ChatOpenAI({}), prompt }).call({});`,
      ['langchain 7 await'],
    ],
    [
      'a vector store',
      `import { MemoryVectorStore } from 'langchain/vectorstores/memory'; import { OpenAIEmbeddings } from '@langchain/openai'; const store = await MemoryVectorStore.fromDocuments(docs, new OpenAIEmbeddings({})); await store.asRetriever().invoke('x');`,
      ['langchain 7 await'],
    ],
    ['llamaindex', `import { OpenAI } from '@llamaindex/openai'; await new OpenAI({}).chat({ messages });`, ['llamaindex 11 await']],
    [
      'llamaindex, lower case',
      `import { openai } from '@llamaindex/openai'; await openai({}).complete({ prompt });`,
      ['llamaindex 11 await'],
    ],
    ['llamaindex, Ollama', `import { Ollama } from '@llamaindex/ollama'; await new Ollama({}).chat({ messages });`, ['llamaindex 1 await']],
    [
      'llamaindex, chat engine',
      `import { SimpleChatEngine } from 'llamaindex'; import { Anthropic } from '@llamaindex/anthropic'; await new SimpleChatEngine({ llm: new Anthropic({}) }).chat({ message });`,
      ['llamaindex 11 await'],
    ],
    [
      'llamaindex, query engine',
      `import { VectorStoreIndex } from 'llamaindex'; const index = await VectorStoreIndex.fromDocuments([]); await index.asQueryEngine().query({ query });`,
      ['llamaindex 11 await'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });

  it.each([
    ['a parser alone', `import { StringOutputParser } from '@langchain/core/output_parsers'; await new StringOutputParser().invoke('x');`],
    ['a prompt alone', `import { PromptTemplate } from '@langchain/core/prompts'; await PromptTemplate.fromTemplate('x').invoke({});`],
    [
      'a prompt piped into a parser',
      `import { PromptTemplate } from '@langchain/core/prompts'; import { StringOutputParser } from '@langchain/core/output_parsers'; await PromptTemplate.fromTemplate('x').pipe(new StringOutputParser()).invoke({});`,
    ],
    ['a chain around something unknown', `import { LLMChain } from 'langchain/chains'; await new LLMChain({ llm }).call({});`],
    ['an error class', `import OpenAI from 'openai'; new OpenAI.APIError(1);`],
  ])('is not %s', (_what, code) => {
    expect(callsOf(code)).toEqual([]);
  });
});

describe('a base URL that an SDK takes', () => {
  const url = 'http://gpu:8000/v1';
  it.each([
    ['openai', `import OpenAI from 'openai'; new OpenAI({ baseURL: '${url}' });`],
    ['openai, withOptions', `import OpenAI from 'openai'; new OpenAI().withOptions({ baseURL: '${url}' });`],
    ['AzureOpenAI', `import { AzureOpenAI } from 'openai'; new AzureOpenAI({ endpoint: '${url}' });`],
    ['createOpenAI', `import { createOpenAI } from '@ai-sdk/openai'; createOpenAI({ baseURL: '${url}' });`],
    [
      'createOpenAICompatible',
      `import { createOpenAICompatible } from '@ai-sdk/openai-compatible'; createOpenAICompatible({ name, baseURL: '${url}' });`,
    ],
    [
      'createOpenResponses',
      `import { createOpenResponses } from '@ai-sdk/open-responses'; createOpenResponses({ name, url: '${url}/responses' });`,
    ],
    ['createOllama', `import { createOllama } from 'ollama-ai-provider-v2'; createOllama({ baseURL: '${url}' });`],
    ['createOpenRouter', `import { createOpenRouter } from '@openrouter/ai-sdk-provider'; createOpenRouter({ baseURL: '${url}' });`],
    ['anthropic', `import Anthropic from '@anthropic-ai/sdk'; new Anthropic({ baseURL: '${url}' });`],
    ['ollama', `import { Ollama } from 'ollama'; new Ollama({ host: '${url}' });`],
    ['mistral', `import { Mistral } from '@mistralai/mistralai'; new Mistral({ serverURL: '${url}' });`],
    ['google/genai', `import { GoogleGenAI } from '@google/genai'; new GoogleGenAI({ httpOptions: { baseUrl: '${url}' } });`],
    [
      'google/generative-ai',
      `import { GoogleGenerativeAI } from '@google/generative-ai'; new GoogleGenerativeAI(k).getGenerativeModel({}, { baseUrl: '${url}' });`,
    ],
    ['ChatOpenAI', `import { ChatOpenAI } from '@langchain/openai'; new ChatOpenAI({ configuration: { baseURL: '${url}' } });`],
    ['ChatOllama', `import { ChatOllama } from '@langchain/ollama'; new ChatOllama({ baseUrl: '${url}' });`],
    ['langchain 0.0, second argument', `import { OpenAI } from 'langchain/llms/openai'; new OpenAI({}, { basePath: '${url}' });`],
    ['llamaindex', `import { OpenAI } from '@llamaindex/openai'; new OpenAI({ baseURL: '${url}' });`],
    ['llamaindex, Ollama', `import { ollama } from '@llamaindex/ollama'; ollama({ model, config: { host: '${url}' } });`],
    ['openai-edge', `import { Configuration } from 'openai-edge'; new Configuration({ basePath: '${url}' });`],
    ['agents', `import { OpenAIProvider } from '@openai/agents'; new OpenAIProvider({ baseURL: '${url}' });`],
    ['mastra', `import { Agent } from '@mastra/core/agent'; new Agent({ model: { id: 'x/y', url: '${url}' } });`],
    ['genkit', `import { openAICompatible } from '@genkit-ai/compat-oai'; openAICompatible({ name, baseURL: '${url}' });`],
    ['genkitx-ollama', `import { ollama } from 'genkitx-ollama'; ollama({ serverAddress: '${url}' });`],
    ['litellm', `import { completion } from 'litellm'; completion({ baseUrl: '${url}' }).catch(console.error);`],
    ['token.js', `import { TokenJS } from 'token.js'; new TokenJS({ baseURL: '${url}' });`],
    ['LM Studio', `import { LMStudioClient } from '@lmstudio/sdk'; new LMStudioClient({ baseUrl: '${url}' });`],
    ['huggingface', `import { InferenceClient } from '@huggingface/inference'; new InferenceClient(k, { endpointUrl: '${url}' });`],
    ['azure, REST', `import ModelClient from '@azure-rest/ai-inference'; ModelClient('${url}', k);`],
  ])('%s', (_what, code) => {
    expect(urlsOf(code)).toEqual([expect.stringContaining(url)]);
  });

  it.each([
    ['baseUrl of openai', `import OpenAI from 'openai'; new OpenAI({ baseUrl: '${url}' });`],
    ['baseURL at top level of ChatOpenAI', `import { ChatOpenAI } from '@langchain/openai'; new ChatOpenAI({ baseURL: '${url}' });`],
    ['baseURL of VLLM of llamaindex', `import { VLLM } from '@llamaindex/vllm'; new VLLM({ baseURL: '${url}' });`],
  ])('is not %s, which is ignored', (_what, code) => {
    expect(urlsOf(code)).toEqual([]);
  });
});
