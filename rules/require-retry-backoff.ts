import type { RetryWithoutBackoff } from '../src/model/problems/retry-layers.js';
import { createRule } from '../src/plugin/create-rule.js';

type Message = 'loop' | 'at-once' | 'endless' | 'endless-at-once';

/** Requires bounded retries with backoff. */
export const requireRetryBackoff = createRule<Message, { maxRetries: number }>({
  name: 'require-retry-backoff',
  docs: {
    description: 'require retries of LLM calls to be bounded and to back off',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    loop: '{{loop}} retries without delay{{endless}}. {{why}} Back off exponentially, {{limit}}.',
    'at-once': '`{{name}}` retries without delay. {{why}} Back off exponentially, with jitter.',
    endless:
      '`{{name}}` retries without limit. While the server is down, the caller of `{{call}}` gets neither an answer nor an error. Limit the attempts.',
    'endless-at-once': '`{{name}}` retries without delay or limit. {{why}} Back off exponentially, and limit the attempts.',
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
  check({ problems: { retriesWithoutBackoff } }, report, { options: { maxRetries: retries } }) {
    for (const hasty of retriesWithoutBackoff) {
      const { call, layer } = hasty;
      // An SDK with retries of its own waits between them; `no-stacked-retries` reports how many requests that makes.
      if (call.failure.attempts > 1 && layer.attempts !== 'endless') continue;
      report({
        at: layer.span,
        messageId: messageOf(hasty),
        data: {
          name: layer.name,
          call: call.name,
          why: whyOf(hasty),
          loop: layer.name === '' ? 'This loop' : `The loop in \`${layer.name}\``,
          endless: layer.attempts === 'endless' ? ' or limit' : '',
          limit: layer.attempts === 'endless' ? 'and limit the attempts' : 'with jitter',
        },
        suggest: [{ kind: 'slow-down-retry', hasty, retries }],
      });
    }
  },
});

function messageOf({ layer: { kind, attempts, waits } }: RetryWithoutBackoff): Message {
  if (kind === 'loop') return 'loop';
  if (waits !== 'no') return 'endless';
  return attempts === 'endless' ? 'endless-at-once' : 'at-once';
}

/** The consequence; where the SDK retries too, its own delays are the only ones. */
function whyOf({ call: { failure }, layer: { attempts } }: RetryWithoutBackoff): string {
  if (failure.attempts > 1) return `Only ${failure.library} waits, between its own ${failure.attempts} requests.`;
  if (attempts === 'endless') return 'A refused connection fails in 1 ms, so this busy-loops while the server is down.';
  const all = attempts === 'unknown' ? 'all attempts' : `all ${attempts} attempts`;
  return `A refused connection fails in 1 ms, so ${all} end before a restarting server answers.`;
}
