import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { BlindRetry } from '../../../model/problems/blind-retry.js';
import type { Call } from '../../../model/facts/call.js';
import type { RetryProposal } from '../../../model/catalog/retry-library.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import type { Facts } from '../../../model/file-facts.js';
import type { ProjectUrl } from '../../../model/project.js';
import type { Settings } from '../../../model/settings.js';
import type { SwallowedError } from '../../../model/problems/swallowed-error.js';
import type { BlindNode } from '../problems/blind-retries.js';
import type { ProjectManifest } from '../modules/manifest.js';
import type { OwnRetries } from '../flow/own-retry.js';
import type { Swallowing } from '../problems/swallowed-errors.js';

/** All that a repair may look at. */
export interface RepairContext {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  /** Absolute path, or a made-up one (`<input>`). */
  readonly filename: string;
  readonly settings: Settings;
  readonly facts: Facts;
  /** `undefined` where no `package.json` is in sight. */
  readonly manifest: ProjectManifest | undefined;
  /** The call expression of a call; the literal of an endpoint. */
  callNode(call: Call): TSESTree.CallExpression | TSESTree.NewExpression;
  endpointNode(endpoint: Endpoint): TSESTree.Node;
  /** The constructor or factory call that made the call's client, if it is in this file; the SDK's entry. */
  clientNode(call: Call): TSESTree.CallExpression | TSESTree.NewExpression | undefined;
  sdkOf(call: Call): Sdk | undefined;
  /** How a call fails, as the catalog says it. */
  failureOf(call: Call): SdkFailure;
  /** The handler that swallows an error; what a blind retry is about. */
  swallowing(fault: SwallowedError): Swallowing;
  blindNode(retry: BlindRetry): BlindNode;
  /** The base URLs that the other files of the project hold. */
  readonly urlsElsewhere: () => readonly ProjectUrl[];
  /** The retry libraries of the catalog that can be proposed, by package name. */
  readonly proposals: ReadonlyMap<string, RetryProposal>;
  /** The retry functions of the project itself. */
  readonly ownRetries: OwnRetries;
}
