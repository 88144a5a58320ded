import type { Endpoint } from '../../../model/endpoint.js';
import { type EndpointVariable, type VariableRead, endpointVariable } from '../../../analysis/endpoint-variable.js';
import type { RepairContext } from './context.js';
import { writtenBase } from './written-base.js';

/** The variable for a base URL, with an eye on the file's other base URLs and the variables that it reads. */
export function variableFor(endpoint: Endpoint, context: RepairContext): EndpointVariable {
  const { facts, settings, file } = context;
  return endpointVariable(endpoint, {
    envVar: settings.envVar,
    endpoints: facts.endpoints,
    reads: readsIn(file.text, settings.envVar),
    baseOf: (e) => writtenBase(e, context)?.base,
  });
}

/** `os.environ.get("VLLM_BASE_URL") or "http://…"`, `settings.VLLM_BASE_URL or f"http://{host}"`. */
function readsIn(text: string, envVar: string): readonly VariableRead[] {
  const read = new RegExp(String.raw`\b(${envVar.replaceAll('$', String.raw`\$`)}(?:_\w+)?)\b["']?\]?\)?\s*\bor\s*\(?\s*[rRuUfF]{0,2}(["'])(\w+:\/\/(?:(?!\2).)+)\2(\)\.rstrip\()?`, 'g');
  return [...text.matchAll(read)].map((m) => ({ variable: m[1] ?? envVar, start: m.index, base: (m[3] ?? '').replace(/\{[^}]*\}/g, '${}'), root: m[4] !== undefined }));
}
