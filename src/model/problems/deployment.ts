import type { DeploymentChange } from '../deployment-change.js';
import type { Answer } from '../facts/deployment-client.js';
import type { Span } from '../span.js';

/** What is common to the problems of deployment files. */
interface DeploymentProblem {
  /** In the file that is linted. */
  readonly span: Span;
  readonly fix?: DeploymentChange | undefined;
  readonly suggest: readonly DeploymentChange[];
}

/** An address that nothing answers, seen from where it is used. */
export interface UnansweredAddress extends DeploymentProblem {
  readonly because: Extract<Answer, { kind: 'nothing' }>['because'];
  /** The variable that holds it. */
  readonly name: string;
  readonly url: string;
  /** "service `app`", "container `app`", "the image". */
  readonly from: string;
  /** The address that was probably meant; `undefined` where that is not known. */
  readonly better: string | undefined;
  /** The other end: "`vllm`", "`vllm` of `compose.yaml`". */
  readonly other: string | undefined;
}

/** Two places of one server that do not agree: its port and the one that is published, or that a Service leads to. */
export interface PortMismatch extends DeploymentProblem {
  readonly kind: 'published' | 'target' | 'named-target' | 'selector';
  readonly name: string;
  readonly given: string;
  readonly expected: string;
}

/** A health check of a server that cannot do its work. */
export interface InvalidHealthCheck extends DeploymentProblem {
  readonly kind: 'no-program' | 'other-port' | 'needs-key' | 'image-port' | 'blind';
  readonly server: string;
  /** The program, the port or the path that the check has. */
  readonly given: string;
  /** What the server has. */
  readonly expected: string;
}

/** A server whose readiness nothing asks for. */
export interface MissingHealthCheck extends DeploymentProblem {
  readonly form: 'compose' | 'kubernetes' | 'dockerfile';
  readonly server: string;
  readonly name: string;
  readonly hasDependents: boolean;
}

/** A service that starts before the server that it needs is ready. */
export interface UnreadyDependency extends DeploymentProblem {
  readonly kind: 'started' | 'none';
  readonly name: string;
  readonly dependency: string;
  readonly server: string;
  /** Whether the server has a check that can be waited for. */
  readonly hasCheck: boolean;
}

/** A server that is given up before it has loaded. */
export interface ShortStart extends DeploymentProblem {
  readonly kind: 'liveness' | 'startup' | 'health-check';
  readonly server: string;
  readonly name: string;
  readonly seconds: number;
  readonly needed: number;
}

/** A server in a container that only the container itself can reach. */
export interface LoopbackBind extends DeploymentProblem {
  readonly server: string;
  readonly name: string;
  /** The address that it is told to listen on; `undefined` where its own default is one. */
  readonly address: string | undefined;
}

/** A server that nothing starts again. */
export interface MissingRestart extends DeploymentProblem {
  readonly server: string;
  readonly name: string;
}

/** A command that its server cannot read as it is meant. */
export interface InvalidServerCommand extends DeploymentProblem {
  readonly kind: 'serve-twice' | 'joined-option' | 'demo-server';
  readonly server: string;
  readonly given: string;
}

/** All problems of a deployment file, each kind found when it is first asked for. */
export interface DeploymentProblems {
  readonly unanswered: readonly UnansweredAddress[];
  readonly portMismatches: readonly PortMismatch[];
  readonly invalidChecks: readonly InvalidHealthCheck[];
  readonly missingChecks: readonly MissingHealthCheck[];
  readonly unreadyDependencies: readonly UnreadyDependency[];
  readonly shortStarts: readonly ShortStart[];
  readonly loopbackBinds: readonly LoopbackBind[];
  readonly missingRestarts: readonly MissingRestart[];
  readonly invalidCommands: readonly InvalidServerCommand[];
}

/** The problems of a file that deploys nothing. */
export const NO_DEPLOYMENT_PROBLEMS: DeploymentProblems = {
  unanswered: [],
  portMismatches: [],
  invalidChecks: [],
  missingChecks: [],
  unreadyDependencies: [],
  shortStarts: [],
  loopbackBinds: [],
  missingRestarts: [],
  invalidCommands: [],
};
