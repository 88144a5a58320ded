import type { Retry } from '../../../model/facts/retry.js';
import { PYTHON_HTTP_CLIENTS } from '../../../catalog/python.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Tree } from '../syntax/tree.js';
import type { HttpObject } from '../values/value.js';

/**
 * Sessions that try again by themselves: `session.mount("http://", HTTPAdapter(max_retries=3))`. An adapter from elsewhere
 * may retry too.
 */
export function retryingSessions(tree: Tree, { valueOf, literalOf }: Evaluator): (http: HttpObject) => Retry | undefined {
  const mounted = tree.calls.flatMap((call) => {
    if (call.func.type !== 'Attribute' || call.func.attr !== 'mount') return [];
    const session = valueOf(call.func.value);
    const [prefix, adapter] = call.args;
    if (session.kind !== 'http' || !adapter) return [];
    if (prefix?.type === 'Constant' && prefix.value === 'https://') return [];
    const tries = adapterTries(adapter);
    return tries === 'no' ? [] : [{ session, tries }];
  });

  /** An adapter without the option does not retry; the option may be a number or a `Retry(total=…)`. */
  function adapterTries(adapter: ast.Expression): 'yes' | 'no' | 'unknown' {
    const value = valueOf(adapter);
    if (value.kind !== 'made-by' || value.node.type !== 'Call') return 'unknown';
    const place = ADAPTERS.get(value.path.at(-1) ?? '');
    const places = place === undefined ? new Set(ADAPTERS.values()) : new Set([place]);
    const option = value.node.keywords.find((k) => k.arg !== null && places.has(k.arg))?.value;
    if (!option) return place === undefined ? 'unknown' : 'no';
    return isNoRetry(option) ? 'no' : 'yes';
  }

  /** `0`, `Retry(0)`, `Retry(total=0)`, and `Retry(connect=0)`, which counts refused connections. */
  function isNoRetry(option: ast.Expression): boolean {
    const literal = literalOf(option);
    if (literal) return literal.value === 0 || literal.value === false;
    const policy = valueOf(option);
    const call = policy.kind === 'made-by' && policy.node.type === 'Call' ? policy.node : undefined;
    return (
      call !== undefined &&
      ['total|0', 'connect'].some((place) => {
        const number = argumentAt(call, place, valueOf);
        return number.kind === 'given' && number.node !== option && isNoRetry(number.node);
      })
    );
  }

  return (http) => {
    const own = mounted.find(({ session }) => session.export === http.export && session.made.at(-1)?.node === http.made.at(-1)?.node);
    if (!own) return undefined;
    return own.tries === 'yes' ? { kind: 'wrapper', name: [...ADAPTERS.keys()][0] ?? '' } : { kind: 'unknown' };
  };
}

/** The option that makes an adapter retry, by the adapter's class. */
const ADAPTERS: ReadonlyMap<string, string> = new Map(PYTHON_HTTP_CLIENTS.flatMap(({ adapters = {} }) => Object.entries(adapters)));
