/** Elements that may start at once without harm: a list written by hand. */
export const FEW = 10;

/** Whether code speaks of a limit for what runs at once: a semaphore, a pool, a queue, a limiter. */
export function speaksOfLimit(code: string): boolean {
  return LIMIT.test(code);
}

/** Whether a name or an expression says that it holds a part of a list: `chunk`, `batch`, `xs.slice(0, 5)`. */
export function isPart(code: string): boolean {
  return PART.test(code);
}

const LIMIT =
  /limit(?:er|ed|Concurrency)?\s*\(|p-limit|p-map|p-queue|p-throttle|p-all|promise-pool|bottleneck|async-sema|sem(?:aphore)?\b|semaphore|mutex|throttle|acquire|max_?concurren|concurrency|aiolimiter|CapacityLimiter|ratelimit|rate_limit|\bpool\b|queue/i;
const PART = /\.slice\([^),]*,|\.slice\(-|\.splice\(|chunk|batch|window|\bpage\b|\btop_?(?:k|n)\b|sample/i;
