import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/no-blind-retry': 'error' } as const;
const javascript = { rules };
const python = { rules, filename: 'src/file.py' };

const OPENAI = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";
const CREATE = "client.chat.completions.create({ model: 'm', messages: [] })";
const RETRY = `import pRetry from 'p-retry';\n${OPENAI}`;
const loop = (handler: string, body = `return await ${CREATE};`): string =>
  `${OPENAI}export async function ask() {\n  for (let i = 0; i < 3; i++) {\n    try {\n      ${body}\n    } catch ${handler}\n  }\n}\n`;

const OPENAI_PY = 'import openai\nclient = openai.OpenAI()\n';
const CREATE_PY = 'client.chat.completions.create(model="m", messages=[])';
const TENACITY = `from tenacity import retry, stop_after_attempt\n${OPENAI_PY}`;
const decorated = (decorator: string, from = TENACITY, body: readonly string[] = [`return ${CREATE_PY}`]): string =>
  `${from}\n${decorator}\ndef ask():\n${body.map((line) => `    ${line}\n`).join('')}`;
const loopPy = (handler: readonly string[], body: readonly string[] = [`return ${CREATE_PY}`], head = 'for attempt in range(3):'): string =>
  `${OPENAI_PY}import time\ndef ask(models):\n    last = None\n    ${head}\n        try:\n${body.map((line) => `            ${line}\n`).join('')}${handler.map((line) => `        ${line}\n`).join('')}`;

