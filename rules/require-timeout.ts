import type { TimeoutFault } from '../src/model/timeout.js';
import { createRule } from '../src/report/rule.js';

/** Demands a limit for how long an answer may take: one that exists, that works, and that cuts no answer. */
export const requireTimeout = createRule<TimeoutFault['kind']>({
  name: 'require-timeout',
  docs: {
    description: 'require a limit for how long an LLM server may take to answer',
    preset: 'strict',
  },
  type: 'problem',
  repairs: true,
  messages: {
    endless: '`{{option}}` lets `{{reaches}}` wait without end: a server that hangs, or a connection that a firewall has dropped, holds the program for ever. Give it {{size}} limit.',
    fails: '`{{option}}` does not mean "no limit" to `{{reaches}}`: every request fails before the server can answer. Leave it out for the default of the library, or give it a generous limit.',
    absent: '`{{reaches}}` is given no `{{option}}` and waits without end: a server that hangs, or a connection that a firewall has dropped, holds the program for ever. Give it {{size}} limit.',
    signal: '`{{reaches}}` is given no `{{option}}`: {{limit}}, and nobody can end the request before. Give it one with {{size}} limit.',
    cut: '`{{reaches}}` may take {{seconds}} s by its `{{option}}`, but Node gives up after 300 s without headers. Give it a `dispatcher` with a longer `headersTimeout`, or ask for a stream.',
  },
  check({ timeouts }, report) {
    for (const fault of timeouts) {
      const { kind, at, reaches, option, seconds, purpose } = fault;
      const limit = seconds === undefined ? 'a server that hangs holds the program for ever' : `Node waits ${seconds} s for the headers of the answer, other platforms as long as they like`;
      report({ at, messageId: kind, data: { reaches, option, limit, size: purpose === 'state' ? 'a short' : 'a generous', seconds: String(seconds ?? '') }, suggest: fault.proposal === undefined ? [] : [{ kind: 'set-timeout', fault }] });
    }
  },
});
