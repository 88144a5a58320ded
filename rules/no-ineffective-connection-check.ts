import { createRule } from '../src/report/rule.js';

/** Forbids asking for a refused connection in a way that is never true for the library that fails. */
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
      'The handler for `{{asked}}` never sees the refused connection of `{{name}}`: {{library}} raises `{{error}}`, which is no `{{asked}}`. Ask for `{{error}}`.',
    test: '`{{asked}}` is never true when the server refuses `{{name}}`: {{library}} throws `{{error}}`, {{why}}.',
    answers:
      '`{{asked}}` is for what the server answers. When it refuses `{{name}}`, {{library}} raises `{{error}}`, which goes past this handler, and nobody in this file catches it. Handle `{{error}}` beside it.',
  },
  check({ checks }, report) {
    for (const check of checks) {
      const { library, error } = check.call.failure;
      report({
        at: check.call.span,
        messageId: check.kind,
        data: { name: check.call.name, asked: check.asked, library: check.raised === undefined ? library : 'the retry around it', error: check.raised ?? error, why: check.why ?? '' },
        suggest: [check.kind === 'answers' ? { kind: 'add-connection-handler', check } : { kind: 'correct-check', check }],
      });
    }
  },
});
