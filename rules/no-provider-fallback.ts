import { createRule } from '../src/report/rule.js';

/** Forbids clients of a server of one's own that go to a provider's public API where a variable is missing. */
export const noProviderFallback = createRule({
  name: 'no-provider-fallback',
  docs: {
    description: "disallow base URLs that send a self-hosted server's prompts to a public API when a variable is missing",
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    unset:
      'Where `{{variable}}` is not set, `{{reaches}}` sends every prompt to https://{{host}}, without an error; `{{sign}}` says that a server of your own is meant. Fall back to its address, or fail.',
    blank:
      'Where `{{variable}}` is set but blank, `??` keeps the blank text, and `{{reaches}}` sends every prompt to https://{{host}}, without an error. Use `||`.',
  },
  check({ providerFallbacks }, report) {
    for (const fallback of providerFallbacks) {
      const { span, when, variable, reaches, host, sign } = fallback;
      report({
        at: span,
        messageId: when,
        data: { variable, reaches, host, sign },
        suggest: [
          { kind: 'secure-base-url', fallback, by: 'literal' },
          // With a literal behind `??` nothing fails.
          ...(when === 'unset' ? [{ kind: 'secure-base-url', fallback, by: 'failure' } as const] : []),
        ],
      });
    }
  },
});
