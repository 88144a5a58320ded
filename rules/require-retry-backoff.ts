import type { HastyRetry } from '../src/model/retry-layers.js';
import { createRule } from '../src/report/rule.js';

type Message = 'loop' | 'at-once' | 'endless' | 'endless-at-once';

/** Demands that what sends a failed call again waits in between, and ends. */
export const requireRetryBackoff = createRule<Message, { maxRetries: number }>({
  name: 'require-retry-backoff',
  docs: {
    description: 'require retries of LLM calls to wait between attempts, and to end',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    loop: '{{loop}} sends a failed `{{call}}` again at once{{endless}}. {{why}} Wait longer after each failure, with jitter.',
    'at-once': '`{{name}}` calls `{{call}}` again at once after a failure. {{why}} Wait longer after each failure, with jitter.',
    endless: '`{{name}}` tries `{{call}}` for ever: while the server is down, whoever waits for it gets neither an answer nor an error. Give up after some attempts.',
    'endless-at-once':
      '`{{name}}` calls `{{call}}` again at once after a failure, for ever. {{why}} Whoever waits for it gets neither an answer nor an error. Wait longer after each failure, and give up in the end.',
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
  check({ hastyRetries }, report, { options: { maxRetries: retries } }) {
    for (const hasty of hastyRetries) {
      const { call, layer } = hasty;
      // What waits between its own requests asks nobody without pause; how many it sends is `no-stacked-retries`' matter.
      if (call.failure.attempts > 1 && layer.attempts !== 'endless') continue;
      report({
        at: layer.span,
        messageId: messageOf(hasty),
        data: {
          name: layer.name,
          call: call.name,
          why: whyOf(hasty),
          loop: layer.name === '' ? 'This loop' : `The loop in \`${layer.name}\``,
          endless: layer.attempts === 'endless' ? ', for ever' : '',
        },
        suggest: [{ kind: 'slow-down-retry', hasty, retries }],
      });
    }
  },
});

function messageOf({ layer: { kind, attempts, waits } }: HastyRetry): Message {
  if (kind === 'loop') return 'loop';
  if (waits !== 'no') return 'endless';
  return attempts === 'endless' ? 'endless-at-once' : 'at-once';
}

/** What comes of it; where the SDK tries again by itself, its own waits are all there is. */
function whyOf({ call: { failure }, layer: { attempts } }: HastyRetry): string {
  if (failure.attempts > 1) return `Only ${failure.library} waits, between its own ${failure.attempts} requests, and a server that restarts or loads a model takes longer.`;
  if (attempts === 'endless') return 'A refused connection fails in a millisecond, so a server that is down is asked without pause, and an overloaded one gets more load.';
  const all = attempts === 'unknown' ? 'the attempts are' : `all ${attempts} attempts are`;
  return `A refused connection fails in a millisecond, so ${all} over before a server that restarts or loads a model can answer, and an overloaded one gets more load.`;
}
