import type { Span } from '../span.js';
import type { CommandText, DeploymentText } from './deployment-text.js';

/** One container as a deployment file describes it: a service of Compose, a container of a pod, the image of a Dockerfile. */
export interface Workload {
  readonly form: 'compose' | 'kubernetes' | 'dockerfile';
  /** The file that describes it. Absolute. */
  readonly file: string;
  /** The service, the container, or the stage. */
  readonly name: string;
  /** Where what is absent is reported: the image, else the command, else the name. */
  readonly at: Span;
  readonly image?: DeploymentText | undefined;
  /** The image that is built for it; folder and Dockerfile are absolute. */
  readonly build?: { readonly folder: string; readonly dockerfile: string; readonly target?: string | undefined } | undefined;
  readonly entrypoint?: CommandText | undefined;
  readonly command?: CommandText | undefined;
  readonly environment: readonly EnvironmentEntry[];
  /** Whether more variables may be set than {@link environment} says: a file or a secret that is not known. */
  readonly mayHaveMoreEnvironment: boolean;
  readonly ports: readonly PortMapping[];
  readonly check?: HealthCheck | undefined;
  readonly network: WorkloadNetwork;
  /** How it is started again after it ended. */
  readonly restart?: { readonly value: string; readonly span: Span } | undefined;
  readonly dependsOn: readonly Dependency[];
  readonly compose?: ComposeService | undefined;
  readonly pod?: Pod | undefined;
  /** What the instructions of a Dockerfile do while the image is built: `RUN`, `COPY`. */
  readonly setup?: string | undefined;
  /** Where entries can be added to its mapping. */
  readonly mapping?: MappingPlace | undefined;
  /** Whether some of it is not known: extended from a file that cannot be read, templates. */
  readonly isPartial: boolean;
}

/** A mapping of YAML that an edit can add entries to. */
export interface MappingPlace {
  /** Offset behind which new entries begin a line: the end of the last entry's text. */
  readonly end: number;
  /** Columns before its keys. */
  readonly indentation: number;
  /** `{ key: value }`. */
  readonly isFlow: boolean;
  /** Used by more than one service (a YAML anchor). */
  readonly isShared: boolean;
}

/** A variable of a container's environment. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: DeploymentText;
  /** The whole entry, name included. */
  readonly span: Span;
}

/** A port that a container has, and the one of the host that leads to it. */
export interface PortMapping {
  readonly container: number | undefined;
  /** Published on the host; `undefined` where it is not, or not known. */
  readonly host?: number | undefined;
  readonly isPublished: boolean;
  readonly name?: string | undefined;
  readonly span: Span;
}

/** What asks a container whether it is well. */
export interface HealthCheck {
  /** Compose and Docker: `command`; `none` switches the image's own off. Kubernetes: the probe's way. */
  readonly kind: 'command' | 'http' | 'tcp' | 'none' | 'unknown';
  readonly span: Span;
  readonly command?: CommandText | undefined;
  readonly http?:
    { readonly path: string; readonly port: number | string | undefined; readonly span: Span; readonly hasHeaders: boolean } | undefined;
  /** Seconds. */
  readonly interval?: number | undefined;
  readonly retries?: number | undefined;
  readonly startPeriod?: number | undefined;
  readonly mapping?: MappingPlace | undefined;
}

/** The probes of a container in a pod. */
export interface Probes {
  readonly startup?: HealthCheck | undefined;
  readonly readiness?: HealthCheck | undefined;
  readonly liveness?: HealthCheck | undefined;
}

/** Which names and addresses a container can reach, and be reached by. */
export interface WorkloadNetwork {
  /** `own`: an address of its own. `host`: the host's. `shared`: that of another service ({@link WorkloadNetwork.of}). */
  readonly kind: 'own' | 'host' | 'shared' | 'none' | 'unknown';
  readonly of?: string | undefined;
  /** Networks of Compose; `default` without any. */
  readonly names: readonly string[];
  /** Names besides the service's own: `container_name`, `hostname`, aliases. */
  readonly aliases: readonly string[];
  /** Names that `extra_hosts` or `hostAliases` give an address. */
  readonly extraHosts: readonly string[];
  /** Whether some of its extra hosts are not known. */
  readonly mayHaveMoreHosts: boolean;
}

