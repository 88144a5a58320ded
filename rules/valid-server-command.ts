import { createRule } from '../src/plugin/create-rule.js';

/** Requires commands that the LLM server reads as they are meant. */
export const validServerCommand = createRule({
  name: 'valid-server-command',
  docs: {
    description: 'require commands of LLM servers that the server can read',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    'serve-twice':
      '`serve` is already the command of {{server}}\'s image. The server ends with "unrecognized arguments". Remove it, or set `entrypoint`.',
    'joined-option':
      '`{{given}}` is one argument, so {{server}} does not know it. The server ends at the start. Write `--option=value`, or two items.',
    'demo-server':
      "`{{given}}` is vLLM's demonstration server. It has no `/v1`, so clients get status 404. Use `vllm.entrypoints.openai.api_server`.",
  },
  check({ problems }, report) {
    for (const { kind, span, server, given, fix, suggest } of problems.deployment.invalidCommands) {
      report({
        at: span,
        messageId: kind,
        data: { server, given },
        fix: fix && { kind: 'change-deployment', change: fix },
        suggest: suggest.map((change) => ({ kind: 'change-deployment', change })),
      });
    }
  },
});
