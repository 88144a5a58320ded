import type { CallbackHost } from '../../model/catalog/framework.js';
import type { Source } from '../../model/catalog/source.js';
import { LISTENER_METHODS } from './javascript-events.js';

function measured(...versions: readonly string[]): Source {
  return { kind: 'measured', versions };
}

function read(file: string, ...versions: readonly string[]): Source {
  return { kind: 'read', versions, file };
}

const BOT_METHODS = [...LISTENER_METHODS, 'command', 'hears', 'action', 'start', 'help', 'use', 'callbackQuery', 'inlineQuery'];

/** Bots and chat platforms. */
const BOTS: readonly CallbackHost[] = [
  // Without `bot.catch()` a listener that rejects ends the process.
  {
    id: 'telegraf',
    packages: ['telegraf'],
    methods: BOT_METHODS,
    failure: 'unhandled',
    attempts: 1,
    errorHandlers: ['catch'],
    source: measured('telegraf 4.16.3'),
  },
  {
    id: 'grammy',
    packages: ['grammy'],
    methods: BOT_METHODS,
    failure: 'unhandled',
    attempts: 1,
    errorHandlers: ['catch'],
    source: measured('grammy 1.46.0'),
  },
  {
    id: 'node-telegram-bot-api',
    packages: ['node-telegram-bot-api'],
    methods: [...LISTENER_METHODS, 'onText'],
    failure: 'unhandled',
    attempts: 1,
    source: read('src/telegram.js', 'node-telegram-bot-api 0.66.0'),
  },
  {
    id: 'whatsapp-web.js',
    packages: ['whatsapp-web.js'],
    methods: LISTENER_METHODS,
    failure: 'unhandled',
    attempts: 1,
    source: read('src/Client.js', 'whatsapp-web.js 1.34.7'),
  },
  // `processEvent` logs and rejects; the receiver answers Slack.
  {
    id: 'slack-bolt',
    packages: ['@slack/bolt'],
    methods: ['message', 'event', 'action', 'command', 'shortcut', 'view', 'options', 'function', 'use'],
    failure: 'caught',
    attempts: 1,
    source: measured('@slack/bolt 5.1.0'),
  },
];

/** Sockets and servers. */
const SERVERS: readonly CallbackHost[] = [
  {
    id: 'ws',
    packages: ['ws', 'isomorphic-ws'],
    methods: LISTENER_METHODS,
    failure: 'unhandled',
    attempts: 1,
    source: measured('ws 8.23.0'),
  },
  {
    id: 'socket.io',
    packages: ['socket.io', 'socket.io-client'],
    methods: ['on', 'once', 'use'],
    failure: 'unhandled',
    attempts: 1,
    source: measured('socket.io 4.8.4'),
  },
  {
    id: 'deno-serve',
    packages: ['jsr:@std/http', '@std/http'],
    functions: ['serve'],
    globals: ['Deno.serve'],
    options: ['handler'],
    failure: 'response',
    attempts: 1,
    errorHandlers: ['onError'],
    source: read('ext/http/00_serve.ts', 'deno 2'),
  },
  {
    id: 'bun-serve',
    packages: ['bun'],
    functions: ['serve'],
    globals: ['Bun.serve'],
    options: ['fetch'],
    failure: 'response',
    attempts: 1,
    errorHandlers: ['error'],
    source: read('docs/runtime/http/error-handling.mdx', 'bun-types 1.3.5'),
  },
  {
    id: 'trpc',
    packages: ['@trpc/server'],
    methods: ['query', 'mutation', 'subscription'],
    failure: 'response',
    attempts: 1,
    source: measured('@trpc/server 11.25.2'),
  },
  {
    id: 'nestjs',
    packages: ['@nestjs/common'],
    decorators: ['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Sse'],
    failure: 'response',
    attempts: 1,
    errorHandlers: ['UseFilters', 'UseInterceptors'],
    source: read('router/router-proxy.js', '@nestjs/core 12.5.1'),
  },
  // The filter sends `exception` to the socket, and logs.
  {
    id: 'nestjs-gateway',
    packages: ['@nestjs/websockets'],
    decorators: ['SubscribeMessage'],
    failure: 'caught',
    attempts: 1,
    source: read('exceptions/base-ws-exception-filter.js', '@nestjs/websockets 12.1.1'),
  },
  // The component that calls the action gets the failure.
  {
    id: 'server-action',
    packages: ['next', 'react'],
    directive: 'use server',
    failure: 'caller',
    attempts: 1,
    source: read('https://github.com/vercel/next.js/pull/61588', 'next 14'),
  },
];

