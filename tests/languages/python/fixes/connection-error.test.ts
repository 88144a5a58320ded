import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { read, repairOf, repaired } from './harness.js';
import { program } from '../../../program.js';

const folder = mkdtempSync(join(tmpdir(), 'vllm-versions-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file of a project that has some other files. */
function fileIn(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(folder, 'p-'));
  mkdirSync(join(root, '.git'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return join(root, 'app.py');
}

/** The class of the handler that is written around the only call. */
function caughtIn(source: string, filename?: string): string | undefined {
  const surroundings = filename === undefined ? {} : { filename };
  const repair = repairOf(source, ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then: 'rethrow' }, surroundings);
  if (!repair) return undefined;
  const { output } = repaired(
    source,
    ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then: 'rethrow' },
    surroundings,
  );
  expect(read(output, surroundings).problems.connectionChecks).toEqual([]);
  const error = /^ *except (.*):$/m.exec(output)?.[1] ?? '';
  const from = new RegExp(String.raw`^from (\S+) import .*\b${error}\b`, 'm').exec(output)?.[1];
  return from === undefined ? error : `${from}.${error}`;
}

describe('LiteLLM', () => {
  const asked = (model: string): string => `import litellm\n\nr = litellm.completion(model=${model}, messages=[])\n`;
  it.each([
    ['"hosted_vllm/m"', 'litellm.InternalServerError'],
    ['"ollama/m"', 'litellm.APIConnectionError'],
    ['MODEL', '(litellm.InternalServerError, litellm.APIConnectionError)'],
    ['"m"', '(litellm.InternalServerError, litellm.APIConnectionError)'],
  ])('a model called %s: %s', (model, expected) => {
    expect(caughtIn(asked(model))).toBe(expected);
  });
});

describe('a chain of an older Ollama model', () => {
  it.each([
    ['Ollama', 'requests.ConnectionError'],
    ['VLLMOpenAI', 'openai.APIConnectionError'],
  ])('%s: %s', (name, expected) => {
    const source = `from langchain_community.llms import ${name}\nfrom langchain_core.prompts import ChatPromptTemplate\n\nchain = ChatPromptTemplate.from_template("{x}") | ${name}(model="m")\nprint(chain.invoke({}))\n`;
    expect(caughtIn(source)).toBe(expected);
    expect(read(source).facts.calls[0]?.failure.attempts).toBe(name === 'Ollama' ? 1 : 3);
  });
});

describe('a library whose HTTP client is another one in some versions', () => {
  const HUB = 'from huggingface_hub import InferenceClient\n\nr = InferenceClient("http://localhost:8080").chat_completion([])\n';
  const MISTRAL =
    'from mistralai import Mistral\n\nr = Mistral(server_url="http://localhost:8080").chat.complete(model="m", messages=[])\n';
  it.each([
    ['no manifest', HUB, {}, undefined],
    ['an open bound', HUB, { 'requirements.txt': 'huggingface_hub>=0.20\n' }, undefined],
    ['an exact version', HUB, { 'requirements.txt': 'huggingface_hub==0.36.2\n' }, 'requests.ConnectionError'],
    ['a compatible version', HUB, { 'requirements.txt': 'huggingface-hub~=1.3\n' }, 'httpx.ConnectError'],
    ['an upper bound', HUB, { 'pyproject.toml': '[project]\ndependencies = ["huggingface-hub>=0.30,<1.0"]\n' }, 'requests.ConnectionError'],
    [
      'a lock file',
      HUB,
      {
        'uv.lock': program`
          [[package]]
          name = "huggingface-hub"
          version = "2.4.0"

        `,
      },
      'httpx2.ConnectError',
    ],
    ['an environment', HUB, { '.venv/lib/python3.12/site-packages/huggingface_hub-1.33.0.dist-info/METADATA': '' }, 'httpx.ConnectError'],
    ['Poetry', MISTRAL, { 'pyproject.toml': '[tool.poetry.dependencies]\nmistralai = "^1.9"\n' }, 'httpx.ConnectError'],
    ['a dependency on the client', MISTRAL, { 'requirements.txt': 'mistralai\nhttpx2\n' }, 'httpx2.ConnectError'],
    ['an import of the client', `import httpx2\n${MISTRAL}`, {}, 'httpx2.ConnectError'],
  ] as const)('%s', (_, source, files, expected) => {
    const error = caughtIn(source, fileIn(files));
    expect(error).toBe(expected);
  });

  it('asks the asynchronous client too', () => {
    const source = program`
      from huggingface_hub import AsyncInferenceClient

      async def f():
          return await AsyncInferenceClient("http://localhost:8080").chat_completion([])

      import asyncio
      asyncio.run(f())

    `;
    expect(caughtIn(source, fileIn({ 'requirements.txt': 'huggingface_hub<1\n' }))).toBe('aiohttp.ClientConnectorError');
  });

  it('does not call a handler of another version ineffective', () => {
    const source = program`
      import httpx
      from mistralai import Mistral

      try:
          r = Mistral(server_url="http://localhost:8080").chat.complete(model="m", messages=[])
      except httpx.ConnectError:
          print("down")

    `;
    expect(read(source, { filename: fileIn({}) }).problems.connectionChecks).toEqual([]);
    expect(read(source, { filename: fileIn({ 'requirements.txt': 'mistralai<2\n' }) }).facts.calls.map((c) => c.handling.kind)).toEqual([
      'caught',
    ]);
    expect(
      read(source, { filename: fileIn({ 'requirements.txt': 'mistralai==3.7.0\n' }) }).facts.calls.map((c) => c.handling.kind),
    ).not.toContain('caught');
  });
});
