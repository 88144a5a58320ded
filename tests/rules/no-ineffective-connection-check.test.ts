import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';

const rules = { 'vllm/no-ineffective-connection-check': 'error' } as const;
const python = { rules, filename: 'src/file.py' };
const OPENAI_PY = 'import openai\n\nclient = openai.OpenAI()\n';
const CHAT_PY = 'client.chat.completions.create(model="m", messages=[])';

describe('no-ineffective-connection-check in Python', () => {
  it('points at the call and says what is raised', () => {
    const [finding] = lint(`${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept ConnectionError:\n    print("down")\n`, python);
    expect(finding?.message).toContain('`ConnectionError` never matches a refused connection');
    expect(finding?.message).toContain('`openai.APIConnectionError`');
    expect(finding).toMatchObject({ line: 5, column: 29 });
  });

  it('tells a handler of answers from one of refused connections', () => {
    const [finding] = lint(`${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.RateLimitError:\n    print("busy")\n`, python);
    expect(finding?.message).toContain('`openai.RateLimitError` matches only HTTP errors.');
    expect(finding?.message).toContain('raises `openai.APIConnectionError` for a refused connection');
    expect(finding).toMatchObject({ line: 5, column: 29 });
  });

  it.each([
    ['another class', `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept ConnectionError:  # keep\n    print("down")\n`],
    ['an answer', `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.RateLimitError:\n    print("busy")  # keep\n`],
    [
      'in a caller',
      `${OPENAI_PY}def ask():\n    return ${CHAT_PY}\n\ntry:\n    ask()\nexcept ConnectionRefusedError:  # keep\n    print("down")\n`,
    ],
  ])('the suggestion ends the finding and keeps comments: %s', (_what, code) => {
    const [finding] = lint(code, python);
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain('# keep');
    expect(lint(repaired, { filename: 'src/file.py', rules: { ...rules, 'vllm/require-connection-error-handling': 'error' } })).toEqual([]);
  });

  it.each([
    ['the class that is raised', `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.APIConnectionError:\n    print("down")\n`],
    [
      'it is caught',
      `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.RateLimitError:\n    print("busy")\nexcept openai.OpenAIError:\n    print("down")\n`,
    ],
    [
      'something else may raise it',
      `${OPENAI_PY}from app import connect\ntry:\n    connect()\n    ${CHAT_PY}\nexcept ConnectionError:\n    print("down")\n`,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, python)).toEqual([]);
  });
});

const OPENAI = "import OpenAI from 'openai';\n\nconst client = new OpenAI();\n";
const CHAT = "client.chat.completions.create({ model: 'm', messages: [] })";
const FETCH = "await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' })";
const AI = "import { APICallError, RetryError, generateText } from 'ai';\n";
const tried = (call: string, test: string, head = OPENAI, before = ''): string =>
  `${head}export async function ask() {\n  try {\n${before}    return ${call};\n  } catch (err) {\n    if (${test}) {\n      console.error('down'); // keep\n    }\n    throw err;\n  }\n}\n`;

