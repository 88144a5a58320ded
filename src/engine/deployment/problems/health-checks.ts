import type { DeploymentChange } from '../../../model/deployment-change.js';
import type { Container, Server } from '../../../model/facts/server.js';
import type { HealthCheck } from '../../../model/facts/workload.js';
import type { InvalidHealthCheck, MissingHealthCheck } from '../../../model/problems/deployment.js';
import { answerOf, isSelectedBy } from '../answer.js';
import type { Application } from '../application.js';
import { addCheck, addressesIn, checkCommand, clientsIn } from '../check-command.js';
import { clientsOf } from '../clients.js';

/** The checks of servers that cannot succeed, or cannot fail while the model loads. */
export function invalidHealthChecks(application: Application): readonly InvalidHealthCheck[] {
  return application.containers.flatMap((container) => {
    const { server } = container;
    return server && !container.isPartial ? checksOf(container).flatMap((check) => faultOf(check, container, server) ?? []) : [];
  });
}

function checksOf({ check, pod, file, form }: Container): readonly (HealthCheck | undefined)[] {
  if (pod) return [pod.probes.startup, pod.probes.readiness, pod.probes.liveness].filter((probe) => probe !== undefined);
  // A check in a Dockerfile is reported there, the image's own where the service starts it.
  return form === 'dockerfile' || check?.command?.commands[0]?.[0]?.file === file || !check ? [check] : [];
}

/** Why a check cannot do its work; `undefined` where it can, or that is not known. */
function faultOf(check: HealthCheck | undefined, container: Container, server: Server): InvalidHealthCheck | undefined {
  const { product } = server;
  if (!check) return imagePortFault(container, server);
  if (check.http) return probeFault(check.http, container, server);
  if (!check.command) return undefined;
  const clients = clientsIn(check.command);
  const lacking = clients.filter(({ name }) => server.isOwnImage && product.absentPrograms.includes(name) && !isInstalled(name, container));
  const [first] = lacking;
  if (first && lacking.length === clients.length)
    return {
      kind: 'no-program',
      span: check.span,
      server: product.title,
      given: first.name,
      expected: checkCommand(container)?.join(' ') ?? '',
      ...otherCommand(check, container),
    };
  const asked = addressesIn(check.command);
  const [address] = asked;
  if (!address || asked.length > 1) return blindFault(check, server);
  if (
    server.ports.length > 0 &&
    !server.ports.includes(address.port) &&
    !container.ports.some(({ container: port }) => port === address.port)
  ) {
    const [port, ...others] = server.ports;
    const right = port === undefined || others.length > 0 ? undefined : port;
    const change: readonly DeploymentChange[] =
      right === undefined
        ? []
        : [
            {
              kind: 'replace',
              at: address.word.span,
              find: `:${address.port}`,
              text: `:${right}`,
              title: `Ask port ${right}`,
              applicability: 'unsafe',
            },
          ];
    return {
      kind: 'other-port',
      span: address.word.span,
      server: product.title,
      given: String(address.port),
      expected: server.ports.join(' or '),
      suggest: change,
    };
  }
  const hasHeader = check.command.commands.flat().some(({ value }) => /authorization|bearer|x-api-key/i.test(value) || value === '-u');
  if (!hasHeader && needsKey(server, address.path)) return keyFault(check, server, address.path);
  return blindFault(check, server);
}

/** The program is put into the image by the Dockerfile. */
function isInstalled(program: string, { setup, imageIs }: Container): boolean {
  return imageIs === 'unknown' || new RegExp(String.raw`\b${program}\b`).test(setup ?? '');
}

function otherCommand(check: HealthCheck, container: Container): Pick<InvalidHealthCheck, 'fix' | 'suggest'> {
  const words = checkCommand(container);
  if (!words || container.form !== 'compose') return { suggest: [] };
  const isOllamas = container.server?.product.health?.command !== undefined;
  const change: DeploymentChange = {
    kind: 'replace-command',
    at: check.span,
    words,
    title: `Use \`${words.slice(0, 3).join(' ')}\``,
    applicability: isOllamas && !container.mapping?.isShared ? 'safe' : 'unsafe',
  };
  return change.applicability === 'safe' ? { fix: change, suggest: [] } : { suggest: [change] };
}

function needsKey({ hasKey, product }: Server, path: string): boolean {
  return (
    hasKey === 'yes' &&
    product.health?.needsKey.some((start) => path === start || (start !== '/health' && path.startsWith(`${start}/`))) === true
  );
}

function keyFault(check: HealthCheck, { product }: Server, path: string): InvalidHealthCheck {
  const expected = product.health?.path ?? '';
  const find = path;
  const suggest: readonly DeploymentChange[] =
    expected === '' || expected === path
      ? []
      : [{ kind: 'replace', at: check.span, find, text: expected, title: `Ask \`${expected}\``, applicability: 'unsafe' }];
  return { kind: 'needs-key', span: check.span, server: product.title, given: path, expected, suggest };
}

