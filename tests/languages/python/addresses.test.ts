import { describe, expect, it } from 'vitest';
import { fix, lint } from '../../rules/lint.js';
import { program } from '../../program.js';

const V1 = 'http://localhost:8000/v1';

/** `line rule` of what is said of the addresses of a Python file. */
function found(code: string): readonly string[] {
  const rules = {
    'vllm/no-hardcoded-base-url': 'error',
    'vllm/valid-base-url': 'error',
    'vllm/no-ignored-endpoint-option': 'error',
  } as const;
  return lint(code, { rules, filename: 'app.py' }).map(
    ({ line, ruleId, messageId }) =>
      `${line} ${ruleId?.replace('vllm/', '') ?? ''}${ruleId === 'vllm/valid-base-url' ? `: ${messageId ?? ''}` : ''}`,
  );
}

const HARDCODED = 'no-hardcoded-base-url';

describe('a base URL whose form depends on the provider in the name of the model', () => {
  it.each([
    [
      'LiteLLM and vLLM',
      'import litellm\nlitellm.completion(model="hosted_vllm/m", api_base="http://localhost:8000", messages=[])\n',
      'missing-version',
    ],
    [
      'LiteLLM and vLLM, with a version',
      `import litellm\nlitellm.completion(model="hosted_vllm/m", api_base="${V1}", messages=[])\n`,
      undefined,
    ],
    [
      'LiteLLM, asynchronous, by position',
      program`
        import litellm
        async def f():
            await litellm.acompletion("openai/m", api_base="http://localhost:8000", messages=[])

      `,
      'missing-version',
    ],
    [
      "LiteLLM's router",
      'from litellm import Router\nRouter(model_list=[{"model_name": "m", "litellm_params": {"model": "hosted_vllm/m", "api_base": "http://localhost:8000"}}])\n',
      'missing-version',
    ],
    [
      'LiteLLM and a provider that the name does not tell',
      'import litellm\nlitellm.completion(model="m", api_base="http://localhost:8000", messages=[])\n',
      undefined,
    ],
    [
      'LiteLLM and its proxy',
      'import litellm\nlitellm.completion(model="litellm_proxy/m", api_base="http://localhost:8000", messages=[])\n',
      undefined,
    ],
    [
      'LiteLLM and Ollama, with a version',
      `import litellm\nlitellm.completion(model="ollama_chat/m", api_base="http://localhost:11434/v1", messages=[])\n`,
      'excess-version',
    ],
    [
      'LiteLLM and Ollama',
      `import litellm\nlitellm.completion(model="ollama/m", api_base="http://localhost:11434", messages=[])\n`,
      undefined,
    ],
    ['CrewAI and vLLM', 'from crewai import LLM\nLLM(model="hosted_vllm/m", base_url="http://localhost:8000")\n', 'missing-version'],
    ['CrewAI and Ollama', 'from crewai import LLM\nLLM(model="ollama/m", base_url="http://localhost:11434/v1")\n', 'excess-version'],
    ['DSPy', 'import dspy\ndspy.LM("openai/m", api_base="http://localhost:8000")\n', 'missing-version'],
    [
      'DSPy and a constant',
      program`
        import dspy
        MODEL = "openai/m"
        dspy.LM(MODEL, api_base="http://localhost:8000")

      `,
      'missing-version',
    ],
    [
      'smolagents',
      'from smolagents import LiteLLMModel\nLiteLLMModel("ollama_chat/m", api_base="http://localhost:11434/v1")\n',
      'excess-version',
    ],
  ])('of %s', (_, code, kind) => {
    expect(found(code).map((one) => one.slice(one.indexOf(' ') + 1))).toEqual([
      HARDCODED,
      ...(kind === undefined ? [] : [`valid-base-url: ${kind}`]),
    ]);
  });

  it('is left alone beside a proxy', () => {
    expect(
      found(
        program`
          # behind our LiteLLM proxy
          import litellm
          litellm.completion(model="openai/m", api_base="http://localhost:8000", messages=[])

        `,
      ),
    ).toEqual([`3 ${HARDCODED}`]);
  });
});

