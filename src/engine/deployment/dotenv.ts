import type { DeploymentText } from '../../model/facts/deployment-text.js';
import type { EnvironmentEntry } from '../../model/facts/workload.js';
import { type Lookup, NO_VARIABLES, expandVariables } from './variables.js';

/** Reads a `.env` file: each variable with its value and place. A line that is no assignment is left out. */
export function readDotenv(text: string, file: string, outer: Lookup = NO_VARIABLES): readonly EnvironmentEntry[] {
  const entries: EnvironmentEntry[] = [];
  const known = new Map<string, string>();
  const lookup: Lookup = (name) => known.get(name) ?? outer(name);
  ASSIGNMENT.lastIndex = 0;
  for (let match = ASSIGNMENT.exec(text); match; match = ASSIGNMENT.exec(text)) {
    const [whole, before = '', name = '', between = '', rest = ''] = match;
    const start = match.index + before.length;
    const from = start + name.length + between.length;
    const value = valueAt(text, from, rest, file, lookup);
    known.set(name, value.value);
    entries.push({ name, value, span: { start, end: Math.max(value.span.end, from) } });
    ASSIGNMENT.lastIndex = Math.max(match.index + whole.length, value.span.end);
  }
  return entries;
}

const ASSIGNMENT = /^([^\S\n]*(?:export[^\S\n]+)?)([A-Za-z_][\w.]*)([^\S\n]*=[^\S\n]*)([^\n]*)/gm;

function valueAt(text: string, from: number, rest: string, file: string, lookup: Lookup): DeploymentText {
  const quote = /^["'`]/.exec(rest)?.[0];
  const closing = quote === undefined ? -1 : text.indexOf(quote, from + 1);
  if (quote !== undefined && closing >= 0) {
    const content = text.slice(from + 1, closing);
    const value = quote === '"' ? expandVariables(content, lookup, 'shell').value : content;
    return { value, span: { start: from + 1, end: closing }, file };
  }
  const bare = rest.replace(/\s#.*$/, '').trimEnd();
  return { value: expandVariables(bare, lookup, 'shell').value, span: { start: from, end: from + bare.length }, file };
}
