import { createRule } from '../src/plugin/create-rule.js';

/** Disallows LLM servers in containers that listen on the container's loopback address. */
export const noLoopbackBind = createRule({
  name: 'no-loopback-bind',
  docs: {
    description: 'disallow LLM servers in containers that only the container itself can reach',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    explicit:
      '`{{name}}` runs {{server}} on `{{address}}`, inside a container. Only the container itself can connect; all others are refused. Use `0.0.0.0`.',
    default:
      '`{{name}}` runs {{server}} on its default address, `127.0.0.1`. Only the container itself can connect. Tell it to listen on `0.0.0.0`.',
  },
  check({ problems }, report) {
    for (const { span, server, name, address, fix, suggest } of problems.deployment.loopbackBinds) {
      report({
        at: span,
        messageId: address === undefined ? 'default' : 'explicit',
        data: { server, name, address: address ?? '' },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
