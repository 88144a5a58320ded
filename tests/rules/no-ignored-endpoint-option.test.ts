import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applySuggestion, fix, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/no-ignored-endpoint-option': 'error' } as const;
const OPENAI = `import OpenAI from 'openai';\n`;
const LANGCHAIN = `import { ChatOpenAI } from '@langchain/openai';\n`;
const ts = { rules };
const py = { rules, filename: 'src/file.py' };

describe('no-ignored-endpoint-option renames what has one meaning', () => {
  it.each([
    ['`baseUrl` of the OpenAI SDK', `${OPENAI}new OpenAI({ baseUrl: url, apiKey: key }); // keep\n`, 'baseUrl', 'baseURL', ts],
    ['`basePath` of its third version', `${OPENAI}new OpenAI({ basePath: url });\n`, 'basePath', 'baseURL', ts],
    ['a shorthand', `${OPENAI}new OpenAI({ baseUrl });\n`, 'baseUrl', 'baseURL: baseUrl', ts],
    [
      '`baseURL` of LangChain',
      `${LANGCHAIN}new ChatOpenAI({ model: 'm', baseURL: url });\n`,
      'baseURL: url',
      'configuration: { baseURL: url }',
      ts,
    ],
    ['`basePath` of its configuration', `${LANGCHAIN}new ChatOpenAI({ configuration: { basePath: url } });\n`, 'basePath', 'baseURL', ts],
    [
      '`baseURL` of the Ollama model of LlamaIndex',
      `import { Ollama } from '@llamaindex/ollama';\nnew Ollama({ model: 'm', baseURL: url });\n`,
      'baseURL: url',
      'config: { host: url }',
      ts,
    ],
    [
      '`api_base` of LangChain',
      'from langchain_openai import ChatOpenAI\nChatOpenAI(model="m", api_base=url)  # keep\n',
      'api_base',
      'base_url',
      py,
    ],
    [
      '`api_base` of its embeddings',
      'from langchain_openai import OpenAIEmbeddings\nOpenAIEmbeddings(api_base=url)\n',
      'api_base',
      'base_url',
      py,
    ],
    [
      '`base_url` of LlamaIndex',
      'from llama_index.llms.openai_like import OpenAILike\nOpenAILike(model="m", base_url=url)\n',
      'base_url',
      'api_base',
      py,
    ],
    [
      '`openai.api_base`',
      program`
        import openai
        openai.api_base = url
        openai.chat.completions.create(model="m", messages=[])

      `,
      'api_base',
      'base_url',
      py,
    ],
  ])('%s', (_what, code, from, to, options) => {
    const once = fix(code, options);
    expect(once.output).toBe(code.replace(from, to));
    expect(once.messages).toEqual([]);
  });
});

describe('no-ignored-endpoint-option suggests', () => {
  it.each([
    ['the variable that is read', `${OPENAI}process.env.OPENAI_API_BASE = url;\nnew OpenAI();\n`, 'OPENAI_API_BASE', 'OPENAI_BASE_URL', ts],
    [
      'the same in Python',
      program`
        import os
        from openai import OpenAI
        os.environ["OPENAI_API_BASE"] = url
        OpenAI()

      `,
      'OPENAI_API_BASE',
      'OPENAI_BASE_URL',
      py,
    ],
    [
      'a signal',
      `await fetch(\`\${url}/v1/chat/completions\`, { method: 'POST', timeout: 60_000 });\n`,
      'timeout: 60_000',
      'signal: AbortSignal.timeout(60_000)',
      ts,
    ],
  ])('%s', (_what, code, from, to, options) => {
    const [finding] = lint(code, options);
    if (!finding) throw new Error('no finding');
    expect(finding.fix).toBeUndefined();
    const repaired = applySuggestion(code, finding);
    expect(repaired).toBe(code.replace(from, to));
    expect(lint(repaired, options)).toEqual([]);
  });

  it('nothing where the library takes no address', () => {
    const [finding] = lint(`import { VLLM } from '@llamaindex/vllm';\nnew VLLM({ model: 'm', baseURL: url });\n`, ts);
    expect(finding?.message).toContain('http://localhost:8000/v1');
    expect(finding?.suggestions ?? []).toEqual([]);
  });
});

describe('the timeout of the AI SDK', () => {
  const code = `import { generateText } from 'ai';\nawait generateText({ model, prompt, timeout: 5000 });\n`;

  it.each([
    ['ai-4', 1],
    ['ai-5', 1],
    ['ai-6', 0],
    ['ai-unknown', 0],
  ])('in the project %s: %d', (project, count) => {
    const filename = fileURLToPath(new URL(`projects/${project}/file.ts`, import.meta.url));
    const findings = lint(code, { rules, filename, settings: { testFiles: 'report' } });
    expect(findings).toHaveLength(count);
    for (const finding of findings)
      expect(applySuggestion(code, finding)).toBe(code.replace('timeout: 5000', 'abortSignal: AbortSignal.timeout(5000)'));
  });
});

describe('no-ignored-endpoint-option is silent about', () => {
  it.each([
    ['the option that is read', `${OPENAI}new OpenAI({ baseURL: url });\n`, ts],
    ['both', `${OPENAI}new OpenAI({ baseURL: url, baseUrl: url });\n`, ts],
    ['LangChain with its configuration', `${LANGCHAIN}new ChatOpenAI({ baseURL: url, configuration: { baseURL: url } });\n`, ts],
    ['a class of the same name', `import { OpenAI } from './mine';\nnew OpenAI({ baseUrl: url });\n`, ts],
    ['a request to another service', `await fetch('https://example.com/users', { timeout: 5 });\n`, ts],
    ['a variable for other programs', `process.env.OPENAI_API_BASE = url;\nspawn('litellm');\n`, ts],
    ['a client with an address', `${OPENAI}process.env.OPENAI_API_BASE = url;\nnew OpenAI({ baseURL: url });\n`, ts],
    ['the option that is read in Python', 'from langchain_openai import ChatOpenAI\nChatOpenAI(base_url=url)\n', py],
    ['LlamaIndex with `api_base`', 'from llama_index.llms.openai import OpenAI\nOpenAI(api_base=url)\n', py],
    [
      '`openai` before 1',
      program`
        import openai
        openai.api_base = url
        openai.ChatCompletion.create(model="m", messages=[])

      `,
      py,
    ],
    [
      'a variable that LangChain reads',
      program`
        import os
        from openai import OpenAI
        from langchain_openai import ChatOpenAI
        os.environ["OPENAI_API_BASE"] = url
        OpenAI()
        ChatOpenAI()

      `,
      py,
    ],
    [
      '`api_base` of LiteLLM',
      program`
        import litellm
        litellm.api_base = url
        litellm.completion(model="m", messages=[], api_base=url)

      `,
      py,
    ],
  ])('%s', (_what, code, options) => {
    expect(lint(code, options)).toEqual([]);
  });
});
