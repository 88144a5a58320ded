import { recognize } from '../../../engine/urls/recognize.js';
import { importedAddresses } from '../../../engine/urls/imported-addresses.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { ImportedAddress } from '../../../model/project.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import { asRequest, requestUrl } from '../calls/request-url.js';
import type { Tree } from '../syntax/tree.js';
import type { UrlTracer } from '../urls/trace.js';

/** The texts of other modules that decide where the clients and requests of a file connect. */
export function readAddresses(tree: Tree, evaluator: Evaluator, tracer: UrlTracer): readonly ImportedAddress[] {
  return tree.calls.flatMap((node): readonly ImportedAddress[] => {
    const callee = evaluator.valueOf(node.callee);
    const name = codeExcerpt(tree.text.slice(...node.callee.range));
    const request = node.type === 'CallExpression' ? asRequest(callee) : undefined;
    if (request)
      return importedAddresses(
        requestUrl(node, request, evaluator, tracer).filter((url) => recognize(url).kind === 'server'),
        `${name}()`,
      );
    if (callee.kind !== 'external' && callee.kind !== 'sdk-object') return [];
    const value = evaluator.valueOf(node);
    const made = value.kind === 'sdk-object' && value.path.length === 0 ? value.made.at(-1) : undefined;
    if (made?.node !== node) return [];
    return (made.options.baseUrl ?? []).flatMap((place) => {
      const option = argumentAt(node, place, evaluator.valueOf);
      return option.kind === 'given' && !option.overridable
        ? importedAddresses(
            tracer.trace(option.node),
            `${node.type === 'NewExpression' ? 'new ' : ''}${name}({ ${place.split('.').slice(1).join('.')} })`,
          )
        : [];
    });
  });
}
