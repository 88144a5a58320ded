import { isShellCommand } from '../../../engine/deployment/command-line.js';
import { numberOf } from '../../../engine/deployment/duration.js';
import { HOLE } from '../../../model/facts/deployment-text.js';
import type { EnvironmentEntry, HealthCheck, Pod, PortMapping, Workload } from '../../../model/facts/workload.js';
import { type TextContext, commandIn, textIn } from '../syntax/commands.js';
import type { YamlValue } from '../syntax/tree.js';

/** A pod's specification and what is around it. */
export interface PodSpec {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: YamlValue;
}

/** Variables of the ConfigMaps of the same file, by their names. */
export type ConfigMaps = Readonly<Record<string, readonly EnvironmentEntry[]>>;

/** Reads the containers of a pod; those that run before the others are left out. */
export function readContainers(pod: PodSpec, configMaps: ConfigMaps, context: TextContext): readonly Workload[] {
  const containers = (pod.spec.get('containers')?.items() ?? []).filter(({ kind }) => kind === 'map');
  const names = containers.map((container, index) => container.get('name')?.text() ?? String(index));
  return containers.map((container, index) => readContainer(pod, container, names, names[index] ?? '', configMaps, context));
}

function readContainer(
  pod: PodSpec,
  container: YamlValue,
  names: readonly string[],
  name: string,
  configMaps: ConfigMaps,
  outer: TextContext,
): Workload {
  const { entries, isWhole } = environmentOf(container, configMaps, outer);
  const lookup = (variable: string) => entries.find((entry) => entry.name === variable)?.value.value;
  const context: TextContext = { ...outer, variables: { style: 'kubernetes', lookup, inner: lookup } };
  const image = textIn(container.get('image'), context);
  const entrypoint = commandIn(container.get('command'), context);
  const hasScriptBefore = isShellCommand(entrypoint?.commands[0] ?? []);
  const command = commandIn(container.get('args'), context, hasScriptBefore);
  const nameSpan = container.get('name')?.span ?? container.span;
  return {
    form: 'kubernetes',
    file: context.file,
    name,
    at: image?.span ?? entrypoint?.span ?? nameSpan,
    image,
    entrypoint,
    command,
    environment: entries,
    mayHaveMoreEnvironment: !isWhole,
    ports: (container.get('ports')?.items() ?? []).map((port) => portOf(port, context)),
    network: {
      kind: pod.spec.get('hostNetwork')?.text() === 'true' ? 'host' : 'own',
      names: [],
      aliases: [],
      extraHosts: (pod.spec.get('hostAliases')?.items() ?? []).flatMap((item) =>
        (item.get('hostnames')?.items() ?? []).flatMap((host) => host.text() ?? []),
      ),
      mayHaveMoreHosts: false,
    },
    dependsOn: [],
    pod: podOf(pod, container, names, context),
    mapping: container.place(),
    isPartial: !image,
  };
}

function podOf(
  { kind, name, namespace, labels, spec }: PodSpec,
  container: YamlValue,
  containers: readonly string[],
  context: TextContext,
): Pod {
  const limits = container.get('resources')?.get('limits')?.entries() ?? [];
  const mounts = container.get('volumeMounts')?.items() ?? [];
  return {
    kind,
    name,
    namespace,
    labels,
    containers,
    probes: {
      startup: probeOf(container.get('startupProbe'), context),
      readiness: probeOf(container.get('readinessProbe'), context),
      liveness: probeOf(container.get('livenessProbe'), context),
    },
    hasSharedMemory: mounts.some((mount) => mount.get('mountPath')?.text()?.startsWith('/dev/shm') === true),
    hasGpu: limits.some(({ key }) => /gpu|gaudi|neuron|tpu/i.test(key)) || container.get('resources')?.get('claims') !== undefined,
    hasServiceLinks: spec.get('enableServiceLinks')?.text() !== 'false',
    mapping: spec.place(),
  };
}

function portOf(port: YamlValue, context: TextContext): PortMapping {
  const host = numberOf(textIn(port.get('hostPort'), context)?.value);
  return {
    container: numberOf(textIn(port.get('containerPort'), context)?.value),
    host,
    isPublished: host !== undefined,
    name: port.get('name')?.text(),
    span: port.get('containerPort')?.span ?? port.span,
  };
}

function environmentOf(
  container: YamlValue,
  configMaps: ConfigMaps,
  outer: TextContext,
): { readonly entries: readonly EnvironmentEntry[]; readonly isWhole: boolean } {
  const found = new Map<string, EnvironmentEntry>();
  let isWhole = true;
  const context: TextContext = {
    ...outer,
    variables: { style: 'kubernetes', lookup: (name) => found.get(name)?.value.value, inner: () => undefined },
  };
  for (const source of container.get('envFrom')?.items() ?? []) {
    const prefix = source.get('prefix')?.text() ?? '';
    const entries = configMaps[source.get('configMapRef')?.get('name')?.text() ?? ''];
    if (!entries) isWhole = false;
    for (const entry of entries ?? []) found.set(`${prefix}${entry.name}`, { ...entry, name: `${prefix}${entry.name}` });
  }
  for (const item of container.get('env')?.items() ?? []) {
    const name = item.get('name')?.text();
    if (name === undefined) continue;
    const reference = item.get('valueFrom')?.get('configMapKeyRef');
    const entries = configMaps[reference?.get('name')?.text() ?? ''];
    const referred = entries?.find((entry) => entry.name === reference?.get('key')?.text());
    const value = textIn(item.get('value'), context) ?? referred?.value ?? { value: HOLE, span: item.span, file: context.file };
    found.set(name, { name, value, span: item.span });
  }
  return { entries: [...found.values()], isWhole };
}

/** Defaults of Kubernetes: 10 s between two, three failures. */
function probeOf(probe: YamlValue | undefined, context: TextContext): HealthCheck | undefined {
  if (probe?.kind !== 'map') return undefined;
  const seconds = (key: string, fallback: number | undefined) => {
    const value = probe.get(key);
    return value ? numberOf(textIn(value, context)?.value) : fallback;
  };
  const http = probe.get('httpGet');
  const port = textIn(http?.get('port'), context)?.value;
  const command = commandIn(probe.get('exec')?.get('command'), context);
  return {
    kind: http ? 'http' : probe.get('tcpSocket') ? 'tcp' : command ? 'command' : 'unknown',
    span: probe.span,
    command,
    http: http && {
      path: textIn(http.get('path'), context)?.value ?? '/',
      port: numberOf(port) ?? port,
      span: http.get('port')?.span ?? http.span,
      hasHeaders: http.get('httpHeaders') !== undefined,
    },
    interval: seconds('periodSeconds', 10),
    retries: seconds('failureThreshold', 3),
    startPeriod: seconds('initialDelaySeconds', 0),
    mapping: probe.place(),
  };
}
