import { createRule } from '../src/plugin/create-rule.js';

/** Disallows clients of a self-hosted server that fall back to a provider's public API. */
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
      'Prompts go to https://{{host}} if `{{variable}}` is not set. `{{reaches}}` reports no error; `{{sign}}` suggests a self-hosted server. Set a fallback URL, or fail.',
    blank:
      'Prompts go to https://{{host}} if `{{variable}}` is blank. `??` keeps a blank value, and `{{reaches}}` reports no error. Use `||`.',
  },
  check({ problems: { providerFallbacks } }, report) {
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
