import { describe, expect, it } from 'vitest';
import { extractionOf } from './facts-of.js';

/** Where the failure of the only call ends, and what tries it again. */
function fateOf(code: string): string {
  const { calls } = extractionOf(code).facts;
  expect(calls).toHaveLength(1);
  const [call] = calls;
  return call?.handling.kind === 'lost'
    ? `${call.handling.end} ${call.retry.kind}`
    : `${String(call?.handling.kind)} ${String(call?.retry.kind)}`;
}

const ASK = `import ollama from 'ollama';\nconst ask = async (prompt) => (await ollama.generate({ model: 'm', prompt })).response;\n`;

describe('libraries that call a function later', () => {
  it.each([
    [
      'telegraf',
      `import { Telegraf } from 'telegraf';\nconst bot = new Telegraf('t');\nbot.on('text', async (c) => { await c.reply(await ask(c.text)); });`,
      'event none',
    ],
    [
      'telegraf with a handler',
      `import { Telegraf } from 'telegraf';\nconst bot = new Telegraf('t');\nbot.catch((e) => console.error(e));\nbot.command('ask', async (c) => { await c.reply(await ask(c.text)); });`,
      'unknown none',
    ],
    [
      'node-telegram-bot-api',
      `import Bot from 'node-telegram-bot-api';\nconst bot = new Bot('t');\nbot.on('message', async (m) => { await bot.sendMessage(1, await ask(m.text)); });`,
      'event none',
    ],
    [
      'a socket of a server',
      `import { WebSocketServer } from 'ws';\nnew WebSocketServer({ port: 1 }).on('connection', (socket) => { socket.on('message', async (data) => { socket.send(await ask(data)); }); });`,
      'event none',
    ],
    [
      'a listener that catches',
      `export function listen(socket) { socket.on('message', async (data) => { try { socket.send(await ask(data)); } catch (e) { console.error(e); } }); }`,
      'caught none',
    ],
    [
      'an emitter that waits',
      `import { App } from '@slack/bolt';\nconst app = new App({});\napp.on('message', async (m) => { await m.say(await ask(m.text)); });`,
      'unknown unknown',
    ],
    [
      'commander',
      `import { Command } from 'commander';\nnew Command().command('ask').action(async (q) => { console.log(await ask(q)); });`,
      'event none',
    ],
    ['bullmq', `import { Worker } from 'bullmq';\nnew Worker('answers', async (job) => ask(job.data.q));`, 'caught none'],
    [
      'bullmq that tries again',
      `import { Queue, Worker } from 'bullmq';\nnew Queue('answers', { defaultJobOptions: { attempts: 3 } });\nnew Worker('answers', async (job) => ask(job.data.q));`,
      'unknown unknown',
    ],
    [
      'vscode',
      `import * as vscode from 'vscode';\nvscode.commands.registerCommand('x.ask', async () => { vscode.window.showInformationMessage(await ask('x')); });`,
      'caught none',
    ],
    [
      'MCP',
      `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nnew McpServer({ name: 'x', version: '1' }).tool('ask', {}, async () => ({ content: [{ type: 'text', text: await ask('x') }] }));`,
      'caught none',
    ],
    [
      'a validator of hono',
      `import { Hono } from 'hono';\nimport { validator } from 'hono/validator';\nnew Hono().get('/ask', validator('query', async (value, c) => c.text(await ask(value.q))));`,
      'route none',
    ],
  ])('%s', (_what, code, fate) => {
    expect(fateOf(ASK + code)).toBe(fate);
  });
});

it.each([
  ['in a constant', "const request = new Request('http://gpu:8000/v1/chat/completions', { method: 'POST' }); await fetch(request);", 1],
  ['for another service', "const request = new Request('https://example.org/users', { method: 'POST' }); await fetch(request);", 0],
  [
    "of Tauri's fetch",
    "import { fetch } from '@tauri-apps/plugin-http'; export const ask = (base) => fetch(`${base}/v1/chat/completions`, { method: 'POST' });",
    1,
  ],
])('a request %s', (_what, code, count) => {
  expect(extractionOf(code).facts.calls).toHaveLength(count);
});

it('a stream that is read where it is sent on', () => {
  const code = (start: string) =>
    `import OpenAI from 'openai';\nconst client = new OpenAI();\nexport async function POST(request) {\n  try {\n    const parts = await client.chat.completions.create({ model: 'm', messages: [], stream: true });\n    return new Response(new ReadableStream({ async start(controller) { ${start} } }));\n  } catch (error) {\n    console.error(error);\n    return new Response('down', { status: 503 });\n  }\n}\n`;
  expect(extractionOf(code('for await (const part of parts) controller.enqueue(part);')).problems.streams).toHaveLength(1);
  expect(
    extractionOf(
      code('try { for await (const part of parts) controller.enqueue(part); } catch (e) { console.error(e); controller.error(e); }'),
    ).problems.streams,
  ).toEqual([]);
});
