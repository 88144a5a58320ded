import { describe, expect, it } from 'vitest';
import { applySuggestion, fix, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-connection-error-handling': 'error' } as const;
const OPENAI = `import OpenAI from 'openai';\nconst client = new OpenAI();\n`;
const CALL = `client.chat.completions.create({ model: 'm', messages: [] })`;

describe('require-connection-error-handling', () => {
  it('says how long the SDK tries, what it throws and where that ends', () => {
    const [finding] = lint(`${OPENAI}const answer = await ${CALL};`, { rules });
    expect(finding?.message).toContain('3 requests in 1.5 s');
    expect(finding?.message).toContain('`APIConnectionError`');
    expect(finding?.message).toContain('the process exits');
    expect(finding).toMatchObject({ line: 3, column: 46, endColumn: 52 });
    expect(finding?.fix).toBeUndefined();
  });

  it('gives no time for a number of requests that was not measured', () => {
    const [finding] = lint(
      program`
        import { ChatOpenAI } from '@langchain/openai';
        const model = new ChatOpenAI({ maxRetries: 1 });
        await model.invoke('hi');
      `,
      { rules },
    );
    expect(finding?.message).toContain('sends 2 requests, then throws');
  });

  it.each([
    ['top level', `${OPENAI}const answer = await ${CALL};\nconsole.log(answer); // keep\n`],
    ['a function', `${OPENAI}async function ask() {\n  const answer = await ${CALL};\n  return answer.choices[0];\n}\nask();\n`],
    ['a floating promise', `${OPENAI}${CALL}.then((a) => console.log(a));\n`],
    [
      'a route',
      `import express from 'express';\n${OPENAI}const app = express();\napp.post('/', async (req, res) => {\n  const a = await ${CALL};\n  res.json(a);\n});\n`,
    ],
    ['CRLF', `${OPENAI}async function ask() {\n  return await ${CALL};\n}\nask();\n`.replaceAll('\n', '\r\n')],
  ])('each suggestion ends the finding: %s', (_what, code) => {
    const [finding] = lint(code, { rules });
    expect(finding?.suggestions?.length).toBeGreaterThan(0);
    finding?.suggestions?.forEach((_suggestion, index) => {
      const repaired = applySuggestion(code, finding, index);
      expect(lint(repaired, { rules })).toEqual([]);
      for (const comment of code.match(/\/\/.*$/gm) ?? []) expect(repaired).toContain(comment);
      if (code.includes('\r\n')) expect(repaired).not.toMatch(/[^\r]\n/);
    });
  });

  it('is written by --fix where the settings say so', () => {
    const { output, messages } = fix(`${OPENAI}const answer = await ${CALL};\nconsole.log(answer);\n`, {
      rules,
      settings: { fixes: 'suggested' },
    });
    expect(output).toContain('instanceof OpenAI.APIConnectionError');
    expect(messages).toEqual([]);
  });

  it('leaves routes out where the settings say so', () => {
    const code = `import { Hono } from 'hono';\n${OPENAI}const app = new Hono();\napp.post('/', async (c) => c.json(await ${CALL}));\n`;
    expect(lint(code, { rules })).toHaveLength(1);
    expect(lint(code, { rules, settings: { frameworkHandlers: 'ignore' } })).toEqual([]);
  });

  it('knows the wrappers of the settings', () => {
    const code = `${OPENAI}import { guarded } from '~/lib/guarded';\nawait guarded(() => ${CALL});\n`;
    expect(lint(code, { rules, settings: { wrappers: [{ name: 'guarded', from: '~/lib/guarded', catches: false }] } })).toHaveLength(1);
    expect(lint(code, { rules, settings: { wrappers: [{ name: 'guarded', from: '~/lib/guarded', catches: true }] } })).toEqual([]);
    expect(lint(code, { rules })).toEqual([]);
  });

  it('knows the clients of the settings', () => {
    const code = `import { createLlm } from '~/lib/llm';\nawait createLlm().ask('x');\n`;
    const client = {
      id: 'llm',
      title: 'our LLM client',
      packages: ['~/lib/llm'],
      versions: '1',
      source: 'src/lib/llm.ts',
      failure: { attempts: 3, seconds: 2, error: 'LlmError' },
      exports: { createLlm: { kind: 'factory', object: 'client' } },
      objects: { client: { calls: { ask: {} } } },
    };
    expect(lint(code, { rules })).toEqual([]);
    expect(lint(code, { rules, settings: { clients: [client] } })).toHaveLength(1);
  });
});

describe('suggestions that would not compile or run are withheld', () => {
  it('where `console` is something else', () => {
    const [finding] = lint(
      `${OPENAI}async function main(console: { log(x: unknown): void }) {\n  console.log(await ${CALL});\n}\nmain({ log() {} });\n`,
      { rules },
    );
    expect(finding?.suggestions ?? []).toEqual([]);
  });
});

describe('a stream that fails while a response reads it', () => {
  const route = (body: string): string =>
    `import OpenAI from 'openai';\nconst client = new OpenAI();\nexport async function POST(request) {\n  ${body}\n}\n`;
  const STREAM = "client.chat.completions.stream({ model: 'm', messages: [] })";

  it.each([
    ['a response of the stream', `const stream = ${STREAM};\n  return new Response(stream.toReadableStream());`],
    [
      'in a handler that ends before it is read',
      `try {\n    const stream = ${STREAM};\n    return new Response(stream.toReadableStream());\n  } catch (error) {\n    return new Response('no', { status: 503 });\n  }`,
    ],
  ])('reported, and no `try` is written around it: %s', (_what, body) => {
    const findings = lint(route(body), { rules, filename: 'app/api/chat/route.js' });
    expect(findings.map(({ messageId, suggestions, fix: edits }) => [messageId, suggestions ?? [], edits])).toEqual([
      ['lost', [], undefined],
    ]);
  });

  it.each([
    [
      'a listener',
      `const stream = ${STREAM};\n  stream.on('error', (error) => console.error(error));\n  return new Response(stream.toReadableStream());`,
    ],
    [
      'a loop in a handler',
      `try {\n    for await (const part of ${STREAM}) write(part);\n  } catch (error) {\n    console.error(error);\n  }`,
    ],
  ])('silent: %s', (_what, body) => {
    expect(lint(route(body), { rules, filename: 'app/api/chat/route.js' })).toEqual([]);
  });
});
