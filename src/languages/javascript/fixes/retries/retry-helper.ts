import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd } from '../text/layout.js';
import { freeName, variableNamed } from '../text/names.js';
import type { RetryWrapper } from './retry-wrapper.js';
import { topLevelAround } from '../../syntax/top-level.js';

/** What the function is called, where that name is free. */
export const HELPER_NAME = 'retryOnConnectionError';

/** A call through a function at the end of the file that tries again; it is written there unless the file has it. */
export function retryHelper(request: Node, retries: number, context: RepairContext): RetryWrapper | undefined {
  const { sourceCode } = context;
  const body = topLevelAround(request);
  const last = body?.at(-1);
  if (!last) return undefined;
  const title = TITLES.retryWithHelper();
  const visible = variableNamed(HELPER_NAME, request, sourceCode);
  const own = visible?.defs[0]?.node as Node | undefined;
  if (
    own?.type === 'FunctionDeclaration' &&
    own.params[0]?.type === 'Identifier' &&
    own.params[0].name === 'request' &&
    own.params[1]?.type === 'AssignmentPattern'
  ) {
    const isDefault = sourceCode.getText(own.params[1].right) === String(retries);
    return { before: `${HELPER_NAME}(`, after: isDefault ? ')' : `, ${retries})`, edits: [], title };
  }
  const name = freeName(HELPER_NAME, 'retryRequestOnConnectionError', sourceCode);
  const { newline } = layoutOf(context);
  const indent = indentAt(sourceCode.text, last.range[0]);
  const end = endOf(last, sourceCode.text);
  const text = [
    '',
    '',
    ...helper(name, retries, context).map((line) =>
      context.ownRetries.canExport && line.startsWith('async function') ? `export ${line}` : line,
    ),
  ]
    .map((line) => (line === '' ? '' : indent + line))
    .join(newline);
  // `let` as a statement would take the function's first word for a name.
  const separator = sourceCode.getText(last) === 'let' ? ';' : '';
  return { before: `${name}(`, after: ')', edits: [{ span: { start: end, end }, text: separator + text }], title };
}

/** The end of the last statement, with the comment that follows it on its line. */
function endOf(last: Node, text: string): number {
  const end = lineEnd(text, last.range[1]);
  return /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(text.slice(last.range[1], end)) ? end : last.range[1];
}

/** The lines of the helper. */
function helper(name: string, retries: number, context: RepairContext): readonly string[] {
  const { indent, quote, semicolon, typescript } = layoutOf(context);
  const source = (typescript ? TYPESCRIPT : JAVASCRIPT).replaceAll(HELPER_NAME, name).replace('RETRIES', String(retries));
  return source
    .trim()
    .split('\n')
    .map((line) => line.replace(/^(?: {2})+/, (spaces) => indent.repeat(spaces.length / 2)))
    .map((line) => (semicolon === '' && !line.includes('for (') ? line.replace(/;$/, '') : line))
    .map((line) => (quote === '"' ? line : line.replaceAll('"', "'")));
}

/*
 * An error without a status is a failed connection, unless it is one of the program's own. `fetch` and the like resolve on
 * 503; the last answer goes to the caller. The delay doubles from half a second to at most 30 seconds, half of it random, so
 * that clients do not come back in step. `T` is what the function returns, not what that resolves to, so `any` stays `any`.
 */

const TYPESCRIPT = `
/** Sends a request again after a failed connection, 408, 429 or 5xx, with exponential backoff and jitter. */
async function retryOnConnectionError<T>(request: () => T, retries = RETRIES): Promise<Awaited<T>> {
  interface Outcome { status?: number; statusCode?: number; status_code?: number; response?: Outcome }
  const describe = (it: Outcome): string => String(it.status ?? it.statusCode ?? it.status_code ?? (it.response ? describe(it.response) : it));
  const permanent = /^(?:4(?!08|29)\\d\\d$|(?:Abort|Timeout|Syntax|Reference)Error|TypeError(?!.*(?:fetch|load|terminated)))/i;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await request();
      if (attempt >= retries || !/^(?:408|429|5\\d\\d)$/.test(describe(Object(answer)))) return answer;
    } catch (error) {
      if (attempt >= retries || permanent.test(describe(Object(error)))) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** attempt, 30_000) * (0.5 + Math.random() / 2)));
  }
}
`;

const JAVASCRIPT = TYPESCRIPT.replace('<T>(request: () => T, retries = RETRIES): Promise<Awaited<T>>', '(request, retries = RETRIES)')
  .replace(/ {2}interface .*\n/, '')
  .replace('(it: Outcome): string', '(it)');
