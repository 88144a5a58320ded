import type { Container, Server } from '../../model/facts/server.js';
import type { ClusterService, DeploymentFile, EnvironmentEntry, Workload } from '../../model/facts/workload.js';
import { serverOf } from './server.js';

/** The files that a deployment file belongs together with, found and read when asked for. */
export interface DeploymentScope {
  readonly own: DeploymentFile;
  /** Other files of the same application: includes, files beside it; for a Dockerfile the compose files that may build it. */
  others(): readonly DeploymentFile[];
  /** Reads one more file; `undefined` where it cannot be read. */
  file(path: string): DeploymentFile | undefined;
}

/** What is known of the application that a file is part of. */
export interface Application {
  readonly own: DeploymentFile;
  /** The containers of the file itself. */
  readonly containers: readonly Container[];
  /** Those of the other files. */
  others(): readonly Container[];
  otherFiles(): readonly DeploymentFile[];
  clusterServices(): readonly ClusterService[];
  /** Whether another file of the application completes the service of a name: an overlay without image. */
  hasOverlay(service: string): boolean;
}

/** Joins a file with those around it. */
export function createApplication(scope: DeploymentScope): Application {
  let others: readonly Container[] | undefined;
  const containersOf = (file: DeploymentFile) => {
    const workloads = file.form === 'dockerfile' ? file.workloads.slice(-1) : file.workloads;
    return workloads.map((workload) => containerOf(workload, scope));
  };
  return {
    own: scope.own,
    containers: containersOf(scope.own),
    others: () => (others ??= scope.others().flatMap(containersOf)),
    otherFiles: () => scope.others(),
    clusterServices: () => [...scope.own.services, ...scope.others().flatMap(({ services }) => services)],
    hasOverlay: (service) =>
      scope
        .others()
        .some(
          ({ form, workloads }) => form === 'compose' && workloads.some(({ name, image, build }) => name === service && !image && !build),
        ),
  };
}

/** A workload over the image that is built for it. */
function containerOf(workload: Workload, scope: DeploymentScope): Container {
  if (workload.form === 'dockerfile') return withServer({ ...workload, imageIs: 'built' });
  if (!workload.build) return withServer({ ...workload, imageIs: workload.image ? 'foreign' : 'unknown' });
  const file = workload.build.dockerfile === '' ? undefined : scope.file(workload.build.dockerfile);
  const target = workload.build.target?.toLowerCase();
  const image = target === undefined ? file?.workloads.at(-1) : file?.workloads.find(({ name }) => name.toLowerCase() === target);
  if (!image) return { ...withServer(workload), imageIs: 'unknown' };
  const command = workload.command ?? (workload.entrypoint ? undefined : image.command);
  const built: Workload = {
    ...workload,
    image: image.image,
    entrypoint: workload.entrypoint ?? image.entrypoint,
    command,
    environment: overlaid(workload.environment, image.environment),
    ports: [...workload.ports, ...image.ports],
    check: workload.check ?? image.check,
    setup: image.setup,
  };
  return withServer({ ...built, imageIs: 'built' });
}

function overlaid(own: readonly EnvironmentEntry[], below: readonly EnvironmentEntry[]): readonly EnvironmentEntry[] {
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...below.filter(({ name }) => !names.has(name))];
}

function withServer(workload: Workload & { readonly imageIs?: Container['imageIs'] }): Container {
  return { imageIs: 'unknown', ...workload, server: serverOf(workload) };
}

/** Whether a server listens on a port; `undefined` where that is not known. */
export function listensOn({ ports }: Server, port: number): boolean | undefined {
  return ports.length === 0 ? undefined : ports.includes(port);
}
