import { SERVER_DEPLOYMENTS } from '../../catalog/servers/products/index.js';
import type { Container } from '../../model/facts/server.js';
import { commandsOf } from './server.js';

/** Words of images and commands that say that a server is inside. */
const SERVER_WORDS: readonly string[] = [
  ...SERVER_DEPLOYMENTS.flatMap(({ id, programs }) => [id, ...programs.flatMap(([first = '']) => (first === 'python' ? [] : [first]))]),
  'supervisord',
  's6-overlay',
].filter((word) => word.length > 3 && word !== 'serve');
/** Build instructions that put a server into an image. The library of LiteLLM is also a client. */
const INSTALLED =
  /ollama\.(?:com|ai)\/|ollama\/ollama|\bllama-server|llama\.cpp|llama_cpp|\bvllm\b|\bsglang\b|text-(?:generation|embeddings)-|supervisor|local-?ai\b/i;

/**
 * Whether something in a container may listen on a port of its own loopback address: a server of its own, a port that it
 * declares, or a program that is not known.
 */
export function mayRunServer(container: Container, port: number | undefined): boolean {
  if (container.server || container.isPartial || container.imageIs === 'unknown') return true;
  if (port !== undefined && container.ports.some((one) => one.container === port)) return true;
  if (container.environment.some(({ name, value }) => /(?:^|_)PORT$/.test(name) && value.value === String(port))) return true;
  const words = commandsOf(container).flatMap((command) => command.map(({ value }) => value));
  const texts = [container.image?.value ?? '', ...words].map((text) => text.toLowerCase());
  return INSTALLED.test(container.setup ?? '') || SERVER_WORDS.some((word) => texts.some((text) => text.includes(word)));
}