/** What servers of the Model Context Protocol run for their clients. */
const MCP_METHODS = ['tool', 'registerTool', 'resource', 'registerResource', 'prompt', 'registerPrompt', 'addTool', 'setRequestHandler'];

/** Model Context Protocol: the client gets an error, which it may show to the model. */
const MCP: readonly CallbackHost[] = [
  {
    id: 'mcp',
    packages: ['@modelcontextprotocol/sdk/server/mcp.js', '@modelcontextprotocol/sdk/server/mcp'],
    methods: MCP_METHODS,
    failure: 'caught',
    attempts: 1,
    source: measured('@modelcontextprotocol/sdk 1.32.2'),
  },
  {
    id: 'mcp-protocol',
    packages: ['@modelcontextprotocol/sdk/server/index.js', '@modelcontextprotocol/sdk/server/index', '@modelcontextprotocol/sdk/server'],
    methods: ['setRequestHandler'],
    failure: 'caught',
    attempts: 1,
    source: read('dist/esm/shared/protocol.js', '@modelcontextprotocol/sdk 1.32.2'),
  },
  {
    id: 'mcp-server',
    packages: ['@modelcontextprotocol/server'],
    methods: MCP_METHODS,
    failure: 'caught',
    attempts: 1,
    source: read('dist/mcp-oHn3ureC.mjs', '@modelcontextprotocol/server 2.4.0'),
  },
  {
    id: 'fastmcp',
    packages: ['fastmcp'],
    methods: MCP_METHODS,
    options: ['execute'],
    failure: 'caught',
    attempts: 1,
    source: read('dist/chunk-ZNPHP74O.js', 'fastmcp 4.20.16'),
  },
];

/** Editors and desktop applications. */
const EDITORS: readonly CallbackHost[] = [
  {
    id: 'vscode',
    packages: ['vscode'],
    functions: ['commands.registerCommand', 'commands.registerTextEditorCommand', 'window.withProgress', 'chat.createChatParticipant'],
    failure: 'caught',
    attempts: 1,
    source: read('src/vs/workbench/api/common/extHostCommands.ts', 'vscode 1'),
  },
  {
    id: 'vscode-providers',
    packages: ['vscode'],
    functions: [
      'languages.registerInlineCompletionItemProvider',
      'languages.registerCompletionItemProvider',
      'languages.registerCodeActionsProvider',
      'languages.registerCodeLensProvider',
      'languages.registerHoverProvider',
      'lm.registerTool',
    ],
    options: [
      'provideInlineCompletionItems',
      'provideCompletionItems',
      'provideCodeActions',
      'provideCodeLenses',
      'provideHover',
      'invoke',
    ],
    failure: 'caught',
    attempts: 1,
    source: read('src/vs/workbench/api/common/extHostLanguageFeatures.ts', 'vscode 1'),
  },
  // An event does not wait for its listeners.
  {
    id: 'vscode-events',
    packages: ['vscode'],
    functions: [
      'workspace.onDidSaveTextDocument',
      'workspace.onDidChangeTextDocument',
      'workspace.onDidOpenTextDocument',
      'workspace.onDidChangeConfiguration',
      'window.onDidChangeActiveTextEditor',
      'window.onDidChangeTextEditorSelection',
    ],
    members: ['webview.onDidReceiveMessage'],
    failure: 'unhandled',
    attempts: 1,
    source: read('src/vs/base/common/event.ts', 'vscode 1'),
  },
  {
    id: 'electron-events',
    packages: ['electron'],
    functions: ['ipcMain.on', 'ipcMain.once', 'ipcRenderer.on', 'app.on', 'default.ipcMain.on', 'default.app.on'],
    methods: LISTENER_METHODS,
    failure: 'unhandled',
    attempts: 1,
    source: read('docs/api/ipc-main.md', 'electron 15.0.0-alpha.4'),
  },
  // `ipcRenderer.invoke()` rejects in the window.
  {
    id: 'electron-ipc',
    packages: ['electron'],
    functions: ['ipcMain.handle', 'ipcMain.handleOnce', 'default.ipcMain.handle'],
    failure: 'caller',
    attempts: 1,
    source: read('docs/api/ipc-main.md', 'electron 15.0.0-alpha.4'),
  },
  {
    id: 'obsidian',
    packages: ['obsidian'],
    members: ['this.addCommand', 'this.addRibbonIcon', 'this.registerInterval'],
    options: ['callback', 'editorCallback'],
    failure: 'unhandled',
    attempts: 1,
    source: read('obsidian.d.ts', 'obsidian 1.13.1'),
  },
];

