import { createRule } from '../src/plugin/create-rule.js';

/** Disallows options and variables that the library never reads. */
export const noIgnoredEndpointOption = createRule({
  name: 'no-ignored-endpoint-option',
  docs: {
    description: 'disallow options and variables for an endpoint that the library never reads',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    renamed: '`{{reaches}}` ignores `{{name}}`. {{effect}}. Use `{{meant}}`.',
    unread: '`{{reaches}}` ignores `{{name}}`. {{effect}}.',
  },
  check({ problems: { ignoredOptions } }, report) {
    for (const option of ignoredOptions) {
      const { span, name, reaches, effect, meant } = option;
      report({
        at: span,
        messageId: meant === undefined ? 'unread' : 'renamed',
        data: { name, reaches, effect, meant: meant ?? '' },
        fix: { kind: 'correct-option', option },
      });
    }
  },
});
