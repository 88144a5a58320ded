import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';

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
    ['its own class', 'from app.llm import Llm, LlmError\ntry:\n    Llm().ask()\nexcept LlmError as error:\n    print(error)\n', []],
    ['an ancestor', 'from app.llm import Llm\ntry:\n    Llm().ask()\nexcept OSError as error:\n    print(error)\n', []],
    ['another class', 'from app.llm import Llm\ntry:\n    Llm().ask()\nexcept ValueError as error:\n    print(error)\n', ['3:11']],
    [
      'a handler around its coroutine alone',
      'import asyncio\nfrom app.llm import AsyncLlm\nasync def main():\n    try:\n        asked = AsyncLlm().ask()\n    except OSError as error:\n        print(error)\n    return await asked\nasyncio.run(main())\n',
      ['5:28'],
    ],
    [
      'a handler around its await',
      'import asyncio\nfrom app.llm import AsyncLlm\nasync def main():\n    try:\n        return await AsyncLlm().ask()\n    except OSError as error:\n        print(error)\nasyncio.run(main())\n',
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
      "import { Llm } from 'app.llm';\nconst llm = new Llm({ base_url: 'x', timeout: null });\nawait llm.ask();\n",
      0,
    ],
  ])('of Python is silent where %s', (_, code, count) => {
    expect(found(code, 'require-timeout', 'src/main.js')).toHaveLength(count);
  });
});
