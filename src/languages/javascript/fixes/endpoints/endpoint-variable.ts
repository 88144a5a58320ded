import type { Endpoint } from '../../../../model/facts/endpoint.js';
import { type EndpointVariable, endpointVariable } from '../../../../engine/fixes/endpoint-variable.js';
import type { RepairContext } from '../context.js';
import { writtenBase } from './written-base.js';

/** The variable for a base URL, with an eye on the other base URLs of the file and its project, and the variables that they read. */
export function variableFor(endpoint: Endpoint, context: RepairContext): EndpointVariable {
  const { facts, settings, sourceCode, urlsElsewhere } = context;
  return endpointVariable(endpoint, {
    envVar: settings.envVar,
    endpoints: facts.endpoints,
    text: sourceCode.text,
    baseOf: (e) => writtenBase(e, context)?.base,
    others: urlsElsewhere,
  });
}
