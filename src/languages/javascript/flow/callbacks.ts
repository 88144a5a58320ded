import type { TSESTree } from '@typescript-eslint/utils';
import type { RetryEvidence } from '../../../engine/failures/path.js';
import { type CallNode, type FunctionNode, type Node, propertyName, readsOf } from '../syntax/tree.js';
import type { KnownWrapper } from '../values/catalog.js';
import type { Value } from '../values/value.js';
import { type CallFrame, type FailingFunction, type FlowContext, whileInProgress } from './context.js';
import { CAUGHT, ESCAPES, type Path, UNKNOWN, lost } from './paths.js';
import { followPromiseArray } from './promises.js';

/** The failing function is an argument of a call: a callback. */
export function followArgument(
  flow: FlowContext,
  call: CallNode,
  use: Node,
  failing: FailingFunction,
  frame: CallFrame | undefined,
): readonly Path[] {
  const index = call.arguments.indexOf(use as TSESTree.CallExpressionArgument);
  const { callee } = call;
  if (index < 0) return UNKNOWN;
  // Its caller may return what is read later.
  if (failing.fails === 'read') return ESCAPES;
  if (call.type === 'NewExpression' && callee.type === 'Identifier' && callee.name === 'Promise' && !flow.tree.variableOf(callee))
    return failing.node?.async ? lost('rejection') : ESCAPES;
  const value = flow.evaluator.valueOf(callee);
  const wrapper =
    flow.catalog.wrapperOf(value, flow.library) ??
    (value.kind === 'external' && flow.library !== '' ? flow.imports.wrapper(value.module, value.path, index) : undefined);
  if (wrapper) return followRetryLibrary(flow, wrapper, call, index, failing, frame);
  const end = flow.execution.callbackEnd(call, value);
  if (end) return end;
  if (callee.type === 'MemberExpression') {
    const name = propertyName(callee) ?? '';
    if ((name === 'then' || name === 'catch' || name === 'finally') && index < 2) return flow.follow.promise(call, frame);
    if (mayBeArray(value)) {
      if (name === 'map' || name === 'flatMap') return followPromiseArray(flow, call, frame);
      if (name === 'forEach') return lost('rejection');
    }
  }
  if (value.kind === 'external' && value.path.at(-1) === 'useCallback') return flow.follow.functionValue(call, failing, frame);
  if (value.kind === 'external' && value.path.at(-1) === 'useEffect') return ESCAPES;
  if (value.kind === 'external' && value.module === '' && value.path.join('.') === 'Array.from')
    return followPromiseArray(flow, call, frame);
  const local = value.kind === 'function' ? value.node : undefined;
  if (local) return followLocalParameter(flow, local, call, index, failing, frame);
  return UNKNOWN;
}

/** A function of this file takes the callback: its body is followed. */
function followLocalParameter(
  flow: FlowContext,
  local: FunctionNode,
  call: CallNode,
  index: number,
  failing: FailingFunction,
  frame: CallFrame | undefined,
): readonly Path[] {
  const param = local.params[index];
  const target = param?.type === 'AssignmentPattern' ? param.left : param;
  const variable = target?.type === 'Identifier' ? flow.tree.variableOf(target) : undefined;
  if (!variable || flow.inProgress.has(local)) return UNKNOWN;
  const inner: CallFrame = { fn: local, call, caller: frame };
  const name = local.type === 'FunctionDeclaration' ? local.id?.name : undefined;
  const reads = readsOf(variable);
  if (reads.length === 0) return ESCAPES;
  const paths = whileInProgress(flow, local, () => reads.flatMap((read) => flow.follow.functionValue(read, failing, inner))) ?? UNKNOWN;
  return paths.map((path) =>
    path.again?.kind === 'loop' ? { ...path, again: { kind: 'wrapper', name: name ?? 'a local helper' } } : path,
  );
}

/** A retry library, or a helper of another file that behaves like one, takes the callback. */
function followRetryLibrary(
  flow: FlowContext,
  known: KnownWrapper,
  call: CallNode,
  index: number,
  failing: FailingFunction,
  frame: CallFrame | undefined,
): readonly Path[] {
  const { wrapper, name, trap } = known;
  if (index !== wrapper.argument) return UNKNOWN;
  const idle = trap ?? (wrapper.needsParameter !== undefined && failing.node?.params.length === 0 ? wrapper.needsParameter : undefined);
  const again: RetryEvidence | undefined =
    idle !== undefined
      ? { kind: 'ineffective', name, why: idle }
      : wrapper.retries === 'yes'
        ? flow.catalog.isOff(wrapper, call, flow.evaluator.valueOf)
          ? undefined
          : { kind: 'wrapper', name }
        : undefined;
  const mark = (paths: readonly Path[]): readonly Path[] => {
    if (!again) return paths;
    if (again.kind === 'ineffective') return paths.map((path) => (path.again && path.again.kind !== 'unknown' ? path : { ...path, again }));
    const { node: fn } = failing;
    return paths.map((path) => ({
      ...path,
      again,
      ...(fn && { layers: [{ kind: 'wrapper', at: { call, known, fn }, beyond: path.handlers?.length ?? 0 }, ...(path.layers ?? [])] }),
    }));
  };
  if (wrapper.catches === 'yes') return mark(CAUGHT);
  if (wrapper.returns === 'function') return mark(flow.follow.functionValue(call, failing, frame));
  return mark(flow.follow.promise(call, frame));
}

/** Whether `x.map` may be an array's: no library is known to have made it. */
function mayBeArray(callee: Value): boolean {
  if (callee.kind === 'external') return callee.module === '' || /^(?:\.|@\/|~\/|#)/.test(callee.module);
  return callee.kind === 'unknown' || callee.kind === 'shape' || callee.kind === 'object';
}
