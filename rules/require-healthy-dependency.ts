import { createRule } from '../src/plugin/create-rule.js';

/** Requires that services of Compose wait until the LLM server that they use is healthy. */
export const requireHealthyDependency = createRule({
  name: 'require-healthy-dependency',
  docs: {
    description: 'require services to wait until the LLM server that they use is healthy',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    started:
      '`{{name}}` waits only until `{{dependency}}` has started. Until it is ready, {{server}} refuses connections. Use `condition: service_healthy`.',
    unchecked: '`{{name}}` waits only until `{{dependency}}` has started. Give {{server}} a health check, then wait for `service_healthy`.',
    none: '`{{name}}` does not wait for `{{dependency}}`, whose address it has. Until {{server}} is ready its requests fail. Add `depends_on` with `service_healthy`.',
  },
  check({ problems }, report) {
    for (const { kind, span, name, dependency, server, hasCheck, fix, suggest } of problems.deployment.unreadyDependencies) {
      report({
        at: span,
        messageId: kind === 'none' ? 'none' : hasCheck ? 'started' : 'unchecked',
        data: { name, dependency, server },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
