import { describe, expect, it } from 'vitest';
import { extractionOf } from './facts-of.js';

/** What tries the only call again. */
function retryOf(code: string): string {
  const { calls } = extractionOf(code).facts;
  expect(calls).toHaveLength(1);
  const retry = calls[0]?.retry;
  if (retry?.kind === 'none') return `none:${retry.reason.kind}`;
  return retry?.kind === 'sdk' ? `sdk:${retry.attempts}` : String(retry?.kind);
}

const CHAT = `client.chat.completions.create({ model: 'm', messages: [] })`;
const FETCH = `fetch(\`\${base}/v1/chat/completions\`, { method: 'POST' })`;
const sdk = (options: string, rest = `await ${CHAT};`): string =>
  `import OpenAI from 'openai'; const client = new OpenAI(${options}); ${rest}`;

describe('a handler that asks another server', () => {
  const retries = (code: string) => extractionOf(code).facts.calls.map(({ retry }) => retry.kind);
  const two = (handler: string, rest = '') =>
    `import OpenAI from 'openai'; const one = new OpenAI({ maxRetries: 0 }); const two = new OpenAI({ maxRetries: 0 }); ${rest} try { await one.completions.create({}); } catch (error) { ${handler} }`;

  it.each([
    ['itself', two('await two.completions.create({});'), ['loop', 'none']],
    ['through a function', two('await other();', 'async function other() { return await two.completions.create({}); }'), ['none', 'loop']],
    ['for its models', two('await two.models.list();'), ['none', 'none']],
    ['not', two('console.error(error);'), ['none']],
  ])('%s', (_what, code, kinds) => {
    expect(retries(code)).toEqual(kinds);
  });
});

