import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenAI-compatible server on loopback, and the paths that it was asked for. */
export interface LlmServer {
  readonly port: number;
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/** Starts one at a port, or at any that is free. It answers every chat completion with "Hello". */
export async function startLlmServer(port = 0): Promise<LlmServer> {
  const paths: string[] = [];
  const server: Server = createServer((request, response) => {
    paths.push(request.url ?? '');
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (!request.url?.endsWith('/v1/chat/completions')) response.statusCode = 404;
      response.end(
        JSON.stringify({
          id: '1',
          object: 'chat.completion',
          created: 0,
          model: 'm',
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello' } }],
        }),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    paths,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A port of loopback without a listener. */
export async function closedPort(): Promise<number> {
  const server = await startLlmServer();
  await server.close();
  return server.port;
}
