import type { StreamFault } from '../src/model/problems/stream.js';
import { type Hosted, HOSTED, createRule } from '../src/plugin/create-rule.js';

/** Requires a handler for the error of a stream while it is read, and where its call never throws. */
export const requireStreamErrorHandling = createRule<StreamFault['kind'], { hosted: Hosted }>({
  name: 'require-stream-error-handling',
  docs: {
    description: 'require the error of a stream to be handled where the stream is read',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  options: { hosted: HOSTED },
  strictOptions: { hosted: 'report' },
  messages: {
    outside:
      'The handler of `{{name}}` does not cover reading its stream. If the server crashes, the loop in line {{line}} fails, and nothing catches that. Read the stream inside the handler.',
    response:
      'The handler of `{{name}}` ends before its stream is read. An error in the response of line {{line}} cuts it off after status 200. Log errors and end the stream where it is made.',
    silent:
      '`{{name}}` never throws, and `{{reader}}` ends empty. A refused connection looks like an empty answer, which `try` does not catch. {{log}} Pass `onError`.',
    masked:
      '`{{name}}` never throws, and `{{reader}}` hides the error. The client gets status 200 and "An error occurred.", and nothing is logged. Pass `onError`.',
  },
  check({ problems: { streams } }, report, { lineOf, options }) {
    for (const fault of streams) {
      if (fault.call.provider !== undefined && options.hosted === 'ignore') continue;
      report({
        at: fault.call.span,
        messageId: fault.kind,
        data: { name: fault.call.name, line: String(lineOf(fault.at.start)), reader: fault.reader ?? '', log: logOf(fault) },
        suggest:
          fault.kind === 'silent' || fault.kind === 'masked'
            ? [{ kind: 'add-on-error', fault }]
            : fault.kind === 'outside'
              ? [{ kind: 'move-reading-into-handler', fault }]
              : [],
      });
    }
  },
});

/** Whether the AI SDK logs an error that no code reads. */
function logOf({ logs }: StreamFault): string {
  if (logs === undefined) return 'Version 4 logs nothing.';
  return logs ? 'Only the console shows it.' : 'Nothing is logged.';
}
