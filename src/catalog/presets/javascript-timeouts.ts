import type { TimeoutOption } from '../../model/catalog/options.js';

/**
 * Clients that the OpenAI SDK's generator makes. Measured with a server that never answers (openai 4–7, @anthropic-ai/sdk 1.12,
 * groq-sdk 1): `0`, `Infinity` and `false` are no "never", every request fails at once; `null` is the default of 600 s.
 */
export const GENERATED_TIMEOUT = {
  at: '0.timeout',
  fails: ['zero', 'infinity', 'false'],
  proposal: '600_000',
} as const satisfies TimeoutOption;
/** The same for a call's own options, where `null` is refused, too (openai 6). */
export const OPENAI_CALL_TIMEOUT = {
  at: '1.timeout',
  fails: ['zero', 'infinity', 'false', 'null'],
  proposal: '600_000',
} as const satisfies TimeoutOption;

/** axios 1: no limit unless one is given. */
export function axiosTimeout(at: string): TimeoutOption {
  return {
    at,
    endless: ['zero', 'null', 'false'],
    fails: ['infinity'],
    required: true,
    others: [at.replace(/timeout$/, 'signal'), at.replace(/timeout$/, 'cancelToken')],
    proposal: '600_000',
  };
}

/** ky 1 and 2: 10 s unless another limit is given. */
export function kyTimeout(at: string): TimeoutOption {
  return { at, endless: ['null', 'false'], fails: ['zero', 'infinity'], proposal: '600_000' };
}
