import type { BackoffPolicy, WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { BY_RETRY } from '../../presets/retry-pace.js';

const traps = [
  {
    majors: [1, 2, 3, 4],
    of: ['fetch', 'undici', 'ollama', '@google/genai', 'openai-edge'],
    why: '`p-retry` 4 gives up at once on every `TypeError`, and `fetch failed` is one',
  },
];

/** `shouldRetry` takes the error in 6, a context from 7 on; 4 and 5 have none. */
const selects = {
  by: ['1.shouldRetry', '1.shouldConsumeRetry'],
  listeners: ['1.onFailedAttempt'],
  proposal: { at: '1.shouldRetry', template: '({ error }) => TEST', majors: [7, 8, 9] },
} as const;

const pace: BackoffPolicy = { ...BY_RETRY, ends: [...BY_RETRY.ends, '1.signal'] };

/** `pRetry(fn, { retries })`: 10 retries, 1 s doubled each time. */
export const pRetry = {
  id: 'p-retry',
  packages: ['p-retry'],
  versions: '4–9',
  source: {
    kind: 'measured',
    versions: ['p-retry 4.6.2', 'p-retry 5.1.2', 'p-retry 6.2.1', 'p-retry 7.1.1', 'p-retry 8.0.1', 'p-retry 9.0.0'],
    file: '`makeRetriable`: index.d.ts of 7 and later; `shouldRetry`, `onFailedAttempt`, pauses: index.js of 4 to 9',
  },
  exports: {
    default: {
      argument: 0,
      takes: 'function',
      retries: 'yes',
      catches: 'no',
      keepsError: true,
      maxRetries: '1.retries',
      none: 0,
      pace,
      selects,
      traps,
    },
    makeRetriable: {
      argument: 0,
      takes: 'function',
      retries: 'yes',
      catches: 'no',
      keepsError: true,
      maxRetries: '1.retries',
      none: 0,
      pace,
      selects,
      returns: 'function',
    },
  },
  proposal: {
    module: 'p-retry',
    imported: 'default',
    local: 'pRetry',
    template: 'pRetry(CALL, { retries: RETRIES })',
    majors: [5, 6, 7, 8, 9],
  },
} as const satisfies WrapperLibrary;
