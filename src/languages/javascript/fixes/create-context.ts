import type { TSESLint } from '@typescript-eslint/utils';
import type { Settings } from '../../../model/settings.js';
import { RETRY_PROPOSALS } from '../../../catalog/javascript.js';
import type { Extraction } from '../extract.js';
import { manifestFor } from '../modules/manifest.js';
import type { RepairContext } from './context.js';

/** What the repairs of one file may look at. Facts of another file have no nodes here: asking for them throws a TypeError. */
export function repairContext(
  sourceCode: Readonly<TSESLint.SourceCode>,
  filename: string,
  settings: Settings,
  extraction: Extraction,
): RepairContext {
  const { facts, callNodes, clientNodes, endpointNodes, sdks, failureOf, swallowing, blind, urlsElsewhere, ownRetries } = extraction;
  return {
    sourceCode,
    filename,
    settings,
    facts,
    manifest: manifestFor(filename),
    callNode: (call) => known(callNodes.get(call)),
    endpointNode: (endpoint) => known(endpointNodes.get(endpoint)),
    clientNode: (call) => clientNodes.get(call),
    sdkOf: (call) => sdks.get(call),
    failureOf: (call) => known(failureOf(call)),
    swallowing: (fault) => known(swallowing().get(fault)),
    blindNode: (retry) => known(blind().get(retry)),
    urlsElsewhere,
    proposals: RETRY_PROPOSALS,
    ownRetries,
  };
}

function known<T>(node: T | undefined): T {
  if (node === undefined) throw new TypeError('This fact belongs to another file.');
  return node;
}
