import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';

const messages = (code: string, rule: string): readonly string[] =>
  lint(code, { rules: { [`vllm/${rule}`]: 'error' }, filename: 'src/app.py' }).map(({ message }) => message);

describe('messages about Python say what holds', () => {
  const paths = (...callers: readonly string[]) =>
    `import asyncio\nimport aiohttp\n\nasync def ask():\n    async with aiohttp.ClientSession() as session:\n        async with session.post("http://gpu:8000/v1/chat/completions", json={}) as response:\n            return await response.json()\n\nasync def background():\n    asyncio.create_task(ask())\n\n${callers.join('\n')}\n`;

  it('names one of several ends as one', () => {
    const [message] = messages(paths('asyncio.run(ask())', 'asyncio.run(background())'), 'require-connection-error-handling');
    expect(message).toContain('on one path ');
  });

  it('names the only end without more', () => {
    const [message] = messages(paths('asyncio.run(background())'), 'require-connection-error-handling');
    expect(message).toContain('the task fails unnoticed');
    expect(message).not.toContain('on one path');
  });

  it("names the library of a vector store's embedder", () => {
    const code = (module: string) =>
      `from langchain_community.vectorstores import Chroma\nfrom ${module} import OllamaEmbeddings\nstore = Chroma.from_texts(["a"], OllamaEmbeddings(model="m"))\n`;
    expect(messages(code('langchain_ollama'), 'require-connection-error-handling')).toEqual([
      expect.stringContaining('`langchain_ollama` raises'),
    ]);
    expect(messages(code('langchain_community.embeddings'), 'require-connection-error-handling')).toEqual([
      expect.stringContaining('`langchain_community` raises'),
    ]);
  });
});

describe('hosts that are no names', () => {
  it.each([
    ['http://x.x.x.x:8080', 0],
    ['http://YOUR_IP:8000/v1', 1],
    ['http://<host>:8000/v1', 0],
    ['http://your-server:8000/v1', 1],
    ['https://llm.example.com/v1', 1],
    ['http://xavier:8000/v1', 1],
    ['http://10.0.0.7:8000/v1', 1],
    ['http://yourk:8000/v1', 1],
  ])('%s', (url, count) => {
    const code = `from openai import OpenAI\nclient = OpenAI(base_url="${url}", api_key="EMPTY")\n`;
    expect(messages(code, 'no-hardcoded-base-url')).toHaveLength(count);
  });
});
