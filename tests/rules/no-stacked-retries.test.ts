import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/no-stacked-retries': 'error' } as const;
const IN_PYTHON = 'src/file.py';

/** Where the requests are, how many, in how many seconds, and by which layers. */
function found(code: string, filename = 'src/file.ts', options: Record<string, unknown> = {}): readonly string[] {
  return lint(code, { filename, rules: { 'vllm/no-stacked-retries': ['error', options] } }).map(({ line, message }) => {
    const [, requests = '', time = '', layers = ''] =
      /sends (\d+) requests(?: in about ([^.]*))?\. That is (.*)\. Retry/.exec(message) ?? [];
    return `${line}: ${requests}${time === '' ? '' : ` in ${time}`}: ${layers}`;
  });
}

/** A text after the first suggestion of its only finding, which leaves none. */
function repaired(code: string, filename = 'src/file.ts'): string | undefined {
  const [message, ...others] = lint(code, { filename, rules });
  expect(others).toEqual([]);
  expect(message).toBeDefined();
  if (!message?.suggestions || message.suggestions.every(({ desc }) => !desc.startsWith('Set'))) return undefined;
  const output = applySuggestion(code, message);
  expect(lint(output, { filename, rules })).toEqual([]);
  return output;
}

const OPENAI = program`
  import OpenAI from 'openai';
  import pRetry from 'p-retry';
  const client = new OpenAI();

`;
const CREATE = `client.chat.completions.create({ model: 'm', messages: [] })`;

