import type { Retry } from '../../model/retry.js';
import type * as ast from './ast.js';
import type { Evaluator } from './evaluate.js';
import type { Tree } from './tree.js';
import type { HttpObject } from './value.js';

/**
 * Sessions that try again by themselves: `session.mount("http://", HTTPAdapter(max_retries=3))`. An adapter from elsewhere
 * may retry too.
 */
export function retryingSessions(tree: Tree, { valueOf }: Evaluator): (http: HttpObject) => Retry | undefined {
  const mounted = tree.calls.flatMap((call) => {
    if (call.func.type !== 'Attribute' || call.func.attr !== 'mount') return [];
    const session = valueOf(call.func.value);
    const [prefix, adapter] = call.args;
    if (session.kind !== 'http' || !adapter) return [];
    if (prefix?.type === 'Constant' && prefix.value === 'https://') return [];
    const tries = adapterTries(adapter);
    return tries === 'no' ? [] : [{ session, tries }];
  });

  /** `HTTPAdapter()` alone does not retry; `max_retries` may be a number or a `Retry(total=…)`. */
  function adapterTries(adapter: ast.Expression): 'yes' | 'no' | 'unknown' {
    const value = valueOf(adapter);
    if (value.kind !== 'made-by' || value.node.type !== 'Call') return 'unknown';
    const option = value.node.keywords.find((k) => k.arg === 'max_retries')?.value;
    if (!option) return value.path.at(-1) === 'HTTPAdapter' ? 'no' : 'unknown';
    return option.type === 'Constant' && option.value === 0 ? 'no' : 'yes';
  }

  return (http) => {
    const own = mounted.find(({ session }) => session.export === http.export && session.made.at(-1)?.node === http.made.at(-1)?.node);
    if (!own) return undefined;
    return own.tries === 'yes' ? { kind: 'wrapper', name: 'HTTPAdapter' } : { kind: 'unknown' };
  };
}
