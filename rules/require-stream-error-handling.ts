import type { StreamFault } from '../src/model/stream.js';
import { createRule } from '../src/report/rule.js';

/** Demands that somebody meets the failure of every stream, while it is read and where its call never throws. */
export const requireStreamErrorHandling = createRule({
  name: 'require-stream-error-handling',
  docs: {
    description: 'require the failure of a stream to be met where the stream is read',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    outside:
      'The handler around `{{name}}` does not cover the loop that reads its stream (line {{line}}). A server that crashes or restarts breaks the stream there, and nothing catches that. Read the stream inside the handler.',
    response:
      'The handler around `{{name}}` is left before its stream is read: the response reads it (line {{line}}). What breaks then ends the answer in the middle, status 200, and this handler never hears of it. Log and end the stream where it is made.',
    silent:
      '`{{name}}` never throws: when the server refuses, `{{reader}}` ends empty as if the model had said nothing, and a `try` around it sees nothing. {{log}} Hand it an `onError`.',
  },
  check({ streams }, report, { lineOf }) {
    for (const fault of streams) {
      report({
        at: fault.call.span,
        messageId: fault.kind,
        data: { name: fault.call.name, line: String(lineOf(fault.at.start)), reader: fault.reader ?? '', log: logOf(fault) },
        suggest: fault.kind === 'silent' ? [{ kind: 'add-on-error', fault }] : fault.kind === 'outside' ? [{ kind: 'move-reading-into-handler', fault }] : [],
      });
    }
  },
});

/** What the AI SDK does by itself with a failure that nobody asks for. */
function logOf({ logs }: StreamFault): string {
  if (logs === undefined) return 'Version 4 logs nothing, later ones write to the console.';
  return logs ? 'All there is is a line on the console.' : 'Nothing is logged.';
}
