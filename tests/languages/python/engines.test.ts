import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

/** `name sign` of every engine that is taken for a client, and the number of calls that only a client has. */
const enginesOf = (code: string): string[] =>
  extractionOf(code).problems.offlineEngines.map(({ name, sign, calls }) => `${name} ${sign.kind}:${sign.name} ${calls.length}`);

const CHAT = "client.chat.completions.create(model='m', messages=[])";

describe('an in-process engine in the place of a client', () => {
  it.each([
    ['option and method', lines('from vllm import LLM', "client = LLM(api_base='http://localhost:8000')", CHAT), ['LLM option:api_base 1']],
    ['option alone', lines('from vllm import LLM', "LLM(api_base='http://localhost:8000')"), ['LLM option:api_base 0']],
    ['base_url', lines('from vllm import LLM', "LLM(model='m', base_url='http://localhost:8000/v1')"), ['LLM option:base_url 0']],
    ['method alone', lines('from vllm import LLM', "client = LLM(model='m')", CHAT), ['LLM method:chat.completions.create 1']],
    ['alias', lines('from vllm import LLM as Engine', "client = Engine('m')", CHAT), ['Engine method:chat.completions.create 1']],
    ['module', lines('import vllm', "client = vllm.LLM(model='m')", CHAT), ['vllm.LLM method:chat.completions.create 1']],
    [
      'in self',
      lines(
        'from vllm import LLM',
        'class A:',
        '    def __init__(self):',
        "        self.client = LLM(model='m')",
        '    def f(self):',
        `        return self.${CHAT}`,
      ),
      ['LLM method:chat.completions.create 1'],
    ],
    [
      'two engines, one of them a client',
      lines('from vllm import LLM', "a = LLM(model='m')", "client = LLM(model='m')", "a.generate('x')", CHAT),
      ['LLM method:chat.completions.create 1'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(enginesOf(code)).toEqual(expected);
  });

  it.each([
    [
      'generate',
      program`
        from vllm import LLM, SamplingParams
        llm = LLM(model='m')
        llm.generate('x', SamplingParams())
      `,
    ],
    [
      'chat of the engine',
      program`
        from vllm import LLM
        llm = LLM(model='m')
        llm.chat([])
      `,
    ],
    ['its own options', lines('from vllm import LLM', "LLM(model='m', tensor_parallel_size=2, gpu_memory_utilization=0.9)")],
    ['a class LLM of another package', lines('from crewai import LLM', "LLM(model='m', base_url='http://localhost:8000/v1')")],
    [
      'a class LLM of the file',
      program`
        import vllm
        class LLM:
            def __init__(self, api_base): ...
        LLM(api_base='http://localhost:8000')
      `,
    ],
    ['a class of that name in the project', lines('from .vllm import LLM', "LLM(api_base='http://localhost:8000')")],
    ['an OpenAI client', lines('import vllm', 'from openai import OpenAI', "client = OpenAI(base_url='http://localhost:8000/v1')", CHAT)],
    ['an option that is not visible', lines('from vllm import LLM', 'LLM(**options)')],
    [
      'the name reused for a client',
      lines('from vllm import LLM', 'from openai import OpenAI', "llm = LLM(model='m')", "llm.generate('x')", 'client = OpenAI()', CHAT),
    ],
  ])('%s: none', (_what, code) => {
    expect(enginesOf(code)).toEqual([]);
  });

  it('is, for the other rules, a client with that address', () => {
    const { endpoints, calls } = extractionOf(lines('from vllm import LLM', "client = LLM(api_base='http://localhost:8000')", CHAT)).facts;
    expect(endpoints.map((e) => [e.source, e.url])).toEqual([['literal', 'http://localhost:8000']]);
    expect(calls.map((c) => c.handling)).toEqual([{ kind: 'lost', end: 'top-level' }]);
  });
});
