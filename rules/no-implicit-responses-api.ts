import { createRule } from '../src/report/rule.js';

/** Forbids models of the AI SDK that ask a server of one's own for `/responses` without saying so. */
export const noImplicitResponsesApi = createRule({
  name: 'no-implicit-responses-api',
  docs: {
    description: 'disallow models that ask a self-hosted server for `/responses` without saying so',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    implicit:
      '`{{name}}()` makes a model that sends `POST /responses`, because `{{library}}` does so from {{since}} on; many OpenAI-compatible servers answer 404. Ask for chat completions with `.{{instead}}()`.',
  },
  check({ implicitResponses }, report) {
    for (const model of implicitResponses) {
      const { span, name, library, since, instead } = model;
      report({ at: span, messageId: 'implicit', data: { name, library, since: String(since), instead }, suggest: [{ kind: 'ask-for-chat', model }] });
    }
  },
});
