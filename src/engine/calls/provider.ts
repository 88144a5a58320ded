import { hostKind, providerAt } from '../urls/host-kind.js';
import { textOf } from '../urls/recognize.js';
import type { TextNode, UrlText } from '../urls/url-text.js';

/** What a cloud is called whose client is given the address of a deployment. */
export const CLOUD = 'the cloud service';

/**
 * The hosted provider to whose own address a request certainly goes: each way its URL can come out is a literal of one. What
 * an option, an argument or the environment may replace is not certain.
 */
export function providerOf(urls: readonly UrlText<TextNode>[]): string | undefined {
  const [first, ...others] = urls.map((url) => (url.fallback ? undefined : (providerAt(textOf(url)) ?? cloudAt(textOf(url)))));
  return others.includes(undefined) ? undefined : first;
}

/** Azure's API by its path, whatever variable holds the host; on a machine of one's own it is a mock. */
function cloudAt(text: string): string | undefined {
  return text.includes('/openai/deployments/') && hostKind(text) !== 'self-hosted' ? CLOUD : undefined;
}

/** Whether one of the addresses that a cloud's client is given is a server of one's own: a mock, a proxy. */
export function mayBeOwn(urls: readonly UrlText<TextNode>[]): boolean {
  return urls.some((url) => hostKind(textOf(url)) === 'self-hosted');
}

/** Whether a file names a variable from which an SDK reads its base URL: its server need not be the provider's. */
export function namesVariable(text: string, variables: readonly string[] | undefined): boolean {
  return variables?.some((variable) => text.includes(variable)) === true;
}
