import { createRule } from '../src/plugin/create-rule.js';

/** Requires that the health check of an LLM server can succeed, and can fail. */
export const validServerHealthcheck = createRule<'no-program' | 'other-port' | 'needs-key' | 'image-port' | 'blind', { blind: boolean }>({
  name: 'valid-server-healthcheck',
  docs: {
    description: 'require health checks of LLM servers that can succeed',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    'no-program': "The health check needs `{{given}}`, which {{server}}'s image does not have. It never succeeds.{{advice}}",
    'other-port': 'The health check asks port {{given}}, and {{server}} listens on {{expected}}. It never succeeds. Ask port {{expected}}.',
    'needs-key': 'The health check asks `{{given}}`, which needs the API key. It gets status 401 from {{server}}. Ask `{{expected}}`.',
    'image-port':
      "The check in {{server}}'s image asks port {{given}}, not {{expected}}. It never succeeds, because a flag sets the port. Add a `healthcheck`.",
    blind: '`{{given}}` reports success while {{server}} loads the model. The server answers 503 until it is ready. Use `{{expected}}`.',
  },
  options: {
    blind: {
      type: 'boolean',
      description: 'Whether checks are reported that succeed while the model loads. The `strict` preset reports them.',
      default: false,
    },
  },
  strictOptions: { blind: true },
  check({ problems }, report, { options }) {
    for (const { kind, span, server, given, expected, fix, suggest } of problems.deployment.invalidChecks) {
      if (kind === 'blind' && !options.blind) continue;
      report({
        at: span,
        messageId: kind,
        data: { server, given, expected, advice: expected === '' ? '' : ` Use \`${expected}\`.` },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
