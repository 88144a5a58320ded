/** Names of functions and methods that write a log. */
const LOGS = /^(?:log\w*|debug|info|warn|warning|error|exception|critical|trace|notice|print\w*|pprint|write|writeln)$/;
/** Names of what logs are written to. */
const LOGGERS = /(?:^|\.)_?(?:console|\w*log(?:ger|ging)?\w*|traceback|stderr|stdout|click|typer|rich)$/i;
/** Names of functions that wait. */
const SLEEPS = /(?:^|\.|_)\w*(?:sleep|delay|wait|pause|backoff|timeout)\w*$/i;

/**
 * Whether a call only writes a log, by its name: `console.error`, `logger.warning`, `print`, `log`. A function that looks at
 * an error may have any name, but not one of these.
 *
 * @param name The callee, dotted.
 */
export function isLogCall(name: string): boolean {
  const dot = name.lastIndexOf('.');
  const method = name.slice(dot + 1);
  return LOGS.test(method) && (dot < 0 ? /^(?:log|print|pprint|debug)/.test(method) : LOGGERS.test(name.slice(0, dot)));
}

/** Whether a call waits, by its name: `sleep`, `asyncio.sleep`, `this.delay`. */
export function isSleepCall(name: string): boolean {
  return SLEEPS.test(name);
}
