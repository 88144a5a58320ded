import { createRule } from '../src/plugin/create-rule.js';

/** Disallows tests for a refused connection that are never true for the library that fails. */
export const noIneffectiveConnectionCheck = createRule({
  name: 'no-ineffective-connection-check',
  docs: {
    description: 'disallow tests for a refused connection that are never true for the library that fails',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    never:
      '`{{asked}}` never matches a refused connection here. `{{name}}` raises `{{error}}`, which is not a subclass of it. Catch `{{error}}`.',
    test: '`{{asked}}` is never true for a refused connection. {{library}} {{verb}} {{shown}}, {{why}}.',
    answers:
      '`{{asked}}` matches only HTTP errors. `{{name}}` raises `{{error}}` for a refused connection, and nothing in this file catches it. Catch it too.',
  },
  check({ problems: { connectionChecks } }, report) {
    for (const check of connectionChecks) {
      const { library, verb, error, shown } = check.call.failure;
      report({
        at: check.call.span,
        messageId: check.kind,
        data: { name: check.call.name, asked: check.asked, library, verb, error: check.raised ?? error, shown, why: check.why ?? '' },
        suggest: [check.kind === 'answers' ? { kind: 'add-connection-handler', check } : { kind: 'correct-check', check }],
      });
    }
  },
});
