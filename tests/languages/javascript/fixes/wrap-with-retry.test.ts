import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import ts from 'typescript';
import { RETRY_PROPOSALS } from '../../../../src/catalog/javascript.js';
import type { RetryProposal } from '../../../../src/model/catalog/retry-library.js';
import { type CallAt, type Surroundings, manifestWith, repairOf, repaired } from './harness.js';
import { typeErrors } from './type-check.js';
import { program } from '../../../program.js';

const FETCH: CallAt = {
  at: 'fetch',
  sdk: 'fetch',
  test: { kind: 'code', path: ['cause', 'code'] },
  retry: { kind: 'none', reason: { kind: 'library' } },
};
const P_RETRY: RetryProposal = {
  module: 'p-retry',
  imported: 'default',
  local: 'pRetry',
  template: 'pRetry(CALL, { retries: RETRIES })',
  majors: [5, 6, 7, 8, 9],
};
const BACKOFF: RetryProposal = {
  module: 'exponential-backoff',
  imported: 'backOff',
  local: 'backOff',
  template: 'backOff(CALL, { numOfAttempts: RETRIES + 1 })',
};
const proposals = new Map([
  ['p-retry', P_RETRY],
  ['exponential-backoff', BACKOFF],
]);

function retried(source: string, call: CallAt = FETCH, surroundings: Surroundings = {}): string {
  const { output, repair } = repaired(source, { kind: 'wrap-with-retry', call }, surroundings);
  expect(repair.applicability).toBe('unsafe');
  if ((surroundings.filename ?? 'a.ts').endsWith('ts')) {
    expect(typeErrors(source)).toEqual([]);
    expect(typeErrors(output)).toEqual([]);
  }
  return output;
}

const depends = (name: string, range: string): Surroundings => ({ proposals, manifest: manifestWith({ [name]: range }) });

describe("the project's retry library", () => {
  const source = program`
    import ollama from "ollama";

    const a = await ollama.chat({ model: "m" });
    console.log(a);

  `;
  const call: CallAt = { at: 'ollama.chat', sdk: 'ollama' };

  it('is imported and used', () => {
    expect(retried(source, call, depends('p-retry', '^6.2.0'))).toBe(
      program`
        import ollama from "ollama";
        import pRetry from "p-retry";

        const a = await pRetry(() => ollama.chat({ model: "m" }), { retries: 5 });
        console.log(a);

      `,
    );
    expect(retried(source, call, depends('exponential-backoff', '3'))).toContain(
      'await backOff(() => ollama.chat({ model: "m" }), { numOfAttempts: 6 })',
    );
  });

  it('under the name that the file gives it', () => {
    expect(retried(`import retry from "p-retry";\n${source}void retry;\n`, call, depends('p-retry', '^6.2.0'))).toContain(
      'await retry(() => ollama.chat({ model: "m" }), { retries: 5 })',
    );
  });

  it('is required in CommonJS', () => {
    const commonJs = 'const { default: ollama } = require("ollama");\nollama.chat({ model: "m" });\n';
    expect(retried(commonJs, call, { ...depends('exponential-backoff', '3'), filename: 'a.cjs', sourceType: 'commonjs' })).toBe(
      program`
        const { default: ollama } = require("ollama");
        const { backOff } = require("exponential-backoff");
        backOff(() => ollama.chat({ model: "m" }), { numOfAttempts: 6 });

      `,
    );
    expect(retried(commonJs, call, { ...depends('p-retry', '^6'), filename: 'a.cjs', sourceType: 'commonjs' })).toContain(
      'retryOnConnectionError(() => ollama',
    );
  });

  it('is imported with all that its call needs', () => {
    const cockatiel = { proposals: RETRY_PROPOSALS, manifest: manifestWith({ cockatiel: '^3.2.1' }) };
    const output = repaired(source, { kind: 'wrap-with-retry', call }, cockatiel).output;
    expect(output).toContain('import { retry, handleAll, ExponentialBackoff } from "cockatiel";\n');
    expect(output).toContain(
      'await retry(handleAll, { maxAttempts: 5, backoff: new ExponentialBackoff({ initialDelay: 1000 }) }).execute(() => ollama.chat({ model: "m" }));',
    );
    const some = repaired(
      `import { handleAll, timeout } from "cockatiel";\nvoid [handleAll, timeout];\n${source}`,
      { kind: 'wrap-with-retry', call },
      cockatiel,
    ).output;
    expect(some).toContain('import { handleAll, timeout, retry, ExponentialBackoff } from "cockatiel";\n');
    expect(some).toContain('await retry(handleAll, { maxAttempts: 5, backoff: new ExponentialBackoff(');
  });

  it('is not used in a version that does not retry this', () => {
    expect(retried(source, call, depends('p-retry', '^4.6.2'))).toContain('retryOnConnectionError(() => ollama');
  });
});

