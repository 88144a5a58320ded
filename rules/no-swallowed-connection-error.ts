import { type Hosted, HOSTED, createRule } from '../src/plugin/create-rule.js';

/** Disallows handlers that drop the connection error of an LLM call without logging or returning it. */
export const noSwallowedConnectionError = createRule<'swallowed', { hosted: Hosted }>({
  name: 'no-swallowed-connection-error',
  docs: {
    description: 'disallow handlers that swallow the connection error of an LLM call',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  options: { hosted: HOSTED },
  strictOptions: { hosted: 'report' },
  messages: {
    swallowed:
      '{{handler}} swallows the connection error of `{{name}}`. {{library}} {{verb}} {{error}}, and no log shows it. Log it and tell the caller.',
  },
  check({ problems: { swallowedErrors, connectionChecks } }, report, { options }) {
    for (const fault of swallowedErrors) {
      const { call } = fault;
      if (call.provider !== undefined && options.hosted === 'ignore') continue;
      // Where the failure is unhandled too, or a test cannot match it, another rule has reported it.
      if (call.handling.kind === 'lost' || connectionChecks.some((check) => check.call === call)) continue;
      const { library, verb, shown: error } = call.failure;
      report({
        at: fault.span,
        messageId: 'swallowed',
        data: { name: call.name, library, verb, error, handler: fault.handler },
        suggest: [
          { kind: 'log-swallowed-error', swallowed: fault, then: 'go-on' },
          { kind: 'log-swallowed-error', swallowed: fault, then: 'rethrow' },
        ],
      });
    }
  },
});
