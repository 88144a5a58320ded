import { TIMEOUT_OBJECTS } from '../../../catalog/presets/python-timeouts.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { CallPurpose } from '../../../model/catalog/sdk.js';
import type { TimeoutOption, TimeoutValue } from '../../../model/catalog/options.js';
import type { TimeoutFault } from '../../../model/problems/timeout.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import type { LimitedCall } from '../calls/call-context.js';
import type { ClientConstruction } from '../calls/clients.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Tree } from '../syntax/tree.js';
import type { HttpObject } from '../values/value.js';

/** Reads what a file's clients and requests say of how long an answer may take. */
export function timeoutFaults(
  makers: readonly ClientConstruction[],
  calls: readonly LimitedCall[],
  tree: Tree,
  evaluator: Evaluator,
): readonly TimeoutFault[] {
  const found = new Map<Node, TimeoutFault>();
  // Something around the requests, or below them, ends them all.
  if (LIMITS.test(tree.text)) return [];
  for (const { node, options } of makers) odd(node, options.timeout, 'unknown');
  for (const { node, sdk, http, request, purpose } of calls) {
    const option = sdk?.callTimeout ?? request?.timeout;
    const given = option ? argumentAt(node, option.at, evaluator.valueOf).kind : 'absent';
    odd(node, option, purpose);
    if (given === 'absent') for (const made of http?.made ?? []) limited(made.node, made.factory.timeout, http, 'unknown');
    limited(node, option, http, purpose);
  }
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);

  function limited(node: ast.Call, option: TimeoutOption | undefined, http: HttpObject | undefined, purpose: CallPurpose): void {
    odd(node, option, purpose);
    if (!option?.required || argumentAt(node, option.at, evaluator.valueOf).kind !== 'absent' || isWrapped(http)) return;
    const { func } = node;
    const [start, end] = func.type === 'Attribute' ? func.attrRange : func.range;
    const name = nameOf(option);
    add(node, {
      kind: 'absent',
      purpose,
      at: { start, end },
      whole: spanOf(node),
      reaches: reachesOf(node),
      option: name,
      ...(option.proposal !== undefined && purpose !== 'state' && { proposal: `${name}=${option.proposal}` }),
    });
  }

  /** A session whose requests were given a limit by an adapter, or by another function in their place. */
  function isWrapped(http: HttpObject | undefined): boolean {
    return (http?.made.length ?? 0) > 0 && (tree.attributeReads.has('mount') || tree.attributeWrites.has('request'));
  }

  /** An option whose value says "never", or is meant to. */
  function odd(node: ast.Call, option: TimeoutOption | undefined, purpose: CallPurpose): void {
    // `client.timeout = 60`: what counts is set later.
    if (!option || tree.attributeWrites.has('timeout')) return;
    const given = argumentAt(node, option.at, evaluator.valueOf);
    // What is written here, not what a dict or a name holds.
    if (given.kind !== 'given' || given.node.range[0] < node.range[0] || given.node.range[1] > node.range[1]) return;
    const value = valueOf(limitOf(given.node));
    const kind =
      value === undefined ? undefined : option.endless?.includes(value) ? 'endless' : option.fails?.includes(value) ? 'fails' : undefined;
    if (kind)
      add(given.node, {
        kind,
        purpose,
        at: spanOf(given.node),
        whole: spanOf(node),
        reaches: reachesOf(node),
        option: `${nameOf(option)}=${tree.textOf(given.node)}`,
        ...(option.proposal !== undefined && purpose !== 'state' && { proposal: option.proposal }),
      });
  }

  /** `httpx.Timeout(None)` and `aiohttp.ClientTimeout(total=None)` with nothing else. */
  function limitOf(node: ast.Expression): ast.Expression | undefined {
    if (node.type !== 'Call') return node;
    const value = evaluator.qualifiedName(node.func)?.join('.') ?? '';
    const only = node.args.length + node.keywords.length === 1 ? (node.args[0] ?? node.keywords[0]?.value) : undefined;
    if (value === 'float') return node;
    return TIMEOUT_OBJECTS.has(value) &&
      (node.args.length === 1 || node.keywords[0]?.arg === 'timeout' || node.keywords[0]?.arg === 'total')
      ? only
      : undefined;
  }

  function add(node: Node, fault: TimeoutFault): void {
    if (!found.has(node)) found.set(node, fault);
  }

  function reachesOf(node: ast.Call): string {
    return `${codeExcerpt(tree.textOf(node.func))}()`;
  }
}

function nameOf({ at }: TimeoutOption): string {
  return at.split('|')[0] ?? at;
}

function spanOf({ range: [start, end] }: Node): { readonly start: number; readonly end: number } {
  return { start, end };
}

function valueOf(node: ast.Expression | undefined): TimeoutValue | undefined {
  if (node?.type === 'Call')
    return node.args[0]?.type === 'Constant' && node.args[0].kind === 'str' && /^\+?inf/i.test(node.args[0].value) ? 'infinity' : undefined;
  if (node?.type === 'Attribute') return node.attr === 'inf' ? 'infinity' : undefined;
  if (node?.type !== 'Constant') return undefined;
  if (node.kind === 'None') return 'null';
  return node.value === 0 ? 'zero' : node.value === false ? 'false' : undefined;
}

const LIMITS =
  /\bwait_for\(|\basyncio\.timeout\(|\basync_timeout\b|\bfail_after\(|\bmove_on_after\(|\bsetdefaulttimeout\(|\bsignal\.alarm\(|\bfunc_timeout\b/;
