import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/no-unbounded-concurrency': 'error' } as const;
const ts = { rules };
const py = { rules, filename: 'src/file.py' };

const OPENAI = `import OpenAI from 'openai';\nconst client = new OpenAI();\n`;
const ASK = (prompt: string) => `client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: ${prompt} }] })`;
const OPENAI_PY = program`
  import asyncio
  from openai import AsyncOpenAI
  client = AsyncOpenAI()
  async def ask(x):
      return await client.chat.completions.create(model="m", messages=x)

`;
const LIMITED =
  '    semaphore = asyncio.Semaphore(8)\n\n    async def limited(coroutine):\n        async with semaphore:\n            return await coroutine\n\n';

describe('no-unbounded-concurrency in JavaScript', () => {
  it('says what happens', () => {
    const [finding, ...others] = lint(`${OPENAI}export const answers = (xs: string[]) => Promise.all(xs.map((x) => ${ASK('x')}));\n`, ts);
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      "`Promise.all` starts one `client.chat.completions.create` per element at once. When the server's queue is full, connections are refused or reset, up to 3 times each. Limit the concurrency.",
    );
    expect(finding).toMatchObject({ line: 3, column: 42 });
  });

  it.each([
    [
      'an expression',
      `${OPENAI}export async function ask(xs: string[]) {\n  return Promise.all(xs.map((x) => ${ASK('x')})); // keep\n}\n`,
      `import pLimit from 'p-limit';\n${OPENAI}export async function ask(xs: string[]) {\n  const limit = pLimit(8);\n  return Promise.all(xs.map((x) => limit(() => ${ASK('x')}))); // keep\n}\n`,
    ],
    [
      'a block',
      `${OPENAI}export async function ask(xs: string[]) {\n  const answers = await Promise.allSettled(xs.map(async (x) => {\n    return await ${ASK('x')};\n  }));\n  return answers;\n}\n`,
      `import pLimit from 'p-limit';\n${OPENAI}export async function ask(xs: string[]) {\n  const limit = pLimit(8);\n  const answers = await Promise.allSettled(xs.map((x) => limit(async () => {\n    return await ${ASK('x')};\n  })));\n  return answers;\n}\n`,
    ],
    [
      'a batch of LangChain',
      program`
        import { ChatOpenAI } from '@langchain/openai';
        const model = new ChatOpenAI({ model: 'm' });
        export const ask = (xs: string[]) => model.batch(xs);

      `,
      program`
        import { ChatOpenAI } from '@langchain/openai';
        const model = new ChatOpenAI({ model: 'm' });
        export const ask = (xs: string[]) => model.batch(xs, { maxConcurrency: 8 });

      `,
    ],
  ])('the suggestion limits it: %s', (_what, code, expected) => {
    const findings = lint(code, ts);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      const repaired = applySuggestion(code, finding);
      expect(repaired.replace(/(import [^\n]*\n)(import [^\n]*\n)/, (_all, a: string, b: string) => [a, b].sort().join(''))).toBe(
        expected.replace(/(import [^\n]*\n)(import [^\n]*\n)/, (_all, a: string, b: string) => [a, b].sort().join('')),
      );
      expect(lint(repaired, ts)).toEqual([]);
    }
  });

  it.each([
    [
      'a function of the file',
      `${OPENAI}async function ask(x: string) {\n  return ${ASK('x')};\n}\nexport const all = (xs: string[]) => Promise.all(xs.map(ask));\n`,
    ],
    [
      'through a function of the file',
      `${OPENAI}async function ask(x: string) {\n  return ${ASK('x')};\n}\nexport const all = (xs: string[]) => Promise.all(xs.map(async (x) => ({ x, answer: await ask(x) })));\n`,
    ],
    [
      'kept in a constant',
      `${OPENAI}export async function all(xs: string[]) {\n  const tasks = xs.map((x) => ${ASK('x')});\n  return Promise.all(tasks);\n}\n`,
    ],
    [
      'fetch',
      `export const all = (xs: string[]) => Promise.all(xs.map((x) => fetch('http://gpu:8000/v1/chat/completions', { body: x })));\n`,
    ],
  ])('%s: found', (_what, code) => {
    expect(lint(code, ts)).toHaveLength(1);
  });

  it.each([
    ['a few', `${OPENAI}await Promise.all(['a', 'b'].map((x) => ${ASK('x')}));\n`],
    ['a few in a constant', `${OPENAI}const xs = ['a', 'b'];\nawait Promise.all(xs.map((x) => ${ASK('x')}));\n`],
    ['a chosen number', `${OPENAI}export const all = (n: number) => Promise.all(Array.from({ length: n }).map(() => ${ASK("'x'")}));\n`],
    ['a few of a number', `${OPENAI}await Promise.all(Array.from({ length: 3 }).map(() => ${ASK("'x'")}));\n`],
    ['calls that are written out', `${OPENAI}await Promise.all([${ASK("'a'")}, ${ASK("'b'")}]);\n`],
    ['a part', `${OPENAI}export const all = (xs: string[]) => Promise.all(xs.slice(0, 5).map((x) => ${ASK('x')}));\n`],
    [
      'parts in turn',
      `${OPENAI}export async function all(chunks: string[][]) {\n  for (const chunk of chunks) await Promise.all(chunk.map((x) => ${ASK('x')}));\n}\n`,
    ],
    [
      'a limiter',
      `import pLimit from 'p-limit';\n${OPENAI}const limit = pLimit(5);\nexport const all = (xs: string[]) => Promise.all(xs.map((x) => limit(() => ${ASK('x')})));\n`,
    ],
    ['one after the other', `${OPENAI}export async function all(xs: string[]) {\n  for (const x of xs) await ${ASK('x')};\n}\n`],
    [
      'something else for each',
      `${OPENAI}export const all = (xs: string[]) => Promise.all(xs.map((x) => read(x)));\nawait ${ASK("'x'")};\n`,
    ],
    [
      'a Promise of the file',
      `${OPENAI}const Promise = { all: (x) => x };\nexport const all = (xs: string[]) => Promise.all(xs.map((x) => ${ASK('x')}));\n`,
    ],
    [
      'a batch with a limit',
      program`
        import { ChatOpenAI } from '@langchain/openai';
        const model = new ChatOpenAI({ model: 'm' });
        export const ask = (xs: string[]) => model.batch(xs, { maxConcurrency: 5 });

      `,
    ],
    [
      'one for each server',
      `export const all = (bases: string[], body: string) => Promise.all(bases.map((base) => fetch(\`\${base}/v1/chat/completions\`, { method: 'POST', body })));\n`,
    ],
    [
      'one for each server of an object',
      `export const all = (list: { url: string }[], body: string) => Promise.all(list.map((one) => fetch(one.url + '/v1/chat/completions', { method: 'POST', body })));\n`,
    ],
    [
      'one for each client',
      program`
        import OpenAI from 'openai';
        const all = urls.map((baseURL) => new OpenAI({ baseURL }));
        export const vote = (messages) => Promise.all(all.map((one) => one.chat.completions.create({ model: 'm', messages })));

      `,
    ],
    [
      'a client for each',
      `import OpenAI from 'openai';\nexport const vote = (urls: string[], messages) => Promise.all(urls.map((baseURL) => new OpenAI({ baseURL }).chat.completions.create({ model: 'm', messages })));\n`,
    ],
    [
      'a list of servers',
      `${OPENAI}async function ask(x: string) {\n  return ${ASK('x')};\n}\nexport const all = (servers: string[]) => Promise.all(servers.map((x) => ask(x)));\n`,
    ],
    [
      'a client with a limit',
      program`
        import { ChatOpenAI } from '@langchain/openai';
        const model = new ChatOpenAI({ model: 'm', maxConcurrency: 5 });
        export const ask = (xs: string[]) => model.batch(xs);

      `,
    ],
    [
      'a small batch',
      program`
        import { ChatOpenAI } from '@langchain/openai';
        const model = new ChatOpenAI({ model: 'm' });
        await model.batch(['a', 'b']);

      `,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, ts)).toEqual([]);
  });
});

