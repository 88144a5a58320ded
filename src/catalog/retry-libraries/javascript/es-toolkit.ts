import type { BackoffPolicy, WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { passesOn, passesOnLater, settles } from '../../presets/retry-pace.js';

const growing = '(attempt) => 1000 * 2 ** attempt * (0.5 + Math.random() / 2)';
const pace: BackoffPolicy = {
  attempts: 'endless',
  number: '1',
  waits: ['1.delay'],
  ends: ['1.signal'],
  cure: { argument: 1, wait: { delay: growing }, limit: { retries: 'RETRIES' } },
};

/** es-toolkit: `retry(fn, 3)` sends 4 requests without delay, `retry(fn)` tries for ever; `attempt` does not catch a rejection. */
export const esToolkit = {
  id: 'es-toolkit',
  packages: ['es-toolkit', 'es-toolkit/*'],
  versions: '1',
  source: {
    kind: 'measured',
    versions: ['es-toolkit 1.53.2'],
    file: '`delay` as a function of the attempt (0 first): dist/function/retry.mjs of 1.53.2; `shouldRetry`: retry.d.ts',
  },
  exports: {
    retry: {
      argument: 0,
      takes: 'function',
      retries: 'yes',
      catches: 'no',
      maxRetries: '1.retries',
      none: 0,
      pace,
      selects: { by: ['1.shouldRetry'], proposal: { at: '1.shouldRetry', template: '(error) => TEST' } },
    },
    attemptAsync: settles(),
    attempt: passesOn(),
    once: passesOnLater(),
    memoize: passesOnLater(),
    withTimeout: passesOn(),
  },
  proposal: {
    module: 'es-toolkit',
    imported: 'retry',
    local: 'retry',
    template: `retry(CALL, { retries: RETRIES, delay: ${growing} })`,
    majors: [1],
  },
} as const satisfies WrapperLibrary;