describe('a scheme with a typing error', () => {
  const client = (url: string): string => `from openai import OpenAI\n\nclient = OpenAI(base_url="${url}", api_key="EMPTY", timeout=600)\n`;

  it.each([
    'http//127.0.0.1:8000/v1',
    'http:/127.0.0.1:8000/v1',
    'http:127.0.0.1:8000/v1',
    'http;//127.0.0.1:8000/v1',
    'http:///127.0.0.1:8000/v1',
    'htpp://127.0.0.1:8000/v1',
    'htp://127.0.0.1:8000/v1',
    'hhttp://127.0.0.1:8000/v1',
  ])('%s is put right', (url) => {
    const { output } = fix(client(url), { rules: { 'vllm/valid-base-url': 'error' }, filename: 'app.py' });
    expect(output).toBe(client('http://127.0.0.1:8000/v1'));
  });

  it('is put right with TLS where that is nearer', () => {
    expect(fix(client('htps://gpu.internal/v1'), { rules: { 'vllm/valid-base-url': 'error' }, filename: 'app.py' }).output).toBe(
      client('https://gpu.internal/v1'),
    );
  });

  it.each(['http://127.0.0.1:8000/v1', 'ws://127.0.0.1:8000/v1', 'unix:///run/llm.sock', 'tcp://127.0.0.1:8000'])('%s has none', (url) => {
    expect(found(client(url)).filter((one) => one.includes('broken-scheme'))).toEqual([]);
  });

  it('is none in JavaScript where the URL standard takes it', () => {
    const kinds = (url: string): readonly unknown[] =>
      lint(`import OpenAI from 'openai';\nnew OpenAI({ baseURL: '${url}', apiKey: 'EMPTY' });\n`, {
        rules: { 'vllm/valid-base-url': 'error' },
      }).map(({ messageId }) => messageId);
    expect(['http:/127.0.0.1:8000/v1', 'http:127.0.0.1:8000/v1', 'http//127.0.0.1:8000/v1', 'htpp://127.0.0.1:8000/v1'].map(kinds)).toEqual(
      [[], [], ['broken-scheme'], ['broken-scheme']],
    );
  });
});

describe('an address on its way to the client', () => {
  const worker = program`
    from openai import OpenAI

    def worker(n, base_url):
        return OpenAI(api_key="x", base_url=base_url)


  `;

  it.each([
    ['a process', `import multiprocessing\nmultiprocessing.Process(target=worker, args=(1, "${V1}")).start()\n`, true],
    [
      'a process of a context',
      `import multiprocessing\nmultiprocessing.get_context("spawn").Process(target=worker, args=(1, "${V1}")).start()\n`,
      true,
    ],
    ['a thread, by name', `from threading import Thread\nThread(target=worker, kwargs={"n": 1, "base_url": "${V1}"}).start()\n`, true],
    ['an executor', `from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(worker, 1, "${V1}")\n`, true],
    ['a pool', `from multiprocessing import Pool\nPool().apply_async(worker, (1, "${V1}"))\n`, true],
    ['a thread of the event loop', `import asyncio\nasync def f():\n    await asyncio.to_thread(worker, 1, base_url="${V1}")\n`, true],
    ['a partial function', `from functools import partial\nf = partial(worker, 1, "${V1}")\n`, true],
    ['a function that is not known', `from mine import run\nrun(worker, 1, "${V1}")\n`, false],
    ['another parameter', `from threading import Thread\nThread(target=worker, args=("${V1}", url)).start()\n`, false],
  ])('through %s', (_, code, isSeen) => {
    expect(found(worker + code)).toEqual(
      isSeen ? [`${(worker + code).split('\n').findIndex((line) => line.includes(V1)) + 1} ${HARDCODED}`] : [],
    );
  });

  it.each([
    ['its value', 'from enum import Enum', '(str, Enum)', '.value', true],
    ['a string of its own', 'from enum import StrEnum', '(StrEnum)', '.value', true],
    ['the value of something else', 'from mine import Base', '(Base)', '.value', false],
  ])('as a member of an enumeration: %s', (_, imported, bases, read, isSeen) => {
    expect(
      found(
        `${imported}\nfrom openai import OpenAI\n\nclass Urls${bases}:\n    LOCAL = "${V1}"\n\nOpenAI(base_url=Urls.LOCAL${read}, api_key="x")\n`,
      ),
    ).toEqual(isSeen ? [`5 ${HARDCODED}`] : []);
  });

  it("as the option of Pydantic AI's model", () => {
    expect(
      found(
        'from pydantic_ai.models.openai import OpenAIModel\n\nmodel = OpenAIModel("m", base_url="http://localhost:11434/v1", api_key="EMPTY")\n',
      ),
    ).toEqual([`3 ${HARDCODED}`]);
  });

  it.each([
    ['openai_base_url', 'no-ignored-endpoint-option'],
    ['baseURL', 'no-ignored-endpoint-option'],
    ['openai_api_base', HARDCODED],
    ['base_url', HARDCODED],
  ])("as LangChain's option `%s`", (name, rule) => {
    expect(found(`from langchain_openai import ChatOpenAI\n\nChatOpenAI(${name}="${V1}", api_key="EMPTY")\n`)).toEqual([`3 ${rule}`]);
  });

  it('in a program of a folder of tests', () => {
    const code = program`
      import sys

      import requests

      URL = "http://localhost:8000/v1/chat/completions"


      def check():
          requests.post(URL, json={}, timeout=60)

    `;
    const rules = { 'vllm/no-hardcoded-base-url': 'error' } as const;
    expect(lint(`${code}\n\nif __name__ == "__main__":\n    check()\n`, { rules, filename: 'tests/script.py' })).toHaveLength(1);
    expect(lint(code, { rules, filename: 'tests/script.py' })).toEqual([]);
  });
});
