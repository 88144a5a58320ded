import type { Node } from '../tree.js';
import type { RepairContext } from './context.js';
import { indentAt, layoutOf, lineEnd } from './layout.js';
import { freeName, variableNamed } from './names.js';
import type { RetryWrapper } from './retry-wrapper.js';
import { topLevelAround } from './top-level.js';

const NAME = 'retryOnConnectionError';
const TEST_NAME = 'isTransientFailure';

/** A call through a function at the end of the file that tries again; it is written there unless the file has it. */
export function retryHelper(request: Node, retries: number, context: RepairContext): RetryWrapper | undefined {
  const { sourceCode } = context;
  const body = topLevelAround(request);
  const last = body?.at(-1);
  if (!last) return undefined;
  const title = 'Retry with a small local helper';
  const visible = variableNamed(NAME, request, sourceCode);
  const own = visible?.defs[0]?.node as Node | undefined;
  if (own?.type === 'FunctionDeclaration' && own.params[0]?.type === 'Identifier' && own.params[0].name === 'request' && own.params[1]?.type === 'AssignmentPattern') {
    const isDefault = sourceCode.getText(own.params[1].right) === String(retries);
    return { before: `${NAME}(`, after: isDefault ? ')' : `, ${retries})`, edits: [], title };
  }
  const name = freeName(NAME, 'retryRequestOnConnectionError', sourceCode);
  const test = freeName(TEST_NAME, 'isTransientRequestFailure', sourceCode);
  const { newline } = layoutOf(context);
  const indent = indentAt(sourceCode.text, last.range[0]);
  const end = endOf(last, sourceCode.text);
  const text = ['', '', ...helper(name, test, retries, context)].map((line) => (line === '' ? '' : indent + line)).join(newline);
  return { before: `${name}(`, after: ')', edits: [{ span: { start: end, end }, text }], title };
}

/** The end of the last statement, with the comment that follows it on its line. */
function endOf(last: Node, text: string): number {
  const end = lineEnd(text, last.range[1]);
  return /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(text.slice(last.range[1], end)) ? end : last.range[1];
}

/** The lines of the helper: TypeScript's under `strict`, or plain JavaScript. */
function helper(name: string, test: string, retries: number, context: RepairContext): readonly string[] {
  const { indent, quote, semicolon, typescript } = layoutOf(context);
  const source = (typescript ? TYPESCRIPT : JAVASCRIPT)
    .replaceAll(NAME, name)
    .replaceAll(TEST_NAME, test)
    .replace('RETRIES', String(retries));
  return source
    .trim()
    .split('\n')
    .map((line) => line.replace(/^(?: {2})+/, (spaces) => indent.repeat(spaces.length / 2)))
    .map((line) => (semicolon === '' && !line.includes('for (') ? line.replace(/;$/, '') : line))
    .map((line) => (quote === '"' || line.trimStart().startsWith('//') || line.trimStart().startsWith('/*') ? line : line.replaceAll('"', "'")));
}

/*
 * `for` without an end: success returns, the last failure throws. The delay doubles from half a second to at
 * most 30 seconds, half of it random, so that clients do not come back in step.
 */

const TYPESCRIPT = `
/** Sends a request again after a connection failure, 408, 429 or 5xx: exponential backoff with jitter. */
async function retryOnConnectionError<T>(request: () => PromiseLike<T>, retries = RETRIES): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await request();
      // \`fetch\` and the like resolve on 429 and 503; the last answer goes to the caller.
      if (attempt >= retries || !isTransientFailure(answer, 0)) {
        return answer;
      }
    } catch (error) {
      if (attempt >= retries || !isTransientFailure(error)) {
        throw error;
      }
    }
    const delay = Math.min(500 * 2 ** attempt, 30_000);
    await new Promise((resolve) => setTimeout(resolve, delay * (0.5 + Math.random() / 2)));
  }
}

/** Whether trying again may help; looks into the causes of an error, \`depth\` levels down. */
function isTransientFailure(failure: unknown, depth = 5): boolean {
  if (typeof failure !== "object" || failure === null) {
    return false;
  }
  const { status, statusCode, status_code, code, message, cause, lastError, response, errors } = failure as Record<string, unknown>;
  if ([status, statusCode, status_code].some((s) => s === 408 || s === 429 || (typeof s === "number" && s >= 500 && s < 600))) {
    return true;
  }
  if (depth === 0) {
    return false;
  }
  return (
    /^(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR_(?:SOCKET|CLOSED|(?:CONNECT|HEADERS|BODY)_TIMEOUT))$/.test(String(code)) ||
    (failure instanceof TypeError && /fetch failed|failed to fetch|terminated|load failed|networkerror/i.test(String(message))) ||
    /^APIConnection(?:Timeout)?Error$/.test(failure.constructor?.name ?? "") ||
    [cause, lastError, response, ...(Array.isArray(errors) ? errors : [])].some((inner) => isTransientFailure(inner, depth - 1))
  );
}
`;

const JAVASCRIPT = TYPESCRIPT.replace('<T>(request: () => PromiseLike<T>, retries = RETRIES): Promise<T>', '(request, retries = RETRIES)')
  .replace('(failure: unknown, depth = 5): boolean', '(failure, depth = 5)')
  .replace(' as Record<string, unknown>', '');
