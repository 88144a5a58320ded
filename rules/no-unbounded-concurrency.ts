import type { UnboundedConcurrency } from '../src/model/problems/concurrency.js';
import { createRule } from '../src/plugin/create-rule.js';

/** Disallows starting one request for each element of an input of unknown size at once. */
export const noUnboundedConcurrency = createRule<UnboundedConcurrency['kind'], { atOnce: number }>({
  name: 'no-unbounded-concurrency',
  docs: {
    description: 'disallow concurrent LLM requests without a limit',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    each: "`{{name}}` starts one `{{call}}` per element at once. When the server's queue is full, connections are refused or reset{{retries}}. Limit the concurrency.",
    batch:
      "`{{name}}` sends all inputs at once. When the server's queue is full, connections are refused or reset{{retries}}. Set `{{option}}`.",
  },
  options: {
    atOnce: { type: 'integer', minimum: 1, maximum: 1000, description: 'Requests at once that suggestions write.', default: 8 },
  },
  check({ problems: { concurrency } }, report, { options: { atOnce } }) {
    for (const found of concurrency) {
      const { kind, call, at, name, option = '' } = found;
      const { attempts } = call.failure;
      report({
        at,
        messageId: kind,
        data: { name, option, call: call.name, retries: attempts > 1 ? `, up to ${attempts} times each` : '' },
        suggest: [{ kind: 'limit-concurrency', concurrency: found, atOnce }],
      });
    }
  },
});
