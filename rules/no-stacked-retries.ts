import type { RetryLayer, StackedRetries } from '../src/model/problems/retry-layers.js';
import { createRule } from '../src/plugin/create-rule.js';

/** Disallows nested retries around one call whose attempts multiply. */
export const noStackedRetries = createRule<'stacked', { maxRequests: number }>({
  name: 'no-stacked-retries',
  docs: {
    description: 'disallow nested retries of one LLM call that multiply its requests',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    stacked: 'Nested retries: `{{name}}` sends {{requests}} requests{{time}}. That is {{layers}}. Retry in one layer only.',
  },
  options: {
    maxRequests: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      description: 'Requests of one call that are fine, however many layers send them.',
      default: 6,
    },
  },
  check({ problems: { stackedRetries } }, report, { options: { maxRequests }, lineOf }) {
    for (const { call, layers, requests, seconds, option } of stackedRetries) {
      if (requests <= maxRequests) continue;
      report({
        at: call.span,
        messageId: 'stacked',
        data: {
          name: call.name,
          requests: String(requests),
          time: timeOf(seconds),
          layers: [...layers]
            .reverse()
            .map((layer) => describe(layer, lineOf))
            .join(' × '),
        },
        suggest: option ? [{ kind: 'set-max-retries', call, retries: 0, option }] : [],
        isDecided: option?.value !== undefined,
      });
    }
  },
});

function describe({ kind, name, attempts, span }: RetryLayer, lineOf: (offset: number) => number): string {
  if (kind === 'sdk') return `${attempts} (${name})`;
  if (kind === 'wrapper' || name !== '') return `${attempts} (\`${name}\`)`;
  return `${attempts} (loop in line ${lineOf(span.start)})`;
}

/** The SDK's share is measured where every connection is refused at once. */
function timeOf(seconds: StackedRetries['seconds']): string {
  if (seconds === undefined || seconds < 2) return '';
  return seconds < 120 ? ` in about ${Math.round(seconds)} s` : ` in about ${Math.round(seconds / 60)} min`;
}
