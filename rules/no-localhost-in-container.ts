import { createRule } from '../src/plugin/create-rule.js';

/** Disallows addresses that mean the container itself, where no server runs. */
export const noLocalhostInContainer = createRule({
  name: 'no-localhost-in-container',
  docs: {
    description: 'disallow `localhost` as the address of an LLM server in a container that runs none',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    known: '`{{name}}` points at its own container: `{{url}}`. Nothing listens on that port there. Use `{{better}}` ({{other}}).',
    unknown:
      '`{{name}}` points at its own container: `{{url}}`. Nothing listens there in {{from}}. Use the name or the host of the server.',
  },
  check({ problems }, report) {
    for (const { because, span, name, url, from, better, other, fix, suggest } of problems.deployment.unanswered) {
      if (because !== 'own-container') continue;
      report({
        at: span,
        messageId: better !== undefined && other !== undefined ? 'known' : 'unknown',
        data: { name, url, from, better: better ?? '', other: other ?? '' },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