describe('no-blind-retry in JavaScript', () => {
  it('points at the library and counts', () => {
    const [finding] = lint(`${RETRY}export const ask = () => pRetry(() => ${CREATE}, { retries: 4 });\n`, javascript);
    expect(finding).toMatchObject({ line: 4, column: 26, endColumn: 32 });
    expect(finding?.message).toBe(
      '`pRetry` also retries permanent errors. On 400, 401 or 404, `client.chat.completions.create` is sent 5 times in about 15 s. Retry only connection errors, 429 and 5xx.',
    );
  });

  it.each([
    ['p-retry, by default', `${RETRY}export const ask = () => pRetry(() => ${CREATE});\n`, 'is sent 11 times in about 17 min.'],
    ['pauses of its own', `${RETRY}export const ask = () => pRetry(() => ${CREATE}, { minTimeout: 10 });\n`, 'is sent 11 times.'],
    [
      'a number that is not visible',
      `${RETRY}export const ask = (retries) => pRetry(() => ${CREATE}, { retries });\n`,
      'is sent repeatedly.',
    ],
    ['no end', `import { retry } from 'es-toolkit';\n${OPENAI}export const ask = () => retry(() => ${CREATE});\n`, 'is sent indefinitely.'],
  ])('counts: %s', (_what, code, expected) => {
    expect(lint(code, javascript)[0]?.message).toContain(expected);
  });

  it('points at the handler of a loop', () => {
    const [finding] = lint(loop('{}'), javascript);
    expect(finding).toMatchObject({ line: 7, column: 7, endColumn: 12 });
    expect(finding?.message).toContain('The retry loop of this `catch` also retries');
    expect(finding?.message).toContain('is sent 3 times');
  });

  it.each([
    ['p-retry with nothing but numbers', `${RETRY}export const ask = () => pRetry(() => ${CREATE}, { retries: 4, minTimeout: 10 });\n`],
    ['p-retry without options', `${RETRY}export const ask = () => pRetry(async () => ${CREATE});\n`],
    [
      'p-retry around a function of this file',
      `${RETRY}async function once() {\n  const reply = await ${CREATE};\n  return reply.id;\n}\nexport const ask = () => pRetry(once);\n`,
    ],
    [
      'a listener that logs',
      `${RETRY}export const ask = () => pRetry(() => ${CREATE}, { onFailedAttempt: ({ error, attemptNumber }) => { console.warn(attemptNumber, error); } });\n`,
    ],
    ['async-retry', `import retry from 'async-retry';\n${OPENAI}export const ask = () => retry(async (bail) => ${CREATE});\n`],
    ['es-toolkit with a number', `import { retry } from 'es-toolkit';\n${OPENAI}export const ask = () => retry(() => ${CREATE}, 3);\n`],
    [
      'promise-retry',
      `import promiseRetry from 'promise-retry';\n${OPENAI}export const ask = () => promiseRetry((retry) => ${CREATE}.catch(retry));\n`,
    ],
    ['radash', `import { retry } from 'radash';\n${OPENAI}export const ask = () => retry({ times: 3 }, () => ${CREATE});\n`],
    [
      'fetch that throws on every status',
      "import pRetry from 'p-retry';\nexport const ask = () => pRetry(async () => {\n  const response = await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' });\n  if (!response.ok) throw new Error(`HTTP ${response.status}`);\n  return response.json();\n});\n",
    ],
    ['a loop that logs and waits', loop('(error) { console.warn(`attempt ${i}`, error); await sleep(1000 * 2 ** i); }')],
    [
      'a loop that gives up at the end',
      loop('(error) { if (i === 2) throw error; await new Promise((resolve) => setTimeout(resolve, 1000)); }'),
    ],
    [
      'a loop that keeps the error',
      `${OPENAI}export async function ask() {\n  let last;\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await ${CREATE};\n    } catch (error) {\n      last = error;\n      const message = error instanceof Error ? error.message : String(error);\n      console.warn(message);\n    }\n  }\n  throw last;\n}\n`,
    ],
    [
      'a while loop with a counter',
      `${OPENAI}export async function ask() {\n  let left = 3;\n  while (left > 0) {\n    try {\n      return await ${CREATE};\n    } catch (error) {\n      left -= 1;\n      if (left === 0) throw error;\n    }\n  }\n}\n`,
    ],
    [
      'recursion',
      `${OPENAI}export async function ask(prompt, left = 3) {\n  try {\n    return await client.chat.completions.create({ model: 'm', messages: prompt });\n  } catch (error) {\n    if (left <= 0) throw error;\n    return ask(prompt, left - 1);\n  }\n}\n`,
    ],
  ])('found: %s', (_what, code) => {
    expect(lint(code, javascript)).toHaveLength(1);
  });

  it.each([
    ['a predicate', `${RETRY}export const ask = () => pRetry(() => ${CREATE}, { shouldRetry: ({ error }) => error.status !== 400 });\n`],
    ['options from elsewhere', `${RETRY}export const ask = (options) => pRetry(() => ${CREATE}, options);\n`],
    [
      'a listener that throws',
      `${RETRY}export const ask = () => pRetry(() => ${CREATE}, { onFailedAttempt: ({ error }) => { if (error.status === 400) throw error; } });\n`,
    ],
    [
      'a listener from elsewhere',
      `import { tell } from './tell.js';\n${RETRY}export const ask = () => pRetry(() => ${CREATE}, { onFailedAttempt: tell });\n`,
    ],
    [
      'a handler inside',
      `import pRetry, { AbortError } from 'p-retry';\n${OPENAI}export const ask = () => pRetry(async () => {\n  try {\n    return await ${CREATE};\n  } catch (error) {\n    if (error.status === 400) throw new AbortError(error);\n    throw error;\n  }\n});\n`,
    ],
    [
      '.catch inside',
      `import retry from 'async-retry';\n${OPENAI}export const ask = () => retry((bail) => ${CREATE}.catch((error) => { if (error.status === 401) { bail(error); return; } throw error; }));\n`,
    ],
    [
      'promise-retry that looks',
      `import promiseRetry from 'promise-retry';\n${OPENAI}export const ask = () => promiseRetry((retry) => ${CREATE}.catch((error) => { if (error.status === 429) retry(error); throw error; }));\n`,
    ],
    [
      'fetch that throws on some statuses',
      program`
        import pRetry from 'p-retry';
        export const ask = () => pRetry(async () => {
          const response = await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' });
          if (response.status >= 500) throw new Error('down');
          return response.json();
        });

      `,
    ],
    [
      'fetch that never throws on a status',
      "import pRetry from 'p-retry';\nexport const ask = () => pRetry(() => fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' }));\n",
    ],
    [
      'axios-retry, which chooses itself',
      program`
        import axios from 'axios';
        import axiosRetry from 'axios-retry';
        axiosRetry(axios, { retries: 3 });
        await axios.post('http://gpu:8000/v1/chat/completions', {});

      `,
    ],
    [
      'a policy that may choose',
      `import { retry, handleType } from 'cockatiel';\n${OPENAI}export const ask = () => retry(handleType(TypeError), { maxAttempts: 3 }).execute(() => ${CREATE});\n`,
    ],
    ['a wrapper of the user’s own', `import { again } from './again.js';\n${OPENAI}export const ask = () => again(() => ${CREATE});\n`],
    ['a limit without retries', `import pLimit from 'p-limit';\n${OPENAI}export const ask = () => pLimit(2)(() => ${CREATE});\n`],
    ['a loop that asks for the status', loop('(error) { if (error.status === 400) throw error; }')],
    ['a loop that asks a function', loop('(error) { if (!mayPass(error)) throw error; }')],
    ['a loop that waits as the error says', loop('(error) { await sleep(delayOf(error)); }')],
    ['a loop that asks for the class', loop('(error) { if (error instanceof OpenAI.BadRequestError) throw error; console.warn(error); }')],
    ['a loop that hands the error on', loop('(error) { report(error); }')],
    [
      'a loop over models',
      `${OPENAI}export async function ask(models) {\n  for (const model of models) {\n    try {\n      return await client.chat.completions.create({ model, messages: [] });\n    } catch {}\n  }\n}\n`,
    ],
    [
      'a loop over models by number',
      `${OPENAI}export async function ask(models) {\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await client.chat.completions.create({ model: models[i], messages: [] });\n    } catch {}\n  }\n}\n`,
    ],
    [
      'another model in the handler',
      `${OPENAI}export async function ask() {\n  let model = 'a';\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await client.chat.completions.create({ model, messages: [] });\n    } catch {\n      model = 'b';\n    }\n  }\n}\n`,
    ],
    [
      'another key in the handler',
      `${OPENAI}export async function ask(keys) {\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await ${CREATE};\n    } catch {\n      client.apiKey = keys.pop();\n    }\n  }\n}\n`,
    ],
    [
      'recursion with another model',
      `${OPENAI}export async function ask(model, left = 3) {\n  try {\n    return await client.chat.completions.create({ model, messages: [] });\n  } catch (error) {\n    if (left <= 0) throw error;\n    return ask('smaller', left - 1);\n  }\n}\n`,
    ],
    [
      'a wait for the server',
      `${OPENAI}export async function ready() {\n  for (let i = 0; i < 60; i++) {\n    try {\n      await ${CREATE};\n      return;\n    } catch {\n      await sleep(1000);\n    }\n  }\n}\n`,
    ],
    [
      'a wait for the server by its models',
      `${OPENAI}export async function ready() {\n  for (let i = 0; i < 60; i++) {\n    try {\n      return await client.models.list();\n    } catch {\n      await sleep(1000);\n    }\n  }\n}\n`,
    ],
    [
      'no retry',
      `${OPENAI}export async function ask() {\n  try {\n    return await ${CREATE};\n  } catch (error) {\n    console.error(error);\n    throw error;\n  }\n}\n`,
    ],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, javascript)).toEqual([]);
  });

  it.each([
    [
      'options',
      `${RETRY}export const ask = () => pRetry(() => ${CREATE}, { retries: 4 });\n`,
      '{ retries: 4, shouldRetry: ({ error }) => {',
    ],
    ['no options', `${RETRY}export const ask = () => pRetry(() => ${CREATE});\n`, ', { shouldRetry: ({ error }) => {'],
    [
      'options on lines',
      `${RETRY}export const ask = () => pRetry(() => ${CREATE}, {\n  retries: 4, // keep\n});\n`,
      '// keep\n  shouldRetry: ({ error }) => {',
    ],
    [
      'another library',
      `import { backOff } from 'exponential-backoff';\n${OPENAI}export const ask = () => backOff(() => ${CREATE});\n`,
      ', { retry: (error) => {',
    ],
  ])('the suggestion ends the finding: %s', (_what, code, expected) => {
    const project = {
      ...javascript,
      filename: fileURLToPath(new URL('projects/p-retry-8/ask.ts', import.meta.url)),
      settings: { testFiles: 'report' },
    };
    const [finding] = lint(code, project);
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain(expected);
    expect(repaired).toContain('error as Error & { status?: number }');
    expect(lint(repaired, project)).toEqual([]);
  });

  it.each([
    ['a version that is not known', `${RETRY}export const ask = () => pRetry(() => ${CREATE});\n`],
    ['a library without such an option', `import retry from 'async-retry';\n${OPENAI}export const ask = () => retry(() => ${CREATE});\n`],
    [
      'an error without a status that is known',
      program`
        import pRetry from 'p-retry';
        export const ask = () => pRetry(async () => {
          const response = await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' });
          if (!response.ok) throw new Error('failed');
          return response.json();
        });

      `,
    ],
    ['a loop', loop('{}')],
  ])('no suggestion: %s', (_what, code) => {
    const [finding] = lint(code, javascript);
    expect(finding).toBeDefined();
    expect(finding?.suggestions ?? []).toEqual([]);
  });
});