describe('no-ineffective-connection-check in JavaScript', () => {
  it('points at the call and says why', () => {
    const [finding] = lint(tried(`await ${CHAT}`, "err.code === 'ECONNREFUSED'"), { rules, filename: 'src/file.js' });
    expect(finding?.message).toBe(
      "`err.code === 'ECONNREFUSED'` is never true for a refused connection. The OpenAI SDK throws `APIConnectionError`, which has no `code`: check `cause.code` or `cause.cause.code`.",
    );
    expect(finding).toMatchObject({ line: 6, column: 42 });
  });

  it.each([
    ['the code of an openai error', tried(`await ${CHAT}`, "err.code === 'ECONNREFUSED'"), 'err instanceof OpenAI.APIConnectionError'],
    [
      'with a type',
      tried(`await ${CHAT}`, "(err as NodeJS.ErrnoException).code === 'ECONNREFUSED'"),
      'err instanceof OpenAI.APIConnectionError',
    ],
    [
      'the name of an openai error',
      tried(`await ${CHAT}`, "err.name === 'APIConnectionError'"),
      'err instanceof OpenAI.APIConnectionError',
    ],
    ['negated', tried(`await ${CHAT}`, "err.name !== 'APIConnectionError'"), '!(err instanceof OpenAI.APIConnectionError)'],
    [
      'the message of an openai error',
      tried(`await ${CHAT}`, "err.message.includes('ECONNREFUSED')"),
      'err instanceof OpenAI.APIConnectionError',
    ],
    [
      'one of several codes',
      tried(`await ${CHAT}`, "['ECONNREFUSED', 'ENOTFOUND'].includes(err.code)"),
      'err instanceof OpenAI.APIConnectionError',
    ],
    [
      'the code of an error of fetch',
      tried(FETCH, "err.code === 'ECONNREFUSED'", ''),
      "(err as { cause?: { code?: string } } | undefined)?.cause?.code === 'ECONNREFUSED'",
    ],
    ['the message of an error of fetch', tried(FETCH, "err.message.includes('ECONNREFUSED')", ''), '?.cause?.code'],
    [
      'the class of another library',
      tried(FETCH, 'err instanceof OpenAI.APIConnectionError', "import OpenAI from 'openai';\n"),
      '?.cause?.code',
    ],
    [
      'axios asked about openai',
      tried(`await ${CHAT}`, 'axios.isAxiosError(err)', `import axios from 'axios';\n${OPENAI}`),
      'OpenAI.APIConnectionError',
    ],
    [
      "the last attempt's error of ai",
      tried("await generateText({ model, prompt: 'p' })", 'APICallError.isInstance(err)', AI),
      'RetryError.isInstance(err)',
    ],
    [
      'an alias',
      `${OPENAI}export async function ask() {\n  try {\n    return await ${CHAT};\n  } catch (e) {\n    const error = e as Error & { code?: string };\n    if (error.code === 'ECONNREFUSED') return null; // keep\n    throw e;\n  }\n}\n`,
      'error instanceof OpenAI.APIConnectionError',
    ],
    [
      'a handler of a promise',
      `${OPENAI}export const ask = () => ${CHAT}.catch((e) => {\n  if (e.code === 'ECONNREFUSED') return null; // keep\n  throw e;\n});\n`,
      'e instanceof OpenAI.APIConnectionError',
    ],
    [
      'a handler in a caller',
      `${OPENAI}async function ask() {\n  return await ${CHAT};\n}\ntry {\n  console.log(await ask());\n} catch (e) {\n  if (e.code === 'ECONNREFUSED') console.error('down'); // keep\n}\n`,
      'e instanceof OpenAI.APIConnectionError',
    ],
  ])('%s: found and repaired', (_what, code, expected) => {
    const findings = lint(code, { rules });
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    if (!finding) return;
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain(expected);
    expect(repaired).toContain('// keep');
    expect(lint(repaired, { rules })).toEqual([]);
  });

  it.each([
    [
      'axios has the code',
      tried("await axios.post('http://gpu:8000/v1/chat/completions')", "err.code === 'ECONNREFUSED'", "import axios from 'axios';\n"),
    ],
    ['node-fetch has the code', tried(FETCH, "err.code === 'ECONNREFUSED'", "import fetch from 'node-fetch';\n")],
    ['the cause has the code', tried(FETCH, "err.cause?.code === 'ECONNREFUSED'", '')],
    ['an older major of openai', tried(`await ${CHAT}`, "err.cause?.code === 'ECONNREFUSED'")],
    ['the class', tried(`await ${CHAT}`, 'err instanceof OpenAI.APIConnectionError')],
    ['a base class', tried(`await ${CHAT}`, "err.code === 'ECONNREFUSED' || err instanceof OpenAI.APIError")],
    ['one of two is true', tried(`await ${CHAT}`, "err.code === 'ECONNREFUSED' || err.cause?.cause?.code === 'ECONNREFUSED'")],
    [
      'a function that is not seen',
      tried(`await ${CHAT}`, "err.code === 'ECONNREFUSED' || isDown(err)", `import { isDown } from './down';\n${OPENAI}`),
    ],
    [
      'another call in the try',
      tried(`await ${CHAT}`, "err.code === 'ECONNREFUSED'", `import { db } from './db';\n${OPENAI}`, '    await db.save();\n'),
    ],
    [
      'a call of a local function that may fail so',
      `import { db } from './db';\n${OPENAI}async function ask() {\n  await db.save();\n  return await ${CHAT};\n}\ntry {\n  await ask();\n} catch (e) {\n  if (e.code === 'ECONNREFUSED') console.error('down');\n}\n`,
    ],
    ['an error of another kind', tried(`await ${CHAT}`, "err.name === 'AbortError'")],
    ['another code', tried(`await ${CHAT}`, "err.code === 'context_length_exceeded'")],
    [
      'a status is meant',
      tried("await generateText({ model, prompt: 'p' })", 'APICallError.isInstance(err) && err.statusCode === 401', AI),
    ],
    [
      'what the server answered is meant',
      tried("await generateText({ model, prompt: 'p' })", 'err instanceof APICallError', AI).replace(
        "console.error('down'); // keep",
        'return err.responseBody;',
      ),
    ],
    [
      'the same by its name',
      tried("await generateText({ model, prompt: 'p' })", "err.name === 'AI_APICallError'", AI).replace(
        "console.error('down'); // keep",
        'return err.statusCode;',
      ),
    ],
    [
      "no retries: the attempt's own error",
      tried("await generateText({ model, prompt: 'p', maxRetries: 0 })", 'APICallError.isInstance(err)', AI),
    ],
    [
      'both errors of ai',
      tried("await generateText({ model, prompt: 'p' })", 'APICallError.isInstance(err) || RetryError.isInstance(err)', AI),
    ],
    [
      'one address only',
      tried("await fetch('http://127.0.0.1:8000/v1/models')", "err.message.includes('ECONNREFUSED')", "import fetch from 'node-fetch';\n"),
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, { rules })).toEqual([]);
  });

  it('knows that localhost has two addresses', () => {
    const [finding] = lint(
      tried("await fetch('http://localhost:8000/v1/models')", "err.message.includes('ECONNREFUSED')", "import fetch from 'node-fetch';\n"),
      { rules },
    );
    expect(finding?.message).toContain('where `localhost` has two addresses');
  });
});

