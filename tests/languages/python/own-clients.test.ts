import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';
import { program } from '../../program.js';

/** A client of the project's own, as `settings.vllm.clients` describes it. */
const CLIENT = {
  id: 'llm',
  title: 'our LLM client',
  packages: ['app.llm'],
  failure: { attempts: 1, seconds: 0, error: 'app.llm.LlmError', ancestors: ['OSError'] },
  exports: {
    Llm: {
      kind: 'class',
      object: 'client',
      options: { baseUrl: ['base_url|0'], maxRetries: 'retries', timeout: { at: 'timeout', endless: ['null'] } },
    },
    AsyncLlm: { kind: 'class', object: 'asyncClient', options: { baseUrl: ['url|0'] } },
    ask: { kind: 'function', call: { baseUrl: ['config.base_url'] } },
  },
  objects: { client: { calls: { ask: {} } }, asyncClient: { calls: { ask: { async: true } } } },
};

const found = (code: string, rule: string, filename = 'app/main.py') =>
  lint(code, { filename, settings: { clients: [CLIENT] }, rules: { [`vllm/${rule}`]: 'error' } }).map(
    ({ line, column }) => `${line}:${column}`,
  );

describe("a client of the project's own", () => {
  it.each([
    ['a keyword', "from app.llm import Llm\nLlm(base_url='http://localhost:8000/v1')\n", ['2:14']],
    ['a position', "from app.llm import Llm\nLlm('http://localhost:8000/v1')\n", ['2:5']],
    ['a keyword of another name', "from app.llm import AsyncLlm\nAsyncLlm(url='http://localhost:8000/v1')\n", ['2:14']],
    ['a key of a dict', "from app.llm import ask\nask(config={'base_url': 'http://localhost:8000/v1'})\n", ['2:25']],
    ['no place of its own', "from app.llm import Llm\nLlm(home='http://localhost:8000/docs')\n", []],
    ['a class that is not named', "from app.llm import Other\nOther(base_url='http://localhost:80/docs')\n", []],
  ])('takes its base URL at %s', (_, code, expected) => {
    expect(found(code, 'no-hardcoded-base-url')).toEqual(expected);
  });

  it.each([
    ['no handler', 'from app.llm import Llm\nLlm().ask()\n', ['2:7']],
    [
      'its own class',
      program`
        from app.llm import Llm, LlmError
        try:
            Llm().ask()
        except LlmError as error:
            print(error)

      `,
      [],
    ],
    [
      'an ancestor',
      program`
        from app.llm import Llm
        try:
            Llm().ask()
        except OSError as error:
            print(error)

      `,
      [],
    ],
    [
      'another class',
      program`
        from app.llm import Llm
        try:
            Llm().ask()
        except ValueError as error:
            print(error)

      `,
      ['3:11'],
    ],
    [
      'a handler around its coroutine alone',
      program`
        import asyncio
        from app.llm import AsyncLlm
        async def main():
            try:
                asked = AsyncLlm().ask()
            except OSError as error:
                print(error)
            return await asked
        asyncio.run(main())

      `,
      ['5:28'],
    ],
    [
      'a handler around its await',
      program`
        import asyncio
        from app.llm import AsyncLlm
        async def main():
            try:
                return await AsyncLlm().ask()
            except OSError as error:
                print(error)
        asyncio.run(main())

      `,
      [],
    ],
  ])('raises what its entry says: %s', (_, code, expected) => {
    expect(found(code, 'require-connection-error-handling')).toEqual(expected);
  });

  it.each([
    ['none', 'from app.llm import Llm\nLlm(timeout=None).ask()\n', 1],
    ['a number', 'from app.llm import Llm\nLlm(timeout=60).ask()\n', 0],
  ])('knows the limit that its entry says: %s', (_, code, count) => {
    expect(found(code, 'require-timeout')).toHaveLength(count);
  });

  it.each([
    [
      'JavaScript knows no keyword',
      program`
        import { Llm } from 'app.llm';
        const llm = new Llm({ base_url: 'x', timeout: null });
        await llm.ask();

      `,
      0,
    ],
  ])('of Python is silent where %s', (_, code, count) => {
    expect(found(code, 'require-timeout', 'src/main.js')).toHaveLength(count);
  });
});