describe('no-stacked-retries', () => {
  it.each([
    [
      'p-retry around the OpenAI SDK',
      `${OPENAI}await pRetry(() => ${CREATE}, { retries: 3 });`,
      ['4: 12 in 13 s: 4 (`pRetry`) × 3 (the OpenAI SDK)'],
    ],
    ['defaults of both', `${OPENAI}await pRetry(() => ${CREATE});`, ['4: 33 in 17 min: 11 (`pRetry`) × 3 (the OpenAI SDK)']],
    [
      'a number of its own',
      `${OPENAI.replace('OpenAI()', 'OpenAI({ maxRetries: 4 })')}await pRetry(() => ${CREATE}, { retries: 3 });`,
      ['4: 20: 4 (`pRetry`) × 5 (the OpenAI SDK)'],
    ],
    [
      'waits of its own',
      `${OPENAI}await pRetry(() => ${CREATE}, { retries: 3, minTimeout: 5000 });`,
      ['4: 12: 4 (`pRetry`) × 3 (the OpenAI SDK)'],
    ],
    [
      'the AI SDK',
      program`
        import { generateText } from 'ai';
        import retry from 'async-retry';
        await retry(async () => generateText({ model, prompt }), { retries: 2 });
      `,
      ['3: 9 in 23 s: 3 (`retry`) × 3 (the AI SDK)'],
    ],
    [
      'LangChain',
      program`
        import { ChatOpenAI } from '@langchain/openai';
        import pRetry from 'p-retry';
        const llm = new ChatOpenAI({});
        await pRetry(() => llm.invoke('x'), { retries: 1 });
      `,
      ['4: 14 in 3 min: 2 (`pRetry`) × 7 (`@langchain/openai`)'],
    ],
    [
      'two wrappers',
      program`
        import pRetry from 'p-retry';
        import { backOff } from 'exponential-backoff';
        await pRetry(() => backOff(() => fetch('http://x:8000/v1/chat/completions', { method: 'POST' })), { retries: 2 });
      `,
      ['3: 30 in 3 min: 3 (`pRetry`) × 10 (`backOff`)'],
    ],
    [
      'a loop',
      `${OPENAI}async function ask() {\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await ${CREATE};\n    } catch (error) {\n      if (i === 2) throw error;\n      await sleep(1000);\n    }\n  }\n}\nask();`,
      ['7: 9: 3 (loop in line 5) × 3 (the OpenAI SDK)'],
    ],
    [
      'a helper, by its default',
      `${OPENAI}async function withRetry(fn, retries = 4) {\n  for (let n = 1; n <= retries; n++) {\n    try {\n      return await fn();\n    } catch (error) {\n      if (n === retries) throw error;\n      await sleep(n);\n    }\n  }\n}\nawait withRetry(() => ${CREATE});`,
      ['14: 12: 4 (`withRetry`) × 3 (the OpenAI SDK)'],
    ],
  ])('reports %s', (_what, code, expected) => {
    expect(found(code)).toEqual(expected);
  });

  it.each([
    ['one layer', `${OPENAI}await ${CREATE};`],
    ['an SDK whose retries are off', `${OPENAI.replace('OpenAI()', 'OpenAI({ maxRetries: 0 })')}await pRetry(() => ${CREATE});`],
    [
      'a call whose retries are off',
      `${OPENAI}await pRetry(() => client.chat.completions.create({ model: 'm', messages: [] }, { maxRetries: 0 }));`,
    ],
    ['a wrapper that tries once', `${OPENAI}await pRetry(() => ${CREATE}, { retries: 0 });`],
    ['no more than six requests', `${OPENAI}await pRetry(() => ${CREATE}, { retries: 1 });`],
    [
      'a wrapper around `fetch`',
      `import pRetry from 'p-retry';\nawait pRetry(() => fetch('http://x:8000/v1/chat/completions', { method: 'POST' }));`,
    ],
    ['a number that is not known', `${OPENAI}export const ask = (retries) => pRetry(() => ${CREATE}, { retries });`],
    ['options that are not known', `${OPENAI}export const ask = (options) => pRetry(() => ${CREATE}, options);`],
    [
      'a client from elsewhere',
      `import OpenAI from 'openai';\nimport pRetry from 'p-retry';\nexport const ask = (client: OpenAI) => pRetry(() => ${CREATE});`,
    ],
    [
      'client options from elsewhere',
      `import OpenAI from 'openai';\nimport pRetry from 'p-retry';\nexport const ask = (options) => {\n  const client = new OpenAI(options);\n  return pRetry(() => ${CREATE});\n};`,
    ],
    ['a predicate', `${OPENAI}await pRetry(() => ${CREATE}, { retries: 3, shouldRetry: isParseError });`],
    [
      'a function that may end it',
      `${OPENAI}import { AbortError } from 'p-retry';\nawait pRetry(async () => {\n  try {\n    return await ${CREATE};\n  } catch (error) {\n    throw new AbortError(error);\n  }\n}, { retries: 3 });`,
    ],
    ['a wrapper of the project', `${OPENAI}import { again } from './again';\nawait again(() => ${CREATE});`],
    [
      'a list of models',
      `${OPENAI}for (const model of ['a', 'b', 'c']) {\n  try {\n    await client.chat.completions.create({ model, messages: [] });\n    break;\n  } catch {}\n}`,
    ],
    [
      'models by number',
      `${OPENAI}for (let i = 0; i < 3; i++) {\n  try {\n    await client.chat.completions.create({ model: models[i], messages: [] });\n    break;\n  } catch {}\n}`,
    ],
    [
      'a handler that ends after some failures',
      `${OPENAI}for (let i = 0; i < 3; i++) {\n  try {\n    await ${CREATE};\n    break;\n  } catch (error) {\n    if (!isBadOutput(error)) throw error;\n  }\n}`,
    ],
  ])('is silent about %s', (_what, code) => {
    expect(found(code)).toEqual([]);
  });

  it('reports from the number of requests that an option gives', () => {
    const code = `${OPENAI}await pRetry(() => ${CREATE}, { retries: 3 });`;
    expect(found(code, 'src/file.ts', { maxRequests: 11 })).toHaveLength(1);
    expect(found(code, 'src/file.ts', { maxRequests: 12 })).toEqual([]);
  });

  it.each([
    [
      'at a client that sends nothing else',
      `${OPENAI}await pRetry(() => ${CREATE});`,
      `${OPENAI.replace('OpenAI()', 'OpenAI({ maxRetries: 0 })')}await pRetry(() => ${CREATE});`,
    ],
    [
      'where the number stands',
      `${OPENAI.replace('OpenAI()', 'OpenAI({ maxRetries: 5 /* many */ })')}await pRetry(() => ${CREATE});`,
      `${OPENAI.replace('OpenAI()', 'OpenAI({ maxRetries: 0 /* many */ })')}await pRetry(() => ${CREATE});`,
    ],
    [
      'at the call, where the client is shared',
      `${OPENAI}await client.models.list();\nawait pRetry(() => ${CREATE});`,
      `${OPENAI}await client.models.list();\nawait pRetry(() => client.chat.completions.create({ model: 'm', messages: [] }, { maxRetries: 0 }));`,
    ],
    [
      'at the call, where the client leaves the file',
      `${OPENAI.replace('const', 'export const')}await pRetry(() => ${CREATE});`,
      `${OPENAI.replace('const', 'export const')}await pRetry(() => client.chat.completions.create({ model: 'm', messages: [] }, { maxRetries: 0 }));`,
    ],
    [
      'in the options of a function',
      program`
        import { generateText } from 'ai';
        import pRetry from 'p-retry';
        await pRetry(() => generateText({ model, prompt }));
      `,
      program`
        import { generateText } from 'ai';
        import pRetry from 'p-retry';
        await pRetry(() => generateText({ model, prompt, maxRetries: 0 }));
      `,
    ],
  ])('switches the inner retries off %s', (_what, code, expected) => {
    expect(repaired(code)).toBe(expected);
  });

  it.each([
    [
      'another call of a client without an option at the call would lose its retries',
      program`
        import { ChatOpenAI } from '@langchain/openai';
        import pRetry from 'p-retry';
        const llm = new ChatOpenAI({});
        await pRetry(() => llm.invoke('x'));
        await llm.invoke('y');
      `,
    ],
    ['another caller has no layer', `${OPENAI}const ask = () => ${CREATE};\nawait pRetry(ask);\nawait ask();`],
    [
      'nothing else waits',
      `import OpenAI from 'openai';\nimport { retry } from 'radash';\nconst client = new OpenAI();\nawait retry({ times: 3 }, () => ${CREATE});`,
    ],
  ])('suggests nothing where %s', (_what, code) => {
    expect(repaired(code)).toBeUndefined();
  });
});

