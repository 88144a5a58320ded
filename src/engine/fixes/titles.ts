import type { FailureProfile } from '../../model/facts/call.js';

/**
 * Titles of suggestions, the same in every language: a verb phrase, at most 60 characters as rendered. Code stands in backticks and is
 * cut where a title is shown.
 */
export const TITLES = {
  rethrow: (verb: FailureProfile['verb']) => `Log a refused connection, then ${again(verb)}`,
  fallBack: () => 'Catch a refused connection and use a fallback',
  logToo: (error: string) => `Log \`${error}\` too, then re-raise`,
  log: (what: 'error' | 'exception') => `Log the ${what}`,
  logAndRethrow: (what: 'error' | 'exception') => `Log the ${what}, then ${what === 'error' ? 'rethrow' : 're-raise'}`,
  logInCallback: (callback: string) => `Log the failure in \`${callback}\``,
  readInside: () => 'Read the stream inside the `try`',
  checkStatus: (verb: FailureProfile['verb']) => `${verb === 'throws' ? 'Throw' : 'Raise'} on an HTTP error status`,
  check: (test: string) => `Check \`${test}\` instead`,
  catchToo: (classes: string) => `Catch \`${classes}\` too`,
  retryWith: (name: string) => `Retry with \`${name}\``,
  retryWithHelper: () => 'Retry with a local helper',
  retryOnly: () => 'Retry only connection errors, 429 and 5xx',
  backOff: (isLimited: boolean) => (isLimited ? 'Use exponential backoff' : 'Use exponential backoff, limit the attempts'),
  limitAttempts: () => 'Limit the attempts',
  limitConcurrency: (most: number, tool?: string) => `Limit to ${most} at once${tool === undefined ? '' : ` with ${tool}`}`,
  set: (option: string, value?: number | string) => `Set \`${option}\`${value === undefined ? '' : ` to ${value}`}`,
  rename: (name: string) => `Rename to \`${name}\``,
  move: (place: string) => `Move to \`${place}\``,
  passAs: (name: string) => `Pass as \`${name}\``,
  setTimeout: (limit: string) => `Set the timeout to ${limit}`,
  addSignal: () => 'Add `AbortSignal.timeout()`',
  readBaseUrl: (variable: string) => `Read the base URL from \`${variable}\``,
  useOr: () => 'Use `||` instead of `??`',
  fallBackTo: (url: string) => `Fall back to \`${url}\``,
  failUnset: (verb: FailureProfile['verb'], variable: string) => `${verb === 'throws' ? 'Throw' : 'Raise'} if \`${variable}\` is not set`,
  passKey: (variable: string) => `Pass \`${variable}\` or \`EMPTY\``,
  useChat: (method: string) => `Use \`.${method}()\` for chat completions`,
  useClient: (client: string) => `Call the server with \`${client}\``,
  removeSlash: () => 'Remove the trailing slash',
  removePart: (part: string) => `Remove \`${part}\` from the URL`,
  changeUrl: (url: string) => `Change the URL to \`${url}\``,
} as const;

function again(verb: FailureProfile['verb']): string {
  return verb === 'throws' ? 'rethrow' : 're-raise';
}
