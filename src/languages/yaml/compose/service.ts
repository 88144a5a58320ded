import path from 'node:path';
import { isShellCommand } from '../../../engine/deployment/command-line.js';
import { numberOf, secondsOf } from '../../../engine/deployment/duration.js';
import { HOLE } from '../../../model/facts/deployment-text.js';
import type { Dependency, EnvironmentEntry, HealthCheck, PortMapping, Workload, WorkloadNetwork } from '../../../model/facts/workload.js';
import { type TextContext, commandIn, textIn } from '../syntax/commands.js';
import type { YamlEntry, YamlValue } from '../syntax/tree.js';

/** A service's mapping with those of the services that it extends, the own first. */
export type ServiceLayers = readonly YamlValue[];

/** What a service's reader needs besides the service. */
export interface ServiceContext extends TextContext {
  /** The folder that relative paths are relative to. */
  readonly folder: string;
  /** Variables of an `env_file`; `undefined` where it cannot be read. */
  readonly environmentFile: (file: string) => readonly EnvironmentEntry[] | undefined;
}

/** Reads one service of Compose. */
export function readService(
  { key: name, keySpan }: YamlEntry,
  layers: ServiceLayers,
  isPartial: boolean,
  context: ServiceContext,
): Workload {
  const get = (key: string) => layers.map((layer) => layer.get(key)).find((value) => value !== undefined);
  const image = textIn(get('image'), context);
  const { entries, isWhole } = environmentOf(layers, context);
  const inner = (variable: string) => entries.find((entry) => entry.name === variable)?.value.value;
  const own: ServiceContext = { ...context, variables: { ...context.variables, inner } };
  const entrypoint = commandIn(get('entrypoint'), own);
  const command = commandIn(get('command'), own, isShellCommand(entrypoint?.commands[0] ?? []));
  const build = buildOf(get('build'), context);
  return {
    form: 'compose',
    file: context.file,
    name,
    at: image?.span ?? get('build')?.span ?? command?.span ?? keySpan,
    image,
    build,
    entrypoint,
    command,
    environment: entries,
    mayHaveMoreEnvironment: !isWhole,
    ports: [...portsOf(layers, context), ...exposedPorts(layers, context)],
    check: checkOf(get('healthcheck'), own),
    network: networkOf(name, layers, get, context),
    restart: restartOf(get),
    dependsOn: layers.flatMap((layer) => dependenciesOf(layer.get('depends_on'))),
    compose: {
      profiles: (get('profiles')?.items() ?? []).flatMap((item) => item.text() ?? []),
      hasGpu: hasGpu(get),
      hasSharedMemory: hasSharedMemory(get),
    },
    mapping: layers[0]?.place(),
    isPartial: isPartial || (!image && !build),
  };
}

function buildOf(value: YamlValue | undefined, context: ServiceContext): Workload['build'] {
  if (!value || value.kind === 'none') return undefined;
  const written = value.kind === 'text' ? value : value.get('context');
  const folder = textIn(written, context)?.value ?? '.';
  const dockerfile = textIn(value.get('dockerfile'), context)?.value ?? 'Dockerfile';
  const hasRemoteContext = /^[a-z][a-z+]*:\/\/|^git@/i.test(folder);
  if (hasRemoteContext || `${folder}${dockerfile}`.includes(HOLE)) return { folder: '', dockerfile: '' };
  const at = path.resolve(context.folder, folder);
  return { folder: at, dockerfile: path.resolve(at, dockerfile), target: textIn(value.get('target'), context)?.value };
}

/** `environment` as a mapping or a list, over what `env_file` gives. */
function environmentOf(
  layers: ServiceLayers,
  context: ServiceContext,
): { readonly entries: readonly EnvironmentEntry[]; readonly isWhole: boolean } {
  const found = new Map<string, EnvironmentEntry>();
  let isWhole = true;
  for (const layer of layers) {
    const value = layer.get('environment');
    const entries =
      value?.kind === 'list' ? value.items().flatMap((item) => listedVariable(item, context)) : mappedVariables(value, context);
    for (const entry of entries) if (!found.has(entry.name)) found.set(entry.name, entry);
  }
  for (const layer of layers) {
    for (const file of environmentFiles(layer.get('env_file'), context).toReversed()) {
      const entries = file === undefined ? undefined : context.environmentFile(file);
      if (!entries) isWhole = false;
      for (const entry of entries ?? []) if (!found.has(entry.name)) found.set(entry.name, entry);
    }
  }
  return { entries: [...found.values()], isWhole };
}

