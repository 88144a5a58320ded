import type { Call } from '../src/model/facts/call.js';
import type { End } from '../src/model/facts/handling.js';
import type { Runtime } from '../src/model/runtime.js';
import { type Hosted, HOSTED, createRule } from '../src/plugin/create-rule.js';

/** Requires a handler for the connection error of every LLM call. */
export const requireConnectionErrorHandling = createRule<
  'lost' | 'caller' | 'exported' | 'hosted',
  { publicApi: 'ignore' | 'report'; hosted: Hosted }
>({
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
      description:
        'Whether a call is reported whose failure leaves an exported function that no file of the project calls: the public API of a library. The `strict` preset reports it.',
      default: 'ignore',
    },
    hosted: HOSTED,
  },
  strictOptions: { publicApi: 'report', hosted: 'report' },
  messages: {
    hosted:
      'Unhandled connection error from `{{name}}`. An outage of {{provider}} or of the network ends in {{error}}. Catch it, then fall back or report it.',
    lost: 'Unhandled connection error from `{{name}}`. {{failure}}: {{end}}. {{advice}}.',
    caller: 'Unhandled connection error from `{{name}}`. {{failure}}: {{end}} (called at `{{caller}}`). {{advice}}.',
    exported:
      'Unhandled connection error from `{{name}}` in an exported function. Its users get {{failure}}: nothing in this project calls it. Catch and log it.',
  },
  check({ facts: { calls }, problems: { connectionChecks } }, report, { settings, options }) {
    // A handler that cannot match is `no-ineffective-connection-check`'s finding, and the missing handler is the same defect.
    const missed = new Set(connectionChecks.flatMap((check) => check.calls));
    for (const call of calls) {
      if (call.isRepeated) continue;
      const { handling, provider } = call;
      if (missed.has(call) || (provider !== undefined && options.hosted === 'ignore')) continue;
      const suggest = [
        { kind: 'catch-connection-error', call, then: 'rethrow' },
        { kind: 'catch-connection-error', call, then: 'fallback' },
      ] as const;
      if (handling.kind === 'exported' && handling.unused && options.publicApi === 'report')
        report({ at: call.span, messageId: 'exported', data: { name: call.name, failure: shortFailureOf(call) }, suggest });
      if (handling.kind !== 'lost') continue;
      if (handling.end === 'route' && settings.frameworkHandlers === 'ignore') continue;
      if (provider !== undefined) {
        report({ at: call.span, messageId: 'hosted', data: { name: call.name, provider, error: call.failure.shown }, suggest });
        continue;
      }
      report({
        at: call.span,
        messageId: handling.at ? 'caller' : 'lost',
        data: {
          name: call.name,
          failure: handling.at ? shortFailureOf(call) : failureOf(call),
          ...consequenceOf(handling.end, call.runtime),
          ...(handling.isOneOf && !handling.at && { end: `on one path ${consequenceOf(handling.end, call.runtime).end}` }),
          caller: handling.at ? `${handling.at.file}:${handling.at.line}` : '',
        },
        suggest,
      });
    }
  },
});

/** What follows where the error ends, and what to do there. */
const CONSEQUENCE: Readonly<Record<End, { readonly end: string; readonly advice: string }>> = {
  'top-level': { end: 'the process exits', advice: 'Catch it and log the server address' },
  rejection: { end: 'unhandled rejection, which ends Node', advice: 'Catch and log it' },
  event: { end: 'unhandled rejection, which ends Node', advice: 'Catch and log it' },
  route: { end: 'the route answers 500', advice: 'Catch it, log it and answer 503' },
  callback: { end: 'the framework can only log it', advice: 'Catch it and fall back' },
  cell: { end: 'the cell stops', advice: 'Catch it and log the server address' },
  page: { end: 'the visitor sees a traceback', advice: 'Catch it and show a message' },
  task: { end: 'the task fails unnoticed', advice: 'Catch it and log it in the task' },
  response: { end: 'the response breaks off', advice: 'Catch it in what makes the stream' },
};

/** The same where no process of its own runs the code, or where that is not known. */
const ELSEWHERE: Readonly<Record<Exclude<Runtime, 'server'>, Partial<typeof CONSEQUENCE>>> = {
  browser: {
    'top-level': { end: 'the script stops', advice: 'Catch it and show a message' },
    rejection: { end: 'the user sees nothing', advice: 'Catch it and show a message' },
    event: { end: 'the user sees nothing', advice: 'Catch it and show a message' },
  },
  unknown: {
    'top-level': { end: 'the module fails to load', advice: 'Catch and log it' },
    rejection: { end: 'unhandled rejection', advice: 'Catch and log it' },
    event: { end: 'unhandled rejection', advice: 'Catch and log it' },
  },
};

function consequenceOf(end: End, runtime: Runtime): (typeof CONSEQUENCE)[End] {
  return (runtime === 'server' ? undefined : ELSEWHERE[runtime][end]) ?? CONSEQUENCE[end];
}

/** What happens between the refusal and the exception: "the OpenAI SDK sends 3 requests in 1.5 s, then throws `APIConnectionError`". */
function failureOf(call: Call): string {
  const {
    failure: { library, verb, shown },
    escape,
  } = call;
  const requests = requestsOf(call);
  if (escape) return `${requests === undefined ? 'its last attempt' : `it sends ${requests}, then`} ${verb} \`${escape.error}\``;
  return requests === undefined ? `${library} ${verb} ${shown}${pace(call)}` : `${library} sends ${requests}, then ${verb} ${shown}`;
}

/** The same in fewer words: "`APIConnectionError` after 3 requests in 1.5 s". */
function shortFailureOf(call: Call): string {
  const { failure, escape } = call;
  const requests = requestsOf(call) ?? (escape ? 'the last attempt' : undefined);
  return `${escape ? `\`${escape.error}\`` : failure.shown}${requests === undefined ? pace(call) : ` after ${requests}`}`;
}

/** Nothing where it is not known how often the library tries. */
function pace({ failure }: Call): string {
  return failure.attempts === 0 ? '' : ' at once';
}

/** "3 requests in 1.5 s"; `undefined` where the first failure is the last, or where the number is not known. */
function requestsOf({ failure, retry, escape }: Call): string | undefined {
  const attempts = escape ? escape.requests : retry.kind === 'none' ? 1 : retry.kind === 'sdk' ? retry.attempts : failure.attempts;
  if (attempts === undefined || attempts <= 1) return undefined;
  const seconds = Math.round(((escape ?? failure).seconds ?? 0) * 10) / 10;
  return `${attempts} requests${seconds > 0 ? ` in ${seconds} s` : ''}`;
}
