import type { DeploymentChange } from '../../../model/deployment-change.js';
import type { Container } from '../../../model/facts/server.js';
import type { ClusterService } from '../../../model/facts/workload.js';
import type { PortMismatch } from '../../../model/problems/deployment.js';
import type { Span } from '../../../model/span.js';
import { isSelectedBy } from '../answer.js';
import type { Application } from '../application.js';

/** The ports of a file that lead to a port on which its server does not listen. */
export function portMismatches(application: Application): readonly PortMismatch[] {
  return [
    ...application.containers.flatMap(publishedElsewhere),
    ...application.own.services.flatMap((service) => leadsNowhere(service, application)),
  ];
}

/** Compose publishes ports of the container, and the server listens on none of them. */
function publishedElsewhere({ form, server, ports, network, isPartial, name }: Container): readonly PortMismatch[] {
  if (form !== 'compose' || !server || server.ports.length === 0 || network.kind !== 'own' || isPartial) return [];
  const published = ports.filter(({ isPublished }) => isPublished);
  const [first, ...others] = published;
  if (!first || others.length > 0 || first.container === undefined || server.ports.includes(first.container)) return [];
  const [port, ...more] = server.ports;
  return [
    {
      kind: 'published',
      span: first.span,
      name,
      given: String(first.container),
      expected: server.ports.join(' or '),
      suggest:
        port === undefined || more.length > 0
          ? []
          : [lead(first.span, `:${first.container}`, `:${port}`, `Publish port ${port} of the container`)],
    },
  ];
}

function lead(at: Span, find: string, text: string, title: string): DeploymentChange {
  return { kind: 'replace', at, find, text, title, applicability: 'unsafe' };
}

/** A Service of Kubernetes whose pods are in sight. */
function leadsNowhere(service: ClusterService, application: Application): readonly PortMismatch[] {
  if (!service.selector) return [];
  const pods = [...application.containers, ...application.others()].filter(({ pod }) => pod);
  const selected = pods.filter(({ pod }) => pod && isSelectedBy(pod.labels, service));
  if (selected.length === 0) return selectsNothing(service, application);
  const [container, ...others] = selected;
  const { server } = container ?? {};
  // Another container of the pod may listen there.
  if (!container || !server || others.length > 0 || container.pod?.containers.length !== 1) return [];
  return service.ports.flatMap((port): readonly PortMismatch[] => {
    const at = port.targetSpan ?? port.span;
    const target = port.target ?? port.port;
    const [only, ...more] = server.ports;
    const right = only === undefined || more.length > 0 || !port.targetSpan ? undefined : only;
    if (typeof target === 'string') {
      const isNamed = container.ports.some(({ name }) => name === target);
      const suggest = right === undefined ? [] : [lead(at, target, String(right), `Use port ${right}`)];
      return isNamed || target.includes('\u0000')
        ? []
        : [{ kind: 'named-target', span: at, name: service.name, given: target, expected: server.ports.join(' or '), suggest }];
    }
    const isOpen = target === undefined || server.ports.length === 0 || server.ports.includes(target) || isDeclared(container, target);
    if (isOpen || service.ports.length > 1) return [];
    const suggest = right === undefined ? [] : [lead(at, String(target), String(right), `Use port ${right}`)];
    return [{ kind: 'target', span: at, name: service.name, given: String(target), expected: server.ports.join(' or '), suggest }];
  });
}

/** The port is declared beside the server's own: another process of the container has it. */
function isDeclared({ ports, server }: Container, target: number): boolean {
  return (
    ports.some(({ container }) => container === target) &&
    ports.some(({ container }) => container !== undefined && server?.ports.includes(container))
  );
}

/** Selects no pod, while the file has one server whose labels share a key with the selector. */
function selectsNothing(service: ClusterService, application: Application): readonly PortMismatch[] {
  if (application.others().length > 0) return [];
  const servers = application.containers.filter(({ pod, server }) => pod && server);
  const [container, ...others] = servers;
  const labels = container?.pod?.labels;
  if (!labels || others.length > 0 || application.containers.length !== 1 || !service.selectorSpan) return [];
  const wrong = Object.entries(service.selector ?? {}).find(([key, value]) => labels[key] !== undefined && labels[key] !== value);
  if (!wrong) return [];
  const [key, value] = wrong;
  const expected = labels[key] ?? '';
  return [
    {
      kind: 'selector',
      span: service.selectorSpan,
      name: service.name,
      given: `${key}: ${value}`,
      expected: `${key}: ${expected}`,
      suggest: [lead(service.selectorSpan, value, expected, `Select \`${key}: ${expected}\``)],
    },
  ];
}
