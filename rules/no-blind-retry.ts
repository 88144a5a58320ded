import type { BlindRetry } from '../src/model/problems/blind-retry.js';
import { createRule } from '../src/plugin/create-rule.js';

/** Disallows retries of LLM calls that do not look at the error. */
export const noBlindRetry = createRule({
  name: 'no-blind-retry',
  docs: {
    description: 'disallow retries of LLM calls that never look at what failed',
    preset: 'strict',
  },
  type: 'suggestion',
  repairs: true,
  messages: {
    blind:
      '{{retry}} also retries permanent errors. On 400, 401 or 404, `{{name}}` is sent {{cost}}. Retry only connection errors, 429 and 5xx.',
  },
  check({ problems: { blindRetries } }, report) {
    for (const retry of blindRetries) {
      report({
        at: retry.span,
        messageId: 'blind',
        data: { retry: NAMES[retry.kind].replace('NAME', retry.name), name: retry.call.name, cost: cost(retry) },
        suggest: [{ kind: 'choose-what-to-retry', retry }],
      });
    }
  },
});

const NAMES: Readonly<Record<BlindRetry['kind'], string>> = {
  library: '`NAME`',
  loop: 'The retry loop of this `NAME`',
  recursion: 'The recursion in this `NAME`',
};

/** How often a request that cannot succeed is sent: "11 times in about 17 min". */
function cost({ attempts, seconds }: BlindRetry): string {
  if (attempts === 'endless') return 'indefinitely';
  const times = attempts === undefined ? 'repeatedly' : attempts === 2 ? 'twice' : `${attempts} times`;
  const time =
    seconds === undefined || seconds < 2 ? '' : seconds < 120 ? ` in about ${seconds} s` : ` in about ${Math.round(seconds / 60)} min`;
  return times + time;
}