describe('no-blind-retry in Python', () => {
  it('points at the decorator and counts', () => {
    const [finding] = lint(decorated('@retry(stop=stop_after_attempt(5))'), python);
    expect(finding).toMatchObject({ line: 5, column: 2, endColumn: 7 });
    expect(finding?.message).toContain('`@retry` also retries permanent errors.');
    expect(finding?.message).toContain('is sent 5 times.');
  });

  it('counts what never ends', () => {
    expect(lint(decorated('@retry'), python)[0]?.message).toContain('is sent indefinitely.');
  });

  it('points at the clause of a loop', () => {
    const [finding] = lint(loopPy(['except Exception as e:', '    print(e)', '    time.sleep(2 ** attempt)']), python);
    expect(finding).toMatchObject({ line: 9, column: 9, endColumn: 25 });
    expect(finding?.message).toContain('The retry loop of this `except Exception` also retries');
    expect(finding?.message).toContain('is sent 3 times');
  });

  it.each([
    ['tenacity, bare', decorated('@retry')],
    [
      'tenacity on Exception',
      decorated('@retry(retry=retry_if_exception_type(Exception))', `from tenacity import retry_if_exception_type\n${TENACITY}`),
    ],
    [
      'tenacity that logs',
      decorated('@retry(before_sleep=before_sleep_log(logger, 30))', `from tenacity import before_sleep_log\n${TENACITY}`),
    ],
    [
      'tenacity as a loop',
      `from tenacity import Retrying\n${OPENAI_PY}def ask():\n    for attempt in Retrying():\n        with attempt:\n            reply = ${CREATE_PY}\n    return reply\n`,
    ],
    ['backoff on Exception', decorated('@backoff.on_exception(backoff.expo, Exception, max_tries=5)', `import backoff\n${OPENAI_PY}`)],
    ['stamina on Exception', decorated('@stamina.retry(on=Exception, attempts=3)', `import stamina\n${OPENAI_PY}`)],
    ['retry', decorated('@retry(tries=3, delay=2)', `from retry import retry\n${OPENAI_PY}`)],
    [
      'requests that raise on every status',
      decorated('@retry(stop=stop_after_attempt(5))', 'import requests\nfrom tenacity import retry, stop_after_attempt\n', [
        'reply = requests.post("http://gpu:8000/v1/chat/completions", json={})',
        'reply.raise_for_status()',
        'return reply.json()',
      ]),
    ],
    ['a loop that gives up at the end', loopPy(['except Exception as e:', '    if attempt == 2:', '        raise', '    time.sleep(1)'])],
    [
      'a loop that keeps the error',
      `${loopPy(['except Exception as e:', '    last = e', '    wait = 2 ** attempt', '    time.sleep(wait)'])}    raise last\n`,
    ],
    ['a loop on all of the library', loopPy(['except openai.OpenAIError as e:', '    print(e)'])],
    [
      'a loop on all of the library, from another module',
      loopPy(
        ['except RequestException as e:', '    print(e)'],
        ['reply = requests.post("http://gpu:8000/v1/completions", json={})', 'reply.raise_for_status()', 'return reply.json()'],
      )
        .replace('import openai\n', 'import requests\nfrom requests.exceptions import RequestException\n')
        .replace('client = openai.OpenAI()\n', ''),
    ],
    [
      'models of Google',
      loopPy(['except Exception:', '    time.sleep(1)'], ['return client.models.generate_content(model="m", contents="c")'])
        .replace('import openai\n', 'from google import genai\n')
        .replace('openai.OpenAI()', 'genai.Client()'),
    ],
    ['a loop that knows odd answers', loopPy(['except KeyError:', '    break', 'except Exception:', '    continue'])],
    ['a bare except', loopPy(['except:', '    time.sleep(1)'])],
    ['a while loop', loopPy(['except Exception:', '    time.sleep(1)'], undefined, 'while True:')],
    [
      'a handler inside that only logs',
      decorated('@retry(stop=stop_after_attempt(5))', TENACITY, [
        'try:',
        `    return ${CREATE_PY}`,
        'except openai.APIConnectionError:',
        '    print("down")',
        '    raise',
      ]),
    ],
    [
      'a handler inside the loop that only logs',
      loopPy(
        ['except Exception:', '    time.sleep(1)'],
        ['try:', `    return ${CREATE_PY}`, 'except openai.APIConnectionError as error:', '    print(error)', '    raise error'],
      ),
    ],
  ])('found: %s', (_what, code) => {
    expect(lint(code, python)).toHaveLength(1);
  });

  it.each([
    [
      'tenacity on classes',
      decorated(
        '@retry(retry=retry_if_exception_type(openai.APIConnectionError))',
        `from tenacity import retry_if_exception_type\n${TENACITY}`,
      ),
    ],
    [
      'tenacity with a predicate',
      decorated('@retry(retry=retry_if_exception(may_pass))', `from tenacity import retry_if_exception\n${TENACITY}`),
    ],
    [
      'tenacity not on classes',
      decorated(
        '@retry(retry=retry_if_not_exception_type(openai.BadRequestError))',
        `from tenacity import retry_if_not_exception_type\n${TENACITY}`,
      ),
    ],
    ['tenacity with a stop of its own', decorated('@retry(stop=stop_on_bad_request)')],
    ['tenacity with options from elsewhere', decorated('@retry(**OPTIONS)')],
    ['backoff that gives up', decorated('@backoff.on_exception(backoff.expo, Exception, giveup=is_final)', `import backoff\n${OPENAI_PY}`)],
    ['backoff on a class', decorated('@backoff.on_exception(backoff.expo, openai.RateLimitError)', `import backoff\n${OPENAI_PY}`)],
    [
      'a handler inside for another failure',
      decorated('@retry(stop=stop_after_attempt(5))', TENACITY, [
        'try:',
        `    return ${CREATE_PY}`,
        'except openai.BadRequestError as e:',
        '    return None',
      ]),
    ],
    [
      'a handler inside that raises another error',
      decorated('@retry(stop=stop_after_attempt(5))', TENACITY, [
        'try:',
        `    return ${CREATE_PY}`,
        'except Exception as e:',
        '    raise RuntimeError("failed") from e',
      ]),
    ],
    [
      'a handler inside',
      decorated('@retry(stop=stop_after_attempt(5))', TENACITY, [
        'try:',
        `    return ${CREATE_PY}`,
        'except openai.BadRequestError as e:',
        '    raise SystemExit(1) from e',
        'except Exception as e:',
        '    print(e)',
        '    raise',
      ]),
    ],
    [
      'requests that look at the status',
      decorated('@retry(stop=stop_after_attempt(5))', 'import requests\nfrom tenacity import retry, stop_after_attempt\n', [
        'reply = requests.post("http://gpu:8000/v1/chat/completions", json={})',
        'if reply.status_code == 400:',
        '    return None',
        'reply.raise_for_status()',
        'return reply.json()',
      ]),
    ],
    [
      'requests that raise on no status',
      decorated('@retry(stop=stop_after_attempt(5))', 'import requests\nfrom tenacity import retry, stop_after_attempt\n', [
        'return requests.post("http://gpu:8000/v1/chat/completions", json={}).json()',
      ]),
    ],
    [
      'a loop on some classes',
      loopPy(['except openai.RateLimitError:', '    time.sleep(1)', 'except openai.APIConnectionError:', '    time.sleep(1)']),
    ],
    [
      'a loop with another clause in front',
      loopPy(['except openai.BadRequestError:', '    raise', 'except Exception:', '    time.sleep(1)']),
    ],
    [
      'a loop that asks for the text',
      loopPy(['except Exception as e:', '    if "rate limit" not in str(e):', '        raise', '    time.sleep(1)']),
    ],
    ['a loop that asks a function', loopPy(['except Exception as e:', '    if not may_pass(e):', '        raise', '    time.sleep(1)'])],
    [
      'a loop that keeps the text and asks it',
      loopPy(['except Exception as e:', '    text = str(e)', '    if "429" in text:', '        time.sleep(60)']),
    ],
    ['a loop that hands the error on', loopPy(['except Exception as e:', '    report(e)'])],
    [
      'a loop over models',
      loopPy(
        ['except Exception:', '    continue'],
        ['return client.chat.completions.create(model=model, messages=[])'],
        'for model in models:',
      ),
    ],
    [
      'a loop over models by number',
      loopPy(['except Exception:', '    continue'], ['return client.chat.completions.create(model=models[attempt], messages=[])']),
    ],
    [
      'another model in the handler',
      loopPy(['except Exception:', '    last = "b"'], ['return client.chat.completions.create(model=last, messages=[])']),
    ],
    ['a wait for the server', loopPy(['except Exception:', '    time.sleep(1)'], [CREATE_PY, 'return True'])],
    ['a wait for the server by its models', loopPy(['except Exception:', '    time.sleep(1)'], ['return client.models.list()'])],
    ['a decorator of the file', decorated('@again', `${OPENAI_PY}def again(fn):\n    return fn\n`)],
    ['a decorator of the same name', decorated('@retry(stop=5)', `from ui import retry\n${OPENAI_PY}`)],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, python)).toEqual([]);
  });

  it.each([
    [
      'tenacity',
      decorated('@retry(stop=stop_after_attempt(5))  # keep'),
      '@retry(stop=stop_after_attempt(5), retry=retry_if_exception_type((openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError)))  # keep',
    ],
    ['tenacity, bare', decorated('@retry  # keep'), '@retry(retry=retry_if_exception_type((openai.APIConnectionError,'],
    ['tenacity, called', decorated('@retry()  # keep'), '@retry(retry=retry_if_exception_type((openai.APIConnectionError,'],
    [
      'tenacity as a module',
      decorated('@tenacity.retry(stop=tenacity.stop_after_attempt(5))  # keep', `import tenacity\n${OPENAI_PY}`),
      'retry=tenacity.retry_if_exception_type((',
    ],
    [
      'tenacity on Exception',
      decorated('@retry(retry=retry_if_exception_type(Exception))  # keep', `from tenacity import retry_if_exception_type\n${TENACITY}`),
      '@retry(retry=retry_if_exception_type((openai.',
    ],
    [
      'backoff',
      decorated('@backoff.on_exception(backoff.expo, Exception, max_tries=5)  # keep', `import backoff\n${OPENAI_PY}`),
      'backoff.expo, (openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError), max_tries=5)',
    ],
    [
      'stamina',
      decorated('@stamina.retry(on=Exception)  # keep', `import stamina\n${OPENAI_PY}`),
      '@stamina.retry(on=(openai.APIConnectionError,',
    ],
    [
      'names of the SDK',
      decorated(
        '@retry(stop=stop_after_attempt(5))  # keep',
        program`
          from openai import OpenAI
          from tenacity import retry, stop_after_attempt
          client = OpenAI()

        `,
      ),
      'from openai import APIConnectionError, InternalServerError, OpenAI, RateLimitError\n',
    ],
    ['CRLF', decorated('@retry(stop=stop_after_attempt(5))  # keep').replaceAll('\n', '\r\n'), 'retry=retry_if_exception_type(('],
  ])('the suggestion ends the finding: %s', (_what, code, expected) => {
    const [finding] = lint(code, python);
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(joined(repaired)).toContain(expected);
    expect(repaired).toContain('# keep');
    if (code.includes('\r\n')) expect(repaired).not.toMatch(/[^\r]\n/);
    expect(lint(repaired, python)).toEqual([]);
  });

  /** Calls on one line, so that these tests do not depend on how long lines are broken. */
  function joined(text: string): string {
    return text
      .replace(/\(\s+/g, '(')
      .replace(/,?\s+\)/g, ')')
      .replace(/, *\r?\n +/g, ', ');
  }

  it('writes no choice for an error that names no status class', () => {
    const [finding] = lint(
      decorated('@retry', 'import ollama\nfrom tenacity import retry\n', ['return ollama.chat(model="m", messages=messages)']),
      python,
    );
    expect(finding?.suggestions?.map(({ desc }) => desc)).toEqual([
      'Disable `vllm/no-blind-retry` for this line (`# eslint-disable-next-line`)',
    ]);
  });
});
