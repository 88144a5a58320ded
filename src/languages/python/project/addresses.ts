import { recognize } from '../../../engine/urls/recognize.js';
import { importedAddresses } from '../../../engine/urls/imported-addresses.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { ImportedAddress } from '../../../model/project.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluator.js';
import { requestUrl } from '../calls/request-url.js';
import type { Tree } from '../syntax/tree.js';
import type { UrlTracer } from '../urls/tracer.js';

/** The texts of other modules that decide where the clients and requests of a file connect. */
export function readAddresses(tree: Tree, evaluator: Evaluator, tracer: UrlTracer): readonly ImportedAddress[] {
  return tree.calls.flatMap((node): readonly ImportedAddress[] => {
    const callee = evaluator.valueOf(node.func);
    const name = codeExcerpt(tree.textOf(node.func));
    if (callee.kind === 'http-request')
      return importedAddresses(
        requestUrl(node, callee, evaluator, tracer).filter((url) => recognize(url).kind === 'server'),
        `${name}()`,
      );
    if (callee.kind !== 'external' && callee.kind !== 'sdk-object' && callee.kind !== 'sdk-function') return [];
    const value = callee.kind === 'sdk-function' ? undefined : evaluator.valueOf(node);
    const options =
      callee.kind === 'sdk-function'
        ? callee.call
        : value?.kind === 'sdk-object' && value.path.length === 0
          ? value.made.find((made) => made.node === node)?.options
          : undefined;
    return (options?.baseUrl ?? []).flatMap((place) => {
      const option = argumentAt(node, place, evaluator.valueOf);
      return option.kind === 'given'
        ? importedAddresses(tracer.trace(option.node), `${name}(${place.split('.').at(-1)?.split('|')[0] ?? ''}=…)`)
        : [];
    });
  });
}
