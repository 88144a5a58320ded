import type { BlindRetry } from '../src/model/blind-retry.js';
import { createRule } from '../src/report/rule.js';

/** Forbids trying an LLM call again without looking at what failed. */
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
      '{{retry}} tries `{{name}}` again whatever failed: a rejected request (400), a wrong key (401) or an unknown model (404) fails the same each time, and {{cost}}. Try again only after what may pass: no connection, 429, 5xx.',
  },
  check({ blindRetries }, report) {
    for (const retry of blindRetries) {
      report({ at: retry.span, messageId: 'blind', data: { retry: NAMES[retry.kind].replace('NAME', retry.name), name: retry.call.name, cost: cost(retry) }, suggest: [{ kind: 'choose-what-to-retry', retry }] });
    }
  },
});

const NAMES: Readonly<Record<BlindRetry['kind'], string>> = {
  library: '`NAME`',
  loop: 'The loop around this `NAME`',
  recursion: 'The function that this `NAME` calls again',
};

/** What one wrong request costs: "is sent 11 times over about 17 minutes before anybody hears of it". */
function cost({ attempts, seconds }: BlindRetry): string {
  if (attempts === 'endless') return 'is sent for ever';
  const times = attempts === undefined ? 'again and again' : attempts === 2 ? 'twice' : `${attempts} times`;
  const time = seconds === undefined || seconds < 2 ? '' : seconds < 120 ? ` over about ${seconds} s` : ` over about ${Math.round(seconds / 60)} minutes`;
  return `is sent ${times}${time} before anybody hears of it`;
}
