import { createRule } from '../src/plugin/create-rule.js';
import type { BaseUrlFaultKind } from '../src/model/problems/base-url.js';

/** Requires base URLs in the form that their client needs. */
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
      '`{{url}}` ends in an endpoint path. `{{reaches}}` adds it again: requests go to `{{sends}}`, which answers 404. Remove `{{from}}`.',
    'missing-version':
      '`{{url}}` lacks `/v1`. `{{reaches}}` does not add it: requests go to `{{sends}}`, which answers 404. Use `{{corrected}}`.',
    'excess-version':
      '`{{url}}` must not end in `{{from}}`. `{{reaches}}` adds it again: requests go to `{{sends}}`, which answers 404. Use `{{corrected}}`.',
    'doubled-version':
      'The URL has its version twice. Requests of `{{reaches}}` go to `{{sends}}`, which answers 404. Keep it either in the base URL or in the path.',
    'double-slash':
      '`{{sends}}` has a double slash. vLLM answers it with 404: the base URL of `{{reaches}}` ends in a slash. Remove the trailing slash from the base URL.',
    'missing-scheme':
      '`{{url}}` has no scheme. `{{reaches}}` reads the host as the scheme and fails before it connects. Use `{{corrected}}`.',
    'broken-scheme': '`{{url}}` has a misspelled scheme. `{{reaches}}` fails before it connects. Use `{{corrected}}`.',
    'unspecified-host':
      '`{{url}}` is a listen address. Linux connects to the local machine, Windows fails with `WSAEADDRNOTAVAIL`. Connect `{{reaches}}` to `{{corrected}}`.',
    https:
      '`{{url}}` uses TLS on a plain HTTP port. Without a certificate on the server, the handshake of `{{reaches}}` fails as a connection error. Use `http://`.',
  },
  check({ problems: { baseUrls } }, report) {
    for (const fault of baseUrls) {
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
 * to `127.0.0.1` wherever it succeeds, and one slash is the same path as two wherever two are a path. A scheme that is none connects to nothing.
 */
const PROVEN: ReadonlySet<BaseUrlFaultKind> = new Set(['endpoint-path', 'double-slash', 'broken-scheme', 'unspecified-host']);
