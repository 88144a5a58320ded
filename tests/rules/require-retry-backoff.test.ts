import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-retry-backoff': 'error' } as const;
const IN_PYTHON = 'src/file.py';
const FETCH = `fetch('http://x:8000/v1/chat/completions', { method: 'POST' })`;

const found = (code: string, filename = 'src/file.ts'): readonly string[] =>
  lint(code, { filename, rules }).map(({ line, column, messageId }) => `${line}:${column} ${messageId ?? ''}`);

/** A text after the first suggestion of its only finding, which leaves none and is parsed again. */
function repaired(code: string, filename = 'src/file.ts'): string | undefined {
  const [message, ...others] = lint(code, { filename, rules });
  expect(others).toEqual([]);
  if (!message?.suggestions || message.suggestions.every(({ desc }) => !/^(?:Use exponential|Limit the)/.test(desc))) return undefined;
  const output = applySuggestion(code, message);
  expect(lint(output, { filename, rules })).toEqual([]);
  return output;
}

/** A function with a loop; what the loop is, and what its handler does. */
const looped = (head: string, handler: string, attempt = `return await ${FETCH};`): string =>
  `export async function ask() {\n  ${head} {\n    try {\n      ${attempt}\n    } catch (error) {${handler === '' ? '' : `\n      ${handler}\n    `}}\n  }\n}\n`;
const FOR = 'for (let i = 0; i < 3; i++)';

