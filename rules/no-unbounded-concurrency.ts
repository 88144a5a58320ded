import type { UnboundedConcurrency } from '../src/model/concurrency.js';
import { createRule } from '../src/report/rule.js';

/** Forbids as many requests at once as an input of unknown size has elements. */
export const noUnboundedConcurrency = createRule<UnboundedConcurrency['kind'], { atOnce: number }>({
  name: 'no-unbounded-concurrency',
  docs: {
    description: 'disallow as many LLM requests at once as an input has elements',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    each: '`{{name}}` starts one `{{call}}` for each element at once: every one opens a connection, and when the queue of the server or the file descriptors run out the rest is refused or reset{{retries}}. Let only so many run at once.',
    batch: '`{{name}}` is given no `{{option}}` and sends all inputs at once: every one opens a connection, and when the queue of the server or the file descriptors run out the rest is refused or reset{{retries}}. Set `{{option}}`.',
  },
  options: {
    atOnce: { type: 'integer', minimum: 1, maximum: 1000, description: 'Requests at once that suggestions write.', default: 8 },
  },
  check({ concurrency }, report, { options: { atOnce } }) {
    for (const found of concurrency) {
      const { kind, call, at, name, option = '' } = found;
      const { attempts } = call.failure;
      report({ at, messageId: kind, data: { name, option, call: call.name, retries: attempts > 1 ? `, then sent again, up to ${attempts} times each` : '' }, suggest: [{ kind: 'limit-concurrency', concurrency: found, atOnce }] });
    }
  },
});
