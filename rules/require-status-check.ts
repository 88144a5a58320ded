import type { UncheckedAnswer } from '../src/model/problems/unchecked-response.js';
import { type Hosted, HOSTED, createRule } from '../src/plugin/create-rule.js';

/** Requires a check of the HTTP status where the client does not throw on errors. */
export const requireStatusCheck = createRule<UncheckedAnswer['kind'], { hosted: Hosted }>({
  name: 'require-status-check',
  docs: {
    description: 'require a check of the status of a response where the HTTP client does not throw on errors',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  options: { hosted: HOSTED },
  strictOptions: { hosted: 'report' },
  messages: {
    read: '`{{name}}` does not {{throw}} on HTTP 429, 500 or 503. `{{reader}}` then reads the error of an overloaded server as an answer. {{check}} first.',
    probe: '`{{name}}` does not {{throw}} on HTTP 503. A server that is still loading its model counts as ready here. {{check}}.',
  },
  check({ problems: { uncheckedResponses } }, report, { options }) {
    for (const answer of uncheckedResponses) {
      const { call, kind, reader, form } = answer;
      if (call.provider !== undefined && options.hosted === 'ignore') continue;
      report({
        at: call.span,
        messageId: kind,
        data: {
          name: call.name,
          throw: call.failure.verb.slice(0, -1),
          reader,
          check: form.raises === undefined ? `check \`${form.ok ?? form.status}\`` : `call \`${form.raises}()\``,
        },
        suggest: [{ kind: 'check-status', answer }],
      });
    }
  },
});
