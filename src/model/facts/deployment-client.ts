import type { DeploymentText } from './deployment-text.js';
import type { Container } from './server.js';

/** An address of an LLM server that a deployment file gives to a program. */
export interface DeploymentClient {
  /** The variable, or the option. */
  readonly name: string;
  readonly text: DeploymentText;
  /** Its container; `undefined` where the file does not tell which program reads it. */
  readonly container: Container | undefined;
  /** A browser reads variables with such a name, from outside of all containers. */
  readonly runsIn: 'container' | 'browser' | 'unknown';
  readonly url: ClientUrl;
}

/** The parts of an address. */
export interface ClientUrl {
  /** `''` without one: `ollama:11434`. */
  readonly scheme: string;
  readonly host: string;
  /** As written, or the scheme's. */
  readonly port: number | undefined;
  readonly hasPort: boolean;
  readonly path: string;
}

/** What is there at an address, seen from a container. */
export type Answer =
  /** Something answers; `server` where it is an LLM server of the project. */
  | { readonly kind: 'yes'; readonly server?: Container | undefined }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'nothing';
      readonly because:
        'own-container' | 'host-gateway' | 'no-such-name' | 'other-port' | 'published-port' | 'plain-http' | 'service-port' | 'namespace';
      /** The server that was probably meant. */
      readonly meant?: Container | undefined;
      /** Host and port that would be right. */
      readonly host?: string | undefined;
      readonly port?: number | undefined;
    };
