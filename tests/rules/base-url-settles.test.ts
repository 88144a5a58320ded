import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/valid-base-url': 'error' } as const;

/** Applies fixes and first suggestions one by one until nothing is left to apply; fails where that takes more steps than there are literals. */
function settled(code: string, filename: string): { readonly code: string; readonly left: number } {
  let text = code;
  for (let step = 0; step < 6; step++) {
    const messages = lint(text, { rules, filename });
    const [repairable] = messages.filter((message) => message.fix ?? message.suggestions?.length);
    if (!repairable) return { code: text, left: messages.length };
    const { fix } = repairable;
    text = fix ? text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]) : applySuggestion(text, repairable);
  }
  throw new Error(`it does not settle:\n${text}`);
}

describe('repairs of base URLs settle', () => {
  it.each([
    [
      'a path behind two base URLs',
      'a.mjs',
      program`
        async function ask(base) { return fetch(base + "/v1/models"); }
        ask("http://localhost:8000/v1").catch(() => 1);
        ask("http://localhost:8001").catch(() => 1);

      `,
      program`
        async function ask(base) { return fetch(base + "/v1/models"); }
        ask("http://localhost:8000").catch(() => 1);
        ask("http://localhost:8001").catch(() => 1);

      `,
    ],
    [
      'the same, on a port that says nothing',
      'a.mjs',
      program`
        async function ask(base) { return fetch(base + "/v1/models"); }
        ask("http://gpu:8000/v1").catch(() => 1);
        ask("http://gpu:9000").catch(() => 1);

      `,
      program`
        async function ask(base) { return fetch(base + "/v1/models"); }
        ask("http://gpu:8000").catch(() => 1);
        ask("http://gpu:9000").catch(() => 1);

      `,
    ],
    [
      'a constant that is declared twice',
      'a.ts',
      'const u = "http://localhost:8000/v1";\nconst u = "http://localhost:8000"; await fetch(u + "/v1/models");\n',
      'const u = "http://localhost:8000";\nconst u = "http://localhost:8000"; await fetch(u + "/v1/models");\n',
    ],
    [
      'a path without a version behind two base URLs',
      'a.mjs',
      program`
        const ask = (base) => fetch(base + "/chat/completions", { method: "POST" });
        await ask("http://localhost:8000/v1");
        await ask("http://localhost:8001");

      `,
      program`
        const ask = (base) => fetch(base + "/chat/completions", { method: "POST" });
        await ask("http://localhost:8000/v1");
        await ask("http://localhost:8001/v1");

      `,
    ],
    [
      'a path behind one',
      'a.mjs',
      'const u = "http://localhost:8000/v1";\nawait fetch(u + "/v1/models");\n',
      'const u = "http://localhost:8000/v1";\nawait fetch(u + "/models");\n',
    ],
    [
      'a path behind two that are both wrong',
      'a.mjs',
      program`
        const ask = (base) => fetch(base + "/v1/models");
        await ask("http://localhost:8000/v1");
        await ask("http://localhost:8001/v1");

      `,
      program`
        const ask = (base) => fetch(base + "/models");
        await ask("http://localhost:8000/v1");
        await ask("http://localhost:8001/v1");

      `,
    ],
    [
      'a path behind two base URLs, in Python',
      'a.py',
      program`
        import requests


        def ask(base):
            return requests.get(base + "/v1/models")


        ask("http://localhost:8000/v1")
        ask("http://localhost:8001")

      `,
      program`
        import requests


        def ask(base):
            return requests.get(base + "/v1/models")


        ask("http://localhost:8000")
        ask("http://localhost:8001")

      `,
    ],
  ])('%s', (_, filename, before, after) => {
    expect(settled(before, filename)).toEqual({ code: after, left: 0 });
  });

  it.each([
    [
      'each of two readers needs another form',
      'a.ts',
      program`
        import OpenAI from 'openai';
        const u = 'http://localhost:8000';
        new OpenAI({ baseURL: u, apiKey: 'EMPTY' });
        await fetch(u + '/v1/models');

      `,
    ],
    [
      'a client reads the base URL whose path is doubled elsewhere',
      'a.ts',
      program`
        import OpenAI from 'openai';
        const u = 'http://localhost:8000/v1';
        new OpenAI({ baseURL: u, apiKey: 'EMPTY' });
        const get = (base: string) => fetch(base + '/v1/models');
        await get(u);
        await get('http://localhost:8001');

      `,
    ],
    [
      'a request reads the endpoint that a client adds',
      'a.ts',
      program`
        import OpenAI from 'openai';
        const u = 'http://gpu:8000/v1/chat/completions';
        new OpenAI({ baseURL: u, apiKey: 'EMPTY' });
        await fetch(u, { method: 'POST' });

      `,
    ],
  ])('are left to a person where %s', (_, filename, code) => {
    expect(settled(code, filename)).toEqual({ code, left: 1 });
  });
});
