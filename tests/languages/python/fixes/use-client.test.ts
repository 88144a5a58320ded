import { describe, expect, it } from 'vitest';
import { type Surroundings, read, repairOf, repaired } from './harness.js';
import { program } from '../../../program.js';

const CREATE = 'print(client.chat.completions.create(model="m", messages=[]))\n';
const KEY = 'api_key=os.environ.get("OPENAI_API_KEY") or "EMPTY"';

/** What becomes of a program that makes a client of an engine, its last statement left out. */
function client(source: string, surroundings?: Surroundings): string {
  const { output, repair } = repaired(
    source + CREATE,
    ({ offlineEngines: [engine] }) => engine && { kind: 'use-client', engine },
    surroundings,
  );
  expect(repair).toMatchObject({ applicability: 'unsafe' });
  const { facts, problems } = read(output, surroundings);
  expect(problems.offlineEngines).toEqual([]);
  expect(facts.calls.map((c) => c.sdk)).toContain('openai');
  return output.slice(0, -CREATE.length);
}

describe('the address', () => {
  const HEAD = 'import os\nfrom vllm import LLM\n';
  const made = (options: string) =>
    client(`${HEAD}client = LLM(${options})\n`)
      .replace(/^[\s\S]*\nclient = /, '')
      .trim()
      .replace(/\s*\n\s*/g, ' ')
      .replace(/, \)$/, ')')
      .replace('( ', '(');
  it.each([
    ['api_base="http://localhost:8000"', '"http://localhost:8000/v1"'],
    ["api_base='http://localhost:8000/'", "'http://localhost:8000/v1'"],
    ['base_url="http://localhost:8000/v1"', '"http://localhost:8000/v1"'],
    ['api_base="http://localhost:8000/v1/chat/completions"', '"http://localhost:8000/v1"'],
    ['api_base="localhost:8000"', '"http://localhost:8000/v1"'],
    ['api_base=f"http://{host}:8000"', 'f"http://{host}:8000/v1"'],
    [
      'api_base=os.environ.get("VLLM_API_HOST") or "http://localhost:8000"',
      '(os.environ.get("VLLM_API_HOST") or "http://localhost:8000").rstrip("/") + "/v1"',
    ],
    [
      'api_base=os.environ.get("VLLM_API_HOST") or "http://localhost:8000/v1"',
      'os.environ.get("VLLM_API_HOST") or "http://localhost:8000/v1"',
    ],
    ['api_base=os.environ["HOST"]', 'os.environ["HOST"].rstrip("/").removesuffix("/v1") + "/v1"'],
    ['host="gpu", port=9000', 'os.environ.get("VLLM_BASE_URL") or "http://gpu:9000/v1"'],
    ['model="m"', 'os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1"'],
  ])('%s', (options, url) => {
    expect(made(options)).toBe(`OpenAI(base_url=${url}, ${KEY}, max_retries=5)`);
  });

  it('of a constant', () => {
    expect(client(`${HEAD}URL = "http://localhost:8000"\nclient = LLM(api_base=URL)\n`)).toMatch(/base_url=URL\.rstrip\("\/"\) \+ "\/v1"/);
    expect(client(`${HEAD}URL = "http://localhost:8000/v1"\nclient = LLM(api_base=URL)\n`)).toMatch(/base_url=URL,\s/);
  });

  it('with other options', () => {
    expect(made('model="m", api_base="http://h:8000", api_key="k", timeout=3, max_model_len=4')).toBe(
      'OpenAI(base_url="http://h:8000/v1", api_key="k", timeout=3, max_retries=5)',
    );
  });
});

describe('the imports', () => {
  const engine = 'client = LLM(api_base="http://h:8000", api_key="k")\n';
  const after = 'client = OpenAI(base_url="http://h:8000/v1", api_key="k", max_retries=5)\n';
  it.each([
    ['of the engine alone', `from vllm import LLM\n${engine}`, `from openai import OpenAI\n${after}`],
    ['of more', `from vllm import LLM, SamplingParams\n${engine}`, `from openai import OpenAI\nfrom vllm import SamplingParams\n${after}`],
    [
      'of more before it',
      `from vllm import SamplingParams, LLM\n${engine}`,
      `from openai import OpenAI\nfrom vllm import SamplingParams\n${after}`,
    ],
    ['of the module', `import vllm\n\nclient = vllm.LLM(api_base="http://h:8000", api_key="k")\n`, `from openai import OpenAI\n\n${after}`],
    [
      'that something else needs',
      `from vllm import LLM\nother = LLM\n${engine}`,
      `from openai import OpenAI\nfrom vllm import LLM\nother = LLM\n${after}`,
    ],
    ['with a comment', `from vllm import LLM  # engine\n${engine}`, `from openai import OpenAI\nfrom vllm import LLM  # engine\n${after}`],
    ["beside the client's", `from vllm import LLM\nfrom openai import OpenAI\n${engine}`, `from openai import OpenAI\n${after}`],
    ['with CRLF', `from vllm import LLM\r\n${engine.replace('\n', '\r\n')}`, `from openai import OpenAI\r\n${after.replace('\n', '\r\n')}`],
  ])('%s', (_, source, output) => {
    expect(client(source)).toBe(output);
  });

  it('an asynchronous engine becomes an asynchronous client', () => {
    const source = 'from vllm import AsyncLLMEngine\nclient = AsyncLLMEngine(api_base="http://h:8000", api_key="k")\n';
    const { output } = repaired(source, ({ offlineEngines: [e] }) => e && { kind: 'use-client', engine: e });
    expect(output).toBe('from openai import AsyncOpenAI\nclient = AsyncOpenAI(base_url="http://h:8000/v1", api_key="k", max_retries=5)\n');
  });

  it('lines that would be long are broken', () => {
    expect(
      client(program`
        from vllm import LLM
        client = LLM(
            api_base="http://localhost:8000",
        )

      `),
    ).toBe(
      `import os\n\nfrom openai import OpenAI\nclient = OpenAI(\n    base_url="http://localhost:8000/v1",\n    ${KEY},\n    max_retries=5,\n)\n`,
    );
  });
});

describe('no repair', () => {
  it.each([
    ['of options that are not seen', 'from vllm import LLM\nclient = LLM(api_base="http://h", **kw)\n'],
    [
      'of what is also used as an engine',
      program`
        from vllm import LLM
        client = LLM(api_base="http://h")
        client.generate("x")

      `,
    ],
    [
      'that loses a comment',
      program`
        from vllm import LLM
        client = LLM(
            api_base="http://h",  # server
        )

      `,
    ],
  ])('%s', (_, source) => {
    expect(repairOf(source, ({ offlineEngines: [engine] }) => engine && { kind: 'use-client', engine })).toBeUndefined();
  });
});
