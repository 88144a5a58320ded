import { createRule } from '../src/plugin/create-rule.js';

/** Requires that an LLM server is given the time to load its model. */
export const requireStartupGrace = createRule({
  name: 'require-startup-grace',
  docs: {
    description: 'require enough time for LLM servers to load their model before they are given up',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: false,
  messages: {
    liveness:
      '`{{name}}` is killed after {{seconds}} s, too early for {{server}}. It restarts while it loads the model. Add a `startupProbe` of several minutes.',
    startup:
      '`{{name}}` is killed after {{seconds}} s, too early for {{server}}. It restarts while it loads the model. Raise `failureThreshold`.',
    'health-check':
      '`{{name}}` is unhealthy after {{seconds}} s, too early for {{server}}. What waits for it does not start. Raise `start_period`.',
  },
  check({ problems }, report) {
    for (const { kind, span, name, server, seconds } of problems.deployment.shortStarts)
      report({ at: span, messageId: kind, data: { name, server, seconds: String(seconds) } });
  },
});