const PY = program`
  from openai import OpenAI
  from tenacity import retry, stop_after_attempt, stop_after_delay, wait_random_exponential

  _client = OpenAI()



`;
const ASK = 'def ask():\n    return _client.chat.completions.create(model="m", messages=[])\n';
const DECORATED = `${PY}@retry(wait=wait_random_exponential(), stop=stop_after_attempt(6))\n${ASK}`;

describe('no-stacked-retries in Python', () => {
  it.each([
    ['tenacity around the OpenAI SDK', DECORATED, ['9: 18: 6 (`retry`) × 3 (the OpenAI SDK)']],
    ['a number of its own', DECORATED.replace('OpenAI()', 'OpenAI(max_retries=5)'), ['9: 36: 6 (`retry`) × 6 (the OpenAI SDK)']],
    ['no wait', `${PY}@retry(stop=stop_after_attempt(5))\n${ASK}`, ['9: 15 in 7 s: 5 (`retry`) × 3 (the OpenAI SDK)']],
    [
      'backoff',
      `import backoff\n${PY}@backoff.on_exception(backoff.expo, Exception, max_tries=4)\n${ASK}`,
      ['10: 12: 4 (`backoff.on_exception`) × 3 (the OpenAI SDK)'],
    ],
    ['stamina', `import stamina\n${PY}@stamina.retry(on=Exception)\n${ASK}`, ['10: 30 in 41 s: 10 (`stamina.retry`) × 3 (the OpenAI SDK)']],
    [
      'a loop',
      `${PY}def ask():\n    for attempt in range(1, 5):\n        try:\n            return _client.chat.completions.create(model="m", messages=[])\n        except Exception:\n            time.sleep(attempt)\n`,
      ['10: 12: 4 (loop in line 8) × 3 (the OpenAI SDK)'],
    ],
  ])('reports %s', (_what, code, expected) => {
    expect(found(code, IN_PYTHON)).toEqual(expected);
  });

  it.each([
    ['an SDK whose retries are off', DECORATED.replace('OpenAI()', 'OpenAI(max_retries=0)')],
    ['a stop by time', DECORATED.replace('stop_after_attempt(6)', 'stop_after_delay(60)')],
    ['two stops', DECORATED.replace('stop_after_attempt(6)', '(stop_after_attempt(6) | stop_after_delay(60))')],
    ['one without a number', DECORATED.replace('stop_after_attempt(6)', 'stop_after_attempt(LIMIT)')],
    [
      'another class',
      DECORATED.replace('@retry(', '@retry(retry=retry_if_exception_type(ValueError), ').replace(
        'import retry,',
        'import retry_if_exception_type, retry,',
      ),
    ],
    ['retries for ever', `${PY}@retry(wait=wait_random_exponential())\n${ASK}`],
    ['options that are not known', DECORATED.replace('OpenAI()', 'OpenAI(**options)')],
    [
      'requests',
      `import requests\n${PY}@retry(stop=stop_after_attempt(6))\ndef ask():\n    return requests.post("http://x:8000/v1/chat/completions", json={})\n`,
    ],
    [
      'a list of models',
      `${PY}def ask():\n    for model in ["a", "b", "c"]:\n        try:\n            return _client.chat.completions.create(model=model, messages=[])\n        except Exception:\n            print(model)\n`,
    ],
  ])('is silent about %s', (_what, code) => {
    expect(found(code, IN_PYTHON)).toEqual([]);
  });

  it.each([
    ['at a client that sends nothing else', DECORATED, DECORATED.replace('OpenAI()', 'OpenAI(max_retries=0)')],
    [
      'where the number stands',
      DECORATED.replace('OpenAI()', 'OpenAI(max_retries=5)  # many'),
      DECORATED.replace('OpenAI()', 'OpenAI(max_retries=0)  # many'),
    ],
    [
      'on a line of its own',
      DECORATED.replace(
        'OpenAI()',
        program`
          OpenAI(
              base_url="x",  # ours
          )
        `,
      ),
      DECORATED.replace(
        'OpenAI()',
        program`
          OpenAI(
              base_url="x",  # ours
              max_retries=0,
          )
        `,
      ),
    ],
  ])('switches the inner retries off %s', (_what, code, expected) => {
    expect(repaired(code, IN_PYTHON)).toBe(expected);
  });

  it.each([
    ['another call would lose its retries', `${DECORATED}\n\ndef names():\n    return _client.models.list()\n`],
    ['other files may use the client', DECORATED.replaceAll('_client', 'client')],
    ['nothing else waits', `${PY}@retry(stop=stop_after_attempt(5))\n${ASK}`],
  ])('suggests nothing where %s', (_what, code) => {
    expect(repaired(code, IN_PYTHON)).toBeUndefined();
  });
});
