import { START_COMMANDS } from '../../catalog/servers/start-commands.js';
import type { Endpoint } from '../../model/facts/endpoint.js';
import { isLoopback, urlShape } from './host-kind.js';
import { productAt } from './server-product.js';

/**
 * The server that a command starts: `['python', '-m', 'vllm.entrypoints.openai.api_server', '--port', '8000']`.
 *
 * @param words The program and its arguments, as far as they are known; `undefined` stands for one that is not.
 */
export function serverStartedBy(words: readonly (string | undefined)[]): string | undefined {
  const program = programIn(words);
  const name = words[program]?.replace(/^.*[/\\]/, '').replace(/\.exe$/i, '');
  const rest = words.slice(program + 1);
  return START_COMMANDS.find(({ words: [first, ...others] }) => name === first && others.every((word) => rest.includes(word)))?.server;
}

/** Where the program stands: behind `nohup`, `sudo`, variables of the environment, `python -m`. */
function programIn(words: readonly (string | undefined)[]): number {
  const module = words.indexOf('-m');
  if (module > 0 && PYTHON.test(words[module - 1] ?? 'python')) return module + 1;
  const index = words.findIndex((word) => word === undefined || !(PREFIXES.has(word) || /^\w+=/.test(word)));
  return Math.max(0, index);
}

const PREFIXES: ReadonlySet<string> = new Set(['nohup', 'sudo', 'env', 'exec', 'uv', 'uvx', 'run', 'npx', 'poetry', 'pipx']);

const PYTHON = /(?:^|[/\\])py(?:thon|py)?[\d.]*(?:\.exe)?$/i;

/** A command line of a shell, in words. */
export function wordsOf(command: string): readonly string[] {
  return command.split(/\s+/).filter((word) => word !== '');
}

/**
 * The endpoint, marked where the program starts the server at it: a loopback address that tells the server, or tells none.
 *
 * @param started The servers that the file starts.
 */
export function withStart(endpoint: Endpoint, started: ReadonlySet<string>): Endpoint {
  if (started.size === 0 || endpoint.source !== 'literal') return endpoint;
  return isOwnServer(endpoint.resolved ?? endpoint.base, started) ? { ...endpoint, isStartedHere: true } : endpoint;
}

/** Whether a base URL is that of a server on this machine that the program starts itself: its address is the program's own choice. */
export function isOwnServer(url: string, started: ReadonlySet<string>): boolean {
  if (!isLoopback(urlShape(url)?.host ?? '')) return false;
  const product = productAt(url)?.id;
  return product === undefined ? [...started].some((server) => !OWN_PORT.has(server)) : started.has(product);
}

/** Servers that are known by their port: another port is not theirs. */
const OWN_PORT: ReadonlySet<string> = new Set(['ollama', 'lmstudio']);
