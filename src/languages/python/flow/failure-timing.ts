/**
 * How a function gives its failure: at the call, when its coroutine is awaited, or when what it returns is read
 * (generators, context managers).
 */
export type FailureTiming = 'on-call' | 'on-await' | 'on-read';
