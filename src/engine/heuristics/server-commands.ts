import { SERVER_COMMANDS } from '../../catalog/servers/commands.js';
import { isLoopback, urlShape } from '../urls/host-kind.js';
import { productAt } from '../urls/server-product.js';

/**
 * The id of the server product that a command starts: `ollama`; `undefined` for any other command.
 *
 * @param texts The texts of the command and its arguments, in order: one for a shell, or one each.
 */
export function startedProduct(texts: readonly string[]): string | undefined {
  const words = texts.flatMap((text) => text.split(/\s+/)).map((word) => word.replace(/^.*[\\/]/, '').replace(/\.exe$/, ''));
  return SERVER_COMMANDS.find((command) => {
    let at = 0;
    for (const word of words) if (word === command.words[at]) at += 1;
    return at === command.words.length;
  })?.product;
}

/** Whether a base URL is that of a server on this machine that the program starts itself: its address is the program's own choice. */
export function isOwnServer(url: string, products: ReadonlySet<string>): boolean {
  if (!isLoopback(urlShape(url)?.host ?? '')) return false;
  const product = productAt(url)?.id;
  return product === undefined ? [...products].some((id) => id !== 'ollama' && id !== 'lmstudio') : products.has(product);
}
