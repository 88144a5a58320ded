import type { AppFramework, RouteFile } from '../../model/catalog/framework.js';

const HTTP_METHODS = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'all', 'use'];

/** Web frameworks whose handlers are passed to an app. */
export const APP_FRAMEWORKS: readonly AppFramework[] = [
  {
    id: 'express',
    packages: ['express', 'express-promise-router', '@feathersjs/express'],
    apps: [
      'default',
      'Router',
      'default.Router',
      'Express',
      'Application',
      'default.Express',
      'default.Application',
      'default.IRouter',
      'IRouter',
    ],
    methods: [...HTTP_METHODS, 'param', 'route.get', 'route.post', 'route.put', 'route.delete', 'route.patch', 'route.all'],
    errorHandlers: ['use'],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
    // Express 5 awaits its handlers; 4 ignores what they return, so the process ends.
    rejectionMajors: [3, 4],
  },
  {
    id: 'fastify',
    packages: ['fastify'],
    apps: ['default', 'fastify', 'FastifyInstance'],
    methods: [...HTTP_METHODS, 'route', 'addHook', 'register'],
    errorHandlers: ['setErrorHandler'],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'hono',
    packages: ['hono', 'hono/quick', 'hono/tiny', 'hono/validator', 'hono/factory', '@hono/hono', '@hono/zod-openapi'],
    apps: ['Hono', 'OpenAPIHono', 'createFactory'],
    methods: [...HTTP_METHODS, 'on', 'openapi', 'notFound', 'createHandlers', 'createMiddleware'],
    errorHandlers: ['onError', 'use'],
    wrappers: ['validator', 'createMiddleware'],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'koa',
    packages: ['koa', '@koa/router', 'koa-router', 'koa-tree-router'],
    apps: ['default', 'Router', 'default.Router'],
    methods: [...HTTP_METHODS, 'del', 'register', 'param'],
    errorHandlers: ['use'],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'elysia',
    packages: ['elysia'],
    apps: ['Elysia', 'default'],
    methods: [...HTTP_METHODS, 'ws', 'route', 'onRequest', 'onBeforeHandle', 'derive', 'resolve', 'guard', 'group'],
    errorHandlers: ['onError', 'error'],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'h3',
    packages: ['h3', 'nitro', 'nitro/h3', 'nitropack/runtime', '#imports', 'nuxt/app'],
    apps: ['H3', 'createApp', 'createRouter'],
    methods: [...HTTP_METHODS, 'add', 'on'],
    errorHandlers: ['onError'],
    wrappers: [
      'defineEventHandler',
      'eventHandler',
      'defineHandler',
      'cachedEventHandler',
      'defineCachedEventHandler',
      'defineWebSocketHandler',
      'lazyEventHandler',
      'defineLazyEventHandler',
      'fromWebHandler',
    ],
    globalWrappers: [
      'defineEventHandler',
      'eventHandler',
      'cachedEventHandler',
      'defineCachedEventHandler',
      'defineWebSocketHandler',
      'lazyEventHandler',
      'defineLazyEventHandler',
    ],
    rejected: 'response',
  },
  {
    id: 'polka',
    packages: ['polka'],
    apps: ['default'],
    methods: [...HTTP_METHODS, 'add'],
    errorHandlers: [],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'restify',
    packages: ['restify'],
    apps: ['createServer', 'default.createServer'],
    methods: [...HTTP_METHODS, 'del', 'opts', 'pre'],
    errorHandlers: [],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'itty-router',
    packages: ['itty-router'],
    apps: ['Router', 'AutoRouter', 'IttyRouter', 'default.Router'],
    methods: HTTP_METHODS,
    errorHandlers: [],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'tinyhttp',
    packages: ['@tinyhttp/app'],
    apps: ['App'],
    methods: HTTP_METHODS,
    errorHandlers: [],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'oak',
    packages: ['oak', '@oak/oak', 'jsr:@oak/oak'],
    apps: ['Application', 'Router'],
    methods: HTTP_METHODS,
    errorHandlers: [],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'hapi',
    packages: ['@hapi/hapi'],
    apps: ['server', 'Server', 'default.server', 'default.Server'],
    methods: ['route'],
    errorHandlers: [],
    wrappers: [],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'genkit-next',
    packages: ['@genkit-ai/next'],
    apps: [],
    methods: [],
    errorHandlers: [],
    wrappers: ['appRoute'],
    globalWrappers: [],
    rejected: 'response',
  },
  {
    id: 'tanstack',
    packages: ['@tanstack/react-start/api', '@tanstack/start/api'],
    apps: [],
    methods: [],
    errorHandlers: [],
    wrappers: ['createAPIFileRoute'],
    globalWrappers: [],
    rejected: 'response',
  },
];

const HTTP_EXPORTS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Script files of any kind, at the end of a path. */
const SCRIPT = '\\.[cm]?[jt]sx?$';

/**
 * Handlers by file convention. Next's server actions are not here: their caller is a component, which may
 * well catch.
 */
export const ROUTE_FILES: readonly RouteFile[] = [
  { framework: 'next', file: new RegExp(`(?:^|/)app/(?:.*/)?route${SCRIPT}`), exports: new Set(HTTP_EXPORTS) },
  { framework: 'next', file: new RegExp(`(?:^|/)pages/api/.+${SCRIPT}`), exports: new Set(['default', 'handler']) },
  {
    framework: 'next',
    file: new RegExp(`(?:^|/)(?:src/)?(?:middleware|proxy)${SCRIPT}`),
    exports: new Set(['middleware', 'proxy', 'default']),
  },
  { framework: 'sveltekit', file: /(?:^|\/)\+server\.[jt]s$/, exports: new Set([...HTTP_EXPORTS, 'fallback']) },
  { framework: 'sveltekit', file: /(?:^|\/)\+(?:page|layout)(?:\.server)?\.[jt]s$/, exports: new Set(['load', 'actions']) },
  { framework: 'sveltekit', file: /(?:^|\/)src\/hooks\.server\.[jt]s$/, exports: new Set(['handle', 'init']) },
  { framework: 'nuxt', file: new RegExp(`(?:^|/)server/(?:api|routes|middleware)/.+${SCRIPT}`), exports: new Set(['default']) },
  { framework: 'remix', file: new RegExp(`(?:^|/)app/(?:routes/.+|root|entry\\.server)${SCRIPT}`), exports: new Set(['loader', 'action']) },
  { framework: 'astro', file: /(?:^|\/)src\/pages\/.+\.[jt]s$/, exports: new Set([...HTTP_EXPORTS, 'ALL']) },
  { framework: 'solid-start', file: new RegExp(`(?:^|/)src/routes/.+${SCRIPT}`), exports: new Set(HTTP_EXPORTS) },
  {
    framework: 'cloudflare-pages',
    file: new RegExp(`(?:^|/)functions/.+${SCRIPT}`),
    exports: new Set(['onRequest', 'onRequestGet', 'onRequestPost', 'onRequestPut', 'onRequestPatch', 'onRequestDelete']),
  },
  { framework: 'netlify', file: new RegExp(`(?:^|/)netlify/(?:edge-)?functions/.+${SCRIPT}`), exports: new Set(['default', 'handler']) },
];

/** Whether a framework calls this export of this file by convention; `file` is a path with `/`. */
export function routeExport(file: string, name: string): boolean {
  return ROUTE_FILES.some((route) => route.exports.has(name) && route.file.test(file));
}