/** Command lines. */
const COMMAND_LINES: readonly CallbackHost[] = [
  // `parse()` does not wait for its actions; `parseAsync()` does.
  {
    id: 'commander',
    packages: ['commander', '@commander-js/extra-typings'],
    methods: ['action'],
    failure: 'unhandled',
    attempts: 1,
    errorHandlers: ['catch', 'parseAsync'],
    source: measured('commander 14.0.3'),
  },
  {
    id: 'cac',
    packages: ['cac'],
    methods: ['action'],
    failure: 'unhandled',
    attempts: 1,
    errorHandlers: ['catch', 'runMatchedCommand'],
    source: measured('cac 7.1.0'),
  },
  // It prints the usage and the stack, and ends the process.
  {
    id: 'yargs',
    packages: ['yargs', 'yargs/yargs'],
    methods: ['command'],
    options: ['handler'],
    failure: 'unhandled',
    attempts: 1,
    errorHandlers: ['fail', 'catch'],
    source: measured('yargs 18.2.0'),
  },
  // It prints the error, and ends the process.
  {
    id: 'oclif',
    packages: ['@oclif/core', '@oclif/command'],
    bases: { Command: ['run'] },
    failure: 'unhandled',
    attempts: 1,
    errorHandlers: ['catch'],
    source: read('lib/command.js', '@oclif/core 4.14.0'),
  },
];

/** Queues and jobs. */
const QUEUES: readonly CallbackHost[] = [
  {
    id: 'bullmq',
    packages: ['bullmq', 'bull'],
    functions: ['Worker', 'default.Worker'],
    methods: ['process'],
    failure: 'caught',
    attempts: 1,
    retryOptions: ['attempts'],
    source: read('dist/esm/classes/job.js', 'bullmq 6.7.0'),
  },
  // The runner tries the batch again, then starts the consumer anew.
  {
    id: 'kafkajs',
    packages: ['kafkajs'],
    methods: ['run'],
    options: ['eachMessage', 'eachBatch'],
    failure: 'caught',
    attempts: 6,
    retryOptions: ['retries'],
    source: read('src/consumer/runner.js', 'kafkajs 2.2.4'),
  },
  {
    id: 'amqplib',
    packages: ['amqplib', 'amqplib/callback_api'],
    methods: ['consume'],
    failure: 'unhandled',
    attempts: 1,
    source: measured('amqplib 2.3.1'),
  },
  {
    id: 'inngest',
    packages: ['inngest'],
    methods: ['createFunction'],
    failure: 'caught',
    attempts: 4,
    retryOptions: ['retries'],
    source: read('components/InngestFunction.d.ts', 'inngest 4.24.0'),
  },
  {
    id: 'trigger.dev',
    packages: ['@trigger.dev/sdk', '@trigger.dev/sdk/v3'],
    functions: ['task', 'schemaTask', 'schedules.task'],
    options: ['run'],
    failure: 'caught',
    attempts: 3,
    retryOptions: ['maxAttempts', 'retry'],
    source: read('dist/esm/v3/utils/retries.js', '@trigger.dev/core 4.8.3'),
  },
];

/** Libraries that run functions of the program, and what each does with a failure. */
export const CALLBACK_HOSTS: readonly CallbackHost[] = [...BOTS, ...SERVERS, ...MCP, ...EDITORS, ...COMMAND_LINES, ...QUEUES];
