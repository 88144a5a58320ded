import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { applySuggestion, lint } from '../../rules/lint.js';
import { extractionOf } from './facts-of.js';
import { program } from '../../program.js';

const REQUEST = `fetch('http://localhost:8000/v1/chat/completions', { method: 'POST', body: '{}' })`;
const BUTTON = `const ask = async () => {\n  const answer = await ${REQUEST};\n  console.log(await answer.text());\n};\nexport default () => <button onClick={ask}>ask</button>;\n`;
const handling = { 'vllm/require-connection-error-handling': 'error' } as const;
const check = { 'vllm/no-ineffective-connection-check': 'error' } as const;
const timeout = { 'vllm/require-timeout': 'error' } as const;

const root = mkdtempSync(path.join(tmpdir(), 'vllm-runtime-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** The path of a file in a project with these dependencies. */
function fileIn(dependencies: readonly string[], file: string): string {
  const folder = mkdtempSync(path.join(root, 'project-'));
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])) }),
  );
  return path.join(folder, file);
}

describe('what a message says follows what runs the code', () => {
  it('an unhandled rejection ends Node, and no browser', () => {
    const event = (listen: string) => `${listen}('data', async () => {\n  console.log(await (await ${REQUEST}).text());\n});\n`;
    expect(lint(event(`process.stdin.on`), { rules: handling })[0]?.message).toContain('which ends Node');
    const [finding] = lint(event(`window.addEventListener`), { rules: handling });
    expect(finding?.message).toContain('throws `TypeError` at once: the user sees nothing. Catch it and show a message.');
  });

  it('a handler of a component in JSX runs in a browser', () => {
    const [finding] = lint(BUTTON, { rules: handling, filename: 'src/button.jsx' });
    expect(finding?.message).toContain('the user sees nothing');
  });

  it('the top level of a page ends no process', () => {
    expect(lint(`document.title = await (await ${REQUEST}).text();`, { rules: handling })[0]?.message).toContain('the script stops');
    expect(lint(`console.log(await (await ${REQUEST}).text());`, { rules: handling })[0]?.message).toContain('the process exits');
  });

  it.each([
    ['what a framework builds for both sides', ['next'], 'lib/ask.js', `fetch(URL);`, 'unknown'],
    ['code of the server in such a project', ['next'], 'app/api/ask/route.js', `fetch(URL);`, 'server'],
    ['a component of the client', ['next'], 'app/ask.js', `'use client';\nfetch(URL);`, 'browser'],
    ['what Vite builds beside React', ['vite', 'react-dom'], 'src/ask.ts', `fetch(URL);`, 'browser'],
    ['a file that imports of Node', ['vite', 'react-dom'], 'src/ask.ts', `import 'node:fs';\nfetch(URL);`, 'server'],
    ['a project without a framework', ['openai'], 'src/ask.ts', `fetch(URL);`, 'server'],
    ['a project with a page and a server', ['vite', 'react-dom', 'express'], 'src/ask.ts', `fetch(URL);`, 'unknown'],
  ])('%s', (_what, dependencies, file, code, runtime) => {
    const { facts } = extractionOf(code.replace('URL', `'http://localhost:8000/v1/chat/completions'`), fileIn(dependencies, file));
    expect(facts.calls.map((call) => call.runtime)).toEqual([runtime]);
    expect(facts.calls[0]?.failure.error).toBe(runtime === 'server' ? 'TypeError: fetch failed' : 'TypeError');
    expect(facts.calls[0]?.test?.kind).toBe(runtime === 'server' ? 'code' : 'builtin');
  });

  it.each([
    ['window.addEventListener', 'if (error instanceof TypeError)'],
    ['process.stdin.on', "cause?.code === 'ECONNREFUSED'"],
  ])('the handler that is proposed asks for what is thrown there: %s', (listen, condition) => {
    const code = `${listen}('load', async () => {\n  console.log(await (await ${REQUEST}).text());\n});\n`;
    const [finding] = lint(code, { rules: handling });
    const repaired = finding && applySuggestion(code, finding, 0);
    expect(repaired).toContain(condition);
    expect(repaired?.includes('ECONNREFUSED')).toBe(listen.startsWith('process'));
  });

  it('what was measured in Node says nothing of a message in a browser', () => {
    const code = (listen: string) =>
      `${listen}('data', async () => {\n  try {\n    const answer = await ${REQUEST};\n    console.log(await answer.text());\n  } catch (e) {\n    if (e.message.includes('ECONNREFUSED')) console.log('down');\n    else throw e;\n  }\n});\n`;
    expect(lint(code('window.addEventListener'), { rules: check })).toEqual([]);
    expect(lint(code('process.stdin.on'), { rules: check }).map(({ messageId }) => messageId)).toEqual(['test']);
  });

  it('a class of the library is the same everywhere', () => {
    const code = program`
      import OpenAI from 'openai';
      import { APIConnectionError } from '@anthropic-ai/sdk';
      const client = new OpenAI();
      window.addEventListener('load', async () => {
        try {
          console.log(await client.chat.completions.create({ model: 'm', messages: [] }));
        } catch (e) {
          if (e instanceof APIConnectionError) console.log('down');
          else throw e;
        }
      });

    `;
    expect(lint(code, { rules: check }).map(({ messageId }) => messageId)).toEqual(['test']);
  });

  it('the limit of Node is said of Node', () => {
    const code = (listen: string, options: string) =>
      `${listen}('data', async () => {\n  console.log(await (await fetch('http://localhost:8000/v1/chat/completions', ${options})).text());\n});\n`;
    const long = `{ method: 'POST', signal: AbortSignal.timeout(600_000) }`;
    expect(lint(code('process.stdin.on', long), { rules: timeout }).map(({ messageId }) => messageId)).toEqual(['cut']);
    expect(lint(code('window.addEventListener', long), { rules: timeout })).toEqual([]);
    const none = `{ method: 'POST' }`;
    expect(lint(code('process.stdin.on', none), { rules: timeout })[0]?.message).toContain('Node waits 300 s');
    expect(lint(code('window.addEventListener', none), { rules: timeout })[0]?.message).toContain('as long as the browser waits');
  });
});
