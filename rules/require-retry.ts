import type { Call } from '../src/model/call.js';
import type { Intent } from '../src/model/repair.js';
import type { NoRetryReason } from '../src/model/retry.js';
import { createRule } from '../src/report/rule.js';

/** Demands that every LLM call is tried again when its connection is refused. */
export const requireRetry = createRule<NoRetryReason['kind'], { maxRetries: number }>({
  name: 'require-retry',
  docs: {
    description: 'require LLM calls to be retried after a refused connection',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    library:
      '`{{name}}` is tried once: {{library}} does not retry a refused connection, and a server that restarts or loads a model refuses for seconds to minutes. Retry with exponential backoff.',
    'disabled-client':
      '`{{name}}` is tried once: its client is made with retries switched off, so one refused connection fails the call. Allow retries, or wrap the call with a retry of your own.',
    'disabled-call':
      '`{{name}}` is tried once: retries are switched off at this call, so one refused connection fails it. Allow retries, or wrap the call with a retry of your own.',
    'ineffective-wrapper':
      '`{{name}}` is tried once although `{{wrapper}}` wraps it: {{why}}. Configure it to retry refused connections.',
  },
  options: {
    maxRetries: {
      type: 'integer',
      minimum: 1,
      maximum: 20,
      description: 'Number of retries that suggestions write.',
      default: 5,
    },
  },
  check({ calls }, report, { options: { maxRetries: retries } }) {
    for (const call of calls) {
      if (call.purpose !== 'model' || !call.repeatable || call.retry.kind !== 'none') continue;
      const { reason } = call.retry;
      // A number that a person wrote may be meant (`// fail at once`), so it is never a fix.
      const repairs: readonly Intent[] = [...(call.retryOption ? [{ kind: 'set-max-retries', call, retries } as const] : []), { kind: 'wrap-with-retry', call, retries }];
      report({
        at: call.span,
        messageId: reason.kind,
        data: describe(call, reason),
        suggest: repairs,
      });
    }
  },
});

function describe({ name, failure }: Call, reason: NoRetryReason): Record<string, string> {
  if (reason.kind !== 'ineffective-wrapper') return { name, library: failure.library };
  return { name, wrapper: reason.wrapper, why: reason.why };
}