describe('a local helper', () => {
  it('is written once, at the end of the file', () => {
    expect(
      retried(program`
        declare const url: string;
        const r = await fetch(url);
        console.log(r.status);

      `),
    ).toMatchInlineSnapshot(`
      "declare const url: string;
      const r = await retryOnConnectionError(() => fetch(url));
      console.log(r.status);

      /** Sends a request again after a failed connection, 408, 429 or 5xx, with exponential backoff and jitter. */
      async function retryOnConnectionError<T>(request: () => T, retries = 5): Promise<Awaited<T>> {
        interface Outcome { status?: number; statusCode?: number; status_code?: number; response?: Outcome }
        const describe = (it: Outcome): string => String(it.status ?? it.statusCode ?? it.status_code ?? (it.response ? describe(it.response) : it));
        const permanent = /^(?:4(?!08|29)\\d\\d$|(?:Abort|Timeout|Syntax|Reference)Error|TypeError(?!.*(?:fetch|load|terminated)))/i;
        for (let attempt = 0; ; attempt += 1) {
          try {
            const answer = await request();
            if (attempt >= retries || !/^(?:408|429|5\\d\\d)$/.test(describe(Object(answer)))) return answer;
          } catch (error) {
            if (attempt >= retries || permanent.test(describe(Object(error)))) throw error;
          }
          await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** attempt, 30_000) * (0.5 + Math.random() / 2)));
        }
      }
      "
    `);
  });

  it('is written as JavaScript', () => {
    const output = retried("fetch('/v1/models')\n", FETCH, { filename: 'a.mjs' });
    expect(output).toContain("retryOnConnectionError(() => fetch('/v1/models'))");
    expect(output).toContain('async function retryOnConnectionError(request, retries = 5) {');
    expect(output).toContain(' : it))\n  const permanent = ');
    expect(output).not.toMatch(/interface|: string|;$/m);
  });

  it('is found again', () => {
    const once = retried('declare const url: string;\nawait fetch(url);\n');
    const twice = retried(`${once}await globalThis.fetch(url);\n`, { ...FETCH, at: 'globalThis.fetch' });
    expect(twice.split('async function retryOnConnectionError')).toHaveLength(2);
    expect(twice).toContain('await retryOnConnectionError(() => globalThis.fetch(url));');
  });

  it('takes another name if its own is taken', () => {
    expect(
      retried(program`
        const retryOnConnectionError = 1;
        void retryOnConnectionError;
        await fetch("u");

      `),
    ).toContain('await retryRequestOnConnectionError(() => fetch("u"));');
  });

  it.each([
    [
      'an awaited argument',
      'declare const url: Promise<string>;\nawait fetch(await url);',
      'await retryOnConnectionError(async () => fetch(await url));',
    ],
    [
      'a chain of its own',
      'const a = await fetch("u").then((r) => r.json()); void a;',
      'await retryOnConnectionError(() => fetch("u")).then((r) => r.json());',
    ],
    [
      'a comment inside',
      'await fetch("u", { /* later */ method: "POST" });',
      'await retryOnConnectionError(() => fetch("u", { /* later */ method: "POST" }));',
    ],
    ['a concise arrow function', 'export const f = () => fetch("u");', 'export const f = () => retryOnConnectionError(() => fetch("u"));'],
  ])('with %s', (_, source, output) => {
    expect(retried(`${source}\n`)).toContain(output);
  });

  it('with an optional chain', () => {
    expect(
      retried(
        program`
          import ollama from "ollama";
          declare const o: typeof ollama | undefined;
          const a = await o?.chat({});
          void a;

        `,
        {
          at: 'o?.chat',
          sdk: 'ollama',
        },
      ),
    ).toContain('await retryOnConnectionError(async () => o?.chat({}));');
  });

  it('behind a statement that would take its first word', () => {
    const { output } = repaired("fetch('u')\nlet", { kind: 'wrap-with-retry', call: FETCH }, { filename: 'a.cjs', sourceType: 'commonjs' });
    expect(output).toContain('let;\n\n/**');
  });

  it('in tabs and CRLF', () => {
    const output = retried('declare const url: string;\r\nexport async function f() {\r\n\tawait fetch(url);\r\n}\r\n');
    expect(output.replaceAll('\r\n', '')).not.toContain('\n');
    expect(output).toContain('\r\n\tfor (let attempt = 0; ; attempt += 1) {\r\n\t\ttry {');
  });
});

