import { KNOWN_PORTS, namesServer } from '../../catalog/servers/paths.js';
import type { ClientUrl, DeploymentClient } from '../../model/facts/deployment-client.js';
import { type DeploymentText, HOLE } from '../../model/facts/deployment-text.js';
import type { Container } from '../../model/facts/server.js';
import { hostKind, urlShape } from '../urls/host-kind.js';
import type { Application } from './application.js';

/** Prefixes of variables that bundlers put into the code of a browser. */
const BROWSER_PREFIXES = ['NEXT_PUBLIC_', 'VITE_', 'REACT_APP_', 'PUBLIC_', 'NUXT_PUBLIC_', 'EXPO_PUBLIC_', 'VUE_APP_', 'GATSBY_'];

/** The addresses of LLM servers in a file. */
export function clientsOf(application: Application): readonly DeploymentClient[] {
  const serverNames = new Set(application.containers.flatMap((container) => (container.server ? container.network.aliases : [])));
  const ofContainers = application.containers.flatMap((container) =>
    container.environment
      // What another file says is reported there.
      .filter(({ value }) => value.file === application.own.file)
      .flatMap((entry) => clientOf(entry.name, entry.value, container, serverNames)),
  );
  const configured = application.own.addresses.flatMap(({ name, value }) => clientOf(name, value, undefined, serverNames, true));
  return [...ofContainers, ...configured];
}

function clientOf(
  name: string,
  text: DeploymentText,
  container: Container | undefined,
  serverNames: ReadonlySet<string>,
  isCertain = false,
): readonly DeploymentClient[] {
  const url = urlOf(text.value);
  if (!url || url.host === '' || url.host.includes(HOLE)) return [];
  if (container?.server && isOwnOption(name, container)) return [];
  const isServers =
    isCertain || namesServer(name.toUpperCase()) || serverNames.has(url.host) || (url.port !== undefined && KNOWN_PORTS.has(url.port));
  if (!isServers || NOT_AN_API.test(name)) return [];
  // `OLLAMA_HOST=0.0.0.0` is what a server listens on, in whichever image it is.
  if (url.scheme === '' && /^(?:0\.0\.0\.0|::)$/.test(url.host)) return [];
  if (hostKind(text.value.replaceAll(HOLE, '${}')) === 'provider') return [];
  const isBrowsers = BROWSER_PREFIXES.some((prefix) => name.startsWith(prefix));
  return [{ name, text, container, runsIn: isBrowsers ? 'browser' : container ? 'container' : 'unknown', url }];
}

/** Names of addresses that are no API: where a browser is sent, what may call, a proxy. */
const NOT_AN_API = /CALLBACK|REDIRECT|ORIGIN|CORS|WEBHOOK|PROXY_URL|PUBLIC_URL|FRONTEND|SITE_URL|APP_URL/i;

/** Whether a variable tells a container's own server what to listen on. */
function isOwnOption(name: string, { server }: Container): boolean {
  const options = server ? [...server.product.host.variables, ...server.product.port.variables] : [];
  return options.includes(name);
}

/** The parts of an address: a URL, or a host and a port. */
export function urlOf(value: string): ClientUrl | undefined {
  if (/\s/.test(value) || value.length > 500) return undefined;
  const shape = urlShape(value);
  if (!shape || !/^(?:https?|wss?|)$/.test(shape.scheme)) return undefined;
  const hasPort = /^\d+$/.test(shape.port);
  if (shape.port !== '' && !hasPort) return { scheme: shape.scheme, host: shape.host, port: undefined, hasPort: true, path: shape.path };
  const port = hasPort ? Number(shape.port) : shape.scheme === 'https' ? 443 : shape.scheme === 'http' ? 80 : undefined;
  return { scheme: shape.scheme, host: shape.host, port, hasPort, path: shape.path };
}
