import { HOLE } from '../../model/facts/deployment-text.js';

/** Gives a variable's value; `undefined` where it has none, or none that is known. */
export type Lookup = (name: string) => string | undefined;

/** Knows no variable. */
export const NO_VARIABLES: Lookup = () => undefined;

/**
 * Who replaces variables in a text:
 * - `compose`: Compose, `$$` is a dollar sign;
 * - `kubernetes`: Kubernetes, `$(NAME)`;
 * - `shell`: a shell, or a Dockerfile.
 */
export type VariableStyle = 'compose' | 'kubernetes' | 'shell';

/** A text with its variables replaced. */
export interface ExpandedText {
  readonly value: string;
  /** The variable whose value or default the whole text is. */
  readonly variable?: string;
}

/** Depth of defaults inside defaults. */
const MAX_DEPTH = 8;

/** Replaces the variables of a text. What has no known value becomes {@link HOLE}. */
export function expandVariables(text: string, lookup: Lookup, style: VariableStyle): ExpandedText {
  if (!text.includes('$')) return { value: text };
  let value = '';
  let at = 0;
  let whole: string | undefined;
  while (at < text.length) {
    const reference = text[at] === '$' ? referenceAt(text, at, style) : undefined;
    if (!reference) {
      value += text[at] ?? '';
      at += 1;
      continue;
    }
    if (reference.name === undefined) value += reference.literal;
    else {
      value += valueOf(reference, lookup, style, 0);
      if (at === 0 && reference.end === text.length) whole = reference.name;
    }
    at = reference.end;
  }
  return { value, ...(whole === undefined ? {} : { variable: whole }) };
}

/** A variable's place in a text, or an escaped dollar sign. */
export interface Reference {
  readonly name: string | undefined;
  /** Stands in its place where there is no name. */
  readonly literal: string;
  /** `:-`, `-`, `:+`, … */
  readonly operator: string;
  readonly operand: string;
  /** Offset behind it. */
  readonly end: number;
}

/** The reference that begins at a dollar sign; `undefined` where it is only a dollar sign. */
export function referenceAt(text: string, at: number, style: VariableStyle): Reference | undefined {
  const next = text[at + 1];
  if (style === 'kubernetes') {
    if (next === '$') return { name: undefined, literal: '$', operator: '', operand: '', end: at + 2 };
    const match = /^\$\(([\w.-]+)\)/.exec(text.slice(at, at + 300));
    return match ? { name: match[1], literal: '', operator: '', operand: '', end: at + match[0].length } : undefined;
  }
  if (next === '$' && style === 'compose') return { name: undefined, literal: '$', operator: '', operand: '', end: at + 2 };
  if (next === '(' && style === 'shell') return substitution(text, at);
  const plain = /^\$([A-Za-z_]\w*)/.exec(text.slice(at, at + 300));
  if (plain) return { name: plain[1], literal: '', operator: '', operand: '', end: at + plain[0].length };
  if (next !== '{') return undefined;
  const end = closingBrace(text, at + 2);
  const match = end < 0 ? null : /^([A-Za-z_]\w*)(?:(:?[-+?=])([^]*))?$/.exec(text.slice(at + 2, end));
  return match ? { name: match[1], literal: '', operator: match[2] ?? '', operand: match[3] ?? '', end: end + 1 } : undefined;
}

/** `$(command)`: its output is not known. */
function substitution(text: string, at: number): Reference | undefined {
  let depth = 0;
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === '(') depth += 1;
    else if (text[index] === ')') depth -= 1;
    if (depth === 0) return { name: undefined, literal: HOLE, operator: '', operand: '', end: index + 1 };
  }
  return undefined;
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index++) {
    if (text[index] === '{' && text[index - 1] === '$') depth += 1;
    else if (text[index] === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** The value of a reference. */
export function valueOf({ name = '', operator, operand }: Reference, lookup: Lookup, style: VariableStyle, depth: number): string {
  const known = lookup(name);
  const isSet = known !== undefined && (known !== '' || !operator.startsWith(':'));
  switch (operator.replace(':', '')) {
    case '-':
    case '=':
      return isSet ? known : depth >= MAX_DEPTH ? HOLE : expandVariables(operand, lookup, style).value;
    case '+':
      return isSet ? operand : HOLE;
    default:
      return known ?? HOLE;
  }
}
