import { createRule } from '../src/plugin/create-rule.js';

/** Requires an address for `host.docker.internal` where a service uses it. */
export const requireHostGateway = createRule({
  name: 'require-host-gateway',
  docs: {
    description: 'require `extra_hosts` for services that reach an LLM server by `host.docker.internal`',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    missing:
      '`host.docker.internal` has no address in {{from}} on Linux. `{{name}}` works with Docker Desktop only. Add `extra_hosts: ["host.docker.internal:host-gateway"]`.',
  },
  check({ problems }, report) {
    for (const { because, span, name, from, fix, suggest } of problems.deployment.unanswered) {
      if (because !== 'host-gateway') continue;
      report({
        at: span,
        messageId: 'missing',
        data: { name, from },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
