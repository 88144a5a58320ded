/**
 * The CPU time, in milliseconds, that this process takes for some work. Unlike the time that passes, it does not grow while
 * other programs keep the machine busy.
 */
export function cpuTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
