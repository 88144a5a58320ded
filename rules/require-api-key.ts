import { createRule } from '../src/plugin/create-rule.js';

/** Requires an API key, `EMPTY` if need be, for clients that fail without one. */
export const requireApiKey = createRule({
  name: 'require-api-key',
  docs: {
    description: 'require an API key for clients of self-hosted servers that fail without one',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    missing:
      '`{{name}}()` has no API key. Unless `{{variable}}` is set, it fails with `{{error}}` {{when}}, even if the server needs no key. Pass `{{variable}}` or `EMPTY`.',
  },
  check({ problems: { missingKeys } }, report) {
    for (const missing of missingKeys) {
      const { span, name, error, at, variable } = missing;
      report({
        at: missing.blank ?? span,
        messageId: 'missing',
        data: { name, error, when: at === 'construction' ? 'on construction' : 'on the first call', variable },
        suggest: [{ kind: 'add-api-key', missing }],
      });
    }
  },
});