function probeFault(http: NonNullable<HealthCheck['http']>, container: Container, server: Server): InvalidHealthCheck | undefined {
  const { product } = server;
  const named = typeof http.port === 'string' ? container.ports.find(({ name }) => name === http.port) : undefined;
  const port = typeof http.port === 'string' ? named?.container : http.port;
  const isUnknownName = typeof http.port === 'string' && !named && !http.port.includes('\u0000');
  const isOther = port !== undefined && server.ports.length > 0 && !server.ports.includes(port);
  // Another container of the pod, or another process beside the server, may answer there.
  const mayAnswer =
    container.pod?.containers.length !== 1 || (container.ports.some((one) => one.container === port) && container.ports.length > 1);
  if (isUnknownName || (isOther && !mayAnswer)) {
    const [right, ...others] = server.ports;
    const given = String(http.port);
    const suggest: readonly DeploymentChange[] =
      right === undefined || others.length > 0
        ? []
        : [{ kind: 'replace', at: http.span, find: given, text: String(right), title: `Ask port ${right}`, applicability: 'unsafe' }];
    return { kind: 'other-port', span: http.span, server: product.title, given, expected: server.ports.join(' or '), suggest };
  }
  if (http.hasHeaders || !needsKey(server, http.path)) return undefined;
  return { kind: 'needs-key', span: http.span, server: product.title, given: http.path, expected: product.health?.path ?? '', suggest: [] };
}

/** The image's own check asks a fixed port, and the command line moves the server to another one. */
function imagePortFault(container: Container, server: Server): InvalidHealthCheck | undefined {
  const { product, ports, portText, options, isOwnImage } = server;
  const port = product.ownCheck?.port;
  const isByFlag = portText !== undefined && options.some(({ span }) => span.start <= portText.span.start && portText.span.end <= span.end);
  if (container.pod || port === undefined || !isOwnImage || !isByFlag || ports.length === 0 || ports.includes(port)) return undefined;
  const add = addCheck(container);
  return {
    kind: 'image-port',
    span: portText.span,
    server: product.title,
    given: String(port),
    expected: ports.join(' or '),
    suggest: add ? [add] : [],
  };
}

/** `curl` without `-f` succeeds on the 503 that the server answers while it loads. */
function blindFault(check: HealthCheck, { product }: Server): InvalidHealthCheck | undefined {
  if (product.health?.whileLoading !== 'unavailable' || !check.command) return undefined;
  const [client, ...others] = clientsIn(check.command);
  const word = client?.words[0];
  if (client?.name !== 'curl' || !word || others.length > 0) return undefined;
  const fails = client.words.some(({ value }) => /^-[a-zA-Z]*f|^--fail|http_code/.test(value));
  if (fails || check.command.commands.some((words) => /grep|test|\[/.test(words[0]?.value ?? ''))) return undefined;
  return {
    kind: 'blind',
    span: check.span,
    server: product.title,
    given: 'curl',
    expected: 'curl -f',
    suggest: check.command.isScript
      ? [{ kind: 'replace', at: word.span, find: 'curl', text: 'curl -f', title: 'Use `curl -f`', applicability: 'unsafe' }]
      : [],
  };
}

/** Kinds of resources whose controllers add probes of their own. */
const PROBED_BY_CONTROLLER: ReadonlySet<string> = new Set([
  ...['InferenceService', 'LLMInferenceService', 'ServingRuntime', 'ClusterServingRuntime', 'Model', 'RayService', 'RayCluster', 'RayJob'],
  // Nothing is sent to a job.
  ...['Job', 'CronJob', 'ScaledJob', 'Workflow'],
]);

/** The servers of a file that nothing asks whether they are ready. */
export function missingHealthChecks(application: Application): readonly MissingHealthCheck[] {
  const used = usedServers(application);
  return application.containers.flatMap((container): readonly MissingHealthCheck[] => {
    const { form, server, name, at } = container;
    if (!server?.product.health || container.isPartial || form === 'dockerfile' || hasCheck(container, server, application)) return [];
    const add = addCheck(container);
    return [{ form, span: at, server: server.product.title, name, hasDependents: used.has(container), suggest: add ? [add] : [] }];
  });
}

function hasCheck({ check, pod, name, form }: Container, { product, isOwnImage }: Server, application: Application): boolean {
  if (pod) return Object.values(pod.probes).some((probe) => probe !== undefined) || PROBED_BY_CONTROLLER.has(pod.kind);
  return check !== undefined || (isOwnImage && product.ownCheck !== undefined) || (form === 'compose' && application.hasOverlay(name));
}

/** Servers that another service waits for, has the address of, or that a Service leads to. */
function usedServers(application: Application): ReadonlySet<Container> {
  const waited = new Set(application.containers.flatMap(({ dependsOn }) => dependsOn.map(({ service }) => service)));
  const used = application.containers.filter(
    ({ name, pod }) =>
      (!pod && waited.has(name)) || (pod && application.clusterServices().some((service) => isSelectedBy(pod.labels, service))),
  );
  const addressed = clientsOf(application).flatMap((client) => {
    const answer = answerOf(client, application);
    return answer.kind === 'yes' && answer.server ? [answer.server] : [];
  });
  return new Set([...used, ...addressed]);
}
