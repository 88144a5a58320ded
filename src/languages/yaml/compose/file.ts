import path from 'node:path';
import { readDotenv } from '../../../engine/deployment/dotenv.js';
import type { Lookup } from '../../../engine/deployment/variables.js';
import { type DeploymentFile, NO_DEPLOYMENT_FILE } from '../../../model/facts/workload.js';
import type { YamlEntry, YamlValue } from '../syntax/tree.js';
import { type ServiceContext, readService } from './service.js';

/** Reads another file; `undefined` where it cannot be read. */
export type ReadText = (file: string) => string | undefined;

/** Whether a document is a compose file: services, at least one of which has an image or is built. */
export function isCompose(document: YamlValue, file: string): boolean {
  const services = document.get('services')?.entries() ?? [];
  if (services.length === 0 || services.some(({ value }) => value.kind !== 'map')) return false;
  const isNamedSo = /^(?:docker-|podman-)?compose[\w.-]*\.ya?ml$|(?:^|[-_.])compose\.ya?ml$/i.test(path.basename(file));
  return isNamedSo || services.some(({ value }) => value.get('image') !== undefined || value.get('build') !== undefined);
}

/** Reads a compose file, with the `.env` beside it. */
export function readCompose(document: YamlValue, file: string, readText: ReadText): DeploymentFile {
  const folder = path.dirname(file);
  const services = document.get('services')?.entries() ?? [];
  const context: ServiceContext = {
    file,
    folder,
    variables: { style: 'compose', lookup: variablesBeside(folder, readText), inner: () => undefined },
    environmentFile: (named) => {
      const text = readText(named);
      return text === undefined ? undefined : readDotenv(text, named);
    },
  };
  const workloads = services.map((service) => {
    const { layers, isWhole } = layersOf(service, services);
    return readService(service, layers, !isWhole, context);
  });
  return {
    ...NO_DEPLOYMENT_FILE,
    file,
    form: 'compose',
    workloads,
    includes: includesOf(document, folder),
    externalNetworks: (document.get('networks')?.entries() ?? []).flatMap(({ key, value }) =>
      value.get('external') === undefined || value.get('external')?.text() === 'false' ? [] : [key],
    ),
    serviceNames: services.map(({ key }) => key),
  };
}

/** The values that Compose takes from `.env`; what the environment sets instead is not known. */
function variablesBeside(folder: string, readText: ReadText): Lookup {
  let known: ReadonlyMap<string, string> | undefined;
  return (name) => {
    known ??= new Map(
      readDotenv(readText(path.join(folder, '.env')) ?? '', path.join(folder, '.env')).map((entry) => [entry.name, entry.value.value]),
    );
    return known.get(name);
  };
}

/** The service and those of the same file that it extends. */
function layersOf(
  service: YamlEntry,
  services: readonly YamlEntry[],
): { readonly layers: readonly YamlValue[]; readonly isWhole: boolean } {
  const layers: YamlValue[] = [];
  let current: YamlValue | undefined = service.value;
  while (current && !layers.includes(current)) {
    layers.push(current);
    const base: YamlValue | undefined = current.get('extends');
    if (!base) return { layers, isWhole: true };
    const name: string | undefined = base.kind === 'text' ? base.text() : base.get('service')?.text();
    if (base.get('file')) return { layers, isWhole: false };
    current = services.find(({ key }) => key === name)?.value;
  }
  return { layers, isWhole: false };
}

function includesOf(document: YamlValue, folder: string): readonly string[] {
  const items = (document.get('include')?.items() ?? []).flatMap((item) => {
    const paths = item.kind === 'map' ? item.get('path') : item;
    return paths?.kind === 'list' ? paths.items() : paths ? [paths] : [];
  });
  return items.flatMap((item) => {
    const text = item.text();
    return text === undefined || text.includes('$') ? [] : [path.resolve(folder, text)];
  });
}
