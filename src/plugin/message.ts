/** Longest first sentence of a message as rendered: it says what is wrong, and may stand alone in a list. */
export const MAX_HEADLINE = 90;
/** Longest message as rendered. What is longer belongs on the rule's page. */
export const MAX_MESSAGE = 200;
/** Longest name or piece of code that a message quotes, in characters, the ellipsis included. */
export const MAX_CODE = 40;
/** Longest title of a suggestion as rendered. */
export const MAX_TITLE = 60;
/** Code is cut no further than this, however long the message is. */
const MIN_CODE = 20;

/** The first sentence of a message. A full stop inside backticks ends none. */
export function headlineOf(message: string): string {
  return /^(?:`[^`]*`|[^`])*?[.!](?=\s|$)/.exec(message)?.[0] ?? message;
}

/** A template with its placeholders filled in, as ESLint does it. */
export function rendered(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (placeholder, name: string) => data[name] ?? placeholder);
}

/**
 * The data of a message, ready to be filled in: what is written as code is cut to {@link MAX_CODE} characters, and further
 * where the message would be too long; a value that begins a sentence has a capital letter; a URL has no password.
 *
 * Code is what the template or the value has in backticks.
 */
export function messageData(template: string, data: Readonly<Record<string, string>>): Record<string, string> {
  const values = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, withoutCredentials(beginsSentence(template, name) ? capitalized(value) : value)]),
  );
  for (let limit = MAX_CODE; ; limit -= 1) {
    const cut = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        isCode(template, name) ? cutCode(value, limit) : value.replace(/`([^`]+)`/g, (_, code: string) => `\`${cutCode(code, limit)}\``),
      ]),
    );
    const message = rendered(template, cut);
    if (limit <= MIN_CODE || (message.length <= MAX_MESSAGE && headlineOf(message).length <= MAX_HEADLINE)) return cut;
  }
}

/** The title of a suggestion: what it quotes is cut until {@link MAX_TITLE} characters are enough. */
export function shownTitle(title: string): string {
  for (let limit = MAX_CODE; ; limit -= 1) {
    const cut = title.replace(/`([^`]+)`/g, (_, code: string) => `\`${cutCode(code, limit)}\``);
    if (limit <= MIN_CODE || cut.length <= MAX_TITLE) return cut;
  }
}

/**
 * Code cut to a length, with an ellipsis. A dotted name or a path keeps its end, at the start of a part where that is possible
 * (`…completions.create`); anything else keeps its beginning (`http://gpu-1.cluster…`).
 */
export function cutCode(code: string, limit: number = MAX_CODE): string {
  if (code.length <= limit) return code;
  if (!/^[^\s:=]+[./][^\s=]+$/.test(code) || code.includes('://')) return `${code.slice(0, limit - 1).trimEnd()}…`;
  const end = code.slice(1 - limit);
  const part = /[./](?=[^./]{2})/.exec(end);
  return `…${part && part.index < limit / 2 ? end.slice(part.index + (part[0] === '.' ? 1 : 0)) : end}`;
}

/** Whether a placeholder stands between backticks. */
function isCode(template: string, name: string): boolean {
  const [before = ''] = template.split(`{{${name}}}`);
  return before.length < template.length && before.split('`').length % 2 === 0;
}

function beginsSentence(template: string, name: string): boolean {
  return new RegExp(String.raw`(?:^|[.!] )\{\{${name}\}\}`).test(template);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Messages go to logs: the name and password in front of a URL's host do not. */
function withoutCredentials(text: string): string {
  return text.replace(/(:\/\/)[^/@?#\s]*@/g, '$1…@');
}