/** One service that another one waits for. */
export interface Dependency {
  readonly service: string;
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully' | 'unknown';
  /** The name in the list, or the entry of the mapping. */
  readonly span: Span;
  /** The condition's value, where one is written. */
  readonly conditionSpan?: Span | undefined;
  /** The whole list, where the short form is used. */
  readonly list?: DependencyList | undefined;
  readonly isShared: boolean;
}

/** The short form of `depends_on`. */
export interface DependencyList {
  readonly span: Span;
  readonly services: readonly string[];
  /** Columns before its dashes; `undefined` in flow style. */
  readonly indentation: number | undefined;
  /** Whether a comment stands in it. */
  readonly hasComment: boolean;
}

/** What only Compose knows of a service. */
export interface ComposeService {
  readonly profiles: readonly string[];
  /** Whether the file is for a swarm, which ignores conditions. */
  readonly hasGpu: boolean;
  readonly hasSharedMemory: boolean;
}

/** What only Kubernetes knows of a container. */
export interface Pod {
  /** `Deployment`, `StatefulSet`, `Pod`, `Job`, or the kind of another owner. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Names of all containers of the pod, this one included. */
  readonly containers: readonly string[];
  readonly probes: Probes;
  readonly hasSharedMemory: boolean;
  readonly hasGpu: boolean;
  /** `enableServiceLinks: false`. */
  readonly hasServiceLinks: boolean;
  /** Where an entry can be added to the pod's own mapping. */
  readonly mapping?: MappingPlace | undefined;
}

/** A Service of Kubernetes. */
export interface ClusterService {
  readonly file: string;
  readonly name: string;
  readonly nameSpan: Span;
  readonly namespace: string | undefined;
  /** `undefined` where it selects nothing, so that its addresses come from elsewhere. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly selectorSpan?: Span | undefined;
  readonly ports: readonly {
    readonly name?: string | undefined;
    readonly port: number | undefined;
    readonly target: number | string | undefined;
    readonly span: Span;
    readonly targetSpan?: Span | undefined;
  }[];
  readonly isExternalName: boolean;
}

/** An address in a file that configures a client: `api_base` of LiteLLM's configuration. */
export interface ConfiguredAddress {
  readonly file: string;
  readonly name: string;
  readonly value: DeploymentText;
}

/** All that one deployment file says. */
export interface DeploymentFile {
  readonly file: string;
  readonly form: 'compose' | 'kubernetes' | 'dockerfile' | 'dotenv' | 'litellm' | 'other';
  readonly workloads: readonly Workload[];
  readonly services: readonly ClusterService[];
  readonly addresses: readonly ConfiguredAddress[];
  /** Variables of a `.env`, or of a ConfigMap by its name. */
  readonly variables: readonly EnvironmentEntry[];
  readonly configMaps: Readonly<Record<string, readonly EnvironmentEntry[]>>;
  /** Files that belong to the same application: `include`, `extends`. Absolute. */
  readonly includes: readonly string[];
  /** Networks that something else makes, so that names in them may be another application's. */
  readonly externalNetworks: readonly string[];
  /** Names of all services, those without an image included. */
  readonly serviceNames: readonly string[];
  /** Names of models that it offers: `model_name` of LiteLLM's configuration. */
  readonly models: readonly string[];
  /** Whether it cannot be read whole. */
  readonly isPartial: boolean;
}

export const NO_DEPLOYMENT_FILE: Omit<DeploymentFile, 'file' | 'form'> = {
  workloads: [],
  services: [],
  addresses: [],
  variables: [],
  configMaps: {},
  includes: [],
  externalNetworks: [],
  serviceNames: [],
  models: [],
  isPartial: false,
};