function mappedVariables(value: YamlValue | undefined, context: ServiceContext): readonly EnvironmentEntry[] {
  return (value?.entries() ?? []).map(({ key, keySpan, value: given }) => {
    const text = textIn(given, context);
    const span = { start: keySpan.start, end: Math.max(keySpan.end, given.span.end) };
    // Without a value the variable comes from the shell that starts Compose.
    return { name: key, value: text ?? { value: context.variables.lookup(key) ?? HOLE, span, file: context.file }, span };
  });
}

function listedVariable(item: YamlValue, context: ServiceContext): readonly EnvironmentEntry[] {
  const raw = item.text();
  const written = item.raw();
  if (raw === undefined || !written) return [];
  const equals = raw.indexOf('=');
  const name = equals < 0 ? raw : raw.slice(0, equals);
  if (equals < 0)
    return [{ name, value: { value: context.variables.lookup(name) ?? HOLE, span: item.span, file: context.file }, span: item.span }];
  const text = textIn(item, context);
  const at = written.isCooked ? 0 : written.text.indexOf('=') + 1;
  const value = text?.value.slice(text.value.indexOf('=') + 1) ?? HOLE;
  const variable = /^\$\{([A-Za-z_]\w*)[^{}]*\}$/.exec(raw.slice(equals + 1))?.[1];
  return [
    {
      name,
      value: { value, span: { start: item.span.start + at, end: item.span.end }, file: context.file, isShared: item.isShared, variable },
      span: item.span,
    },
  ];
}

function environmentFiles(value: YamlValue | undefined, context: ServiceContext): readonly (string | undefined)[] {
  if (!value || value.kind === 'none') return [];
  const items = value.kind === 'list' ? value.items() : [value];
  return items.map((item) => {
    const text = textIn(item.kind === 'map' ? item.get('path') : item, context)?.value;
    return text === undefined || text.includes(HOLE) ? undefined : path.resolve(context.folder, text);
  });
}

function portsOf(layers: ServiceLayers, context: ServiceContext): readonly PortMapping[] {
  return layers
    .flatMap((layer) => layer.get('ports')?.items() ?? [])
    .flatMap((item): readonly PortMapping[] => {
      if (item.kind === 'map') {
        const container = numberOf(textIn(item.get('target'), context)?.value);
        const host = numberOf(textIn(item.get('published'), context)?.value);
        return [{ container, host, isPublished: true, span: item.span }];
      }
      const text = textIn(item, context)?.value.replace(/\/(?:tcp|udp)$/, '');
      if (text === undefined) return [];
      const parts = text.replace(/\[[^\]]*\]/, '').split(':');
      return [
        {
          container: numberOf(parts.at(-1)),
          host: parts.length > 1 ? numberOf(parts.at(-2)) : undefined,
          isPublished: true,
          span: item.span,
        },
      ];
    });
}

function exposedPorts(layers: ServiceLayers, context: ServiceContext): readonly PortMapping[] {
  return layers
    .flatMap((layer) => layer.get('expose')?.items() ?? [])
    .map((item) => ({ container: numberOf(textIn(item, context)?.value), isPublished: false, span: item.span }));
}

function checkOf(value: YamlValue | undefined, context: ServiceContext): HealthCheck | undefined {
  if (!value) return undefined;
  const test = value.get('test');
  const first = test?.kind === 'list' ? test.items()[0]?.text() : undefined;
  const isOff = value.get('disable')?.text() === 'true' || first === 'NONE';
  const command = isOff || !test ? undefined : testCommand(test, first, context);
  return {
    kind: isOff ? 'none' : command ? 'command' : 'unknown',
    span: test?.span ?? value.span,
    command,
    interval: secondsOf(textIn(value.get('interval'), context)?.value),
    retries: numberOf(textIn(value.get('retries'), context)?.value),
    startPeriod: secondsOf(textIn(value.get('start_period'), context)?.value),
    mapping: value.place(),
  };
}

/** `["CMD", …]`, `["CMD-SHELL", script]`, or a text for a shell. */
function testCommand(test: YamlValue, first: string | undefined, context: ServiceContext) {
  if (test.kind === 'text') return commandIn(test, context, false, true);
  const items = test.items();
  if (first === 'CMD-SHELL') return items[1] && commandIn(items[1], context, false, true);
  const words = items.slice(1).flatMap((item) => textIn(item, context) ?? []);
  if (first !== 'CMD') return undefined;
  const flag = words.findIndex((_, index) => isShellCommand(words.slice(0, index + 1)));
  const script = flag < 0 ? undefined : items[flag + 2];
  return script ? commandIn(script, context, false, true) : { commands: [words], span: test.span, isScript: false };
}