describe('require-retry-backoff', () => {
  it.each([
    ['es-toolkit without a limit', `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH});`, ['2:7 endless-at-once']],
    ['es-toolkit with a number', `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH}, 3);`, ['2:7 at-once']],
    [
      'es-toolkit with a delay and no limit',
      `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH}, { delay: 1000 });`,
      ['2:7 endless'],
    ],
    ['radash', `import { retry } from 'radash';\nawait retry({ times: 5 }, () => ${FETCH});`, ['2:7 at-once']],
    ['ts-retry without a limit', `import { retryAsync } from 'ts-retry';\nawait retryAsync(() => ${FETCH});`, ['2:7 endless']],
    [
      'cockatiel without backoff',
      `import { retry, handleAll } from 'cockatiel';\nconst policy = retry(handleAll, { maxAttempts: 3 });\nawait policy.execute(() => ${FETCH});`,
      ['2:16 at-once'],
    ],
    [
      'cockatiel without options',
      `import { retry, handleAll } from 'cockatiel';\nawait retry(handleAll, {}).execute(() => ${FETCH});`,
      ['2:7 endless-at-once'],
    ],
    [
      'axios-retry',
      program`
        import axios from 'axios';
        import axiosRetry from 'axios-retry';
        axiosRetry(axios, { retries: 3 });
        await axios.post('http://x:8000/v1/chat/completions', {});
      `,
      ['3:1 at-once'],
    ],
    [
      'an SDK without retries of its own',
      program`
        import OpenAI from 'openai';
        import { retry } from 'radash';
        const client = new OpenAI({ maxRetries: 0 });
        await retry({ times: 3 }, () => client.models.list());
      `,
      ['4:7 at-once'],
    ],
    ['a delay of zero', `import pRetry from 'p-retry';\nawait pRetry(() => ${FETCH}, { retries: 3, minTimeout: 0 });`, ['2:7 at-once']],
    ['a loop', looped(FOR, 'console.error(error);'), ['2:3 loop']],
    ['a loop without end', looped('while (true)', ''), ['2:3 loop']],
    ['a loop that throws in the end', looped(FOR, 'if (i === 2) throw error;'), ['2:3 loop']],
    [
      'a loop in a helper',
      `async function again(fn) {\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await fn();\n    } catch (error) {\n      if (i === 2) throw error;\n    }\n  }\n}\nawait again(() => ${FETCH});`,
      ['2:3 loop'],
    ],
  ])('reports %s', (_what, code, expected) => {
    expect(found(code)).toEqual(expected);
  });

  it.each([
    ['es-toolkit with both', `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH}, { retries: 3, delay: 100 });`],
    [
      'options that are not known',
      `import { retry } from 'es-toolkit';\nimport { options } from './options';\nawait retry(() => ${FETCH}, options);`,
    ],
    ['radash with a delay', `import { retry } from 'radash';\nawait retry({ times: 5, delay: 500 }, () => ${FETCH});`],
    [
      'radash around a function that waits itself',
      `import { retry } from 'radash';\nawait retry({ times: 5 }, async () => {\n  try {\n    return await ${FETCH};\n  } catch (error) {\n    await sleep(500);\n    throw error;\n  }\n});`,
    ],
    ['ts-retry with a limit', `import { retryAsync } from 'ts-retry';\nawait retryAsync(() => ${FETCH}, { maxTry: 5 });`],
    [
      'cockatiel with both',
      `import { retry, handleAll, ExponentialBackoff } from 'cockatiel';\nawait retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }).execute(() => ${FETCH});`,
    ],
    ['p-retry', `import pRetry from 'p-retry';\nawait pRetry(() => ${FETCH});`],
    [
      'axios-retry with a delay',
      program`
        import axios from 'axios';
        import axiosRetry from 'axios-retry';
        axiosRetry(axios, { retryDelay: axiosRetry.exponentialDelay });
        await axios.post('http://x:8000/v1/chat/completions', {});
      `,
    ],
    [
      'axios-retry on another client',
      program`
        import axios from 'axios';
        import axiosRetry from 'axios-retry';
        axiosRetry(axios.create());
        await axios.post('http://x:8000/v1/chat/completions', {});
      `,
    ],
    [
      'an SDK that waits between its own requests',
      program`
        import OpenAI from 'openai';
        import { retry } from 'radash';
        const client = new OpenAI();
        await retry({ times: 3 }, () => client.models.list());
      `,
    ],
    ['a `retry` of the project', `import { retry } from './retry';\nawait retry(() => ${FETCH});`],
    ['a loop that waits in its handler', looped(FOR, 'await new Promise((resolve) => setTimeout(resolve, 1000));')],
    ['a loop that waits for something unknown', looped(FOR, 'await restart();')],
    [
      'a loop that waits before the attempt',
      looped(FOR, 'console.error(error);', `if (i > 0) await pause(i);\n      return await ${FETCH};`),
    ],
    [
      'a function that waits itself',
      `async function once() {\n  await sleep(500);\n  return ${FETCH};\n}\nexport async function ask() {\n  while (true) {\n    try {\n      return await once();\n    } catch {}\n  }\n}`,
    ],
    [
      'a list of addresses',
      program`
        export async function ask() {
          for (const url of urls) {
            try {
              return await fetch(url + '/v1/chat/completions', { method: 'POST' });
            } catch {}
          }
        }
      `,
    ],
    ['addresses by number', looped(FOR, '', "return await fetch(urls[i] + '/v1/chat/completions', { method: 'POST' });")],
    [
      'a handler that takes another model',
      program`
        export async function ask(model) {
          while (true) {
            try {
              return await fetch('http://x:8000/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model }) });
            } catch {
              model = 'smaller';
            }
          }
        }
      `,
    ],
    ['a handler that goes on after other failures', looped('while (true)', "if (error.name !== 'SyntaxError') throw error;")],
    ['a handler that ends the loop', looped(FOR, 'return undefined;')],
    [
      'a loop over a chat',
      `export async function chat() {\n  while (true) {\n    const text = await ask();\n    if (text === 'bye') break;\n    try {\n      await ${FETCH};\n    } catch (error) {\n      console.error(error);\n    }\n  }\n}`,
    ],
  ])('is silent about %s', (_what, code) => {
    expect(found(code)).toEqual([]);
  });

  it.each([
    [
      'options',
      `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH});`,
      `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH}, { delay: (attempt) => 1000 * 2 ** attempt * (0.5 + Math.random() / 2), retries: 5 });`,
    ],
    [
      'options in place of a number',
      `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH}, 3);`,
      `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH}, { retries: 3, delay: (attempt) => 1000 * 2 ** attempt * (0.5 + Math.random() / 2) });`,
    ],
    [
      'a property',
      `import { retry } from 'radash';\nawait retry({ times: 5 /* five */ }, () => ${FETCH});`,
      `import { retry } from 'radash';\nawait retry({ times: 5, backoff: (attempt) => 1000 * 2 ** (attempt - 1) * (0.5 + Math.random() / 2) /* five */ }, () => ${FETCH});`,
    ],
    [
      'a limit',
      `import { retryAsync } from 'ts-retry';\nawait retryAsync(() => ${FETCH});`,
      `import { retryAsync } from 'ts-retry';\nawait retryAsync(() => ${FETCH}, { maxTry: 6 });`,
    ],
    [
      'an import',
      `import { retry, handleAll } from 'cockatiel';\nawait retry(handleAll, {}).execute(() => ${FETCH});`,
      `import { retry, handleAll, ExponentialBackoff } from 'cockatiel';\nawait retry(handleAll, { backoff: new ExponentialBackoff({ initialDelay: 1000 }), maxAttempts: 5 }).execute(() => ${FETCH});`,
    ],
    [
      "the library's own function",
      program`
        import axios from 'axios';
        import again from 'axios-retry';
        again(axios);
        await axios.post('http://x:8000/v1/chat/completions', {});
      `,
      program`
        import axios from 'axios';
        import again from 'axios-retry';
        again(axios, { retryDelay: again.exponentialDelay });
        await axios.post('http://x:8000/v1/chat/completions', {});
      `,
    ],
    [
      'a wait before every attempt but the first',
      looped(FOR, 'console.error(error);'),
      looped(FOR, 'console.error(error);').replace(
        '{\n    try',
        program`
          {
              if (i > 0) {
                // Exponential backoff with jitter.
                await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** i, 30_000) * (0.5 + Math.random() / 2)));
              }
              try
        `,
      ),
    ],
    [
      'a delay in the handler of a loop without a counter',
      looped('while (true)', 'console.error(error); // why'),
      looped(
        'while (true)',
        program`
          console.error(error); // why
                // Exponential backoff with jitter.
                await new Promise((resolve) => setTimeout(resolve, retryDelay * (0.5 + Math.random() / 2)));
                retryDelay = Math.min(retryDelay * 2, 30_000);
        `,
      ).replace('while', 'let retryDelay = 500;\n  while'),
    ],
    [
      'a delay in front of `continue`',
      looped('while (true)', 'continue;'),
      looped(
        'while (true)',
        program`
          // Exponential backoff with jitter.
                await new Promise((resolve) => setTimeout(resolve, retryDelay * (0.5 + Math.random() / 2)));
                retryDelay = Math.min(retryDelay * 2, 30_000);
                continue;
        `,
      ).replace('while', 'let retryDelay = 500;\n  while'),
    ],
  ])('writes %s', (_what, code, expected) => {
    expect(repaired(code)).toBe(expected);
  });

  it.each([
    ['the options come from elsewhere', `import { retry } from 'es-toolkit';\nawait retry(() => ${FETCH}, { retries: 3, ...{} });`],
    ['the handler has another way on', looped('while (true)', 'if (quick) continue;\n      console.error(error);')],
  ])('suggests nothing where %s', (_what, code) => {
    expect(repaired(code)).toBeUndefined();
  });
});

