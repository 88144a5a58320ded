import { createRule } from '../src/plugin/create-rule.js';

/** Disallows models of the AI SDK that use the Responses API of a self-hosted server by default. */
export const noImplicitResponsesApi = createRule({
  name: 'no-implicit-responses-api',
  docs: {
    description: 'disallow models that use the Responses API of a self-hosted server by default',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    implicit:
      '`{{name}}()` uses the Responses API by default. Since version {{since}}, `{{library}}` sends `POST /responses`; many self-hosted servers answer 404. Call `.{{instead}}()`.',
  },
  check({ problems: { implicitResponses } }, report) {
    for (const model of implicitResponses) {
      const { span, name, library, since, instead } = model;
      report({
        at: span,
        messageId: 'implicit',
        data: { name, library, since: String(since), instead },
        suggest: [{ kind: 'use-chat-completions', model }],
      });
    }
  },
});
