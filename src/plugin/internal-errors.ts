import type { Guard } from '../model/guard.js';

let count = 0;
const told = new Set<string>();
/** Different errors that are told; a broken build would fill a log. */
const MAX_TOLD = 20;

/** How many questions were left unanswered because of internal errors, since the process started. */
export function internalErrors(): number {
  return count;
}

/**
 * Guards the questions about a file. An error is counted, and written to the error output once: editors show it in their
 * log. Where the environment sets `VLLM_LINT_DEBUG` it is thrown instead, for developers.
 *
 * @param filename Named in the report.
 */
export function guardOf(filename: string): Guard {
  return (question, work) => {
    try {
      return work();
    } catch (error) {
      if (process.env['VLLM_LINT_DEBUG']) throw error;
      count += 1;
      tell(filename, question, error);
      return undefined;
    }
  };
}

function tell(filename: string, question: string, error: unknown): void {
  const [what = '', where = ''] =
    error instanceof Error
      ? [`${error.name}: ${error.message.split('\n')[0] ?? ''}`, /^\s+at .*/m.exec(error.stack ?? '')?.[0]]
      : [String(error)];
  const key = `${question}\n${what}\n${where}`;
  if (told.has(key) || told.size >= MAX_TOLD) return;
  told.add(key);
  console.error(`eslint-plugin-vllm: internal error, ${question} is left out (${filename}): ${what}\n${where}`);
}
