import type { ServerProduct } from '../../model/catalog/server.js';
import { SERVER_PRODUCTS } from '../../catalog/servers/self-hosted.js';
import { urlShape } from './host-kind.js';

const BY_ID: ReadonlyMap<string, ServerProduct> = new Map(SERVER_PRODUCTS.map((product) => [product.id, product]));
const BY_PORT: ReadonlyMap<string, ServerProduct> = new Map(
  SERVER_PRODUCTS.flatMap((product) => product.ports.map((port) => [String(port), product] as const)),
);

/** A product by the id that the catalog's entries use for it; `undefined` for vLLM's and unknown ones. */
export function serverProduct(id: string | undefined): ServerProduct | undefined {
  return id === undefined ? undefined : BY_ID.get(id);
}

/**
 * The product that the address of a URL's text tells: by a word of the host's name, else by the port.
 *
 * @returns `undefined` for vLLM (also where the host is called so), and where nothing tells.
 */
export function productAt(url: string): ServerProduct | undefined {
  const shape = urlShape(url);
  if (!shape) return undefined;
  if (isNamed(shape.host, 'vllm')) return undefined;
  return SERVER_PRODUCTS.find(({ names }) => names.some((name) => isNamed(shape.host, name))) ?? BY_PORT.get(shape.port);
}

/** Whether a host has a name among its words: `ollama`, `my-ollama`, `ollama.llm.svc`. */
function isNamed(host: string, name: string): boolean {
  const at = host.indexOf(name);
  return at >= 0 && !/[a-z\d]/.test(host.charAt(at - 1)) && !/[a-z]/.test(host.charAt(at + name.length));
}

/**
 * The product that a path of an API tells. `/generate` and `/info` are those of several servers, SGLang's and vLLM's first
 * demonstration server among them.
 */
export function productOfPath(path: { readonly path: string; readonly api: string } | undefined): ServerProduct | undefined {
  return path === undefined || SHARED_PATHS.has(path.path) ? undefined : BY_ID.get(path.api);
}

const SHARED_PATHS: ReadonlySet<string> = new Set(['/generate', '/info', '/embed', '/completion', '/embedding']);
