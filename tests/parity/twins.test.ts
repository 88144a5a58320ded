import { describe, expect, it } from 'vitest';
import { lint } from '../rules/lint.js';
import { program } from '../program.js';

/** `12 require-retry` of every finding of the three rules, sorted; a program's marked lines end in `// !rule` or `# !rule`. */
function found(code: string, filename: string, settings: Record<string, unknown>): string[] {
  return lint(code, { filename, settings, rules: Object.fromEntries(Object.values(RULES).map((name) => [`vllm/${name}`, 'error'])) })
    .map(({ line, ruleId }) => `${String(line)} ${String(ruleId).replace('vllm/', '')}`)
    .sort();
}

function marked(code: string): string[] {
  return code
    .split('\n')
    .flatMap((line, i) =>
      (/(?:\/\/|#)((?: ![\w-]+)+)$/.exec(line)?.[1] ?? '')
        .split(' !')
        .flatMap((rule) => (rule === '' ? [] : [`${String(i + 1)} ${RULES[rule] ?? rule}`])),
    )
    .sort();
}

const RULES: Readonly<Record<string, string>> = {
  url: 'no-hardcoded-base-url',
  handling: 'require-connection-error-handling',
  retry: 'require-retry',
};

/** A program in both languages. The findings are marked in each, and of the same rules in the same order. */
interface Twins {
  readonly js: string;
  readonly py: string;
  readonly jsFile?: string;
  readonly pyFile?: string;
  readonly settings?: Record<string, unknown>;
}

const JS = `import OpenAI from 'openai';\nconst client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL });\n`;
const PY = program`
  import os
  from openai import OpenAI, AsyncOpenAI, APIConnectionError
  client = OpenAI(base_url=os.environ["VLLM_BASE_URL"])

`;
const APY = PY.replace('client = OpenAI(', 'import asyncio\nclient = AsyncOpenAI(');
const JS_CALL = `client.chat.completions.create({ model: 'm', messages: [] })`;
const PY_CALL = `client.chat.completions.create(model="m", messages=[])`;
const JS_POST = "fetch(`${process.env.VLLM_BASE_URL}/chat/completions`, { method: 'POST' })";
const PY_POST = `requests.post(f"{os.environ['VLLM_BASE_URL']}/chat/completions")`;
const PYR = 'import os, time, requests\n';

const PAIRS: readonly (readonly [string, Twins])[] = [
  // no-hardcoded-base-url
  [
    'a literal option',
    {
      js: `import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'http://localhost:8000/v1' }); // !url`,
      py: `from openai import OpenAI\nclient = OpenAI(base_url="http://localhost:8000/v1") # !url`,
    },
  ],
  [
    'a constant',
    {
      js: program`
        import OpenAI from 'openai';
        const BASE = 'http://localhost:8000/v1'; // !url
        export const client = new OpenAI({ baseURL: BASE });
      `,
      py: program`
        from openai import OpenAI
        BASE = "http://localhost:8000/v1" # !url
        client = OpenAI(base_url=BASE)
      `,
    },
  ],
  [
    'a fallback of the environment',
    {
      js: `import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1' });`,
      py: program`
        import os
        from openai import OpenAI
        client = OpenAI(base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1")
      `,
    },
  ],
  [
    'a parameter default',
    {
      js: program`
        import OpenAI from 'openai';
        export function make(baseURL = 'http://localhost:8000/v1') {
          return new OpenAI({ baseURL });
        }
      `,
      py: program`
        from openai import OpenAI
        def make(base_url="http://localhost:8000/v1"):
            return OpenAI(base_url=base_url)
      `,
    },
  ],
  [
    'a hosted provider',
    {
      js: `import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'https://api.openai.com/v1' });`,
      py: `from openai import OpenAI\nclient = OpenAI(base_url="https://api.openai.com/v1")`,
    },
  ],
  [
    'an allowed host',
    {
      settings: { allowHosts: ['gpu.internal'] },
      js: `import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'http://gpu.internal:8000/v1' });`,
      py: `from openai import OpenAI\nclient = OpenAI(base_url="http://gpu.internal:8000/v1")`,
    },
  ],
  [
    'a literal in a test',
    {
      jsFile: 'src/client.test.ts',
      pyFile: 'tests/test_client.py',
      js: `import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });`,
      py: `from openai import OpenAI\nclient = OpenAI(base_url="http://localhost:8000/v1")`,
    },
  ],
  [
    'an options object',
    {
      js: program`
        import OpenAI from 'openai';
        const options = { baseURL: 'http://localhost:8000/v1' }; // !url
        export const client = new OpenAI(options);
      `,
      py: program`
        from openai import OpenAI
        options = {"base_url": "http://localhost:8000/v1"} # !url
        client = OpenAI(**options)
      `,
    },
  ],
  [
    'a request',
    {
      js: program`
        try {
          save(await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' })); // !url !retry
        } catch (e) {
          console.error(e);
        }
      `,
      py: program`
        import requests
        try:
            save(requests.post("http://gpu:8000/v1/chat/completions")) # !url !retry
        except requests.RequestException as e:
            print(e)
      `,
    },
  ],
  [
    'another service',
    {
      js: program`
        try {
          await fetch('http://localhost:3000/users');
        } catch (e) {
          console.error(e);
        }
        export const name = 'openai';
      `,
      py: `import openai, requests\nrequests.get("http://localhost:3000/users")`,
    },
  ],
  // require-connection-error-handling
  ['top level', { js: `${JS}await ${JS_CALL}; // !handling`, py: `${PY}${PY_CALL} # !handling` }],
  [
    'top level in a handler',
    {
      js: `${JS}try {\n  await ${JS_CALL};\n} catch (e) {\n  console.error(e);\n}`,
      py: `${PY}try:\n    ${PY_CALL}\nexcept Exception as e:\n    print(e)`,
    },
  ],
  [
    'finally alone',
    {
      js: `${JS}try {\n  await ${JS_CALL}; // !handling\n} finally {\n  done();\n}`,
      py: `${PY}try:\n    ${PY_CALL} # !handling\nfinally:\n    done()`,
    },
  ],
  [
    'a bare rethrow',
    {
      js: `${JS}try {\n  await ${JS_CALL}; // !handling\n} catch (e) {\n  throw e;\n}`,
      py: `${PY}try:\n    ${PY_CALL} # !handling\nexcept Exception:\n    raise`,
    },
  ],
  [
    'log and rethrow',
    {
      js: `${JS}try {\n  await ${JS_CALL};\n} catch (e) {\n  console.error(e);\n  throw e;\n}`,
      py: `${PY}try:\n    ${PY_CALL}\nexcept Exception as e:\n    print(e)\n    raise`,
    },
  ],
  [
    'wrap and rethrow',
    {
      js: `${JS}try {\n  await ${JS_CALL};\n} catch (e) {\n  throw new Error('down', { cause: e });\n}`,
      py: `${PY}try:\n    ${PY_CALL}\nexcept Exception as e:\n    raise RuntimeError("down") from e`,
    },
  ],
  [
    'a function whose caller catches',
    {
      js: `${JS}async function ask() {\n  return await ${JS_CALL};\n}\ntry {\n  await ask();\n} catch (e) {\n  console.error(e);\n}`,
      py: `${PY}def ask():\n    return ${PY_CALL}\ntry:\n    ask()\nexcept Exception as e:\n    print(e)`,
    },
  ],
  [
    'a function whose caller does not',
    {
      js: `${JS}async function ask() {\n  return await ${JS_CALL}; // !handling\n}\nawait ask();`,
      py: `${PY}def ask():\n    return ${PY_CALL} # !handling\nask()`,
    },
  ],
  [
    'one caller of two',
    {
      js: `${JS}async function ask() {\n  return await ${JS_CALL}; // !handling\n}\ntry { await ask(); } catch (e) { console.error(e); }\nawait ask();`,
      py: `${PY}def ask():\n    return ${PY_CALL} # !handling\ntry:\n    ask()\nexcept Exception as e:\n    print(e)\nask()`,
    },
  ],
  [
    'a function for other files',
    { js: `${JS}export async function ask() {\n  return await ${JS_CALL};\n}`, py: `${PY}def ask():\n    return ${PY_CALL}` },
  ],
  [
    'a method called here',
    {
      js: `${JS}class A {\n  async ask() {\n    return await ${JS_CALL}; // !handling\n  }\n}\nawait new A().ask();`,
      py: `${PY}class A:\n    def ask(self):\n        return ${PY_CALL} # !handling\nA().ask()`,
    },
  ],
  [
    'a method whose caller catches',
    {
      js: `${JS}class A {\n  async go() {\n    try { return await this.ask(); } catch (e) { return null; }\n  }\n  async ask() {\n    return await ${JS_CALL};\n  }\n}\nawait new A().go();`,
      py: `${PY}class A:\n    def go(self):\n        try: return self.ask()\n        except Exception: return None\n    def ask(self):\n        return ${PY_CALL}\nA().go()`,
    },
  ],
  [
    'a wrapper that catches',
    {
      js: `${JS}async function safe(f) {\n  try { return await f(); } catch (e) { return null; }\n}\nawait safe(() => ${JS_CALL});`,
      py: `${PY}def safe(f):\n    try: return f()\n    except Exception: return None\nsafe(lambda: ${PY_CALL})`,
    },
  ],
  [
    'a wrapper that does not',
    {
      js: `${JS}async function timed(f) {\n  return await f();\n}\nawait timed(() => ${JS_CALL}); // !handling`,
      py: `${PY}def timed(f):\n    return f()\ntimed(lambda: ${PY_CALL}) # !handling`,
    },
  ],
  [
    'a wrapper of elsewhere',
    { js: `${JS}import { wrap } from './wrap';\nawait wrap(() => ${JS_CALL});`, py: `${PY}from app import wrap\nwrap(lambda: ${PY_CALL})` },
  ],
  [
    'all at once',
    {
      js: `${JS}await Promise.all([1, 2].map(() => ${JS_CALL})); // !handling`,
      py: `${APY}async def main():\n    await asyncio.gather(*[${PY_CALL} for _ in (1, 2)]) # !handling\nasyncio.run(main())`,
    },
  ],
  [
    'all at once, settled',
    {
      js: `${JS}await Promise.allSettled([1, 2].map(() => ${JS_CALL}));`,
      py: `${APY}async def main():\n    await asyncio.gather(*[${PY_CALL} for _ in (1, 2)], return_exceptions=True)\nasyncio.run(main())`,
    },
  ],
  [
    'in the background',
    {
      js: `${JS}async function ask() {\n  return await ${JS_CALL}; // !handling\n}\nask();`,
      py: `${APY}async def ask():\n    return await ${PY_CALL} # !handling\nasync def main():\n    asyncio.create_task(ask())\nasyncio.run(main())`,
    },
  ],
  [
    'a route',
    {
      js: `${JS}import express from 'express';\nconst app = express();\napp.post('/x', async (req, res) => {\n  res.json(await ${JS_CALL}); // !handling\n});`,
      py: `${PY}from fastapi import FastAPI\napp = FastAPI()\n@app.post("/x")\ndef x():\n    return ${PY_CALL} # !handling`,
    },
  ],
  [
    'a route, left to the framework',
    {
      settings: { frameworkHandlers: 'ignore' },
      js: `${JS}import express from 'express';\nconst app = express();\napp.post('/x', async (req, res) => {\n  res.json(await ${JS_CALL});\n});`,
      py: `${PY}from fastapi import FastAPI\napp = FastAPI()\n@app.post("/x")\ndef x():\n    return ${PY_CALL}`,
    },
  ],
  [
    'a route with an error handler',
    {
      js: `${JS}import express from 'express';\nconst app = express();\napp.post('/x', async (req, res) => {\n  res.json(await ${JS_CALL});\n});\napp.use((err, req, res, next) => { res.sendStatus(503); });`,
      py: `${PY}from fastapi import FastAPI\napp = FastAPI()\n@app.exception_handler(Exception)\ndef down(request, exc): ...\n@app.post("/x")\ndef x():\n    return ${PY_CALL}`,
    },
  ],
  [
    'a route with try',
    {
      js: `${JS}import express from 'express';\nconst app = express();\napp.post('/x', async (req, res) => {\n  try {\n    res.json(await ${JS_CALL});\n  } catch (e) {\n    res.sendStatus(503);\n  }\n});`,
      py: `${PY}from fastapi import FastAPI, HTTPException\napp = FastAPI()\n@app.post("/x")\ndef x():\n    try:\n        return ${PY_CALL}\n    except APIConnectionError as e:\n        raise HTTPException(503) from e`,
    },
  ],
  [
    'a client of another library',
    {
      js: program`
        import Stripe from 'stripe';
        export const text = 'openai';
        await new Stripe('k').customers.create({});
      `,
      py: `import openai, stripe\nstripe.Customer.create()`,
    },
  ],
  [
    'a local class of that name',
    {
      js: `class OpenAI { chat = { completions: { create() {} } }; }\nawait new OpenAI().chat.completions.create({});`,
      py: `class OpenAI: ...\nOpenAI().chat.completions.create()`,
    },
  ],
  // require-retry
  [
    'retries off',
    {
      js: `import OpenAI from 'openai';\nconst client = new OpenAI({ maxRetries: 0 });\nexport const ask = () => ${JS_CALL}; // !retry`,
      py: `from openai import OpenAI\nclient = OpenAI(max_retries=0)\ndef ask(): return ${PY_CALL} # !retry`,
    },
  ],
  [
    'retries on',
    {
      js: `import OpenAI from 'openai';\nconst client = new OpenAI({ maxRetries: 5 });\nexport const ask = () => ${JS_CALL};`,
      py: `from openai import OpenAI\nclient = OpenAI(max_retries=5)\ndef ask(): return ${PY_CALL}`,
    },
  ],
  [
    'retries not visible',
    {
      js: `import OpenAI from 'openai';\nconst client = new OpenAI({ maxRetries: n });\nexport const ask = () => ${JS_CALL};`,
      py: `from openai import OpenAI\nclient = OpenAI(max_retries=n)\ndef ask(): return ${PY_CALL}`,
    },
  ],
  [
    'a client that does not retry',
    {
      js: `export async function ask() {\n  return await ${JS_POST}; // !retry\n}`,
      py: `${PYR}def ask():\n    return ${PY_POST} # !retry`,
    },
  ],
  [
    'a counted loop',
    {
      js: `export async function ask() {\n  for (let i = 0; i < 3; i++) {\n    try { return await ${JS_POST}; } catch (e) { await sleep(i); }\n  }\n}`,
      py: `${PYR}def ask():\n    for i in range(3):\n        try: return ${PY_POST}\n        except Exception: time.sleep(i)`,
    },
  ],
  [
    'a loop over prompts',
    {
      js: `export async function ask(prompts) {\n  for (const p of prompts) {\n    try { use(await ${JS_POST}); } catch (e) { console.error(e); } // !retry\n  }\n}`,
      py: `${PYR}def ask(prompts):\n    for p in prompts:\n        try: use(${PY_POST}) # !retry\n        except Exception as e: print(e)`,
    },
  ],
  [
    'recursion in the handler',
    {
      js: `export async function ask(n) {\n  try { return await ${JS_POST}; } catch (e) { if (n > 0) return ask(n - 1); throw e; }\n}`,
      py: `${PYR}def ask(n):\n    try: return ${PY_POST}\n    except Exception:\n        if n > 0: return ask(n - 1)\n        raise`,
    },
  ],
  [
    'a retry library',
    {
      js: `import pRetry from 'p-retry';\nexport const ask = () => pRetry(() => ${JS_POST}, { retries: 3 });`,
      py: `${PYR}from tenacity import retry, stop_after_attempt\n@retry(stop=stop_after_attempt(4))\ndef ask(): return ${PY_POST}`,
    },
  ],
  [
    'a retry library, off',
    {
      js: `import pRetry from 'p-retry';\nexport const ask = () => pRetry(() => ${JS_POST}, { retries: 0 }); // !retry`,
      py: `${PYR}from tenacity import retry, stop_after_attempt\n@retry(stop=stop_after_attempt(1))\ndef ask(): return ${PY_POST} # !retry`,
    },
  ],
  [
    'a local helper that retries',
    {
      js: `async function again(fn) {\n  for (let i = 0; i < 3; i++) {\n    try { return await fn(); } catch (e) { if (i === 2) throw e; }\n  }\n}\nexport const ask = () => again(() => ${JS_POST});`,
      py: `${PYR}def again(fn):\n    for i in range(3):\n        try: return fn()\n        except Exception:\n            if i == 2: raise\ndef ask(): return again(lambda: ${PY_POST})`,
    },
  ],
  [
    'a readiness poll',
    {
      js: `async function isUp() {\n  try { return (await ${JS_POST}).ok; } catch { return false; }\n}\nwhile (!(await isUp())) await sleep(1);`,
      py: `${PYR}def is_up():\n    try: return ${PY_POST}.ok\n    except OSError: return False\nwhile not is_up(): time.sleep(1)`,
    },
  ],
  [
    'once in a test',
    {
      jsFile: 'src/ask.test.ts',
      pyFile: 'tests/test_ask.py',
      js: `import { it } from 'vitest';\nit('x', async () => {\n  await ${JS_POST};\n});`,
      py: `${PYR}def test_x():\n    ${PY_POST}`,
    },
  ],
];

describe('twins in JavaScript and Python have the same findings', () => {
  it.each(PAIRS)('%s', (_what, { js, py, jsFile = 'src/file.ts', pyFile = 'src/file.py', settings = {} }) => {
    const inJavaScript = found(js, jsFile, settings);
    const inPython = found(py, pyFile, settings);
    expect(inJavaScript).toEqual(marked(js));
    expect(inPython).toEqual(marked(py));
    const rules = (findings: readonly string[]) => findings.map((finding) => finding.replace(/^\d+ /, ''));
    expect(rules(inPython)).toEqual(rules(inJavaScript));
  });
});
