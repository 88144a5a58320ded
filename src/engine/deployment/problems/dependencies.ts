import type { Container } from '../../../model/facts/server.js';
import type { Dependency } from '../../../model/facts/workload.js';
import type { UnreadyDependency } from '../../../model/problems/deployment.js';
import { answerOf } from '../answer.js';
import type { Application } from '../application.js';
import { clientsOf } from '../clients.js';
import { commandsOf } from '../server.js';
import { invalidHealthChecks } from './health-checks.js';

/** Services of Compose that start before the LLM server that they need is ready. */
export function unreadyDependencies(application: Application): readonly UnreadyDependency[] {
  if (application.own.form !== 'compose') return [];
  const services = new Map(application.containers.map((container) => [container.name, container]));
  const found = application.containers.flatMap((container) => [
    ...container.dependsOn.flatMap((dependency) => startedOnly(container, dependency, services, application)),
    ...withoutWait(container, services, application),
  ]);
  // An anchor that several services use is one place.
  return found.filter(({ span }, index) => found.findIndex((other) => other.span.start === span.start) === index);
}

function startedOnly(
  container: Container,
  dependency: Dependency,
  services: ReadonlyMap<string, Container>,
  application: Application,
): readonly UnreadyDependency[] {
  const { service, condition, span } = dependency;
  const target = services.get(service);
  if (!target?.server || condition !== 'service_started' || waitsByItself(container) || isOverlaid(container, application)) return [];
  if (isReadyBefore(container, service, services)) return [];
  const hasCheck = canSayYes(target, application);
  return [
    {
      kind: 'started',
      span,
      name: container.name,
      dependency: service,
      server: target.server.product.title,
      hasCheck,
      ...(hasCheck && !hasOtherProfile(target, container) && !dependency.isShared
        ? { fix: { kind: 'wait-until-healthy', dependency, title: 'Wait for `service_healthy`', applicability: 'safe' } }
        : {}),
      suggest: [],
    },
  ];
}

/** A service has the address of a server of the same file, and waits for nothing. */
function withoutWait(
  container: Container,
  services: ReadonlyMap<string, Container>,
  application: Application,
): readonly UnreadyDependency[] {
  if (container.isPartial || waitsByItself(container) || isOverlaid(container, application)) return [];
  const servers = new Set(
    clientsOf(application)
      .filter((client) => client.container === container)
      .flatMap((client) => {
        const answer = answerOf(client, application);
        return answer.kind === 'yes' && answer.server ? [answer.server] : [];
      }),
  );
  return [...servers].flatMap((target): readonly UnreadyDependency[] => {
    const waits = container.dependsOn.some(({ service }) => service === target.name || services.get(service)?.name === undefined);
    if (!target.server || target === container || services.get(target.name) !== target || waits) return [];
    if (hasOtherProfile(target, container) || isReadyBefore(container, target.name, services)) return [];
    const hasCheck = canSayYes(target, application);
    return [
      {
        kind: 'none',
        span: container.at,
        name: container.name,
        dependency: target.name,
        server: target.server.product.title,
        hasCheck,
        suggest:
          hasCheck && container.mapping && container.dependsOn.length === 0
            ? [
                {
                  kind: 'add-entry',
                  to: container.mapping,
                  entry: { key: 'depends_on', value: [{ key: target.name, value: [{ key: 'condition', value: 'service_healthy' }] }] },
                  title: `Wait until \`${target.name}\` is healthy`,
                  applicability: 'unsafe',
                },
              ]
            : [],
      },
    ];
  });
}

/** Whether a service starts only when another one was healthy, by way of the services that it waits for. */
function isReadyBefore(container: Container, wanted: string, services: ReadonlyMap<string, Container>): boolean {
  const seen = new Set<string>();
  const visit = (one: Container): boolean => {
    if (seen.has(one.name)) return false;
    seen.add(one.name);
    return one.dependsOn.some(({ service, condition }) => {
      if (service === wanted && condition === 'service_healthy') return true;
      const next = services.get(service);
      return next !== undefined && service !== wanted && visit(next);
    });
  };
  return visit(container);
}

/** Another file of the application completes the service, so it may say what it waits for. */
function isOverlaid({ name }: Container, application: Application): boolean {
  return application.hasOverlay(name);
}

/** A variable or a program of tools that wait for a port or an answer. */
const WAITS = /\bwait[-_]?for\b|wait-for-it|WAIT_HOSTS|dockerize|\bwaitforit\b|\bwait-hosts\b/i;

function waitsByItself(container: Container): boolean {
  const words = commandsOf(container).map((command) => command.map(({ value }) => value).join(' '));
  if (container.environment.some(({ name }) => WAITS.test(name))) return true;
  if (words.some((command) => WAITS.test(command))) return true;
  const hasLoop = words.some((command) => /^(?:until|while)\b/.test(command));
  return hasLoop && words.some((command) => /\b(?:curl|wget|nc|ollama|python3?)\b/.test(command));
}

/** The service is started by a profile that the other one may not have. */
function hasOtherProfile(target: Container, container: Container): boolean {
  const own = container.compose?.profiles ?? [];
  const theirs = target.compose?.profiles ?? [];
  return theirs.length > 0 && !(own.length > 0 && own.every((profile) => theirs.includes(profile)));
}

/** Whether a service has a check that succeeds once the server is ready. */
function canSayYes(target: Container, application: Application): boolean {
  const { server, check } = target;
  if (!server) return false;
  if (check ? check.kind === 'none' : !(server.isOwnImage && server.product.ownCheck)) return false;
  return !invalidHealthChecks({ ...application, containers: [target] }).some(({ kind }) => kind !== 'blind');
}
