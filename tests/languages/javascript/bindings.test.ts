import { describe, expect, it } from 'vitest';
import { extractionOf } from './facts-of.js';

const callsOf = (code: string, filename?: string): string[] => extractionOf(code, filename).facts.calls.map((call) => call.sdk);

describe('what counts as an LLM call', () => {
  it.each([
    ['default import', `import OpenAI from 'openai'; const c = new OpenAI(); c.chat.completions.create({});`, ['openai']],
    ['alias', `import { OpenAI as Client } from 'openai'; const c = new Client(); c.chat.completions.create({});`, ['openai']],
    [
      'type annotation of a parameter',
      `import type OpenAI from 'openai'; export function f(c: OpenAI) { return c.chat.completions.create({}); }`,
      ['openai'],
    ],
    [
      'type of a class field',
      `import OpenAI from 'openai'; export class A { private c: OpenAI | null = null; f() { return this.c!.chat.completions.create({}); } }`,
      ['openai'],
    ],
    [
      'parameter property',
      `import OpenAI from 'openai'; export class A { constructor(private readonly c: OpenAI) {} f() { return this.c.chat.completions.create({}); } }`,
      ['openai'],
    ],
    [
      'field assigned in the constructor',
      `import OpenAI from 'openai'; export class A { c; constructor() { this.c = new OpenAI(); } f() { return this.c.chat.completions.create({}); } }`,
      ['openai'],
    ],
    [
      'returned by a local function',
      `import OpenAI from 'openai'; const get = () => new OpenAI(); get().chat.completions.create({});`,
      ['openai'],
    ],
    [
      'made lazily',
      `import OpenAI from 'openai'; let c: OpenAI | undefined; function get() { c ??= new OpenAI(); return c; } get().chat.completions.create({});`,
      ['openai'],
    ],
    ['destructured method path', `import OpenAI from 'openai'; const { chat } = new OpenAI(); chat.completions.create({});`, ['openai']],
    ['subclass', `import OpenAI from 'openai'; class Mine extends OpenAI {} new Mine().chat.completions.create({});`, ['openai']],
    ['dynamic import', `const { OpenAI } = await import('openai'); new OpenAI().chat.completions.create({});`, ['openai']],
    ['instance export', `import ollama from 'ollama'; ollama.chat({});`, ['ollama']],
    ['function export', `import { generateText } from 'ai'; generateText({});`, ['ai']],
    ['namespace', `import * as ai from 'ai'; ai.generateText({});`, ['ai']],
    ['globalThis.fetch', `globalThis.fetch('http://x:8000/v1/chat/completions')`, ['fetch']],
    ['Request object', `fetch(new Request('http://x:8000/v1/chat/completions'))`, ['fetch']],
    ['assertion', `import OpenAI from 'openai'; (globalThis.client as OpenAI).chat.completions.create({});`, ['openai']],
    ['require with .default', `const fetch = require('node-fetch').default; fetch('http://x:8000/v1/embeddings');`, ['node-fetch']],
    [
      'path set on a URL',
      `function f(apiUrl) { const url = new URL(apiUrl); url.pathname = '/v1/embeddings'; return fetch(url); } f(u);`,
      ['fetch'],
    ],
    ['/models on a setting named for the server', 'fetch(`${config.OPENAI_BASE_URL}/models`)', ['fetch']],
    [
      '/api/tags in a file about Ollama',
      'const field = { env: "OLLAMA_BASE_URL" }; export class A { f() { return fetch(`${this.config.baseURL}/api/tags`); } }',
      ['fetch'],
    ],
    ['/api/generate on a variable named for the server', 'fetch(`${ollamaUrl}/api/generate`)', ['fetch']],
    ['/api/tags on a setting of the server', 'fetch(`${config.ollama.baseUrl}/api/tags`)', ['fetch']],
    [
      'any path on the base of a server',
      'import { DEEPSEEK_BASE_URL } from "./constants"; export function f(path) { return fetch(`${DEEPSEEK_BASE_URL}${path}`); }',
      ['fetch'],
    ],
    ['href of a URL in a constant', `const u = new URL('/v1/models', 'http://localhost:1234'); fetch(u.href);`, ['fetch']],
    ["/v1/models of a server of one's own", `fetch('http://gpu:8000/v1/models')`, ['fetch']],
    [
      'chain',
      `import { ChatOllama } from '@langchain/ollama'; import { ChatPromptTemplate } from '@langchain/core/prompts'; ChatPromptTemplate.fromMessages([]).pipe(new ChatOllama()).invoke({});`,
      ['langchain-ollama'],
    ],
    [
      'parameter of a local function',
      `import OpenAI from 'openai'; function ask(c) { return c.chat.completions.create({}); } ask(new OpenAI());`,
      ['openai'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });

  it.each([
    [
      'a stand-in for a model',
      `import { generateText } from 'ai'; import { MockLanguageModelV3 } from 'ai/test'; generateText({ model: new MockLanguageModelV3() });`,
    ],
    [
      'another library with the same shape',
      `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient(); prisma.user.create({});`,
    ],
    ['stripe', `import Stripe from 'stripe'; new Stripe('k').customers.create({});`],
    [
      'streamText of hono',
      `import { streamText } from 'hono/streaming'; import { generateText } from 'ai'; streamText(c, async () => {});`,
    ],
    ['a local function of that name', `async function generateText(o) { return o; } generateText({});`],
    ['a local class of that name', `class OpenAI { chat = { completions: { create() {} } }; } new OpenAI().chat.completions.create({});`],
    ['a name alone', `client.chat.completions.create({}); openai.chat.completions.create({});`],
    ['a parameter without a type', `export function f(openai) { return openai.chat.completions.create({}); }`],
    ['a parameter that hides an import', `import ollama from 'ollama'; export function f(ollama) { return ollama.chat({}); }`],
    [
      'a type of the same name from elsewhere',
      `import type { OpenAI } from './types'; export function f(c: OpenAI) { return c.chat.completions.create({}); }`,
    ],
    ['an own route', `fetch('/v1/chat/completions', { method: 'POST' })`],
    ['another API', `fetch(\`\${base}/users\`)`],
    ['/api/tags on another variable', 'const field = { env: "OLLAMA_BASE_URL" }; fetch(`${process.env.BLOG_URL}/api/tags`)'],
    [
      'chain without a model',
      `import { ChatPromptTemplate } from '@langchain/core/prompts'; import { StringOutputParser } from '@langchain/core/output_parsers'; ChatPromptTemplate.fromMessages([]).pipe(new StringOutputParser()).invoke({});`,
    ],
    ['/v1/models of a speech service', `fetch('https://api.deepgram.com/v1/models')`],
    [
      'any path on another base',
      'import { USERS_BASE_URL } from "./constants"; export function f(path) { return fetch(`${USERS_BASE_URL}${path}`); }',
    ],
    ['/models of something else', `fetch(\`\${base}/models\`)`],
    ['a reassigned name', `import OpenAI from 'openai'; let c = new OpenAI(); c = other; c.chat.completions.create({});`],
    ['a method that sends nothing', `import OpenAI from 'openai'; new OpenAI().withOptions({});`],
  ])('%s: none', (_what, code) => {
    expect(callsOf(code)).toEqual([]);
  });
});

describe('TypeScript', () => {
  it.each([
    ['import = require', `import OpenAI = require('openai'); new OpenAI().chat.completions.create({});`, ['openai']],
    [
      'non-null and optional chains',
      `import OpenAI from 'openai'; let c: OpenAI | undefined; c!.chat?.completions!.create({});`,
      ['openai'],
    ],
    ['satisfies', `import OpenAI from 'openai'; const c = new OpenAI() satisfies OpenAI; c.chat.completions.create({});`, ['openai']],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});
