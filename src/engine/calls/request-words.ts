/** Fields of a request, and options of an SDK, that hold what a model is asked. */
export const MODEL_INPUTS: readonly string[] = ['messages', 'prompt', 'input', 'contents', 'content', 'inputs'];

/** Fields and options that limit the number of tokens of an answer. */
export const TOKEN_LIMITS: readonly string[] = [
  'max_tokens',
  'maxTokens',
  'max_completion_tokens',
  'max_output_tokens',
  'maxOutputTokens',
  'max_new_tokens',
  'num_predict',
  'n_predict',
];

/** An answer of so many tokens says only that the model answers. */
export const FEW_TOKENS = 5;

/** Characters of a question that is only a test, at most: one line. */
export const SHORT_QUESTION = 80;

/** Fields of a result that say whether something worked: `{ ok: false, error }`. */
export const VERDICTS: ReadonlySet<string> = new Set([
  'ok',
  'success',
  'succeeded',
  'valid',
  'isValid',
  'is_valid',
  'connected',
  'isConnected',
  'is_connected',
  'available',
  'isAvailable',
  'is_available',
  'healthy',
  'is_healthy',
  'reachable',
  'is_reachable',
  'working',
  'is_working',
]);
