import { createRule } from '../src/plugin/create-rule.js';

/** Disallows addresses and ports on which no server of the same deployment listens. */
export const noEndpointMismatch = createRule({
  name: 'no-endpoint-mismatch',
  docs: {
    description: 'disallow addresses and ports that lead to no LLM server of the same deployment',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    'no-such-name': 'No service is called what `{{url}}` names. It cannot be resolved in {{from}}. {{advice}}',
    'other-port': '`{{url}}` has a port on which the server does not listen. It refuses connections. {{advice}}',
    'published-port': '`{{url}}` has the port that is published on the host. Containers need the port inside. {{advice}}',
    'plain-http': '`{{url}}` is HTTPS, and the server speaks plain HTTP. The TLS handshake fails. {{advice}}',
    'service-port': '`{{url}}` has a port that the Service does not have. Connections fail. {{advice}}',
    namespace: '`{{url}}` names a Service of another namespace. It cannot be resolved in {{from}}. {{advice}}',
    published:
      'Port {{given}} of `{{name}}` is published; its server listens on {{expected}}. Connections are refused. Publish port {{expected}}.',
    target:
      'Service `{{name}}` leads to port {{given}}; the server listens on {{expected}}. Connections are refused. Set `targetPort` to {{expected}}.',
    'named-target':
      'Service `{{name}}` leads to port `{{given}}`, which no container declares. It has no endpoints. Use the number, or name the port.',
    selector: 'Service `{{name}}` selects no pod of this file: `{{given}}`. It has no endpoints. The pods have `{{expected}}`.',
  },
  check({ problems }, report) {
    for (const { because, span, name, url, from, better, other, fix, suggest } of problems.deployment.unanswered) {
      if (because === 'own-container' || because === 'host-gateway') continue;
      const where = other === undefined ? '' : ` (${other})`;
      const advice = better === undefined || better === url ? `Use what the server has${where}.` : `Use \`${better}\`${where}.`;
      report({
        at: span,
        messageId: because,
        data: {
          name,
          url,
          from,
          better: better ?? '',
          other: other ?? '',
          advice: because === 'plain-http' ? `Use \`http://\`${where}.` : advice,
        },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
    for (const { kind, span, name, given, expected, fix, suggest } of problems.deployment.portMismatches) {
      report({
        at: span,
        messageId: kind,
        data: { name, given, expected },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
