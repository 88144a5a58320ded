// Servers on loopback that fail on purpose, for the probes of both languages. A process of its own: it prints the
// port of its control and ends with its standard input.
//   GET /open/MODE   → the port of a server in that mode   GET /seen/PORT → the requests that it has read
// Modes: ok (control), refuse (a closed port), 429ra (429 with Retry-After: 1), any other status, reset (after the
// request), cut (a stream broken off behind two parts), end (one that ends there, without its last mark), hang.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { answerTo } from './answers.mjs';

/** Kernels give out ports above these to whoever asks for any, so what is closed here stays closed. */
const CLOSED = { from: 20_000, count: 10_000 };
const seen = new Map();
let next = process.pid;

const control = createServer((request, response) => {
  const [, action, value] = (request.url ?? '').split('/');
  if (action === 'open') void open(value).then((port) => response.end(JSON.stringify({ port })));
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
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  seen.set(server.address().port, []);
  return server.address().port;
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

async function answer(server, mode, request, response) {
  const chunks = [];
  for await (const chunk of request.on('error', () => undefined)) chunks.push(chunk);
  seen.get(server.address().port)?.push({ at: Date.now(), request: `${request.method} ${request.url}` });
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
