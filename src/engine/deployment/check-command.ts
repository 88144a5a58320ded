import type { DeploymentChange, YamlEntryText } from '../../model/deployment-change.js';
import type { Container, Server } from '../../model/facts/server.js';
import type { CommandText, DeploymentText } from '../../model/facts/deployment-text.js';

/** What the command of a health check asks. */
export interface AskedAddress {
  /** The word that holds the URL. */
  readonly word: DeploymentText;
  readonly url: string;
  readonly port: number;
  readonly path: string;
}

/** Programs that ask an address. */
const CLIENTS: ReadonlySet<string> = new Set(['curl', 'wget', 'python', 'python3', 'node', 'nc', 'ollama', 'grpc_health_probe']);

/** The programs of a command that ask an address, by their names. */
export function clientsIn(command: CommandText): readonly { readonly name: string; readonly words: readonly DeploymentText[] }[] {
  return command.commands.flatMap((words) => {
    const name = words[0]?.value.replace(/^.*\//, '') ?? '';
    return CLIENTS.has(name) ? [{ name, words }] : [];
  });
}

/** The addresses of the container itself that a command asks. */
export function addressesIn(command: CommandText): readonly AskedAddress[] {
  return command.commands.flat().flatMap((word) =>
    [...word.value.matchAll(OWN_ADDRESS)].map((match) => ({
      word,
      url: match[0],
      port: match[1] === undefined ? 80 : Number(match[1]),
      path: match[2] ?? '/',
    })),
  );
}

const OWN_ADDRESS = /http:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d{1,5}))?(?![\w.\u0000:-])(\/[\w./-]*)?/g;

/** The command that asks a server whether it is ready; `undefined` where no program of its image can. */
export function checkCommand({ server }: Pick<Container, 'server'>): readonly string[] | undefined {
  const url = server && healthUrl(server);
  if (!server || url === undefined) return undefined;
  const { health, presentPrograms } = server.product;
  if (health?.command) return health.command;
  if (presentPrograms.includes('curl')) return ['curl', '-f', url];
  if (presentPrograms.includes('wget')) return ['wget', '-qO-', url];
  return presentPrograms.includes('python3') ? ['python3', '-c', `import urllib.request; urllib.request.urlopen('${url}')`] : undefined;
}

function healthUrl({ product, ports }: Server): string | undefined {
  const [port, ...others] = ports;
  if (!product.health || port === undefined || others.length > 0) return undefined;
  return `http://localhost:${port}${product.health.path}`;
}

/** How often it is asked, and how long a start may take: five times what the product needs at least. */
const INTERVAL = 10;

/** The change that gives a service of Compose, or a container of a pod, a check. */
export function addCheck(container: Container): DeploymentChange | undefined {
  const { server, mapping, form } = container;
  if (!server || !mapping) return undefined;
  const entry = form === 'compose' ? composeCheck(container, server) : readinessProbe(server);
  if (!entry) return undefined;
  return {
    kind: 'add-entry',
    to: mapping,
    entry,
    title: `Add a ${form === 'compose' ? 'health check' : 'readiness probe'}`,
    applicability: 'unsafe',
  };
}

function composeCheck(container: Container, { product }: Server): YamlEntryText | undefined {
  const words = checkCommand(container);
  if (!words) return undefined;
  return {
    key: 'healthcheck',
    value: [
      { key: 'test', value: `[${['CMD', ...words].map((word) => JSON.stringify(word)).join(', ')}]` },
      { key: 'interval', value: `${INTERVAL}s` },
      { key: 'timeout', value: '5s' },
      { key: 'retries', value: '3' },
      { key: 'start_period', value: `${startPeriod(product.loadSeconds)}s` },
    ],
  };
}

function startPeriod(loadSeconds: number): number {
  return Math.max(30, loadSeconds * 5);
}

function readinessProbe({ product, ports }: Server): YamlEntryText | undefined {
  const [port, ...others] = ports;
  if (!product.health || port === undefined || others.length > 0) return undefined;
  return {
    key: 'readinessProbe',
    value: [
      {
        key: 'httpGet',
        value: [
          { key: 'path', value: product.health.path },
          { key: 'port', value: String(port) },
        ],
      },
      { key: 'periodSeconds', value: String(INTERVAL) },
    ],
  };
}
