import { numberOf } from '../../../engine/deployment/duration.js';
import { type ClusterService, type DeploymentFile, type EnvironmentEntry, NO_DEPLOYMENT_FILE } from '../../../model/facts/workload.js';
import { type TextContext, textIn } from '../syntax/commands.js';
import type { YamlValue } from '../syntax/tree.js';
import { type PodSpec, readContainers } from './container.js';

/** Levels below which no pod is looked for: an InferenceService or a LeaderWorkerSet has one three levels down. */
const MAX_DEPTH = 14;
/** What describes other resources, and runs nothing. */
const DESCRIPTIONS: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'ConfigMap', 'Secret', 'Kustomization']);

/** Whether a document is a resource of Kubernetes. */
export function isKubernetes(document: YamlValue): boolean {
  return document.get('apiVersion')?.kind === 'text' && document.get('kind')?.kind === 'text';
}

/** Reads the resources of a file. */
export function readKubernetes(documents: readonly YamlValue[], file: string): DeploymentFile {
  const context: TextContext = { file, variables: { style: 'kubernetes', lookup: () => undefined, inner: () => undefined } };
  const resources = documents.flatMap((document) =>
    document.get('kind')?.text() === 'List' ? (document.get('items')?.items() ?? []) : [document],
  );
  const configMaps = Object.fromEntries(
    resources.filter((one) => one.get('kind')?.text() === 'ConfigMap').map((one) => [nameOf(one) ?? '', variablesOf(one, context)]),
  );
  const pods = resources.filter((one) => !DESCRIPTIONS.has(one.get('kind')?.text() ?? '')).flatMap((one) => podsIn(one));
  const services = resources.flatMap((one) =>
    one.get('kind')?.text() === 'Service' && one.get('apiVersion')?.text() === 'v1' ? clusterService(one, context) : [],
  );
  return {
    ...NO_DEPLOYMENT_FILE,
    file,
    form: 'kubernetes',
    workloads: pods.flatMap((pod) => readContainers(pod, configMaps, context)),
    services,
    configMaps,
    serviceNames: services.map(({ name }) => name),
  };
}

function nameOf(resource: YamlValue): string | undefined {
  return resource.get('metadata')?.get('name')?.text();
}

function variablesOf(resource: YamlValue, context: TextContext): readonly EnvironmentEntry[] {
  return (resource.get('data')?.entries() ?? []).flatMap(({ key, keySpan, value }) => {
    const text = value.kind === 'text' ? value.text() : undefined;
    const span = { start: keySpan.start, end: value.span.end };
    // Kubernetes replaces nothing in a ConfigMap.
    return text === undefined || text.includes('\n')
      ? []
      : [{ name: key, value: { value: text, span: value.span, file: context.file }, span }];
  });
}

/** Every pod below a resource: `containers` beside nothing else that a pod has not. */
function podsIn(resource: YamlValue): readonly PodSpec[] {
  const kind = resource.get('kind')?.text() ?? '';
  const name = nameOf(resource) ?? '';
  const namespace = resource.get('metadata')?.get('namespace')?.text();
  const found: PodSpec[] = [];
  const walk = (value: YamlValue, labels: Readonly<Record<string, string>>, depth: number): void => {
    if (depth > MAX_DEPTH || value.kind !== 'map') return;
    const own = labelsOf(value) ?? labels;
    if (value.get('containers')?.kind === 'list') found.push({ kind, name, namespace, labels: own, spec: value });
    for (const { key, value: below } of value.entries()) {
      if (below.kind === 'map' && key !== 'metadata') walk(below, own, depth + 1);
      else if (below.kind === 'list' && key !== 'containers' && key !== 'initContainers')
        for (const item of below.items()) walk(item, own, depth + 1);
    }
  };
  walk(resource, {}, 0);
  return found;
}

/** The labels of a template, which its pods get. */
function labelsOf(value: YamlValue): Readonly<Record<string, string>> | undefined {
  const labels = value.get('metadata')?.get('labels');
  return labels && Object.fromEntries(labels.entries().map((entry) => [entry.key, entry.value.text() ?? '']));
}

function clusterService(resource: YamlValue, context: TextContext): readonly ClusterService[] {
  const name = resource.get('metadata')?.get('name');
  const spec = resource.get('spec');
  const text = textIn(name, context)?.value;
  if (!name || text === undefined || !spec) return [];
  const selector = spec.get('selector');
  return [
    {
      file: context.file,
      name: text,
      nameSpan: name.span,
      namespace: resource.get('metadata')?.get('namespace')?.text(),
      selector: selector && Object.fromEntries(selector.entries().map((entry) => [entry.key, textIn(entry.value, context)?.value ?? ''])),
      selectorSpan: selector?.span,
      ports: (spec.get('ports')?.items() ?? []).map((port) => {
        const target = textIn(port.get('targetPort'), context)?.value;
        return {
          name: port.get('name')?.text(),
          port: numberOf(textIn(port.get('port'), context)?.value),
          target: numberOf(target) ?? target,
          span: port.get('port')?.span ?? port.span,
          targetSpan: port.get('targetPort')?.span,
        };
      }),
      isExternalName: spec.get('type')?.text() === 'ExternalName',
    },
  ];
}