describe('what tries a call again', () => {
  it.each([
    ['SDK default', sdk(''), 'sdk:3'],
    ['SDK, explicit', sdk('{ maxRetries: 5 }'), 'sdk:6'],
    ['SDK, off', sdk('{ maxRetries: 0 }'), 'none:disabled-client'],
    [
      'SDK, off at the call',
      sdk('', `await client.chat.completions.create({ model: 'm', messages: [] }, { maxRetries: 0 });`),
      'none:disabled-call',
    ],
    [
      'SDK, off at the client and on at the call',
      sdk('{ maxRetries: 0 }', `await client.chat.completions.create({ model: 'm', messages: [] }, { maxRetries: 2 });`),
      'sdk:3',
    ],
    ['SDK, number not visible', sdk('{ maxRetries: n }'), 'unknown'],
    ['SDK, options not visible', sdk('options'), 'sdk:3'],
    ['SDK off, p-retry around', sdk('{ maxRetries: 0 }', `import pRetry from 'p-retry'; await pRetry(() => ${CHAT});`), 'wrapper'],
    [
      'engine around a model that retries',
      `import { OpenAI, SimpleChatEngine } from 'llamaindex'; await new SimpleChatEngine({ llm: new OpenAI() }).chat({});`,
      'sdk:11',
    ],
    [
      'engine around a model that does not',
      `import { SimpleChatEngine } from 'llamaindex'; import { Ollama } from '@llamaindex/ollama'; await new SimpleChatEngine({ llm: new Ollama() }).chat({});`,
      'none:library',
    ],
    [
      'engine over the model of the settings',
      `import { Settings, VectorStoreIndex } from 'llamaindex'; import { Ollama } from '@llamaindex/ollama'; Settings.llm = new Ollama(); const index = await VectorStoreIndex.fromDocuments([]); await index.asQueryEngine().query({});`,
      'none:library',
    ],
    [
      'engine over a model that is set elsewhere',
      `import { VectorStoreIndex } from 'llamaindex'; const index = await VectorStoreIndex.fromDocuments([]); await index.asQueryEngine().query({});`,
      'sdk:11',
    ],
    [
      '.withRetry() of a model with retries off',
      `import { ChatOpenAI } from '@langchain/openai'; await new ChatOpenAI({ maxRetries: 0 }).withRetry().invoke('x');`,
      'sdk:21',
    ],
    ['fetch', `await ${FETCH};`, 'none:library'],
    ['fetch in try', `try { await ${FETCH}; } catch (e) { console.error(e); }`, 'none:library'],
    ['fetch in an exported function', `export async function f(base) { return fetch(\`\${base}/v1/chat/completions\`); }`, 'none:library'],
    ['fetch handed to an unknown wrapper', `import { retry } from './retry'; await retry(() => ${FETCH});`, 'unknown'],
    ['got, POST', `import got from 'got'; await got('http://gpu:8000/v1/chat/completions', { method: 'POST' });`, 'none:library'],
    ['got, PUT', `import got from 'got'; await got('http://gpu:8000/v1/chat/completions', { method: 'PUT' });`, 'unknown'],
    ['p-retry', `import pRetry from 'p-retry'; await pRetry(() => ${FETCH}, { retries: 3 });`, 'wrapper'],
    ['p-retry, off', `import pRetry from 'p-retry'; await pRetry(() => ${FETCH}, { retries: 0 });`, 'none:library'],
    [
      'p-retry around the function that fetches',
      `import pRetry from 'p-retry'; async function ask() { return ${FETCH}; } await pRetry(ask);`,
      'wrapper',
    ],
    [
      'p-retry around a handler that throws again',
      `import pRetry from 'p-retry'; await pRetry(async () => { try { return await ${FETCH}; } catch (e) { console.error(e); throw e; } });`,
      'wrapper',
    ],
    ['counted loop', `for (let i = 0; i < 3; i++) { try { const r = await ${FETCH}; return r; } catch (e) { await sleep(i); } }`, 'loop'],
    [
      'while loop with a flag',
      `let done = false; while (!done) { try { await ${FETCH}; done = true; } catch (e) { await sleep(1); } }`,
      'loop',
    ],
    [
      'loop that gives up at the end',
      `for (let i = 0; i < 3; i++) { try { await ${FETCH}; break; } catch (e) { if (i === 2) throw e; } }`,
      'loop',
    ],
    [
      'loop over samples, which a test ends',
      `const all = []; for (let i = 0; i < 100; i++) { try { const r = await ${FETCH}; all.push(r); if (all.length > 9) break; } catch (e) { console.error(e); } }`,
      'none:library',
    ],
    [
      'loop for bad answers',
      `for (let i = 0; i < 3; i++) { let r; try { r = await ${FETCH}; } catch (e) { r = null; } if (isBad(r)) continue; text = r; break; }`,
      'none:library',
    ],
    [
      'loop that both leave',
      `for (let i = 0; i < 3; i++) { try { print(await ${FETCH}); } catch (e) { console.error(e); } break; }`,
      'none:library',
    ],
    [
      'loop that a good answer leaves',
      `for (let i = 0; i < 3; i++) { let r; try { r = await ${FETCH}; } catch (e) { console.error(e); } if (r?.ok) return r; }`,
      'loop',
    ],
    [
      'loop whose handler goes on at once',
      `for (let i = 0; i < 3; i++) { let r; try { r = await ${FETCH}; } catch (e) { continue; } use(r); break; }`,
      'loop',
    ],
    [
      'loop that a word of the user leaves',
      `while (true) { try { const q = await input(); if (q === 'bye') break; print(await ${FETCH}); } catch (e) { console.error(e); } }`,
      'none:library',
    ],
    ['loop over models', `for (const model of models) { try { return await ${FETCH}; } catch (e) { console.error(e); } }`, 'loop'],
    [
      'stream that never throws, in a loop that it leaves',
      `import { streamText } from 'ai'; for (let i = 0; i < 3; i++) { try { const r = streamText({ model, maxRetries: 0 }); for await (const p of r.fullStream) { if (p.type === 'error') throw p.error; if (p.type === 'finish') return; } } catch (e) { await sleep(i); } }`,
      'loop',
    ],
    [
      'parts of such a stream, in such a loop',
      `import { streamText } from 'ai'; for (let i = 0; i < 3; i++) { try { const { textStream } = streamText({ model, maxRetries: 0 }); for await (const p of textStream) write(p); return; } catch (e) { await sleep(i); } }`,
      'loop',
    ],
    [
      'such a stream in a loop over questions',
      `import { streamText } from 'ai'; for (const q of questions) { try { const r = streamText({ model, maxRetries: 0 }); for await (const p of r.textStream) write(p); } catch (e) { console.error(e); } }`,
      'none:disabled-call',
    ],
    ['loop over a list', `for (const x of xs) { try { await ${FETCH}; } catch (e) { console.error(e); } }`, 'none:library'],
    ['chat loop', `while (true) { const q = await ask(); try { await ${FETCH}; } catch (e) { console.error(e); } }`, 'none:library'],
    ['loop whose handler leaves', `for (let i = 0; i < 3; i++) { try { await ${FETCH}; return; } catch (e) { throw e; } }`, 'none:library'],
    [
      'recursion in the handler',
      `async function f(n) { try { return await ${FETCH}; } catch (e) { if (n > 0) return f(n - 1); throw e; } } f(3);`,
      'loop',
    ],
    [
      'local helper',
      `async function again(fn) { for (let i = 0; i < 3; i++) { try { return await fn(); } catch (e) { if (i === 2) throw e; } } } await again(() => ${FETCH});`,
      'wrapper',
    ],
    [
      'local helper that does not',
      `async function timed(fn) { const t = Date.now(); try { return await fn(); } finally { log(t); } } await timed(() => ${FETCH});`,
      'none:library',
    ],
    [
      'helper that gives null, retried by its caller',
      `async function once() { try { return await ${FETCH}; } catch { return null; } } for (let i = 0; i < 3; i++) { const r = await once(); if (r) break; }`,
      'loop',
    ],
    [
      'helper that gives null, called in a loop over a list',
      `async function once() { try { return await ${FETCH}; } catch { return null; } } for (const x of xs) { console.log(await once()); }`,
      'none:library',
    ],
    [
      'readiness poll',
      `async function isUp() { try { return (await ${FETCH}).ok; } catch { return false; } } while (!(await isUp())) await sleep(1);`,
      'loop',
    ],
    [
      'helper that gives null, until it gives something',
      `async function once() { try { return await ${FETCH}; } catch { return null; } } let r = null; while (r === null) { r = await once(); }`,
      'loop',
    ],
    ['.catch in a loop', `let r; while (!r) { r = await ${FETCH}.catch(() => null); if (r) break; await sleep(1); }`, 'loop'],
    [
      'recursion in .catch',
      `function ask(n) { return ${FETCH}.catch((e) => { if (n > 0) return ask(n - 1); throw e; }); } ask(3);`,
      'loop',
    ],
    [
      'recursion behind the try',
      `async function ask(n) { try { return await ${FETCH}; } catch (e) { if (n >= 3) throw e; } await sleep(1); return ask(n + 1); } ask(0);`,
      'loop',
    ],
    [
      'started again by a timer',
      `async function connect() { try { await ${FETCH}; } catch { setTimeout(connect, 1000); } } connect();`,
      'loop',
    ],
    ['run by setInterval', `setInterval(async () => { try { await ${FETCH}; } catch { ok = false; } }, 1000);`, 'loop'],
    ['SDK off, transport of its own', sdk('{ maxRetries: 0, fetch: fetchWithRetry }'), 'unknown'],
    ["SDK off, the platform's transport", sdk('{ maxRetries: 0, fetch }'), 'none:disabled-client'],
    ['SDK off, a plain function as transport', sdk('{ maxRetries: 0, fetch: (u, i) => fetch(u, { ...i }) }'), 'none:disabled-client'],
    [
      'axios with an interceptor',
      `import axios from 'axios'; const api = axios.create({ baseURL: 'http://x:8000/v1' }); api.interceptors.response.use((r) => r, async (e) => api(e.config)); await api.post('/chat/completions', {});`,
      'wrapper',
    ],
    [
      'retry in the caller',
      `async function ask() { return ${FETCH}; } for (;;) { try { await ask(); break; } catch (e) { await sleep(1); } }`,
      'loop',
    ],
  ])('%s', (_what, code, expected) => {
    expect(retryOf(code.includes('return r;') || code.includes('return; }') ? `async function main() { ${code} } main();` : code)).toBe(
      expected,
    );
  });
});

describe('a failure that is handed back to a retry library', () => {
  it.each([
    [
      'promise-retry, try/catch',
      `import promiseRetry from 'promise-retry'; await promiseRetry(async (retry) => { try { return await ${FETCH}; } catch (e) { retry(e); } });`,
    ],
    [
      'retry, operation style',
      `import retry from 'retry'; const op = retry.operation(); op.attempt(async () => { try { await ${FETCH}; } catch (e) { if (op.retry(e)) return; log(e); } });`,
    ],
  ])('%s', (_what, code) => {
    expect(['wrapper', 'unknown']).toContain(retryOf(code));
  });
});