function networkOf(
  name: string,
  layers: ServiceLayers,
  get: (key: string) => YamlValue | undefined,
  context: ServiceContext,
): WorkloadNetwork {
  const mode = textIn(get('network_mode'), context)?.value;
  const networks = get('networks');
  const names =
    networks?.kind === 'list' ? networks.items().flatMap((item) => item.text() ?? []) : (networks?.entries() ?? []).map(({ key }) => key);
  const given = (networks?.entries() ?? []).flatMap(({ value }) =>
    (value.get('aliases')?.items() ?? []).flatMap((item) => item.text() ?? []),
  );
  const own = ['container_name', 'hostname'].flatMap((key) => textIn(get(key), context)?.value ?? []);
  const hosts = layers.flatMap((layer) => hostsOf(layer.get('extra_hosts'), context));
  const links = (get('links')?.items() ?? []).flatMap((item) => item.text()?.split(':')[1] ?? []);
  const shared = /^service:(.+)$/.exec(mode ?? '')?.[1];
  return {
    kind:
      mode === undefined || mode === 'bridge' || mode === 'default'
        ? 'own'
        : mode === 'host'
          ? 'host'
          : shared !== undefined
            ? 'shared'
            : mode === 'none'
              ? 'none'
              : 'unknown',
    of: shared,
    names: names.length > 0 ? names : ['default'],
    aliases: [name, ...own, ...given].filter((alias) => !alias.includes(HOLE)),
    extraHosts: [...hosts.map((host) => host.split(/[:=]/)[0] ?? ''), ...links],
    mayHaveMoreHosts: hosts.some((host) => host.includes(HOLE)) || own.some((alias) => alias.includes(HOLE)),
  };
}

function hostsOf(value: YamlValue | undefined, context: ServiceContext): readonly string[] {
  if (value?.kind === 'map') return value.entries().map(({ key }) => key);
  return (value?.items() ?? []).flatMap((item) => textIn(item, context)?.value ?? []);
}

function restartOf(get: (key: string) => YamlValue | undefined): Workload['restart'] {
  const value = get('restart') ?? get('deploy')?.get('restart_policy');
  if (!value) return undefined;
  return { value: value.kind === 'text' ? (value.text() ?? '') : (value.get('condition')?.text() ?? 'any'), span: value.span };
}

function dependenciesOf(value: YamlValue | undefined): readonly Dependency[] {
  if (value?.kind === 'list') {
    const items = value.items();
    const list = {
      span: value.span,
      services: items.flatMap((item) => item.text() ?? []),
      indentation: undefined,
      hasComment: false,
    };
    return items.flatMap((item): readonly Dependency[] => {
      const service = item.text();
      return service === undefined ? [] : [{ service, condition: 'service_started', span: item.span, list, isShared: value.isShared }];
    });
  }
  return (value?.entries() ?? []).map(({ key, keySpan, value: entry }) => {
    const condition = entry.get('condition');
    const text = condition?.text();
    const isCondition = text === 'service_healthy' || text === 'service_completed_successfully' || text === 'service_started';
    return {
      service: key,
      condition: condition ? (isCondition ? text : 'unknown') : 'service_started',
      span: keySpan,
      conditionSpan: condition?.span,
      isShared: value?.isShared === true || entry.isShared,
    };
  });
}

function hasGpu(get: (key: string) => YamlValue | undefined): boolean {
  const devices = get('deploy')?.get('resources')?.get('reservations')?.get('devices')?.items() ?? [];
  const mapped = (get('devices')?.items() ?? []).flatMap((item) => item.text() ?? []);
  return (
    devices.length > 0 ||
    get('gpus') !== undefined ||
    get('runtime') !== undefined ||
    mapped.length > 0 ||
    get('privileged')?.text() === 'true'
  );
}

function hasSharedMemory(get: (key: string) => YamlValue | undefined): boolean {
  const mounts = [...(get('volumes')?.items() ?? []), ...(get('tmpfs')?.items() ?? [])];
  return (
    get('ipc') !== undefined ||
    get('shm_size') !== undefined ||
    mounts.some((mount) => (mount.kind === 'map' ? mount.get('target')?.text() : mount.text())?.includes('/dev/shm') === true)
  );
}