describe('what the helper does', () => {
  const { output } = repaired('fetch("u");\n', { kind: 'wrap-with-retry', call: FETCH }, {});
  const js = ts.transpile(output.slice(output.indexOf('/**')), { target: ts.ScriptTarget.ES2022 });
  type Retry = (request: () => Promise<unknown>, retries?: number) => Promise<unknown>;
  const retry = runInNewContext(`${js}; retryOnConnectionError`, {
    setTimeout: (f: () => void, ms: number) => setTimeout(f, ms),
    TypeError,
  }) as Retry;

  async function attempts(outcome: () => unknown): Promise<{ readonly count: number; readonly result: unknown }> {
    vi.useFakeTimers();
    let count = 0;
    const done = retry(() => {
      count += 1;
      return new Promise((resolve) => {
        resolve(outcome());
      });
    }, 2).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    return { count, result: await done };
  }

  const failing = (error: unknown) => () => {
    throw error;
  };

  it.each([
    ['a refused connection', new TypeError('fetch failed', { cause: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }) }), 3],
    ['a code two causes down', new Error('Connection error.', { cause: new TypeError('x', { cause: { code: 'ECONNRESET' } }) }), 3],
    ['the last error of a retrying SDK', Object.assign(new Error('x'), { lastError: { cause: { code: 'ECONNREFUSED' } } }), 3],
    ["an SDK's connection class", new (class APIConnectionTimeoutError extends Error {})('timed out'), 3],
    ['429', Object.assign(new Error('busy'), { status: 429 }), 3],
    ['503 in a response', Object.assign(new Error('busy'), { response: { status: 503 } }), 3],
    ['400', Object.assign(new Error('bad'), { status: 400 }), 1],
    ['a mistake of the program', new TypeError('x is not a function'), 1],
    ['an abort', Object.assign(new Error('aborted'), { name: 'AbortError', code: 'ABORT_ERR' }), 1],
  ])('%s', async (_, error, count) => {
    expect(await attempts(failing(error))).toEqual({ count, result: error });
  });

  it.each([
    [200, 1],
    [404, 1],
    [408, 3],
    [429, 3],
    [503, 3],
  ])('an answer with status %i', async (status, count) => {
    expect(await attempts(() => ({ status }))).toEqual({ count, result: { status } });
  });

  it('takes at most 15 lines', () => {
    expect(output.slice(output.indexOf('/**')).trim().split('\n').length).toBeLessThanOrEqual(15);
  });

  it('keeps `any` as it is', () => {
    const { output: kept } = repaired(
      program`
        declare const client: any;
        const reply = await client.chat();
        reply.text.trim();

      `,
      { kind: 'wrap-with-retry', call: { at: 'client.chat', sdk: 'ollama' } },
      {},
    );
    expect(kept).toContain('await retryOnConnectionError(() => client.chat())');
    expect(typeErrors(kept)).toEqual([]);
  });

  it('looks no deeper into an answer', async () => {
    expect((await attempts(() => ({ errors: [{ status: 503 }] }))).count).toBe(1);
  });
});

it.each([
  [
    "a generator's yield",
    program`
      function* f(): Generator<string, void, string> {
        fetch(yield "a");
      }
    `,
    FETCH,
  ],
  ['a stream object', 'const s = client.chat.completions.stream({}); declare const client: any;', { at: 'client.chat.completions.stream' }],
  ['a class field', 'class A { p = fetch("u"); }', FETCH],
])('no repair for %s', (_, source, call) => {
  expect(repairOf(source, { kind: 'wrap-with-retry', call })).toBeUndefined();
});
