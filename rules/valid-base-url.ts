import { createRule } from '../src/report/rule.js';
import type { BaseUrlFaultKind } from '../src/model/base-url.js';

/** Forbids base URLs to which no request can be answered, whatever the server does. */
export const validBaseUrl = createRule<BaseUrlFaultKind>({
  name: 'valid-base-url',
  docs: {
    description: 'require base URLs to have the form that their client needs',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    'endpoint-path':
      '`{{url}}` ends in an endpoint, and `{{reaches}}` adds the endpoint by itself: requests go to `{{sends}}`, which is answered with 404. Take `{{from}}` off.',
    'missing-version':
      '`{{url}}` has no `/v1`, and nothing adds it: requests of `{{reaches}}` go to `{{sends}}`, which vLLM, Ollama, LM Studio and SGLang answer with 404. Make it `{{corrected}}`.',
    'excess-version':
      '`{{url}}` ends in `{{from}}`, which `{{reaches}}` adds by itself: requests go to `{{sends}}`, which is answered with 404. Make it `{{corrected}}`.',
    'doubled-version':
      'The version is there twice: `{{reaches}}` sends its requests to `{{sends}}`, which is answered with 404. Let either the base URL or the path hold it.',
    'double-slash':
      '`{{sends}}` has two slashes in a row, which vLLM answers with 404: the base URL of `{{reaches}}` ends in one, and the path begins with one. Take the first off.',
    'missing-scheme':
      '`{{url}}` has no scheme: `{{reaches}}` fails before it connects, with an error that does not say so (a host in front of the colon is read as the scheme). Write `{{corrected}}`.',
    'unspecified-host':
      '`{{url}}` is an address to listen on, not one to connect to: Linux takes it for the own machine, Windows fails with `WSAEADDRNOTAVAIL`. Connect `{{reaches}}` to `{{corrected}}`.',
    https:
      '`{{url}}` asks for TLS where LLM servers speak plain HTTP unless they are given a certificate: the handshake of `{{reaches}}` fails as a connection error. If yours has none, use `http://`.',
  },
  check({ baseUrlFaults }, report) {
    for (const fault of baseUrlFaults) {
      const { kind, span, url, reaches, sends, corrected, change } = fault;
      const repair = { kind: 'correct-base-url', fault } as const;
      report({
        at: span,
        messageId: kind,
        data: { url, reaches, sends, corrected, from: change.from },
        ...(fault.isShared ? {} : PROVEN.has(kind) ? { fix: repair } : { suggest: [repair] }),
      });
    }
  },
});

/**
 * What has one answer whatever the server is: an endpoint that is added again can reach nothing, a connection to `0.0.0.0` is one
 * to `127.0.0.1` wherever it succeeds, and one slash is the same path as two wherever two are a path.
 */
const PROVEN: ReadonlySet<BaseUrlFaultKind> = new Set(['endpoint-path', 'double-slash', 'unspecified-host']);
