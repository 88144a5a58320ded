import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../../src/index.js';
import { createCompiled } from './compiled.js';
import { program } from '../../../program.js';

const SOURCES: readonly (readonly [name: string, source: string])[] = [
  [
    'the engine as a client',
    program`
      from vllm import LLM

      client = LLM(api_base="http://localhost:8000")

      response = client.chat.completions.create(
          model="gpt-4o-mini",
          messages=[{"role": "user", "content": "Hello"}]
      )
      print(response)

    `,
  ],
  [
    'several clients',
    program`
      """Asks."""
      import asyncio

      import requests
      from openai import AsyncOpenAI, OpenAI

      client = OpenAI(base_url="http://localhost:8000/v1", max_retries=0)
      other = AsyncOpenAI(base_url="http://gpu-box:8001/v1")

      r = requests.post("http://localhost:8000/v1/chat/completions", json={})
      print(r.json())


      def ask(q):
          a = client.chat.completions.create(model=q)
          return a.choices  # all of them


      answer = ask("x"); print(answer)


      async def main():
          b = await other.chat.completions.create(model="m", messages=[])
          async with other.chat.completions.stream(model="m", messages=[]) as s:
              async for event in s:
                  print(event)
          return b


      if __name__ == "__main__": asyncio.run(main())

    `,
  ],
  [
    'other libraries',
    program`
      import urllib.request
      from json import dumps
      import ollama
      import httpx

      def f():
          with urllib.request.urlopen("http://localhost:8000/v1/models") as r:
              return r.read()

      print(f(), dumps({}))
      print(ollama.chat(model="m")["message"], [ollama.chat(model=m) for m in "ab"])
      for chunk in ollama.chat(model="m", stream=True):
          print(chunk)
      async def g():
          async with httpx.AsyncClient() as c:
              return (await c.post('http://gpu:9000/v1/completions')).json()
      import asyncio
      asyncio.run(g())

    `,
  ],
  [
    'a check that is never true',
    program`
      from openai import OpenAI

      client = OpenAI()
      try:
          x = client.models.list()
      except ConnectionRefusedError:
          print("down")

    `,
  ],
  [
    'a file that uses tenacity',
    'import tenacity\nimport ollama\nfrom openai import AsyncOpenAI\nc = AsyncOpenAI(max_retries=0)\nasync def f():\n\tx = await c.models.list()\n\treturn x, ollama.chat(model="m")\nimport asyncio\nasyncio.run(f())\n',
  ],
];

function configs(fixes: 'safe' | 'suggested'): Linter.Config[] {
  return [
    ...plugin.configs.python,
    {
      files: ['**/*.py'],
      rules: Object.fromEntries(Object.keys(plugin.rules ?? {}).map((name) => [`vllm/${name}`, 'error'])),
      settings: { vllm: { fixes } },
    },
  ];
}

const compiled = createCompiled();

describe.each([['as written', (text: string) => text] as const, ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')] as const])(
  '%s',
  (_, write) => {
    it.each(SOURCES)('all repairs together leave no finding: %s', (_name, source) => {
      const fixed = new Linter({ cwd: '/nowhere' }).verifyAndFix(write(source), configs('suggested'), { filename: 'app.py' });
      compiled(fixed.output);
      // Some findings have no repair that is right: a retry of what is a context manager or a stream. `max_retries=0` stays.
      const repairable = fixed.messages.filter(
        (m) => m.fatal === true || m.fix !== undefined || (m.messageId !== 'disabled-client' && (m.suggestions ?? []).length > 1),
      );
      expect(repairable, fixed.output).toEqual([]);
      expect(fixed.output.replaceAll('\r\n', '').includes('\n')).toBe(write('\n') === '\n');
      expect(new Linter({ cwd: '/nowhere' }).verifyAndFix(fixed.output, configs('suggested'), { filename: 'app.py' }).fixed).toBe(false);
    });

    it.each(SOURCES)('each suggestion ends its own finding: %s', (_name, source) => {
      const text = write(source);
      const lint = (code: string): readonly Linter.LintMessage[] =>
        new Linter({ cwd: '/nowhere' }).verify(code, configs('safe'), { filename: 'app.py' });
      const found = lint(text);
      expect(found.length).toBeGreaterThan(0);
      const count = (messages: readonly Linter.LintMessage[], rule: string | null): number =>
        messages.filter((m) => m.ruleId === rule).length;
      for (const { ruleId, suggestions = [] } of found) {
        for (const { fix, desc } of suggestions) {
          const after = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
          compiled(after);
          const left = lint(after);
          expect(
            left.filter((m) => m.fatal),
            desc,
          ).toEqual([]);
          expect(count(left, ruleId), `${desc}\n${after}`).toBeLessThan(count(found, ruleId));
        }
      }
    });
  },
);

it('an engine becomes a client: its address comes from the environment, its failure is caught', () => {
  const settings: Linter.Config = { settings: { vllm: { envVar: 'VLLM_API_HOST', fixes: 'suggested' } } };
  expect(
    new Linter({ cwd: '/nowhere' }).verifyAndFix(SOURCES[0]?.[1] ?? '', [...configs('suggested'), settings], { filename: 'app.py' }).output,
  ).toMatchInlineSnapshot(`
    "import logging
    import os

    from openai import APIConnectionError, OpenAI

    client = OpenAI(
        base_url=(os.environ.get("VLLM_API_HOST") or "http://localhost:8000").rstrip("/")
        + "/v1",
        api_key=os.environ.get("OPENAI_API_KEY") or "EMPTY",
        max_retries=5,
    )

    try:
        response = client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "user", "content": "Hello"}]
        )
    except APIConnectionError:
        logging.exception("Cannot reach the LLM server. Does VLLM_API_HOST point to it?")
        raise
    print(response)
    "
  `);
});