describe('no-unbounded-concurrency in Python', () => {
  it('says what happens', () => {
    const [finding] = lint(`${OPENAI_PY}async def main(xs):\n    return await asyncio.gather(*[ask(x) for x in xs])\n`, py);
    expect(finding?.message).toContain('`asyncio.gather` starts one `client.chat.completions.create` per element at once');
    expect(finding?.message).toContain('up to 3 times each');
    expect(finding).toMatchObject({ line: 7, column: 26 });
  });

  it.each([
    [
      'a comprehension',
      `${OPENAI_PY}async def main(xs):\n    return await asyncio.gather(*[ask(x) for x in xs])  # keep\n`,
      `${OPENAI_PY}async def main(xs):\n${LIMITED}    return await asyncio.gather(*[limited(ask(x)) for x in xs])  # keep\n`,
    ],
    [
      'a list of tasks',
      `${OPENAI_PY}async def main(xs):\n    tasks = [ask(x) for x in xs]\n    return await asyncio.gather(*tasks)\n`,
      `${OPENAI_PY}async def main(xs):\n${LIMITED}    tasks = [limited(ask(x)) for x in xs]\n    return await asyncio.gather(*tasks)\n`,
    ],
    [
      'abatch',
      program`
        from langchain_openai import ChatOpenAI
        model = ChatOpenAI(model="m")
        async def main(xs):
            return await model.abatch(xs)

      `,
      program`
        from langchain_openai import ChatOpenAI
        model = ChatOpenAI(model="m")
        async def main(xs):
            return await model.abatch(xs, config={"max_concurrency": 8})

      `,
    ],
  ])('the suggestion limits it: %s', (_what, code, expected) => {
    const findings = lint(code, py);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      expect(applySuggestion(code, finding)).toBe(expected);
    }
    expect(lint(expected, py)).toEqual([]);
  });

  it.each([
    ['tasks', `${OPENAI_PY}async def main(xs):\n    return await asyncio.gather(*[asyncio.create_task(ask(x)) for x in xs])\n`],
    [
      'the request itself',
      `${OPENAI_PY}async def main(xs):\n    return await asyncio.gather(*(client.chat.completions.create(model="m", messages=x) for x in xs))\n`,
    ],
    [
      'a range as long as an input',
      `${OPENAI_PY}async def main(xs):\n    n = len(xs)\n    return await asyncio.gather(*[ask(xs[i]) for i in range(n)])\n`,
    ],
    ['a long range', `${OPENAI_PY}async def main():\n    return await asyncio.gather(*[ask(i) for i in range(1000)])\n`],
    [
      'several questions to one address',
      program`
        import asyncio, httpx
        async def ask(client, base, prompt):
            return await client.post(f"{base}/v1/chat/completions", json={"prompt": prompt})
        async def main(base, prompts):
            async with httpx.AsyncClient() as client:
                return await asyncio.gather(*[ask(client, base, prompt) for prompt in prompts])

      `,
    ],
    [
      'a group',
      `${OPENAI_PY}async def main(xs):\n    async with asyncio.TaskGroup() as group:\n        for x in xs:\n            group.create_task(ask(x))\n`,
    ],
  ])('%s: found', (_what, code) => {
    expect(lint(code, py)).toHaveLength(1);
  });

  it.each([
    [
      'one for each of several servers',
      program`
        import asyncio, httpx
        async def ask(client, base):
            return await client.post(f"{base}/v1/chat/completions", json={})
        async def main(bases):
            async with httpx.AsyncClient() as client:
                return await asyncio.gather(*[ask(client, base) for base in bases])

      `,
    ],
    [
      'one for each of several servers, in an address of its own',
      program`
        import asyncio, httpx
        async def ask(worker):
            url = f"http://{worker.host}/v1/chat/completions"
            async with httpx.AsyncClient() as client:
                return await client.request("POST", url, json={})
        async def main(workers):
            return await asyncio.gather(*[ask(worker) for worker in workers])

      `,
    ],
    [
      'one for each of several servers, by a client of its own',
      program`
        import asyncio
        from openai import AsyncOpenAI
        async def ask(url):
            client = AsyncOpenAI(base_url=url)
            return await client.models.list()
        async def main(urls):
            async with asyncio.TaskGroup() as group:
                for url in urls:
                    group.create_task(ask(url))

      `,
    ],
    ['a few', `${OPENAI_PY}async def main():\n    return await asyncio.gather(*[ask(x) for x in ["a", "b"]])\n`],
    ['a number that is given', `${OPENAI_PY}async def main(n):\n    return await asyncio.gather(*[ask(x) for x in range(n)])\n`],
    ['a small range', `${OPENAI_PY}async def main():\n    return await asyncio.gather(*[ask(x) for x in range(5)])\n`],
    ['calls that are written out', `${OPENAI_PY}async def main():\n    return await asyncio.gather(ask("a"), ask("b"))\n`],
    ['a part', `${OPENAI_PY}async def main(xs):\n    return await asyncio.gather(*[ask(x) for x in xs[:5]])\n`],
    [
      'a semaphore',
      `${OPENAI_PY}slots = asyncio.Semaphore(5)\nasync def one(x):\n    async with slots:\n        return await ask(x)\nasync def main(xs):\n    return await asyncio.gather(*[one(x) for x in xs])\n`,
    ],
    ['one after the other', `${OPENAI_PY}async def main(xs):\n    return [await ask(x) for x in xs]\n`],
    [
      'something else for each',
      `${OPENAI_PY}async def main(xs):\n    await ask("a")\n    return await asyncio.gather(*[read(x) for x in xs])\n`,
    ],
    [
      'abatch with a limit',
      program`
        from langchain_openai import ChatOpenAI
        model = ChatOpenAI(model="m")
        async def main(xs):
            return await model.abatch(xs, config={"max_concurrency": 5})

      `,
    ],
    [
      'a small abatch',
      program`
        from langchain_openai import ChatOpenAI
        model = ChatOpenAI(model="m")
        async def main():
            return await model.abatch(["a", "b"])

      `,
    ],
    [
      'batch, which has a pool of threads',
      program`
        from langchain_openai import ChatOpenAI
        model = ChatOpenAI(model="m")
        def main(xs):
            return model.batch(xs)

      `,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, py)).toEqual([]);
  });
});
