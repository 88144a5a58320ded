import { describe, expect, it } from 'vitest';
import { extractionOf } from './facts-of.js';

/** Where the failure of the only call ends: `lost:rejection`, `caught`, … */
function handlingOf(code: string, filename?: string): string {
  const { calls } = extractionOf(code, filename).facts;
  expect(calls).toHaveLength(1);
  const handling = calls[0]?.handling;
  return handling?.kind === 'lost' ? `lost:${handling.end}` : String(handling?.kind);
}

const openai = `import OpenAI from 'openai'; const client = new OpenAI();\n`;
const CALL = `client.chat.completions.create({ model: 'm', messages: [] })`;

describe('where the failure of a call goes', () => {
  it.each([
    // [what, code, where it ends]
    ['top-level await', `const x = await ${CALL};`, 'lost:top-level'],
    ['top-level await in try', `try { await ${CALL}; } catch (e) { console.error(e); }`, 'caught'],
    ['try with finally alone', `try { await ${CALL}; } finally { done(); }`, 'lost:top-level'],
    ['in the catch block of another try', `try { a(); } catch (e) { await ${CALL}; }`, 'lost:top-level'],
    ['bare rethrow', `try { await ${CALL}; } catch (e) { throw e; }`, 'lost:top-level'],
    ['log and rethrow', `try { await ${CALL}; } catch (e) { console.error(e); throw e; }`, 'caught'],
    ['wrap and rethrow', `try { await ${CALL}; } catch (e) { throw new Error('x', { cause: e }); }`, 'caught'],
    [
      'retry that throws in the end',
      `async function again(f) { for (let i = 0; ; i++) { try { return await f(); } catch (e) { if (i > 3) throw e; await sleep(i); } } } await again(() => ${CALL});`,
      'lost:top-level',
    ],
    [
      'the same, caught',
      `async function again(f) { for (let i = 0; ; i++) { try { return await f(); } catch (e) { if (i > 3) throw e; await sleep(i); } } } try { await again(() => ${CALL}); } catch (e) { console.error(e); }`,
      'caught',
    ],
    [
      'retry that logs and throws in the end',
      `async function again(f) { for (let i = 0; ; i++) { try { return await f(); } catch (e) { console.error(e); if (i > 3) throw e; await sleep(i); } } } await again(() => ${CALL});`,
      'caught',
    ],
    [
      'loop that keeps the failure',
      `for (let i = 0; i < 3; i++) { try { await ${CALL}; break; } catch (e) { await sleep(i); } }`,
      'caught',
    ],
    ['floating promise', `${CALL};`, 'lost:rejection'],
    ['void promise', `void ${CALL};`, 'lost:rejection'],
    ['floating promise in try', `try { ${CALL}; } catch (e) { console.error(e); }`, 'lost:rejection'],
    ['.catch', `${CALL}.catch((e) => console.error(e));`, 'caught'],
    ['.catch that throws again', `${CALL}.catch((e) => { throw e; });`, 'lost:rejection'],
    ['.catch that wraps', `${CALL}.catch((e) => { throw new Error('x', { cause: e }); });`, 'caught'],
    ['.then alone', `${CALL}.then((r) => r);`, 'lost:rejection'],
    ['.then with onRejected', `${CALL}.then((r) => r, (e) => console.error(e));`, 'caught'],
    ['.then.catch', `${CALL}.then((r) => r).catch(console.error);`, 'caught'],
    ['Promise.all awaited', `const [a] = await Promise.all([${CALL}, other()]);`, 'lost:top-level'],
    ['Promise.allSettled', `const [a] = await Promise.allSettled([${CALL}]);`, 'caught'],
    ['promise in a variable', `const p = ${CALL}; try { await p; } catch (e) { console.error(e); }`, 'caught'],
    ['promise in a variable, floating', `const p = ${CALL};`, 'lost:rejection'],
    ['local function, caller catches', `async function f() { return await ${CALL}; } f().catch(console.error);`, 'caught'],
    ['local function, caller floats', `async function f() { return await ${CALL}; } f();`, 'lost:rejection'],
    [
      'two levels, outer catches',
      `async function f() { await ${CALL}; } const g = async () => { await f(); }; try { await g(); } catch (e) { log(e); }`,
      'caught',
    ],
    ['one caller catches, one does not', `async function f() { await ${CALL}; } f().catch(log); await f();`, 'lost:top-level'],
    ['exported function', `export async function f() { await ${CALL}; }`, 'exported'],
    ['exported function with try', `export async function f() { try { return await ${CALL}; } catch (e) { return null; } }`, 'caught'],
    [
      'exported function, return in try without await',
      `export async function f() { try { return ${CALL}; } catch (e) { return null; } }`,
      'exported',
    ],
    ['exported through a specifier', `async function f() { await ${CALL}; } export { f };`, 'exported'],
    ['module.exports', `async function f() { await ${CALL}; } module.exports = { f };`, 'exported'],
    ['IIFE', `(async () => { await ${CALL}; })();`, 'lost:rejection'],
    ['IIFE with catch', `(async () => { await ${CALL}; })().catch(log);`, 'caught'],
    ['unknown wrapper', `import { wrap } from './wrap'; await wrap(() => ${CALL});`, 'unknown'],
    [
      'local wrapper that catches',
      `async function safe(f) { try { return await f(); } catch (e) { return null; } } await safe(() => ${CALL});`,
      'caught',
    ],
    [
      'local wrapper that lets through',
      `async function timed(f) { const t = Date.now(); return await f(); } await timed(() => ${CALL});`,
      'lost:top-level',
    ],
    ['timer', `setInterval(async () => { await ${CALL}; }, 1000);`, 'lost:event'],
    [
      'express',
      `import express from 'express'; const app = express(); app.post('/x', async (req, res) => { await ${CALL}; });`,
      'lost:route',
    ],
    [
      'express with an error handler',
      `import express from 'express'; const app = express(); app.post('/x', async (req, res) => { await ${CALL}; }); app.use((err, req, res, next) => { res.sendStatus(503); });`,
      'caught',
    ],
    [
      'express with an imported error handler',
      `import express from 'express'; import { errorHandler } from './errors'; const app = express(); app.post('/x', async (req, res) => { await ${CALL}; }); app.use(errorHandler);`,
      'caught',
    ],
    [
      'express with another imported middleware',
      `import express from 'express'; import { logger } from './log'; const app = express(); app.post('/x', async (req, res) => { await ${CALL}; }); app.use(logger);`,
      'lost:route',
    ],
    [
      'koa with a middleware that catches',
      `import Koa from 'koa'; const app = new Koa(); app.use(async (ctx, next) => { try { await next(); } catch (e) { ctx.status = 503; } }); app.use(async (ctx) => { ctx.body = await ${CALL}; });`,
      'caught',
    ],
    [
      'http.createServer',
      `import http from 'node:http'; http.createServer(async (req, res) => { res.end(await ${CALL}); }).listen(1);`,
      'lost:event',
    ],
    [
      'listener on an imported process',
      `import process from 'node:process'; process.on('unhandledRejection', (e) => log(e)); await ${CALL};`,
      'caught',
    ],
    ['listener of the browser', `window.addEventListener('unhandledrejection', (e) => log(e)); ${CALL};`, 'caught'],
    [
      'stream with a listener, read inside try',
      "const s = client.chat.completions.stream({}); s.on('content', show); try { await s.finalContent(); } catch (e) { log(e); }",
      'caught',
    ],
    [
      'stream with a listener, read outside',
      "const s = client.chat.completions.stream({}); s.on('content', show); await s.finalContent();",
      'lost:top-level',
    ],
    ['stream with a listener alone', "const s = client.chat.completions.stream({}); s.on('content', show);", 'lost:rejection'],
    ['stream with an error listener', "const s = client.chat.completions.stream({}); s.on('content', show); s.on('error', log);", 'caught'],
    ['map in Promise.all', `await Promise.all(xs.map(async (x) => { await ${CALL}; }));`, 'lost:top-level'],
    ['map in allSettled', `await Promise.allSettled(xs.map((x) => ${CALL}));`, 'caught'],
    ['forEach', `xs.forEach(async (x) => { await ${CALL}; });`, 'lost:rejection'],
    ['method of a local class', `class A { async m() { await ${CALL}; } } await new A().m();`, 'lost:top-level'],
    [
      'method called by a method that catches',
      `class A { async m() { try { await this.n(); } catch (e) { log(e); } } async n() { await ${CALL}; } } await new A().m();`,
      'caught',
    ],
    ['public method of an exported class', `export class A { async m() { await ${CALL}; } }`, 'exported'],
    [
      'private method whose caller catches',
      `export class A { async m() { try { await this.#n(); } catch (e) { log(e); } } async #n() { await ${CALL}; } }`,
      'caught',
    ],
    [
      'async generator, consumer catches',
      `async function* g() { yield await ${CALL}; } try { for await (const x of g()) use(x); } catch (e) { log(e); }`,
      'caught',
    ],
    [
      'async generator, consumer does not',
      `async function* g() { yield await ${CALL}; } for await (const x of g()) use(x);`,
      'lost:top-level',
    ],
    ['new Promise with an async executor', `await new Promise(async (resolve) => { resolve(await ${CALL}); });`, 'lost:rejection'],
    ['process listener', `process.on('unhandledRejection', (e) => log(e)); await ${CALL};`, 'caught'],
    ['recursion', `async function f(n) { if (n) return f(n - 1); return await ${CALL}; } f(3).catch(log);`, 'caught'],
    ['returned in an object', `export function f() { return { answer: ${CALL} }; }`, 'unknown'],
    ['p-retry', `import pRetry from 'p-retry'; await pRetry(() => ${CALL});`, 'lost:top-level'],
    ['callback in a test', `import { it } from 'vitest'; it('x', async () => { await ${CALL}; });`, 'caught'],
    ['function without callers', `async function f() { await ${CALL}; }`, 'unknown'],
  ])('%s', (_what, code, expected) => {
    expect(handlingOf(openai + code)).toBe(expected);
  });

  it.each([
    ['/p/app/api/chat/route.ts', `export async function POST() { await ${CALL}; }`, 'lost:route'],
    ['/p/app/api/chat/helper.ts', `export async function POST() { await ${CALL}; }`, 'exported'],
    ['/p/src/routes/x/+server.ts', `export const POST = async () => { await ${CALL}; };`, 'lost:route'],
    ['/p/pages/api/x.ts', `export default async function handler(req, res) { await ${CALL}; }`, 'lost:route'],
    ['/p/server/api/x.ts', `export default defineEventHandler(async (event) => { await ${CALL}; });`, 'lost:route'],
    [
      '/p/src/Chat.tsx',
      `export function Chat() { const send = async () => { await ${CALL}; }; return <button onClick={send}>x</button>; }`,
      'lost:event',
    ],
    [
      '/p/src/Chat.tsx',
      `export function Chat() { const send = async () => { try { await ${CALL}; } catch (e) { show(e); } }; return <button onClick={() => send()}>x</button>; }`,
      'caught',
    ],
  ])('%s', (filename, code, expected) => {
    expect(handlingOf(openai + code, filename)).toBe(expected);
  });
});
