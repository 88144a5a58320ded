import { createRule } from '../src/plugin/create-rule.js';

/** Requires a health check, or a probe, for LLM servers. */
export const requireServerHealthcheck = createRule<'compose' | 'kubernetes', { when: 'depended-on' | 'always' }>({
  name: 'require-server-healthcheck',
  docs: {
    description: 'require a health check or a probe for LLM servers',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    compose:
      '`{{name}}` runs {{server}} without a health check. Nothing can wait until the model is loaded; requests before are refused. Add a `healthcheck`.',
    kubernetes:
      '`{{name}}` runs {{server}} without a probe. Its Service sends requests while the model loads; they are refused. Add a `readinessProbe` and a `startupProbe`.',
  },
  options: {
    when: {
      type: 'string',
      enum: ['depended-on', 'always'],
      description:
        'Whether every server is reported, or only those that something in the same files uses. The `strict` preset reports all.',
      default: 'depended-on',
    },
  },
  strictOptions: { when: 'always' },
  check({ problems }, report, { options }) {
    for (const { form, span, server, name, hasDependents, suggest } of problems.deployment.missingChecks) {
      if (form === 'dockerfile' || (!hasDependents && options.when === 'depended-on')) continue;
      report({
        at: span,
        messageId: form,
        data: { name, server },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
