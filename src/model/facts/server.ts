import type { Bind, ServerDeployment } from '../catalog/server-deployment.js';
import type { DeploymentText } from './deployment-text.js';
import type { HealthCheck, Workload } from './workload.js';

/** A container with all that is known of it: what its file says, over what the image says that is built for it. */
export interface Container extends Workload {
  /** Whether its image is another project's, or built from a Dockerfile that is known. */
  readonly imageIs: 'foreign' | 'built' | 'unknown';
  readonly server?: Server | undefined;
}

/** An LLM server that a container runs. */
export interface Server {
  readonly product: ServerDeployment;
  /** How the container starts it. `script`: by a script that is not read, so that its options are not known. */
  readonly startedBy: 'image' | 'command' | 'script';
  /** Whether it runs in its product's own image. */
  readonly isOwnImage: boolean;
  /** The image's tag; `undefined` where it is not known. */
  readonly tag: string | undefined;
  /** The words behind the program. */
  readonly options: readonly DeploymentText[];
  /** The words that are the program. */
  readonly program: readonly DeploymentText[];
  /** Whether there may be options that are not known. */
  readonly mayHaveMoreOptions: boolean;
  /** Ports that it may listen on; none where that is not known. */
  readonly ports: readonly number[];
  readonly portText?: DeploymentText | undefined;
  readonly bind: Bind;
  /** The address that it is told to listen on. */
  readonly bindText?: DeploymentText | undefined;
  readonly hasKey: 'yes' | 'no' | 'unknown';
  readonly hasTls: 'yes' | 'no' | 'unknown';
  /** Names of models that it answers to; `undefined` where they are not known. */
  readonly models: readonly string[] | undefined;
  /** What asks whether it is well: the service's check, else the image's. */
  readonly check: HealthCheck | undefined;
}
