import { describe, expect, it } from 'vitest';
import { applySuggestion, fix, lint } from './lint.js';

const rules = { 'vllm/require-retry': 'error' } as const;

describe('require-retry', () => {
  it.each([
    ['the client', `import OpenAI from 'openai';\nconst client = new OpenAI({ maxRetries: 0 });\nexport const ask = () => client.chat.completions.create({ model: 'm', messages: [] });\n`],
    ['the call', `import { generateText } from 'ai';\nexport const ask = (model) => generateText({ model, maxRetries: 0 /* why? */ });\n`],
  ])('proposes a number of retries at %s, and never writes it as a fix', (_what, code) => {
    expect(fix(code, { rules }).output).toBe(code);
    const [finding] = lint(code, { rules });
    const [other] = lint(code, { rules: { 'vllm/require-retry': ['error', { maxRetries: 3 }] } });
    if (!finding || !other) throw new Error('no finding');
    expect(applySuggestion(code, finding)).toBe(code.replace('maxRetries: 0', 'maxRetries: 5'));
    expect(lint(applySuggestion(code, finding), { rules })).toEqual([]);
    expect(applySuggestion(code, other)).toBe(code.replace('maxRetries: 0', 'maxRetries: 3'));
  });

  it.each([
    ['fetch', `export async function ask(body) {\n  const response = await fetch(\`\${process.env.VLLM_BASE_URL}/chat/completions\`, { method: 'POST', body });\n  return response.json();\n}\n`],
    ['ollama', `import ollama from 'ollama';\nexport const ask = (prompt) => ollama.generate({ model: 'm', prompt });\n`],
  ])('wraps %s with a helper that it knows again', (_what, code) => {
    const [finding] = lint(code, { rules });
    expect(finding?.fix).toBeUndefined();
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain('retryOnConnectionError(');
    expect(lint(repaired, { rules })).toEqual([]);
  });

  it.each([
    ['an SDK that retries', `import OpenAI from 'openai';\nexport const ask = () => new OpenAI().chat.completions.create({ model: 'm', messages: [] });\n`],
    ['a wrapped call', `import pRetry from 'p-retry';\nexport const ask = (u) => pRetry(() => fetch(\`\${u}/chat/completions\`));\n`],
    ['an unknown wrapper', `import { again } from './again';\nexport const ask = (u) => again(() => fetch(\`\${u}/chat/completions\`));\n`],
    ['another service', `export const users = (u) => fetch(\`\${u}/users\`);\n`],
  ])('is silent about %s', (_what, code) => {
    expect(lint(code, { rules })).toEqual([]);
  });
});

describe('a wrapper that TypeScript would not accept is not proposed', () => {
  const code = (test: string): string => `import ollama from 'ollama';\nexport async function ask(options: { model?: string }) {\n  ${test}\n  return await ollama.generate({ model: options.model, prompt: 'x' });\n}\n`;

  it.each([
    ['after a test of a property', code(`if (!options.model) throw new Error('no model');`), 0],
    ['without one', code(`log(options);`), 1],
  ])('%s', (_what, text, suggestions) => {
    const [finding] = lint(text, { rules, filename: 'src/ask.ts' });
    expect(finding?.suggestions ?? []).toHaveLength(suggestions);
  });
});

describe('retries of a client are not proposed where another call has its own', () => {
  const js = (other: string): string => `import OpenAI from 'openai';\nimport pRetry from 'p-retry';\nconst client = new OpenAI({ maxRetries: 0 });\nexport const title = () => client.completions.create({ model: 'm', prompt: 'x' });\n${other}\n`;
  const py = (other: string): string => `from openai import OpenAI\nfrom tenacity import retry\nclient = OpenAI(max_retries=0)\n\ndef title():\n    return client.completions.create(model="m", prompt="x")\n\n${other}\ndef answer():\n    return client.completions.create(model="m", prompt="x")\n`;

  it.each([
    ['JavaScript, another retried call', js(`export const answer = () => pRetry(() => client.completions.create({ model: 'm', prompt: 'x' }));`), 'src/ask.js', 0],
    ['JavaScript, another call', js(`export const answer = () => client.completions.create({ model: 'm', prompt: 'x' });`), 'src/ask.js', 2],
    ['Python, another retried call', py('@retry'), 'src/ask.py', 0],
    ['Python, another call', py('# alone'), 'src/ask.py', 2],
  ])('%s', (_what, code, filename, proposals) => {
    const findings = lint(code, { rules, filename });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ fix }) => fix)).toEqual([]);
    expect(findings.filter(({ suggestions }) => suggestions?.some(({ desc }) => desc.startsWith('Set')))).toHaveLength(proposals);
  });
});
