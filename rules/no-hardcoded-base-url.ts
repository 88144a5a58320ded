import { createRule } from '../src/report/rule.js';

/** Forbids a literal that alone decides where a self-hosted, OpenAI-compatible server is. */
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
      '`{{url}}` is hard-coded and decides where `{{reaches}}` connects. Wherever the server has another address (a container, CI, production), the connection is refused. Read it from `{{envVar}}` and keep this URL as the fallback.',
  },
  check({ endpoints }, report, { settings }) {
    for (const endpoint of endpoints) {
      if (endpoint.source !== 'literal' || endpoint.host !== 'self-hosted') continue;
      if (settings.allowHosts.some((pattern) => allows(pattern, endpoint.base))) continue;
      report({
        at: endpoint.span,
        messageId: 'hardcoded',
        data: { url: endpoint.url, reaches: endpoint.reaches, envVar: endpoint.server?.variable ?? settings.envVar },
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
