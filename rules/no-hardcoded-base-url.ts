import { createRule } from '../src/plugin/create-rule.js';

/** Disallows base URLs of self-hosted, OpenAI-compatible servers that only a literal decides. */
export const noHardcodedBaseUrl = createRule({
  name: 'no-hardcoded-base-url',
  docs: {
    description: 'disallow hard-coded base URLs of vLLM and other self-hosted, OpenAI-compatible servers',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    hardcoded:
      'Hard-coded base URL `{{url}}`. Where the server has another address, `{{reaches}}` gets connection refused. Read it from the environment, and keep this URL as the fallback.',
  },
  check({ facts: { endpoints } }, report, { settings }) {
    for (const endpoint of endpoints) {
      if (endpoint.source !== 'literal' || endpoint.host !== 'self-hosted' || endpoint.isStartedHere) continue;
      if (settings.allowHosts.some((pattern) => allows(pattern, endpoint.base))) continue;
      report({
        at: endpoint.span,
        messageId: 'hardcoded',
        data: { url: endpoint.shown, reaches: endpoint.reaches },
        fix: { kind: 'read-endpoint-from-environment', endpoint },
      });
    }
  },
});

/** Whether `gpu.example.org`, `*.internal` or `localhost:8000` names the host of a base URL; without a port, any port. */
function allows(pattern: string, base: string): boolean {
  const authority = /^(?:[a-z][a-z\d+.-]*:)?\/*(?:[^@/]*@)?([^/?#]*)/i.exec(base)?.[1]?.toLowerCase() ?? '';
  const wanted = pattern.toLowerCase();
  const host = /:\d+$/.test(wanted) ? authority : authority.replace(/:[^:\]]*$/, '');
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}