const POST = 'requests.post("http://x:8000/v1/chat/completions", json={})';
const IMPORTS = 'import requests\nfrom tenacity import retry, stop_after_attempt, wait_fixed\n\n\n';
const ASK = `def ask():\n    return ${POST}\n`;
const pyLoop = (head: string, handler: string, attempt = `return ${POST}`): string =>
  `import requests\n\n\ndef ask(url):\n    ${head}:\n        try:\n            ${attempt}\n        except Exception as error:\n            ${handler}\n`;

describe('require-retry-backoff in Python', () => {
  it.each([
    ['a bare tenacity', `${IMPORTS}@retry\n${ASK}`, ['5:2 endless-at-once']],
    ['tenacity with a stop', `${IMPORTS}@retry(stop=stop_after_attempt(3))\n${ASK}`, ['5:2 at-once']],
    ['tenacity with a wait', `${IMPORTS}@retry(wait=wait_fixed(2))\n${ASK}`, ['5:2 endless']],
    [
      'tenacity in a loop',
      `${IMPORTS}from tenacity import Retrying\n\n\ndef ask():\n    for attempt in Retrying(stop=stop_after_attempt(3)):\n        with attempt:\n            return ${POST}\n`,
      ['9:20 at-once'],
    ],
    ['backoff', `import backoff\n${IMPORTS}@backoff.on_exception(backoff.expo, Exception)\n${ASK}`, ['6:10 endless']],
    ['retry', `import requests\nfrom retry import retry\n\n\n@retry(tries=3)\n${ASK}`, ['5:2 at-once']],
    ['retrying', `import requests\nfrom retrying import retry\n\n\n@retry(stop_max_attempt_number=3)\n${ASK}`, ['5:2 at-once']],
    ['a loop', pyLoop('for _ in range(3)', 'print(error)'), ['5:5 loop']],
    ['a loop without end', pyLoop('while True', 'continue'), ['5:5 loop']],
    [
      'an asynchronous loop',
      program`
        from openai import AsyncOpenAI
        client = AsyncOpenAI()


        async def ask():
            while True:
                try:
                    return await client.models.list()
                except Exception:
                    pass

      `,
      ['6:5 loop'],
    ],
  ])('reports %s', (_what, code, expected) => {
    expect(found(code, IN_PYTHON)).toEqual(expected);
  });

  it.each([
    ['tenacity with both', `${IMPORTS}@retry(wait=wait_fixed(2), stop=stop_after_attempt(3))\n${ASK}`],
    [
      'tenacity around another class',
      `${IMPORTS}from tenacity import retry_if_exception_type\n\n\n@retry(retry=retry_if_exception_type(ValueError))\n${ASK}`,
    ],
    ['tenacity with options that are not known', `${IMPORTS}@retry(**options)\n${ASK}`],
    [
      'tenacity around a function that waits itself',
      `${IMPORTS}@retry(stop=stop_after_attempt(3))\ndef ask():\n    try:\n        return ${POST}\n    except Exception:\n        time.sleep(5)\n        raise\n`,
    ],
    ['a stop that is a function', `${IMPORTS}@retry(wait=wait_fixed(2), stop=stop_when_closed)\n${ASK}`],
    ['backoff with a time', `import backoff\n${IMPORTS}@backoff.on_exception(backoff.expo, Exception, max_time=60)\n${ASK}`],
    ['stamina', `import stamina\n${IMPORTS}@stamina.retry(on=Exception)\n${ASK}`],
    ['retry with a delay', `import requests\nfrom retry import retry\n\n\n@retry(tries=3, delay=2)\n${ASK}`],
    ['a loop that sleeps', pyLoop('for _ in range(3)', 'time.sleep(1)')],
    ['a loop that calls something unknown', pyLoop('for _ in range(3)', 'restart(error)')],
    ['a loop over addresses', pyLoop('for url in urls', 'print(error)', 'return requests.post(url + "/v1/chat/completions", json={})')],
    ['addresses by number', pyLoop('for i in range(3)', 'print(error)', 'return requests.post(urls[i] + "/v1/chat/completions", json={})')],
    [
      'a handler that takes another address',
      pyLoop('while True', 'url = other', 'return requests.post(url + "/v1/chat/completions", json={})'),
    ],
    [
      'a handler that goes on after other failures',
      `import requests\n\n\ndef ask():\n    while True:\n        try:\n            return ${POST}\n        except Exception as error:\n            if "json" not in str(error):\n                raise\n`,
    ],
    [
      'a loop over a chat',
      `import requests\n\n\ndef chat():\n    while True:\n        text = input("> ")\n        if text == "bye":\n            break\n        try:\n            ${POST}\n        except Exception as error:\n            print(error)\n`,
    ],
  ])('is silent about %s', (_what, code) => {
    expect(found(code, IN_PYTHON)).toEqual([]);
  });

  it.each([
    [
      'the options of a bare decorator',
      `${IMPORTS}@retry\n${ASK}`,
      `${IMPORTS.replace('wait_fixed', 'wait_exponential_jitter, wait_fixed')}@retry(wait=wait_exponential_jitter(), stop=stop_after_attempt(6))\n${ASK}`,
    ],
    [
      'a limit',
      `import backoff\n${IMPORTS}@backoff.on_exception(backoff.expo, Exception)\n${ASK}`,
      `import backoff\n${IMPORTS}@backoff.on_exception(backoff.expo, Exception, max_tries=6)\n${ASK}`,
    ],
    [
      'keywords',
      `import requests\nfrom retry import retry\n\n\n@retry(tries=3)  # three\n${ASK}`,
      `import requests\nfrom retry import retry\n\n\n@retry(tries=3, delay=1, backoff=2, jitter=(0, 1))  # three\n${ASK}`,
    ],
    [
      'a wait before every attempt but the first',
      pyLoop('for _ in range(3)', 'print(error)'),
      pyLoop('for attempt in range(3)', 'print(error)')
        .replace(
          'import requests',
          program`
            import random
            import time

            import requests
          `,
        )
        .replace(
          ':\n        try',
          program`
            :
                    if attempt > 0:
                        # Exponential backoff with jitter.
                        time.sleep(0.5 * 2 ** min(attempt, 6) * random.uniform(0.5, 1))
                    try
          `,
        ),
    ],
    [
      'a delay in the handler of a loop without a counter',
      pyLoop('while True', 'continue  # on'),
      pyLoop(
        'while True',
        program`
          # Exponential backoff with jitter.
                      time.sleep(retry_delay * random.uniform(0.5, 1))
                      retry_delay = min(retry_delay * 2, 30)
                      continue  # on
        `,
      )
        .replace(
          'import requests',
          program`
            import random
            import time

            import requests
          `,
        )
        .replace('    while', '    retry_delay = 0.5\n    while'),
    ],
  ])('writes %s', (_what, code, expected) => {
    expect(repaired(code, IN_PYTHON)).toBe(expected);
  });
});
