/**
 * Whether a key of an answer's body says that it is an error: `error` of OpenAI's and Ollama's answers, `detail` of
 * FastAPI's, `object: "error"` and `code` of older vLLM's. Code that asks for one of them has looked.
 */
export function isErrorKey(key: string): boolean {
  return ERROR_KEY.test(key);
}

/** Whether code asks for an error somewhere in what it reads: `part.error`, `"error" in part`; a logger's `error` is none. */
export function asksForError(code: string): boolean {
  return ERROR_READ.test(code);
}

/** Whether a function's name says that it looks at what it is given: `isAnswer`, `validate`, `safeParse`. */
export function isInspector(name: string): boolean {
  return INSPECTOR.test(name);
}

/** Methods of a text that ask what is in it. */
export const TEXT_TESTS: ReadonlySet<string> = new Set([
  'includes',
  'match',
  'matchAll',
  'startsWith',
  'endsWith',
  'indexOf',
  'search',
  'test',
  'startswith',
  'endswith',
  'find',
  'count',
]);
/** Methods that make another text of a text. */
export const TEXT_VIEWS: ReadonlySet<string> = new Set([
  'trim',
  'trimEnd',
  'trimStart',
  'replace',
  'replaceAll',
  'slice',
  'substring',
  'toLowerCase',
  'toString',
  'strip',
  'rstrip',
  'lstrip',
  'decode',
  'lower',
]);

const ERROR_KEY = /^(?:err|errors?|error_?[a-z]\w*|details?|code|status|status_?code|success|ok|object)$/i;
const ERROR_READ = /(?<!\b(?:console|log|logger|logging|LOG|LOGGER|winston|pino))(?:\.|\[["'`]|["'`])errors?\b/;
const INSPECTOR = /^(?:is|has|assert|validate|check|verify|parse|safeParse|expect|ensure|raise|throw|handle)(?:[A-Z_]|$)/;
