import { createRule } from '../src/report/rule.js';

/** Forbids handlers that take the refused connection of an LLM call and leave nobody a sign of it. */
export const noSwallowedConnectionError = createRule({
  name: 'no-swallowed-connection-error',
  docs: {
    description: 'disallow handlers that swallow the refused connection of an LLM call',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    swallowed:
      'Nobody hears when the server refuses `{{name}}`: {{library}} {{verb}} `{{error}}`, and {{handler}} drops it. A server that is down then looks like one with nothing to say, and no log tells the two apart. Log the error, and let the caller know if it can do something about it.',
  },
  check({ swallowed, checks }, report) {
    for (const fault of swallowed) {
      const { call } = fault;
      // Where the failure also gets past everybody, or a test is blind to it, another rule has said so.
      if (call.handling.kind === 'lost' || checks.some((check) => check.call === call)) continue;
      const { library, verb, error } = call.failure;
      report({
        at: fault.span,
        messageId: 'swallowed',
        data: { name: call.name, library, verb, error, handler: fault.handler },
        suggest: [
          { kind: 'tell-of-failure', swallowed: fault, then: 'go-on' },
          { kind: 'tell-of-failure', swallowed: fault, then: 'rethrow' },
        ],
      });
    }
  },
});
