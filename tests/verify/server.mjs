// Servers on loopback that fail on purpose, for the probes of both languages. A process of its own: it prints the
// port of its control and ends with its standard input.
//   GET /open/MODE   → the port of a server in that mode   GET /seen/PORT → the requests that it has read
//   GET /listen/PORT → a server in mode `late` begins to listen
// Modes: ok (control), refuse (a closed port), 429ra (429 with Retry-After: 1), any other status, reset (after the
// request), cut (a stream broken off behind two parts), end (one that ends there, without its last mark), hang,
// exact (404 on paths that no LLM server has), chat-only (404 on /responses, too), slow3 (answers after 3 s),
// late (a closed port until it is told to listen), 503x2 (any of them for two requests, then ok).
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { answerTo } from './answers.mjs';

/** Kernels give out ports above these to every program that asks for any, so what is closed here stays closed. */
const CLOSED = { from: 20_000, count: 10_000 };
const seen = new Map();
/** Servers that do not listen yet, by their ports. */
const waiting = new Map();
let next = process.pid;

const control = createServer((request, response) => {
  const [, action, value] = (request.url ?? '').split('/');
  if (action === 'open') void open(value).then((port) => response.end(JSON.stringify({ port })));
  else if (action === 'listen') waiting.get(Number(value))?.listen(Number(value), '127.0.0.1', () => response.end('{}'));
  else response.end(JSON.stringify(seen.get(Number(value)) ?? []));
});
control.listen(0, '127.0.0.1', () => process.stdout.write(`${control.address().port}\n`));
process.stdin.on('end', () => process.exit()).resume();

async function open(mode) {
  if (mode === 'refuse') return closedPort();
  const server = createServer((request, response) => void answer(server, mode, request, response));
  server.on('upgrade', (request, socket) => {
    seen.get(server.address().port)?.push({ at: Date.now(), request: `${request.method} ${request.url}` });
    socket.destroy();
  });
  if (mode === 'late') {
    const port = await closedPort();
    seen.set(port, []);
    waiting.set(port, server);
    return port;
  }
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  seen.set(server.address().port, []);
  return server.address().port;
}

/** The number behind a mode's name: seconds. */
function secondsOf(name, mode) {
  return mode.startsWith(name) ? Number(mode.slice(name.length)) : undefined;
}

async function closedPort() {
  for (;;) {
    const port = CLOSED.from + (next++ % CLOSED.count);
    const isClosed = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => done(false)).on('error', () => done(true));
      setTimeout(() => socket.destroy(), 1000).unref();
    });
    if (isClosed) return port;
  }
}

async function answer(server, given, request, response) {
  const chunks = [];
  for await (const chunk of request.on('error', () => undefined)) chunks.push(chunk);
  const one = { at: Date.now(), request: `${request.method} ${request.url}` };
  const before = seen.get(server.address().port) ?? [];
  before.push(one);
  response.on('close', () => Object.assign(one, { until: Date.now(), status: response.headersSent ? response.statusCode : undefined }));
  const mode = await modeNow(given, before.length, request.url ?? '/');
  if (mode === 'hang') return;
  if (mode === 'reset') return request.socket.resetAndDestroy();
  const status = Number.parseInt(mode, 10);
  if (status) {
    response.writeHead(status, { 'content-type': 'application/json', ...(mode.endsWith('ra') && { 'retry-after': '1' }) });
    return response.end(JSON.stringify({ error: { message: `mode ${mode}`, type: 'x', code: null } }));
  }
  const { type, whole, parts, last } = answerTo(request.url ?? '/', bodyOf(chunks));
  if (whole !== undefined) return sendWhole(response, type, JSON.stringify(whole), mode);
  response.writeHead(200, { 'content-type': type });
  for (const part of mode === 'ok' ? [...parts, last] : parts.slice(0, 2)) response.write(part);
  if (mode === 'cut') setTimeout(() => request.socket.resetAndDestroy(), 200);
  else response.end();
}

/** What a request is met with: its path and its number may decide. */
async function modeNow(given, count, url) {
  const [mode, many] = given.split(/x(?=\d+$)/u);
  if (many !== undefined && count > Number(many)) return 'ok';
  const slow = secondsOf('slow', mode);
  if (slow !== undefined) await new Promise((done) => setTimeout(done, slow * 1000));
  if (mode === 'exact' || mode === 'chat-only')
    return PATHS.test(url.split('?')[0]) && !(mode === 'chat-only' && url.endsWith('/responses')) ? 'ok' : '404';
  return slow !== undefined || mode === 'late' ? 'ok' : mode;
}

/** What vLLM, Ollama and others have below their root. */
const PATHS = /^\/(?:v1\/(?:chat\/completions|completions|embeddings|models|responses|messages)|api\/(?:chat|generate|embed|tags|show))$/u;

function sendWhole(response, type, text, mode) {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  if (mode !== 'cut') return response.end(text);
  response.write(text.slice(0, text.length / 2));
  setTimeout(() => response.socket?.resetAndDestroy(), 50);
}

function bodyOf(chunks) {
  try {
    return Object(JSON.parse(Buffer.concat(chunks).toString()));
  } catch {
    return {};
  }
}