describe('one defect is one finding', () => {
  const both = { rules: { ...rules, 'vllm/require-connection-error-handling': 'error' }, filename: 'src/file.py' } as const;
  const httpx = (handler: string, calls = 1) =>
    `import os\n\nimport httpx\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post("/ask")\nasync def ask(body: dict):\n    async with httpx.AsyncClient(timeout=60) as client:\n        try:\n${'            reply = await client.post(f"{os.environ[\'VLLM_BASE_URL\']}/v1/chat/completions", json=body)\n'.repeat(calls)}            reply.raise_for_status()\n            return reply.json()\n        except ${handler} as error:\n            return {"error": str(error)}\n`;
  const idsOf = (code: string) => lint(code, both).map(({ ruleId }) => ruleId);

  it.each([
    ['a handler of answers', httpx('httpx.HTTPStatusError'), ['vllm/no-ineffective-connection-check']],
    ['around two calls', httpx('httpx.HTTPStatusError', 2), ['vllm/no-ineffective-connection-check']],
    ['a handler of another class', httpx('ConnectionRefusedError'), ['vllm/no-ineffective-connection-check']],
    ['a handler of something else', httpx('KeyError'), ['vllm/require-connection-error-handling']],
    ['a handler that matches', httpx('httpx.HTTPError'), []],
  ])('%s', (_what, code, ids) => {
    expect(idsOf(code)).toEqual(ids);
  });
});

describe('functions that call each other twice are read once', () => {
  const each = (write: (i: number) => string): string => Array.from({ length: 40 }, (_, i) => write(i)).join('');

  it('Python', () => {
    const code = `${OPENAI_PY}${each((i) => `def f${i}():\n    f${i + 1}()\n    f${i + 1}()\n`)}def f40():\n    pass\ntry:\n    f0()\n    ${CHAT_PY}\nexcept ConnectionError:\n    print("down")\n`;
    expect(lint(code, python)).toHaveLength(1);
  });

  it('JavaScript', () => {
    const code = `${OPENAI}${each((i) => `function f${i}() { f${i + 1}(); f${i + 1}(); }\n`)}function f40() {}\ntry {\n  f0();\n  await ${CHAT};\n} catch (e) {\n  if (e.code === 'ECONNREFUSED') console.error(e);\n}\n`;
    expect(lint(code, { rules })).toHaveLength(1);
  });
});
