import type { Call } from '../src/model/call.js';
import type { End } from '../src/model/handling.js';
import { createRule } from '../src/report/rule.js';

/** Demands that somebody catches the refused connection of every LLM call. */
export const requireConnectionErrorHandling = createRule<'lost' | 'exported', { publicApi: 'ignore' | 'report' }>({
  name: 'require-connection-error-handling',
  docs: {
    description: 'require LLM calls to be covered by a handler for refused connections',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  options: {
    publicApi: {
      type: 'string',
      enum: ['ignore', 'report'],
      description: 'Whether a call is reported whose failure leaves an exported function that no file of the project calls: the public API of a library. The `strict` preset reports it.',
      default: 'ignore',
    },
  },
  strictOptions: { publicApi: 'report' },
  messages: {
    lost: "Nobody catches the refused connection of `{{name}}`: {{course}}, which {{end}}{{caller}}. Catch it where the program can answer: log the server's address, then fall back, respond with 503, or rethrow.",
    exported: 'The refused connection of `{{name}}` leaves an exported function, and nothing in this project calls it: {{course}}, which is all that its users will see. Catch it here, say which server it was, and throw what the function documents.',
  },
  check({ calls }, report, { settings, options }) {
    for (const call of calls) {
      const { handling } = call;
      const suggest = [
        { kind: 'catch-connection-error', call, then: 'rethrow' },
        { kind: 'catch-connection-error', call, then: 'fallback' },
      ] as const;
      if (handling.kind === 'exported' && handling.unused && options.publicApi === 'report') report({ at: call.span, messageId: 'exported', data: { name: call.name, course: course(call) }, suggest });
      if (handling.kind !== 'lost') continue;
      if (handling.end === 'route' && settings.frameworkHandlers === 'ignore') continue;
      report({
        at: call.span,
        messageId: 'lost',
        data: { name: call.name, course: course(call), end: CONSEQUENCE[handling.end], caller: handling.at ? ` (called at ${handling.at.file}:${handling.at.line})` : '' },
        suggest,
      });
    }
  },
});

const CONSEQUENCE: Readonly<Record<End, string>> = {
  'top-level': 'ends the process',
  rejection: 'becomes an unhandled rejection and ends the process',
  event: 'becomes an unhandled rejection, because no caller waits for the handler',
  route: 'the framework answers with an opaque 500',
  callback: 'whoever calls this function back can only log',
  cell: 'stops the cell, and all that would run after it',
  page: 'the visitor of the page sees as a traceback',
  task: 'stays in a task that nobody waits for: it is logged late or never',
};

/** What happens between the refusal and the exception: "the OpenAI SDK sends 3 requests in about 1.5 s, then throws `APIConnectionError`". */
function course({ failure, retry, escape }: Call): string {
  if (escape) {
    const time = escape.seconds ? ` in about ${Math.round(escape.seconds * 10) / 10} s` : '';
    return `${escape.requests === undefined ? 'the last attempt' : `the last of ${escape.requests} requests${time}`} ${failure.verb} \`${escape.error}\``;
  }
  const attempts = retry.kind === 'sdk' ? retry.attempts : failure.attempts;
  if (attempts <= 1 || retry.kind === 'none') return `${failure.library} ${failure.verb} \`${failure.error}\` at once`;
  const time = failure.seconds > 0 ? ` in about ${failure.seconds} s` : '';
  return `${failure.library} sends ${attempts} requests${time}, then ${failure.verb} \`${failure.error}\``;
}
