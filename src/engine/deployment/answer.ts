import type { Answer, DeploymentClient } from '../../model/facts/deployment-client.js';
import type { Container } from '../../model/facts/server.js';
import type { ClusterService } from '../../model/facts/workload.js';
import { isLoopback } from '../urls/host-kind.js';
import { productAt } from '../urls/server-product.js';
import { type Application, listensOn } from './application.js';
import { mayRunServer } from './own-server.js';

/**
 * Does anything answer an address, seen from the container that uses it? `unknown` as soon as a part of the answer is not in
 * the project's files.
 */
export function answerOf(client: DeploymentClient, application: Application): Answer {
  const { container } = client;
  if (!container || client.runsIn !== 'container') return UNKNOWN;
  switch (container.form) {
    case 'compose':
      return answerInCompose(client, container, application);
    case 'kubernetes':
      return answerInCluster(client, container, application);
    case 'dockerfile':
      return answerInImage(client, container, application);
  }
}

const UNKNOWN: Answer = { kind: 'unknown' };
/** The name of the host in a container of Docker Desktop. */
export const HOST_GATEWAY = 'host.docker.internal';
/** A file for macOS or Windows, where Docker Desktop resolves that name: `docker-compose-mac.yml`. */
const DESKTOP_FILE = /[-_.](?:mac|macos|osx|darwin|win|windows)[-_.][^/\\]*$/i;

function answerInCompose(client: DeploymentClient, container: Container, application: Application): Answer {
  const { host } = client.url;
  const { network } = container;
  if (network.kind === 'shared') {
    const other = all(application).find(({ name, form }) => form === 'compose' && name === network.of);
    return other && isLoopback(host) && other.server && listensOn(other.server, client.url.port ?? 0)
      ? { kind: 'yes', server: other }
      : UNKNOWN;
  }
  if (network.kind !== 'own') return UNKNOWN;
  if (isLoopback(host))
    return mayRunServer(container, client.url.port)
      ? UNKNOWN
      : { kind: 'nothing', because: 'own-container', ...likelyServer(client, container, application) };
  if (host === HOST_GATEWAY && DESKTOP_FILE.test(container.file)) return UNKNOWN;
  if (host === HOST_GATEWAY)
    return network.extraHosts.includes(HOST_GATEWAY) || network.mayHaveMoreHosts ? UNKNOWN : { kind: 'nothing', because: 'host-gateway' };
  if (network.extraHosts.includes(host)) return UNKNOWN;
  const named = all(application).filter(
    ({ form, network: { aliases } }) => form === 'compose' && aliases.some((alias) => alias.toLowerCase() === host),
  );
  if (named.length > 0) return answerOfServices(client, named);
  return answerOfUnknownName(client, container, application);
}

/** Of several services of one name (files that are alternatives, profiles) one that answers is enough. */
function answerOfServices({ url }: DeploymentClient, services: readonly Container[]): Answer {
  const answers = services.map((service): Answer => {
    const { server, network } = service;
    if (!server || network.kind !== 'own' || url.port === undefined || service.isPartial) return UNKNOWN;
    const listens = listensOn(server, url.port);
    if (listens === undefined) return UNKNOWN;
    const [port] = server.ports;
    if (listens) {
      if (url.scheme === 'https' && server.hasTls === 'no')
        return { kind: 'nothing', because: 'plain-http', meant: service, host: url.host, port: url.port };
      return { kind: 'yes', server: service };
    }
    // Another process in the container may listen there.
    if (service.ports.some(({ container }) => container === url.port)) return UNKNOWN;
    const isPublished = service.ports.some(
      ({ host, container }) => host === url.port && container !== undefined && server.ports.includes(container),
    );
    return {
      kind: 'nothing',
      because: isPublished ? 'published-port' : 'other-port',
      meant: service,
      host: url.host,
      port: server.ports.length === 1 ? port : undefined,
    };
  });
  return answers.find(({ kind }) => kind === 'yes') ?? answers.find(({ kind }) => kind === 'unknown') ?? answers[0] ?? UNKNOWN;
}

/** A name without a dot that no service has: wrong only if another service was certainly meant. */
function answerOfUnknownName(client: DeploymentClient, container: Container, application: Application): Answer {
  const { own } = application;
  const { host } = client.url;
  if (!/^[a-z0-9_-]+$/i.test(host) || own.externalNetworks.length > 0 || own.includes.length > 0 || container.isPartial) return UNKNOWN;
  if (application.otherFiles().some(({ serviceNames, externalNetworks }) => serviceNames.includes(host) || externalNetworks.length > 0))
    return UNKNOWN;
  if (application.containers.some(({ network, isPartial }) => network.mayHaveMoreHosts || isPartial)) return UNKNOWN;
  const meant = likelyServer(client, container, application);
  return meant.meant ? { kind: 'nothing', because: 'no-such-name', ...meant } : UNKNOWN;
}

