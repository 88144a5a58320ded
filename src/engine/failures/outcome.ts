import type { Call, FailureProfile } from '../../model/facts/call.js';
import type { ConnectionErrorTest, ErrorSignature, SdkFailure } from '../../model/catalog/failure.js';
import type { Handling } from '../../model/facts/handling.js';
import type { Retry } from '../../model/facts/retry.js';
import type { Runtime } from '../../model/runtime.js';
import type { Path } from './path.js';

/** What stands on the way does not matter here. */
type AnyPath = Path<unknown, unknown, unknown>;

/** What is known of a call before its failure is followed: how it fails, and how often the library itself tries. */
export interface OwnRetries {
  readonly failure: SdkFailure & { readonly title: string };
  /** Requests that the library sends by itself; `undefined` where an option decides that is not visible. */
  readonly attempts: number | undefined;
  /** Whether that number is seen, not taken for the default because the options stand elsewhere. */
  readonly isCertain: boolean;
  /** Where retries are switched off. */
  readonly off: 'client' | 'call' | undefined;
}

/** Where a failure ends and what tries the call again, as a call of the model says it; `verb` is the language's. */
export function outcome(
  own: OwnRetries,
  handling: readonly AnyPath[] | undefined,
  around: readonly AnyPath[],
  verb: FailureProfile['verb'],
  runtime: Runtime,
): Pick<Call, 'failure' | 'test' | 'handling' | 'retry' | 'runtime'> {
  return {
    failure: { ...profileOf(own, runtime), verb },
    test: connectionTest(own, runtime),
    runtime,
    handling: handling ? handlingOf(handling) : { kind: 'unknown' },
    retry: retryOf(own, around),
  };
}

/** What can be asked of the error that is thrown. */
export function signatureOf(own: OwnRetries): ErrorSignature | undefined {
  const other = untried(own);
  return other ? other.looks : own.failure.looks;
}

function connectionTest(own: OwnRetries, runtime: Runtime): ConnectionErrorTest | undefined {
  const test = untried(own)?.test ?? own.failure.test;
  if (test?.kind !== 'code' || runtime === 'server') return test;
  return errorOf(own, runtime) === 'TypeError' ? { kind: 'builtin', name: 'TypeError' } : undefined;
}

/** What is thrown. Outside of Node the message is another one, so that its class alone is known. */
function errorOf(own: OwnRetries, runtime: Runtime): string {
  const error = untried(own)?.error ?? own.failure.error;
  return runtime === 'server' ? error : error.replace(/^(\w+): .*/, '$1');
}

/** What is thrown instead, where retries are off. */
function untried({ attempts, failure }: OwnRetries): SdkFailure['untried'] {
  return attempts === 1 && failure.attempts > 1 ? failure.untried : undefined;
}

function profileOf(own: OwnRetries, runtime: Runtime): Omit<FailureProfile, 'verb'> {
  const { failure, attempts } = own;
  const error = errorOf(own, runtime);
  return {
    library: failure.title,
    attempts: attempts ?? failure.attempts,
    seconds: attempts === undefined || attempts === failure.attempts ? failure.seconds : 0,
    error,
    shown: (untried(own) ? undefined : failure.shown) ?? `\`${error}\``,
    rejectsOnStatus: failure.rejectsOnStatus ?? true,
  };
}

/** One lost path is enough; otherwise one that is not seen makes all unknown. */
function handlingOf(paths: readonly AnyPath[]): Handling {
  const [lost, ...others] = paths.flatMap(({ end }) => (end.kind === 'lost' ? [end] : []));
  if (lost) return others.some(({ end }) => end !== lost.end) ? { ...lost, isOneOf: true } : lost;
  if (paths.length === 0 || paths.some((path) => path.end.kind === 'unknown')) return { kind: 'unknown' };
  const exported = paths.flatMap(({ end }) => (end.kind === 'exported' ? [end] : []));
  if (exported.length === 0) return { kind: 'caught' };
  return exported.length === paths.length && exported.every((end) => end.unused)
    ? { kind: 'exported', unused: true }
    : { kind: 'exported' };
}

function retryOf({ attempts, off }: OwnRetries, paths: readonly AnyPath[]): Retry {
  if (attempts === undefined) return { kind: 'unknown' };
  if (attempts > 1) return { kind: 'sdk', attempts };
  const agains = paths.flatMap((path) => (path.again ? [path.again] : []));
  const wrapper = agains.find((a) => a.kind === 'wrapper');
  if (wrapper) return { kind: 'wrapper', name: wrapper.name };
  if (agains.some((a) => a.kind === 'loop')) return { kind: 'loop' };
  const ineffective = agains.find((a) => a.kind === 'ineffective');
  if (ineffective) return { kind: 'none', reason: { kind: 'ineffective-wrapper', wrapper: ineffective.name, why: ineffective.why } };
  if (agains.some((a) => a.kind === 'unknown')) return { kind: 'unknown' };
  return {
    kind: 'none',
    reason: off === 'client' ? { kind: 'disabled-client' } : off === 'call' ? { kind: 'disabled-call' } : { kind: 'library' },
  };
}
