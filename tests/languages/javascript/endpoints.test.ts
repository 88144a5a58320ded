import { describe, expect, it } from 'vitest';
import { extractionOf } from './facts-of.js';

/** The literals that decide, with `!` before each that is used whatever the environment says. */
function endpointsOf(code: string): string[] {
  return extractionOf(code).facts.endpoints.map((e) => `${e.source === 'literal' && e.host !== 'provider' ? '!' : ''}${e.url}`);
}

const client = (rest: string): string => `import OpenAI from 'openai'; ${rest}`;
const URL_TEXT = 'http://localhost:8000/v1';

describe('where an endpoint is decided', () => {
  it.each([
    ['option', client(`new OpenAI({ baseURL: '${URL_TEXT}' });`)],
    ['constant', client(`const BASE = '${URL_TEXT}'; new OpenAI({ baseURL: BASE });`)],
    ['options object', client(`const options = { baseURL: '${URL_TEXT}' }; new OpenAI(options);`)],
    ['property of a configuration', client(`const config = { llm: { url: '${URL_TEXT}' } }; new OpenAI({ baseURL: config.llm.url });`)],
    ['class field', client(`class A { base = '${URL_TEXT}'; c = new OpenAI({ baseURL: this.base }); }`)],
    ['static field', client(`class A { static BASE = '${URL_TEXT}'; c = new OpenAI({ baseURL: A.BASE }); }`)],
    ['local function', client(`function base() { return '${URL_TEXT}'; } new OpenAI({ baseURL: base() });`)],
    ['argument of a local function', client(`function make(baseURL) { return new OpenAI({ baseURL }); } make('${URL_TEXT}');`)],
    ['require', `const OpenAI = require('openai'); new OpenAI({ baseURL: '${URL_TEXT}' });`],
    ['require with destructuring', `const { OpenAI } = require('openai'); new OpenAI({ baseURL: '${URL_TEXT}' });`],
    ['dynamic import', `const { default: OpenAI } = await import('openai'); new OpenAI({ baseURL: '${URL_TEXT}' });`],
    ['namespace import', `import * as openai from 'openai'; new openai.OpenAI({ baseURL: '${URL_TEXT}' });`],
    ['npm: specifier', `import OpenAI from 'npm:openai@4'; new OpenAI({ baseURL: '${URL_TEXT}' });`],
    ['URL specifier', `import OpenAI from 'https://esm.sh/openai@4.104.0'; new OpenAI({ baseURL: '${URL_TEXT}' });`],
    ['subclass', client(`class Mine extends OpenAI { constructor() { super({ baseURL: '${URL_TEXT}' }); } }`)],
    ['string method', client(`new OpenAI({ baseURL: '${URL_TEXT}'.replace(/\\/$/, '') });`)],
  ])('%s: a literal', (_what, code) => {
    expect(endpointsOf(code)).toEqual([`!${URL_TEXT}`]);
  });

  it.each([
    ['||', client(`new OpenAI({ baseURL: process.env.X || '${URL_TEXT}' });`)],
    ['??', client(`new OpenAI({ baseURL: process.env.X ?? '${URL_TEXT}' });`)],
    ['fallback constant', client(`const BASE = '${URL_TEXT}'; new OpenAI({ baseURL: process.env.X || BASE });`)],
    ['ternary', client(`new OpenAI({ baseURL: process.env.X ? process.env.X : '${URL_TEXT}' });`)],
    ['parameter default', client(`export function f(baseURL = '${URL_TEXT}') { return new OpenAI({ baseURL }); }`)],
    ['destructuring default', client(`const { baseURL = '${URL_TEXT}' } = options; new OpenAI({ baseURL });`)],
    ['spread after it', client(`new OpenAI({ baseURL: '${URL_TEXT}', ...options });`)],
    [
      'let with a second value',
      client(`let base = '${URL_TEXT}'; if (process.env.X) base = process.env.X; new OpenAI({ baseURL: base });`),
    ],
    ['scheme alone', client(`new OpenAI({ baseURL: 'http://' + host + ':8003/v1' });`)],
    ['scheme in a constant', client("const proto = 'http'; new OpenAI({ baseURL: `${proto}://localhost:8000/v1` });")],
    [
      'field of an exported settings class',
      client(`export class Settings { baseURL = '${URL_TEXT}'; } const s = new Settings(); new OpenAI({ baseURL: s.baseURL });`),
    ],
    ['hosted provider', client(`new OpenAI({ baseURL: 'https://api.openai.com/v1' });`)],
  ])('%s: not a literal that decides', (_what, code) => {
    expect(endpointsOf(code).filter((e) => e.startsWith('!'))).toEqual([]);
  });

  it.each([
    ['other service', `import { ChromaClient } from 'chromadb'; new ChromaClient({ path: 'http://localhost:8000' });`],
    ['own route', `await fetch('/api/chat', { method: 'POST' });`],
    ['/v1/responses of something else', 'fetch(`${process.env.API_URL}/v1/responses`)'],
    ['spreads in a ring', client('const a = { ...b }; const b = { ...a }; new OpenAI(a);')],
    ['a spread of itself', client('var o = { ...o, timeout: 1 }; new OpenAI(o);')],
    ['other API', `await fetch('http://localhost:3000/users');`],
    ['local function called OpenAI', `function OpenAI(o) { return o; } new OpenAI({ baseURL: '${URL_TEXT}' });`],
    ['shadowed fetch', `const fetch = (u) => u; fetch('http://localhost:8000/v1/chat/completions');`],
    ['message', client(`throw new Error('set it to ${URL_TEXT}');`)],
  ])('%s: nothing', (_what, code) => {
    expect(endpointsOf(code)).toEqual([]);
  });

  it.each([
    ['fetch', `fetch('http://localhost:8000/v1/chat/completions')`, ['!http://localhost:8000/v1/chat/completions']],
    ['template', 'const HOST = "http://gpu:8000"; fetch(`${HOST}/v1/chat/completions`)', ['!http://gpu:8000']],
    [
      'template with the host',
      'fetch(`http://gpu:8000/v1/models/${id}/chat/completions`)',
      ['!http://gpu:8000/v1/models/${}/chat/completions'],
    ],
    ['concatenation', 'fetch("http://gpu:8000" + "/v1/chat/completions")', ['!http://gpu:8000']],
    ['concatenation in the port', 'fetch("http://gpu:" + "8000" + "/v1/chat/completions")', []],
    [
      'axios.create',
      `import axios from 'axios'; const api = axios.create({ baseURL: 'http://gpu:8000/v1' }); api.post('/chat/completions', {})`,
      ['!http://gpu:8000/v1'],
    ],
    [
      'axios config',
      `import axios from 'axios'; axios({ url: 'http://gpu:8000/v1/chat/completions', method: 'POST' })`,
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    ['new URL', `fetch(new URL('/v1/chat/completions', 'http://gpu:8000'))`, ['!http://gpu:8000']],
    ['Ollama by its port', `fetch('http://localhost:11434/api/tags')`, ['!http://localhost:11434/api/tags']],
    [
      '/models on the base of a chat',
      'const B = "http://gpu:8000/x"; fetch(`${B}/models`); fetch(`${B}/chat/completions`)',
      ['!http://gpu:8000/x'],
    ],
    [
      '/health beside a client of the same server',
      `import OpenAI from 'openai'; new OpenAI({ baseURL: 'http://gpu:8000/v1' }); fetch('http://gpu:8000/health')`,
      ['!http://gpu:8000/v1', '!http://gpu:8000/health'],
    ],
    [
      '/health of another server',
      `import OpenAI from 'openai'; new OpenAI({ baseURL: 'http://gpu:8000/v1' }); fetch('http://gpu:3000/health')`,
      ['!http://gpu:8000/v1'],
    ],
    ['one model of many', 'fetch(`http://gpu:8000/v1/models/${id}`)', ['!http://gpu:8000/v1/models/${}']],
    [
      'port from the environment',
      'fetch(`http://localhost:${process.env.PORT}/v1/chat/completions`)',
      ['http://localhost:${}/v1/chat/completions'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(endpointsOf(code)).toEqual(expected);
  });
});
