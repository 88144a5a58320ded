import type { Call } from '../src/model/facts/call.js';
import type { Intent } from '../src/model/fix.js';
import type { NoRetryReason } from '../src/model/facts/retry.js';
import { type Hosted, HOSTED, createRule } from '../src/plugin/create-rule.js';

/** Requires LLM calls to be retried after a refused connection. */
export const requireRetry = createRule<NoRetryReason['kind'] | 'hosted', { maxRetries: number; hosted: Hosted }>({
  name: 'require-retry',
  docs: {
    description: 'require LLM calls to be retried after a refused connection',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  strictOptions: { hosted: 'report' },
  messages: {
    hosted: '`{{name}}` is not retried. A short network failure on the way to {{provider}} fails the call. Retry with exponential backoff.',
    library:
      '`{{name}}` is not retried after a refused connection. {{library}} sends one request, and a restarting server refuses for minutes. Retry with exponential backoff.',
    'disabled-client':
      '`{{name}}` is not retried: its client disables retries. One refused connection fails the call, and a restarting server refuses for minutes. Enable retries.',
    'disabled-call':
      '`{{name}}` is not retried: the call disables retries. One refused connection fails it, and a restarting server refuses for minutes. Enable retries.',
    'ineffective-wrapper': '`{{wrapper}}` does not retry a refused connection of `{{name}}`. {{why}}. Retry connection errors too.',
  },
  options: {
    maxRetries: {
      type: 'integer',
      minimum: 1,
      maximum: 20,
      description: 'Number of retries that suggestions write.',
      default: 5,
    },
    hosted: HOSTED,
  },
  check({ facts: { calls } }, report, { options: { maxRetries: retries, hosted } }) {
    for (const call of calls) {
      if (call.isRepeated) continue;
      if (call.purpose !== 'model' || !call.repeatable || call.retry.kind !== 'none') continue;
      if (call.provider !== undefined && hosted === 'ignore') continue;
      const { reason } = call.retry;
      const repairs: readonly Intent[] = [
        ...(call.retryOption ? [{ kind: 'set-max-retries', call, retries } as const] : []),
        { kind: 'wrap-with-retry', call, retries },
      ];
      report({
        at: call.span,
        messageId: call.provider !== undefined && reason.kind !== 'ineffective-wrapper' ? 'hosted' : reason.kind,
        data: describe(call, reason),
        suggest: repairs,
        // The author turned retries off, perhaps because a user waits or a caller retries.
        isDecided: reason.kind === 'disabled-client' || reason.kind === 'disabled-call',
      });
    }
  },
});

function describe({ name, failure, provider = '' }: Call, reason: NoRetryReason): Record<string, string> {
  if (reason.kind !== 'ineffective-wrapper') return { name, library: failure.library, provider };
  return { name, wrapper: reason.wrapper, why: reason.why };
}
