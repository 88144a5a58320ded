import { createRule } from '../src/report/rule.js';

/** Demands a key, if only `EMPTY`, for clients that refuse to work without one. */
export const requireApiKey = createRule({
  name: 'require-api-key',
  docs: {
    description: 'require a key for clients of self-hosted servers that throw without one',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    missing:
      '`{{name}}()` is given no key, and throws `{{error}}` {{when}} unless `{{variable}}` is set, though the server at `{{url}}` may need none. Give it `{{variable}}`, or `EMPTY`.',
  },
  check({ missingKeys }, report) {
    for (const missing of missingKeys) {
      const { span, name, error, at, variable, url } = missing;
      report({
        at: missing.blank ?? span,
        messageId: 'missing',
        data: { name, error, when: at === 'construction' ? 'where it is made' : 'at the first call', variable, url },
        suggest: [{ kind: 'add-api-key', missing }],
      });
    }
  },
});
