/** Whether code names something that waits; `await` alone does not say so. */
export function speaksOfWaiting(text: string): boolean {
  return WAITS.test(text.replace(/\bawait\b/g, ''));
}

/** Names of what waits, and of what lets through only so many at a time. */
const WAITS =
  /sleep|wait|delay|back_?off|pause|settimeout|throttl|limiter|cool_?down|retry_?after|interval|debounce|semaphore|mutex|queue|readline|\b(?:input|prompt|question)\(/i;
