import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { IgnoredName } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';
import { API_CALL_ERROR, RETRY_ERROR } from '../../presets/error-signatures.js';

/** `generateText({ model, maxRetries })`: the returned promise rejects. */
/** Measured: without effect in 4 and 5, read from 6 on. */
const ignored: readonly IgnoredName[] = [
  {
    at: '0.timeout',
    meant: '0.abortSignal',
    asSignal: true,
    effect: 'the call waits as long as the server takes',
    until: { package: 'ai', major: 6 },
  },
];
const unary: CallKind = { model: '0.model', maxRetries: '0.maxRetries', ignored };
/** On a dead server neither the call nor `for await (… of textStream)` throws: only `onError` and an error part tell. */
const stream: CallKind = { model: '0.model', maxRetries: '0.maxRetries', stream: 'always', surfaces: 'never', ignored };

/** The Vercel AI SDK's functions. The providers they are given have entries of their own. */
export const ai = {
  id: 'ai',
  title: 'the AI SDK',
  packages: ['ai', 'ai/*', '@ai-sdk/rsc'],
  doubles: ['ai/test'],
  versions: '4–7',
  source: {
    kind: 'measured',
    versions: ['ai 4.3.19', 'ai 5.0.277', 'ai 6.0.326', 'ai 7.0.173'],
    file: 'rerank, images, speech and transcription: dist/index.d.ts of the same versions',
  },
  failure: {
    attempts: 3,
    seconds: 6.2,
    error: 'RetryError',
    test: { kind: 'static-method', module: 'ai', name: 'RetryError', method: 'isInstance' },
    looks: RETRY_ERROR,
    untried: {
      error: 'APICallError',
      test: { kind: 'static-method', module: 'ai', name: 'APICallError', method: 'isInstance' },
      looks: API_CALL_ERROR,
    },
  },
  exports: {
    generateText: { kind: 'function', call: { ...unary, runsTools: '0.tools' } },
    generateObject: { kind: 'function', call: unary },
    embed: { kind: 'function', call: unary },
    embedMany: { kind: 'function', call: unary },
    rerank: { kind: 'function', call: unary },
    generateImage: { kind: 'function', call: unary },
    generateSpeech: { kind: 'function', call: unary },
    transcribe: { kind: 'function', call: unary },
    experimental_generateImage: { kind: 'function', call: unary },
    experimental_generateSpeech: { kind: 'function', call: unary },
    experimental_generateVideo: { kind: 'function', call: unary },
    experimental_transcribe: { kind: 'function', call: unary },
    streamText: { kind: 'function', call: stream },
    streamObject: { kind: 'function', call: stream },
    experimental_streamTextLowMemory: { kind: 'function', call: stream },
    Experimental_Agent: { kind: 'class', object: 'agent', options: { model: '0.model', maxRetries: '0.maxRetries' } },
    ToolLoopAgent: { kind: 'class', object: 'agent', options: { model: '0.model', maxRetries: '0.maxRetries' } },
    createProviderRegistry: { kind: 'factory', object: 'registry' },
    experimental_createProviderRegistry: { kind: 'factory', object: 'registry' },
    customProvider: { kind: 'factory', object: 'registry' },
    experimental_customProvider: { kind: 'factory', object: 'registry' },
    wrapLanguageModel: { kind: 'factory', object: 'model', options: { wraps: ['0.model'] } },
    experimental_wrapLanguageModel: { kind: 'factory', object: 'model', options: { wraps: ['0.model'] } },
    gateway: { kind: 'instance', object: 'registry' },
    createGateway: { kind: 'factory', object: 'registry', options: { baseUrl: ['0.baseURL'] } },
  },
  objects: {
    agent: {
      runsTools: true,
      calls: {
        generate: {},
        // `respond` of 5.0 streams a UI message response; `stream` hands out what `streamText` does.
        ...requests('', ['stream', 'respond'], { stream: 'always', surfaces: 'never' }),
      },
    },
    registry: {
      calls: {},
      callable: 'model',
      returns: {
        languageModel: 'model',
        chat: 'model',
        textEmbeddingModel: 'model',
        embeddingModel: 'model',
        imageModel: 'model',
        transcriptionModel: 'model',
        speechModel: 'model',
        rerankingModel: 'model',
      },
    },
    model: { calls: {} },
  },
  // A text for a model goes to Vercel's gateway (5 and later).
  modelIds: 'gateway',
} as const satisfies Sdk;