/** The one server of the file that an address probably means: by its port inside, the published one, or its product. */
function likelyServer(
  { url, name, text }: DeploymentClient,
  from: Container,
  application: Application,
): { readonly meant?: Container; readonly host?: string; readonly port?: number } {
  const servers = application.containers.filter(
    (one) => one.server && one.name !== from.name && one.network.kind === 'own' && sharesNetwork(one, from),
  );
  const byPort = servers.filter(
    ({ server, ports }) =>
      url.port !== undefined &&
      (server?.ports.includes(url.port) === true ||
        ports.some(({ host, container }) => host === url.port && container !== undefined && server?.ports.includes(container))),
  );
  const product = productAt(text.value)?.id;
  const word = name.toLowerCase();
  const byProduct = servers.filter(
    ({ server }) => server && (server.product.id === product || word.includes(server.product.id.replace(/\W/g, ''))),
  );
  const [meant, ...others] = byPort.length > 0 ? byPort : byProduct;
  const [port, ...otherPorts] = meant?.server?.ports ?? [];
  if (!meant || others.length > 0 || port === undefined || otherPorts.length > 0) return {};
  return { meant, host: meant.name, port };
}

function sharesNetwork(a: Container, b: Container): boolean {
  return a.network.names.some((name) => b.network.names.includes(name));
}

function all(application: Application): readonly Container[] {
  return [...application.containers, ...application.others()];
}

/** An address in an image is wrong only if no compose file that builds the image sets the variable. */
function answerInImage(client: DeploymentClient, container: Container, application: Application): Answer {
  if (!isLoopback(client.url.host) || mayRunServer(container, client.url.port)) return UNKNOWN;
  const users = application.others().filter(({ build }) => build?.dockerfile === container.file);
  const isSetByAll =
    users.length > 0 &&
    users.every(({ environment }) => environment.some(({ name, value }) => name === client.name && value.file !== container.file));
  const sharesHost = users.some(({ network, mayHaveMoreEnvironment }) => network.kind !== 'own' || mayHaveMoreEnvironment);
  return isSetByAll || sharesHost ? UNKNOWN : { kind: 'nothing', because: 'own-container' };
}

function answerInCluster(client: DeploymentClient, container: Container, application: Application): Answer {
  const { host, port } = client.url;
  const { pod, network } = container;
  if (!pod || network.kind !== 'own' || network.extraHosts.includes(host)) return UNKNOWN;
  if (isLoopback(host)) {
    // Other containers of the pod share its address.
    return pod.containers.length > 1 || mayRunServer(container, port) ? UNKNOWN : { kind: 'nothing', because: 'own-container' };
  }
  const [name = '', namespace, kind] = host.split('.');
  if (kind !== undefined && kind !== 'svc') return UNKNOWN;
  const services = application
    .clusterServices()
    .filter(
      (service) => service.name === name && (namespace === undefined || service.namespace === undefined || service.namespace === namespace),
    );
  const [service, ...others] = services;
  if (!service || others.length > 0 || service.isExternalName || port === undefined) return UNKNOWN;
  if (namespace === undefined && service.namespace !== undefined && pod.namespace !== undefined && service.namespace !== pod.namespace)
    return { kind: 'nothing', because: 'namespace', host: `${name}.${service.namespace}` };
  return answerOfClusterService(client, service, application);
}

function answerOfClusterService({ url }: DeploymentClient, service: ClusterService, application: Application): Answer {
  const server = all(application).find(({ pod, server: found }) => found && pod && isSelectedBy(pod.labels, service));
  if (service.ports.length === 0 || service.ports.some(({ port }) => port === undefined)) return UNKNOWN;
  if (service.ports.some(({ port }) => port === url.port)) {
    if (url.scheme === 'https' && server?.server?.hasTls === 'no' && server.pod?.containers.length === 1)
      return { kind: 'nothing', because: 'plain-http', meant: server, host: url.host, port: url.port };
    return { kind: 'yes', server };
  }
  const [only, ...others] = service.ports;
  return { kind: 'nothing', because: 'service-port', meant: server, host: url.host, port: others.length === 0 ? only?.port : undefined };
}

/** Whether a Service selects pods with these labels. */
export function isSelectedBy(labels: Readonly<Record<string, string>>, { selector }: ClusterService): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
