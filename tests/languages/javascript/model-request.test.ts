import { describe, expect, it } from 'vitest';
import { extractionOf } from './facts-of.js';

/** What the calls of a piece of code are for; empty where it calls no LLM server. */
function purposesOf(code: string): readonly string[] {
  return extractionOf(code).facts.calls.map(({ purpose }) => purpose);
}

const KEY = 'headers: { Authorization: `Bearer ${env.CHAT_API_KEY}` }';

describe('a request to an address of which nothing is known', () => {
  it.each([
    [
      'with a field of Ollama',
      "export const ask = ({ url, prompt }) => fetch(url, { method: 'POST', body: JSON.stringify({ model: 'm', prompt, keep_alive: '5m' }) });",
    ],
    [
      'with an option of Ollama, in constants',
      "export async function ask({ url, messages }) { const options = { num_predict: 9 }; const body = { model: 'm', messages, options }; log(body); return fetch(url, { method: 'POST', body: JSON.stringify(body) }); }",
    ],
    [
      'with a field of Ollama, of axios',
      "import axios from 'axios'; export const ask = (url, prompt) => axios.post(url, { model: 'm', prompt, keep_alive: 0.5 });",
    ],
    [
      'of the configuration, with a key',
      `export async function ask(env, messages) { const body = JSON.stringify({ model: 'm', messages }); return fetch(env.CHAT_BASE, { method: 'POST', ${KEY}, body }); }`,
    ],
    [
      'of the environment, with a key',
      `export const ask = (env, messages) => fetch(process.env.CHAT_ADDRESS, { method: 'POST', ${KEY}, body: JSON.stringify({ model: 'm', messages }) });`,
    ],
  ])('%s', (_what, code) => {
    expect(purposesOf(code)).toEqual(['model']);
  });

  it.each([
    [
      'without a model',
      "export const ask = ({ url, prompt }) => fetch(url, { method: 'POST', body: JSON.stringify({ prompt, keep_alive: '5m' }) });",
    ],
    [
      'with fields that a backend of the program may take',
      "export const ask = (url, messages) => fetch(url, { method: 'POST', body: JSON.stringify({ model: 'm', messages, stream: true }) });",
    ],
    [
      'of the configuration, without a key',
      "export const ask = (env, messages) => fetch(env.CHAT_BASE, { method: 'POST', body: JSON.stringify({ model: 'm', messages }) });",
    ],
    [
      'of the configuration, with the session of a user',
      "export const ask = (env, token, messages) => fetch(env.CHAT_BASE, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify({ model: 'm', messages }) });",
    ],
    [
      'of a page',
      `export const ask = (env, messages) => fetch(import.meta.env.VITE_CHAT, { method: 'POST', ${KEY}, body: JSON.stringify({ model: 'm', messages }) });`,
    ],
    [
      "on a path of the program's own",
      "export const ask = (base, prompt) => fetch(`${base}/backend/ask`, { method: 'POST', body: JSON.stringify({ model: 'm', prompt, keep_alive: '5m' }) });",
    ],
    [
      'that a service has, with a model of cars',
      "export const rent = (url, messages) => fetch(url, { method: 'POST', body: JSON.stringify({ model: 'Golf', options: { doors: 4 }, messages }) });",
    ],
  ])('is none of an LLM server: %s', (_what, code) => {
    expect(purposesOf(code)).toEqual([]);
  });
});

describe('a function that calls itself for another reason than a refused connection', () => {
  const loop = (test: string) =>
    `export class Chat {
  async ask(base, turns) {
    let attempt = 0;
    while (attempt < 5) {
      attempt += 1;
      let text;
      try {
        const response = await fetch(\`\${base}/v1/chat/completions\`, { method: 'POST', body: JSON.stringify({ model: 'm', messages: turns }) });
        text = (await response.json()).choices[0].message.content;
      } catch (error) {
        if (${test}) return await this.ask(base, turns.slice(1));
        text = 'I cannot answer now.';
      }
      if (text.includes('<think>')) continue;
      return text;
    }
  }
}`;
  it.each([
    ["error.message === 'Context length exceeded' && turns.length > 1", 'none'],
    ['turns.length > 1', 'loop'],
  ])('%s', (test, retry) => {
    expect(extractionOf(loop(test)).facts.calls.map((call) => call.retry.kind)).toEqual([retry]);
  });
});
