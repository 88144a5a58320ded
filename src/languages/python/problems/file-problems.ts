import { lazyFields, once } from '../../../engine/lazy-fields.js';
import { baseUrlFaults } from '../../../engine/problems/base-url.js';
import { retriesWithoutBackoff, stackedRetries } from '../../../engine/problems/retry-layers.js';
import { readingFault } from '../../../engine/problems/streams.js';
import type { Call } from '../../../model/facts/call.js';
import { NO_PROBLEMS, type Problems } from '../../../model/file-facts.js';
import type { Guard } from '../../../model/guard.js';
import type { BlindRetry } from '../../../model/problems/blind-retry.js';
import type { StackedRetries } from '../../../model/problems/retry-layers.js';
import type { StreamFault } from '../../../model/problems/stream.js';
import type { SwallowedError } from '../../../model/problems/swallowed-error.js';
import type { TimeoutFault } from '../../../model/problems/timeout.js';
import type { UncheckedAnswer } from '../../../model/problems/unchecked-response.js';
import type { Settings } from '../../../model/settings.js';
import type { CallContext } from '../calls/call-context.js';
import { type UnresolvedCall, thrownBy } from '../calls/calls.js';
import type { PythonModule } from '../flow/analyze.js';
import { withinFile } from '../flow/callers.js';
import type { Handler } from '../flow/path.js';
import { type BlindNode, blindRetries } from './blind-retries.js';
import { clientProblems } from './client-options.js';
import { unboundedConcurrency } from './concurrency.js';
import { ineffectiveChecks } from './connection-checks.js';
import type { FollowedCalls } from './followed-calls.js';
import { createInnerOption } from './inner-option.js';
import { enginesAsClients } from './offline-engines.js';
import { swallowedErrors } from './swallowed-errors.js';
import { timeoutFaults } from './timeouts.js';
import { createUncheckedAnswers } from './unchecked-response.js';

/** The problems of a file, with the nodes of those that a repair needs. */
export interface FileProblems {
  readonly problems: Problems;
  swallowing(): ReadonlyMap<SwallowedError, Handler['body']>;
  blind(): ReadonlyMap<BlindRetry, BlindNode>;
}

/** What the problems of a file are found in. */
interface Context {
  readonly calls: CallContext;
  readonly followed: FollowedCalls;
  readonly module: PythonModule;
  readonly guard: Guard;
}

/** Prepares to find the problems of a file: each when it is first asked for. */
export function createProblems(
  calls: CallContext,
  followed: FollowedCalls,
  module: PythonModule,
  settings: Settings,
  guard: Guard,
): FileProblems {
  const { tree, evaluator, matcher } = module;
  const context: Context = { calls, followed, module, guard };
  const swallowing = once(() => swallowedErrors(followed.ways, rawsOf(followed), tree));
  const blind = once(() => blindRetries(followed.ways, rawsOf(followed), followed.layers, tree, evaluator, matcher));
  const problems = lazyFields(guard, NO_PROBLEMS, {
    baseUrls: () => baseUrlFaults(calls.uses, tree.text),
    blindRetries: () => [...blind().keys()],
    concurrency: () => unboundedConcurrency(rawsOf(followed), tree, evaluator),
    connectionChecks: () => ineffectiveChecks(followed.ways, rawsOf(followed), tree, evaluator, matcher),
    ...clientProblems({
      tree,
      evaluator,
      tracer: calls.tracer,
      makers: calls.clients.makers,
      calls: calls.found.map(({ raw }) => raw),
      env: settings.env,
    }),
    offlineEngines: () => enginesAsClients(rawsOf(followed), tree, evaluator),
    retriesWithoutBackoff: () => {
      followed.calls();
      return retriesWithoutBackoff(followed.layers);
    },
    stackedRetries: () => allStackedRetries(context),
    streams: () => [...rawsOf(followed)].flatMap(([call, raw]) => guard('a stream', () => streamFault(context, call, raw)) ?? []),
    swallowedErrors: () => [...swallowing().keys()],
    timeouts: () => allTimeoutFaults(context),
    uncheckedResponses: () => allUncheckedAnswers(context),
  });
  return { problems, swallowing, blind };
}

/** The calls whose failure has been followed. */
function rawsOf(followed: FollowedCalls): ReadonlyMap<Call, UnresolvedCall> {
  followed.calls();
  return followed.raws;
}

function allStackedRetries({ followed, module, guard }: Context): readonly StackedRetries[] {
  const raws = rawsOf(followed);
  const innerOption = createInnerOption(module.tree, raws, followed.layers);
  return [...followed.layers].flatMap(([call, ways]): readonly StackedRetries[] => {
    const raw = raws.get(call);
    const stack = raw && guard('stacked retries', () => stackedRetries(call, raw, ways, () => innerOption(raw)));
    return stack ? [stack] : [];
  });
}

function streamFault({ followed, module }: Context, call: Call, raw: UnresolvedCall): StreamFault | undefined {
  if (call.answer !== 'stream' || raw.timing === 'on-read' || raw.node.type !== 'Call') return undefined;
  return readingFault(call, followed.ways.get(call) ?? [], withinFile(module.flow.result(raw.node, 'on-read', thrownBy(raw))));
}

function allTimeoutFaults({ calls, module: { tree, evaluator } }: Context): readonly TimeoutFault[] {
  const ofSdks = calls.found.flatMap(({ raw: { node, sdk, purpose } }) =>
    sdk?.callTimeout && node.type === 'Call' ? [{ node, sdk, purpose }] : [],
  );
  return timeoutFaults(calls.clients.makers, [...calls.limited, ...ofSdks], tree, evaluator);
}

function allUncheckedAnswers({ followed, module: { tree, evaluator }, guard }: Context): readonly UncheckedAnswer[] {
  followed.calls();
  const uncheckedAnswer = createUncheckedAnswers(tree, evaluator);
  return [...followed.requests].flatMap(([call, request]) => guard('the status of a response', () => uncheckedAnswer(call, request)) ?? []);
}
