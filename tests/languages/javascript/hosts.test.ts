import { describe, expect, it } from 'vitest';
import { CALLBACK_HOSTS } from '../../../src/catalog/frameworks/javascript-hosts.js';
import { extractionOf } from './facts-of.js';
import { program } from '../../program.js';

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
      program`
        import { Telegraf } from 'telegraf';
        const bot = new Telegraf('t');
        bot.on('text', async (c) => { await c.reply(await ask(c.text)); });
      `,
      'event none',
    ],
    [
      'telegraf with a handler',
      program`
        import { Telegraf } from 'telegraf';
        const bot = new Telegraf('t');
        bot.catch((e) => console.error(e));
        bot.command('ask', async (c) => { await c.reply(await ask(c.text)); });
      `,
      'unknown none',
    ],
    [
      'node-telegram-bot-api',
      program`
        import Bot from 'node-telegram-bot-api';
        const bot = new Bot('t');
        bot.on('message', async (m) => { await bot.sendMessage(1, await ask(m.text)); });
      `,
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
      program`
        import { App } from '@slack/bolt';
        const app = new App({});
        app.on('message', async (m) => { await m.say(await ask(m.text)); });
      `,
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
      program`
        import { Queue, Worker } from 'bullmq';
        new Queue('answers', { defaultJobOptions: { attempts: 3 } });
        new Worker('answers', async (job) => ask(job.data.q));
      `,
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
      program`
        import { Hono } from 'hono';
        import { validator } from 'hono/validator';
        new Hono().get('/ask', validator('query', async (value, c) => c.text(await ask(value.q))));
      `,
      'route none',
    ],
    [
      'an emitter of Slack Bolt',
      program`
        import { App } from '@slack/bolt';
        const app = new App({});
        app.message(async (m) => { await m.say(await ask(m.text)); });
      `,
      'caught none',
    ],
    [
      'VS Code completions',
      `import * as vscode from 'vscode';\nvscode.languages.registerInlineCompletionItemProvider('*', { async provideInlineCompletionItems() { return [await ask('x')]; } });`,
      'caught none',
    ],
    [
      'messages of a web view',
      `import * as vscode from 'vscode';\nexport class Provider { resolveWebviewView(view) { view.webview.onDidReceiveMessage(async (m) => { view.webview.postMessage(await ask(m.text)); }); } }`,
      'event none',
    ],
    [
      'messages of a web view, in a file without VS Code',
      `export class Provider { resolveWebviewView(view) { view.webview.onDidReceiveMessage(async (m) => { view.webview.postMessage(await ask(m.text)); }); } }`,
      'unknown unknown',
    ],
    [
      'a method of MCP',
      `import { Server } from '@modelcontextprotocol/sdk/server/index.js';\nnew Server({}, {}).setRequestHandler({}, async () => ({ content: await ask('x') }));`,
      'caught none',
    ],
    ['Electron', `import { ipcMain } from 'electron';\nipcMain.handle('ask', async (event, q) => ask(q));`, 'unknown none'],
    [
      "Electron's events",
      `import { ipcMain } from 'electron';\nipcMain.on('ask', async (event, q) => { event.reply(await ask(q)); });`,
      'event none',
    ],
    [
      'Obsidian',
      `import { Plugin } from 'obsidian';\nexport default class extends Plugin { onload() { this.addCommand({ id: 'a', name: 'a', callback: async () => { console.log(await ask('x')); } }); } }`,
      'event none',
    ],
    [
      'yargs',
      `import yargs from 'yargs';\nyargs().command('ask', 'x', {}, async (a) => { console.log(await ask(a.q)); }).parse();`,
      'event none',
    ],
    [
      'yargs with a handler of failures',
      `import yargs from 'yargs';\nyargs().fail(() => {}).command('ask', 'x', {}, async (a) => { console.log(await ask(a.q)); }).parse();`,
      'unknown none',
    ],
    [
      'oclif',
      `import { Command } from '@oclif/core';\nexport default class Ask extends Command { async run() { try { this.log('x'); } catch (e) { this.log(e); } this.log(await ask('x')); } }`,
      'event none',
    ],
    [
      'oclif with a handler of failures',
      `import { Command } from '@oclif/core';\nexport default class Ask extends Command { async run() { this.log(await ask('x')); } async catch(error) { this.log(error.message); } }`,
      'unknown none',
    ],
    [
      'kafkajs',
      program`
        import { Kafka } from 'kafkajs';
        const consumer = new Kafka({}).consumer({ groupId: 'a' });
        await consumer.run({ eachMessage: async ({ message }) => { await ask(message.value); } });
      `,
      'caught wrapper',
    ],
    [
      'amqplib',
      program`
        import amqp from 'amqplib';
        const channel = await (await amqp.connect('amqp://queue')).createChannel();
        await channel.consume('q', async (m) => { await ask(m.content); channel.ack(m); });
      `,
      'event none',
    ],
    [
      'Inngest',
      `import { Inngest } from 'inngest';\nexport const answer = new Inngest({ id: 'a' }).createFunction({ id: 'ask' }, { event: 'ask' }, async ({ event }) => ask(event.data.q));`,
      'caught wrapper',
    ],
    [
      'Inngest with a number of retries',
      `import { Inngest } from 'inngest';\nexport const answer = new Inngest({ id: 'a' }).createFunction({ id: 'ask', retries: 0 }, { event: 'ask' }, async ({ event }) => ask(event.data.q));`,
      'unknown unknown',
    ],
    [
      'Trigger.dev',
      `import { task } from '@trigger.dev/sdk';\nexport const answer = task({ id: 'ask', run: async (p) => ask(p.q) });`,
      'caught wrapper',
    ],
    ['Deno', `Deno.serve(async (request) => new Response(await ask(await request.text())));`, 'route none'],
    ['Bun', `Bun.serve({ async fetch(request) { return new Response(await ask(await request.text())); } });`, 'route none'],
    [
      'Bun with a handler of failures',
      `Bun.serve({ async fetch(request) { return new Response(await ask('x')); }, error(e) { return new Response('down', { status: 503 }); } });`,
      'unknown none',
    ],
    [
      'tRPC',
      program`
        import { initTRPC } from '@trpc/server';
        const t = initTRPC.create();
        export const router = t.router({ ask: t.procedure.query(async ({ input }) => ask(input)) });
      `,
      'route none',
    ],
    [
      'NestJS',
      program`
        import { Controller, Post } from '@nestjs/common';
        @Controller('ask')
        export class AskController { @Post() async ask(body) { return ask(body.q); } }
      `,
      'route none',
    ],
    [
      'NestJS with a filter',
      program`
        import { Controller, Post, UseFilters } from '@nestjs/common';
        @Controller('ask')
        export class AskController { @Post() @UseFilters(Down) async ask(body) { return ask(body.q); } }
      `,
      'unknown none',
    ],
    [
      'a gateway of NestJS',
      program`
        import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
        @WebSocketGateway()
        export class AskGateway { @SubscribeMessage('ask') async ask(body) { return ask(body.q); } }
      `,
      'caught none',
    ],
    [
      'a decorator of the same name from elsewhere',
      `import { Post } from './http.js';\nexport class AskController { @Post() async ask(body) { return ask(body.q); } }`,
      'exported none',
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

/** Libraries and runtimes that run functions of LLM programs. */
const KNOWN_HOSTS = [
  'telegraf',
  'grammy',
  'node-telegram-bot-api',
  'whatsapp-web.js',
  '@slack/bolt',
  'ws',
  'socket.io',
  '@modelcontextprotocol/sdk/server/mcp.js',
  'vscode',
  'electron',
  'commander',
  'yargs',
  '@oclif/core',
  'bullmq',
  'kafkajs',
  'amqplib',
  'Deno.serve',
  'Bun.serve',
  '@trpc/server',
  'obsidian',
  'use server',
  '@nestjs/common',
  '@nestjs/websockets',
  'inngest',
  '@trigger.dev/sdk',
];

describe('the catalog of libraries that run functions', () => {
  it.each(KNOWN_HOSTS)('has %s', (name) => {
    expect(
      CALLBACK_HOSTS.some(({ packages, globals, directive }) =>
        [packages.includes(name), globals?.includes(name), directive === name].includes(true),
      ),
    ).toBe(true);
  });

  it.each(CALLBACK_HOSTS.map((host) => [host.id, host] as const))(
    '%s says what was run or read, and what the library runs',
    (_id, host) => {
      for (const version of host.source.versions) expect(version).toMatch(/^\S+ \d\S*$/);
      if (host.source.kind === 'read') expect(host.source.file).toMatch(/\S/);
      expect([host.functions, host.methods, host.globals, host.members, host.bases, host.decorators, host.directive].some(Boolean)).toBe(
        true,
      );
    },
  );

  it('has each entry once', () => {
    const ids = CALLBACK_HOSTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
