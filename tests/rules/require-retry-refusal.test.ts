import { describe, expect, it } from 'vitest';
import { lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-retry': 'error' } as const;
const SEND = "fetch('http://localhost:11434/api/generate', { method: 'POST', body })";
const idsOf = (code: string): readonly string[] => lint(code, { rules }).map(({ messageId }) => messageId ?? '');

describe('a retry that a refused connection never gets', () => {
  const loop = (body: string): string =>
    `const RETRYABLE = ['ECONNRESET', 'ETIMEDOUT'];\nconst ALL = ['ECONNRESET', 'ECONNREFUSED'];\nexport async function ask(body) {\n  for (let attempt = 0; attempt < 3; attempt += 1) {\n    try {\n      return await ${SEND};\n    } catch (error) {\n      ${body}\n    }\n  }\n}\n`;

  it.each([
    ['only HTTP 429', 'if (error.status === 429) continue;\n      throw error;'],
    ['only HTTP 429, the test turned round', 'if (error.response?.status !== 429) throw error;\n      await wait(attempt);'],
    ['only server errors', 'if (error.statusCode >= 500 && attempt < 2) continue;\n      throw error;'],
    ['only answers', 'if (!error.response) throw error;'],
    ['a list of codes without it', 'if (attempt > 1 || !RETRYABLE.includes(error.code)) throw error;'],
    ['a set of states', 'if (!new Set([429, 503]).has(error.status)) throw error;'],
    ['a long prompt', "if (error.message.toLowerCase().includes('context length')) continue;\n      return undefined;"],
    [
      'a constant with the answer',
      program`
        const isLimit = error.status === 429;
              if (isLimit) continue;
              throw error;
      `,
    ],
    [
      'a constant with the state',
      program`
        const status = error.status ?? error.statusCode;
              if (status === 429) continue;
              throw error;
      `,
    ],
  ])('reported: %s', (_what, body) => {
    expect(idsOf(loop(body))).toEqual(['library']);
  });

  it.each([
    ['every failure', 'if (attempt === 2) throw error;'],
    ['failures without an answer', 'if (error.response) throw error;'],
    ['all but bad requests', 'if (error.status === 400) throw error;'],
    ['states, or none', 'if (error.status && error.status < 500) throw error;'],
    ['a list of codes with it', 'if (!ALL.includes(error.code)) throw error;'],
    ['a test elsewhere', 'if (!mayRetry(error)) throw error;'],
    ['a message', "if (error.message.includes('fetch failed')) continue;\n      throw error;"],
    ['a test of another variable', 'if (body.status === 429) continue;\n      throw error;'],
    ['a pattern', 'if (/refused|reset/i.test(error.message)) continue;\n      throw error;'],
  ])('silent: %s', (_what, body) => {
    expect(idsOf(loop(body))).toEqual([]);
  });

  const helper = (test: string): string =>
    `async function withRetry(run, max = 3) {\n  for (let attempt = 0; ; attempt++) {\n    try {\n      return await run();\n    } catch (error) {\n      if (attempt >= max || ${test}) throw error;\n    }\n  }\n}\nexport const ask = (body) => withRetry(() => ${SEND});\n`;

  it.each([
    ["!['ECONNRESET'].includes(error.code)", ['library']],
    ["!['ECONNREFUSED'].includes(error.cause?.code)", []],
  ])('in a helper of the file: %s', (test, expected) => {
    expect(idsOf(helper(test))).toEqual(expected);
  });

  const recursion = (test: string): string =>
    `export async function ask(body) {\n  try {\n    return await ${SEND};\n  } catch (error) {\n    if (${test}) return await ask(body.slice(1));\n    console.error(error);\n    return 'no answer';\n  }\n}\n`;

  it.each([
    ["error.message === 'Context length exceeded'", ['library']],
    ["error.name !== 'AbortError'", []],
  ])('by recursion: %s', (test, expected) => {
    expect(idsOf(recursion(test))).toEqual(expected);
  });

  const think = (fallback: string): string =>
    `export async function ask(body) {\n  let text = null;\n  for (let attempt = 0; attempt < 5; attempt += 1) {\n    let answer;\n    try {\n      answer = await (await ${SEND}).text();\n    } catch (error) {\n      if (attempt > 3) console.error(error);\n      else ${fallback}\n    }\n    const isOpen = answer.includes('<think>');\n    if (isOpen) continue;\n    text = answer;\n    break;\n  }\n  return text;\n}\n`;

  it.each([
    ['a loop for bad answers', "answer = 'I cannot answer now.';", ['library']],
    ['a loop that goes on after a failure', 'continue;', []],
  ])('%s', (_what, fallback, expected) => {
    expect(idsOf(think(fallback))).toEqual(expected);
  });
});

describe('a request that is made before it is sent', () => {
  const code = (request: string): string =>
    `export async function ask(base, body) {\n  const request = ${request};\n  try {\n    return await fetch(request);\n  } catch (error) {\n    console.error(error);\n    return null;\n  }\n}\n`;

  it.each([
    ['a path on a base', "new Request(new URL('/v1/chat/completions', base), { method: 'POST', body })", 1],
    ['a text', "new Request(`${base}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(body) })", 1],
    ['a list of models', "new Request(new URL('/v1/models', 'http://gpu:8000'))", 0],
    ['another service', "new Request(new URL('/v1/users', base), { method: 'POST', body })", 0],
  ])('%s', (_what, request, findings) => {
    const found = lint(code(request), { rules });
    expect(found).toHaveLength(findings);
    // A `Request` with a body cannot be sent twice.
    for (const { suggestions } of found) expect(suggestions ?? []).toEqual([]);
  });

  it('one that is made in the call can be made again', () => {
    const [finding] = lint(
      "export const ask = (body) => fetch(new Request('http://gpu:8000/v1/chat/completions', { method: 'POST', body: JSON.stringify(body) }));\n",
      { rules },
    );
    expect(finding?.suggestions).toHaveLength(1);
  });
});
