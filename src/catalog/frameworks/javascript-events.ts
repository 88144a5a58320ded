import type { EventModule } from '../../model/catalog/framework.js';

/** Globals that call a function later: what it lets through is an unhandled rejection. */
export const EVENT_GLOBALS: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'addEventListener',
  'process.nextTick',
  'process.on',
  'process.once',
  'process.addListener',
  'document.addEventListener',
  'window.addEventListener',
  'window.setTimeout',
  'window.setInterval',
  'self.addEventListener',
  'globalThis.setTimeout',
  'globalThis.setInterval',
  'globalThis.addEventListener',
  'chrome.runtime.onMessage.addListener',
  'chrome.runtime.onInstalled.addListener',
  'chrome.runtime.onConnect.addListener',
  'chrome.contextMenus.onClicked.addListener',
  'chrome.commands.onCommand.addListener',
  'chrome.action.onClicked.addListener',
  'chrome.alarms.onAlarm.addListener',
  'chrome.tabs.onUpdated.addListener',
  'browser.runtime.onMessage.addListener',
  'browser.contextMenus.onClicked.addListener',
  'browser.commands.onCommand.addListener',
  'process.stdin.on',
  'process.stdin.once',
  'Deno.addSignalListener',
  'Deno.cron',
]);

/** Methods that add a listener of an event. */
export const LISTENER_METHODS = ['on', 'once', 'addListener', 'prependListener', 'addEventListener'];

/** Modules whose callbacks are not awaited. */
export const EVENT_MODULES: readonly EventModule[] = [
  { packages: ['node:events', 'events', 'eventemitter3', 'node:stream', 'stream'], functions: ['on'], methods: LISTENER_METHODS },
  { packages: ['mitt', 'nanoevents', 'tiny-emitter'], functions: [], methods: ['on', 'once'] },
  { packages: ['node:readline', 'readline'], functions: [], methods: [...LISTENER_METHODS, 'question'] },
  {
    packages: ['node:http', 'http', 'node:https', 'https', 'node:http2', 'http2', 'node:net', 'net'],
    functions: ['createServer', 'createSecureServer', 'default.createServer', 'default.createSecureServer'],
    methods: [...LISTENER_METHODS, 'listen'],
  },
  { packages: ['node:timers', 'timers'], functions: ['setTimeout', 'setInterval', 'setImmediate'], methods: [] },
  { packages: ['node-cron'], functions: ['schedule', 'default.schedule'], methods: [] },
  { packages: ['cron'], functions: [], methods: ['addCallback'] },
  { packages: ['node-schedule'], functions: ['scheduleJob', 'default.scheduleJob'], methods: [] },
  { packages: ['croner'], functions: ['Cron', 'default'], methods: ['schedule'] },
  { packages: ['chokidar'], functions: [], methods: LISTENER_METHODS },
  { packages: ['discord.js'], functions: [], methods: LISTENER_METHODS },
];

/** Libraries whose `on` waits for its listeners, and has a handler for what they throw. */
export const WAITING_EMITTERS: ReadonlySet<string> = new Set([
  '@slack/bolt',
  'probot',
  '@octokit/webhooks',
  '@octokit/app',
  'hono',
  'h3',
  'emittery',
  '@react-native-community/netinfo',
]);

/** Globals of test frameworks: a failure fails the test, which is what it is for. */
export const TEST_GLOBALS: ReadonlySet<string> = new Set([
  'describe',
  'it',
  'test',
  'suite',
  'context',
  'specify',
  'beforeEach',
  'afterEach',
  'beforeAll',
  'afterAll',
  'before',
  'after',
  'bench',
  'fit',
  'xit',
  'fdescribe',
  'xdescribe',
  'expect',
  'cy',
  'Deno.test',
]);

/** Modules of test frameworks. */
export const TEST_MODULES: ReadonlySet<string> = new Set([
  'vitest',
  'node:test',
  '@jest/globals',
  'mocha',
  'bun:test',
  'ava',
  'tap',
  'uvu',
  '@playwright/test',
  'playwright/test',
  'chai',
  '@std/testing/bdd',
  'node:assert',
  'node:assert/strict',
  'assert',
  'tinybench',
  'evalite',
  'braintrust',
  'langsmith/vitest',
  'langsmith/jest',
]);
