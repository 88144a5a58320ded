import { describe, expect, it } from 'vitest';
import { applySuggestion, fix, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/no-provider-fallback': 'error' } as const;
const OPENAI = `import OpenAI from 'openai';\n`;
const PYTHON = 'import os\nfrom openai import OpenAI\n';
const ts = { rules };
const py = { rules, filename: 'src/file.py' };

describe('no-provider-fallback', () => {
  it.each([
    [
      'the name of the variable',
      `${OPENAI}export const client = new OpenAI({ baseURL: process.env.VLLM_URL });\n`,
      'process.env.VLLM_URL',
      `process.env.VLLM_URL || 'http://localhost:8000/v1'`,
      ts,
    ],
    [
      'a key for servers without keys',
      `${OPENAI}new OpenAI({ baseURL: process.env.LLM_URL, apiKey: process.env.KEY || 'EMPTY' }); // keep\n`,
      'process.env.LLM_URL',
      `process.env.LLM_URL || 'http://localhost:8000/v1'`,
      ts,
    ],
    [
      'the model',
      `${OPENAI}const c = new OpenAI({ baseURL: process.env.LLM_URL });\nc.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [] });\n`,
      'process.env.LLM_URL',
      `process.env.LLM_URL || 'http://localhost:8000/v1'`,
      ts,
    ],
    [
      "Ollama's name",
      `import { ChatOpenAI } from '@langchain/openai';\nnew ChatOpenAI({ configuration: { baseURL: process.env.OLLAMA_URL } });\n`,
      'process.env.OLLAMA_URL',
      `process.env.OLLAMA_URL || 'http://localhost:11434/v1'`,
      ts,
    ],
    [
      'nothing that is fallen back to',
      `${OPENAI}new OpenAI({ baseURL: process.env.VLLM_URL || undefined });\n`,
      'process.env.VLLM_URL || undefined',
      `process.env.VLLM_URL || 'http://localhost:8000/v1'`,
      ts,
    ],
    [
      'a blank variable',
      `${OPENAI}const url = process.env.LLM_URL ?? 'http://gpu:8000/v1';\nnew OpenAI({ baseURL: url });\n`,
      '??',
      '||',
      ts,
    ],
    [
      'the AI SDK',
      program`
        import { createOpenAI } from '@ai-sdk/openai';
        const p = createOpenAI({ baseURL: process.env.LLM_URL });
        p.chat('Qwen/Qwen3-8B');
        p('Qwen/Qwen3-8B');

      `,
      'process.env.LLM_URL',
      `process.env.LLM_URL || 'http://localhost:8000/v1'`,
      ts,
    ],
    [
      'Python',
      `${PYTHON}OpenAI(base_url=os.getenv("VLLM_URL"))  # keep\n`,
      'os.getenv("VLLM_URL")',
      'os.getenv("VLLM_URL") or "http://localhost:8000/v1"',
      py,
    ],
    [
      'Python and a model',
      `${PYTHON}url = os.environ.get("LLM_URL")\nclient = OpenAI(base_url=url)\nclient.chat.completions.create(model="Qwen/Qwen3-8B", messages=[])\n`,
      'os.environ.get("LLM_URL")',
      'os.environ.get("LLM_URL") or "http://localhost:8000/v1"',
      py,
    ],
  ])('is told by %s', (_what, code, from, to, options) => {
    const findings = lint(code, options);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      const repaired = applySuggestion(code, finding);
      expect(repaired).toBe(code.replace(from, to));
      expect(lint(repaired, options)).toEqual([]);
    }
    const written = fix(code, { ...options, settings: { fixes: 'suggested' } });
    expect(written.output).toBe(code.replace(from, to));
    expect(written.messages).toEqual([]);
  });

  it.each([
    [
      'throws',
      `${OPENAI}function make() {\n  return new OpenAI({ baseURL: process.env.VLLM_URL });\n}\n`,
      `${OPENAI}function make() {\n  if (!process.env.VLLM_URL) throw new Error('VLLM_URL is not set.');\n  return new OpenAI({ baseURL: process.env.VLLM_URL });\n}\n`,
      ts,
    ],
    ['raises', `${PYTHON}OpenAI(base_url=os.getenv("VLLM_URL"))\n`, `${PYTHON}OpenAI(base_url=os.environ["VLLM_URL"])\n`, py],
  ])('%s by its second suggestion', (_what, code, expected, options) => {
    const [finding] = lint(code, options);
    if (!finding) throw new Error('no finding');
    expect(applySuggestion(code, finding, 1)).toBe(expected);
    expect(lint(expected, options)).toEqual([]);
  });

  it.each([
    ['a fallback', `${OPENAI}new OpenAI({ baseURL: process.env.VLLM_URL || 'http://gpu:8000/v1' });\n`, ts],
    [
      'a variable that is tested',
      `${OPENAI}if (!process.env.VLLM_URL) throw new Error();\nnew OpenAI({ baseURL: process.env.VLLM_URL });\n`,
      ts,
    ],
    [
      'a constant that is tested',
      `${OPENAI}const url = process.env.VLLM_URL;\nif (!url) throw new Error();\nnew OpenAI({ baseURL: url });\n`,
      ts,
    ],
    ["a project's own settings", `import { env } from '~/env';\n${OPENAI}new OpenAI({ baseURL: env.VLLM_URL });\n`, ts],
    [
      "no sign of a server of one's own",
      `${OPENAI}new OpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: process.env.OPENAI_API_KEY });\n`,
      ts,
    ],
    [
      "OpenAI's model",
      `${OPENAI}const c = new OpenAI({ baseURL: process.env.LLM_URL });\nc.chat.completions.create({ model: 'gpt-4o', messages: [] });\n`,
      ts,
    ],
    [
      'a client that fails without a base URL',
      `import { createOpenAICompatible } from '@ai-sdk/openai-compatible';\ncreateOpenAICompatible({ name: 'vllm', baseURL: process.env.VLLM_URL });\n`,
      ts,
    ],
    ['a variable that raises', `${PYTHON}OpenAI(base_url=os.environ["VLLM_URL"])\n`, py],
    ['a default, which fails where the variable is blank', `${PYTHON}OpenAI(base_url=os.getenv("VLLM_URL", "http://gpu:8000/v1"))\n`, py],
    [
      'a variable that is tested in Python',
      `${PYTHON}url = os.getenv("VLLM_URL")\nif not url:\n    raise RuntimeError\nOpenAI(base_url=url)\n`,
      py,
    ],
    [
      "no sign of a server of one's own in Python",
      `${PYTHON}OpenAI(base_url=os.getenv("OPENAI_BASE_URL"), api_key=os.getenv("OPENAI_API_KEY"))\n`,
      py,
    ],
    ['a client of Ollama', 'import os, ollama\nollama.Client(host=os.getenv("OLLAMA_HOST"))\n', py],
  ])('is silent about %s', (_what, code, options) => {
    expect(lint(code, options)).toEqual([]);
  });
});
