import { createRule } from '../src/plugin/create-rule.js';

/** Requires a restart policy for LLM servers of Compose. */
export const requireRestartPolicy = createRule({
  name: 'require-restart-policy',
  docs: {
    description: 'require a restart policy for LLM servers',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    missing:
      '`{{name}}` runs {{server}} without a restart policy. After a crash every connection is refused until a person starts it. Add `restart: unless-stopped`.',
  },
  check({ problems }, report) {
    for (const { span, name, server, suggest } of problems.deployment.missingRestarts)
      report({
        at: span,
        messageId: 'missing',
        data: { name, server },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
  },
});
