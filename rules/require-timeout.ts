import type { TimeoutFault } from '../src/model/problems/timeout.js';
import { createRule } from '../src/plugin/create-rule.js';

/** Requires a timeout that works and is long enough for an answer. */
export const requireTimeout = createRule<TimeoutFault['kind']>({
  name: 'require-timeout',
  docs: {
    description: 'require a timeout for requests to an LLM server',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    endless:
      '`{{option}}` disables the timeout. If the server hangs or a firewall drops the connection, `{{reaches}}` blocks forever. Set {{size}} limit.',
    fails:
      '`{{option}}` does not mean "no limit". Every request of `{{reaches}}` fails before the server can answer. Remove it for the default, or set a generous limit.',
    absent:
      '`{{reaches}}` has no `{{option}}`. If the server hangs or a firewall drops the connection, it blocks forever. Set {{size}} limit.',
    signal: '`{{reaches}}` has no `{{option}}`. {{limit}}, and nothing aborts the request earlier. Pass one with {{size}} limit.',
    cut: '`{{reaches}}` allows {{seconds}} s, but Node stops after 300 s. It waits no longer for headers, whatever `{{option}}` says. Set `headersTimeout` of a `dispatcher`, or stream.',
  },
  check({ problems: { timeouts } }, report) {
    for (const fault of timeouts) {
      const { kind, at, reaches, option, seconds, purpose, runtime } = fault;
      const limit =
        runtime === 'browser'
          ? 'A server that hangs blocks it for as long as the browser waits'
          : seconds === undefined
            ? 'A server that hangs blocks it forever'
            : `Node waits ${seconds} s for the headers, other runtimes longer`;
      report({
        at,
        messageId: kind,
        data: { reaches, option, limit, size: purpose === 'state' ? 'a short' : 'a generous', seconds: String(seconds ?? '') },
        suggest: fault.proposal === undefined ? [] : [{ kind: 'set-timeout', fault }],
      });
    }
  },
});
