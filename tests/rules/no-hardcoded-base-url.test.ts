import { describe, expect, it } from 'vitest';
import { fix, lint } from './lint.js';

const rules = { 'vllm/no-hardcoded-base-url': 'error' } as const;
const OPENAI = `import OpenAI from 'openai';\n`;

describe('no-hardcoded-base-url', () => {
  it.each([
    ['a client option', `${OPENAI}const c = new OpenAI({ baseURL: 'http://localhost:8000/v1' });`, `${OPENAI}const c = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1' });`],
    ['a constant', `${OPENAI}const BASE = "http://gpu:8000/v1"; // ours\nconst c = new OpenAI({ baseURL: BASE });`, `${OPENAI}const BASE = process.env.VLLM_BASE_URL || "http://gpu:8000/v1"; // ours\nconst c = new OpenAI({ baseURL: BASE });`],
    ['a request keeps its path', `await fetch('http://gpu:8000/v1/chat/completions');`, "await fetch(`${process.env.VLLM_BASE_URL || 'http://gpu:8000/v1'}/chat/completions`);"],
    ['a template keeps its path', 'await fetch(`http://gpu:8000/v1/models/${id}`);', 'await fetch(`${process.env.VLLM_BASE_URL || "http://gpu:8000/v1"}/models/${id}`);'],
    [
      'two URLs get two variables',
      `${OPENAI}const a = new OpenAI({ baseURL: 'http://localhost:8000/v1' });\nconst b = new OpenAI({ baseURL: 'http://localhost:8001/v1' });`,
      `${OPENAI}const a = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1' });\nconst b = new OpenAI({ baseURL: process.env.VLLM_BASE_URL_8001 || 'http://localhost:8001/v1' });`,
    ],
  ])('fixes %s', (_what, code, expected) => {
    const once = fix(code, { rules });
    expect(once.output).toBe(expected);
    expect(once.messages).toEqual([]);
    expect(fix(once.output, { rules }).output).toBe(once.output);
  });

  it('points at the literal', () => {
    const [finding] = lint(`${OPENAI}new OpenAI({\n  baseURL: 'http://localhost:8000/v1',\n});`, { rules });
    expect(finding).toMatchObject({ line: 3, column: 12, endLine: 3, endColumn: 38 });
  });

  it.each([
    ['CRLF', `${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n`.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n`],
  ])('keeps %s', (_what, code) => {
    expect(fix(code, { rules }).output).toBe(code.replace(`'http://localhost:8000/v1'`, `process.env.VLLM_BASE_URL || 'http://localhost:8000/v1'`));
  });

  it.each([
    ['import.meta.env', 'import.meta.env.VLLM_BASE_URL'],
    ['Bun.env', 'Bun.env.VLLM_BASE_URL'],
    ['Deno.env', 'Deno.env.get("VLLM_BASE_URL")'],
  ])('reads %s where the settings say so', (env, expected) => {
    expect(fix(`${OPENAI}new OpenAI({ baseURL: "http://localhost:8000/v1" });`, { rules, settings: { env } }).output).toContain(`${expected} || "http://localhost:8000/v1"`);
  });

  it('reads a named import where the settings say so, and inserts it once', () => {
    const { output } = fix(`${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });\nnew OpenAI({ baseURL: 'http://localhost:8000/v1' });`, { rules, settings: { env: { import: 'env', from: '~/env' } }, filename: 'src/file.js' });
    expect(output.match(/import \{ env \} from '~\/env'/g)).toHaveLength(1);
    expect(output.match(/env\.VLLM_BASE_URL \|\| /g)).toHaveLength(2);
  });

  it.each([
    ['an allowed host', `${OPENAI}new OpenAI({ baseURL: 'http://llm.internal:8000/v1' });`, { settings: { allowHosts: ['*.internal'] } }],
    ['a test file', `${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });`, { filename: 'src/client.test.ts' }],
    ['a hosted provider', `${OPENAI}new OpenAI({ baseURL: 'https://api.groq.com/openai/v1' });`, {}],
    ['a fallback', `${OPENAI}new OpenAI({ baseURL: process.env.X ?? 'http://localhost:8000/v1' });`, {}],
  ])('is silent about %s', (_what, code, options) => {
    expect(lint(code, { rules, ...options })).toEqual([]);
  });

  it('reports a test file where the settings say so', () => {
    expect(lint(`${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });`, { rules, filename: 'src/client.test.ts', settings: { testFiles: 'report' } })).toHaveLength(1);
  });
});
