import { type CommandText, type DeploymentText, HOLE } from '../../model/facts/deployment-text.js';
import type { Span } from '../../model/span.js';
import { type Lookup, type VariableStyle, referenceAt, valueOf } from './variables.js';

/** A text that holds a command line, as its file has it. */
export interface RawText {
  /** As it stands in the file, or cooked where {@link at} is given. */
  readonly text: string;
  /** Offset of the text in its file. */
  readonly start: number;
  readonly file: string;
  /** All words are here: the text has escapes, so its own offsets say nothing. */
  readonly at?: Span;
  /** Whether a line break is a space, as in YAML's folded and plain texts. */
  readonly foldsLines: boolean;
}

/** Who replaces the variables of a command line. */
export interface CommandVariables {
  readonly style: VariableStyle;
  readonly lookup: Lookup;
  /** The container's own environment: read by a shell in the container, after the outer replacement. */
  readonly inner: Lookup;
}

/** Characters beyond which a command line is cut. */
const MAX_LENGTH = 20_000;

/**
 * Splits a command line into words, as a shell does, each with its place.
 *
 * @param isScript Whether a shell reads it; else `;`, `&&` and the like are words.
 */
export function readCommandLine(raw: RawText, variables: CommandVariables, isScript: boolean): CommandText {
  const lexer = createLexer(raw, variables, isScript);
  const span = raw.at ?? { start: raw.start, end: raw.start + raw.text.length };
  return { commands: lexer.read(), span, isScript };
}

/** A list of words that are commands already: an array in YAML or in a Dockerfile. */
export function commandOfWords(words: readonly DeploymentText[], span: Span): CommandText {
  return { commands: [words], span, isScript: false };
}

function createLexer(raw: RawText, variables: CommandVariables, isScript: boolean) {
  const whole = raw.text.slice(0, MAX_LENGTH);
  // A folded line break is a space, and people write a backslash before it as they would in a shell.
  const text = raw.foldsLines ? whole.replace(/\\?\r?\n/g, (folded) => ' '.repeat(folded.length)) : whole;
  const commands: DeploymentText[][] = [[]];
  let at = 0;
  let word: { start: number; value: string; isDropped: boolean } | undefined;
  let dropsNext = false;

  function begin(): { start: number; value: string; isDropped: boolean } {
    if (word) return word;
    word = { start: at, value: '', isDropped: dropsNext };
    dropsNext = false;
    return word;
  }

  function finish(): void {
    if (word && !word.isDropped) {
      const span = raw.at ?? { start: raw.start + word.start, end: raw.start + at };
      commands.at(-1)?.push({ value: word.value, span, file: raw.file });
    }
    word = undefined;
  }

  function separate(): void {
    finish();
    if (commands.at(-1)?.length) commands.push([]);
  }

  /** A variable, at a dollar sign. */
  function variable(): boolean {
    const outer = referenceAt(text, at, variables.style);
    if (outer?.name !== undefined) {
      begin().value += valueOf(outer, variables.lookup, variables.style, 0);
      at = outer.end;
      return true;
    }
    // `$$NAME` in Compose, `$NAME` in Kubernetes: left for a shell in the container.
    const inner = outer
      ? referenceAt(text, outer.end - 1, 'shell')
      : variables.style === 'shell'
        ? undefined
        : referenceAt(text, at, 'shell');
    const left = inner ?? outer;
    if (!left) return false;
    if (!isScript && inner) {
      begin().value += text.slice(outer ? outer.end - 1 : at, inner.end);
    } else begin().value += left.name === undefined ? left.literal : valueOf(left, variables.inner, 'shell', 0);
    at = left.end;
    return true;
  }

  function quoted(quote: string): void {
    begin();
    at += 1;
    while (at < text.length && text[at] !== quote) {
      if (text[at] === '\\' && quote === '"' && at + 1 < text.length) {
        const next = text[at + 1] ?? '';
        // A continued line inside quotes is one line.
        begin().value += next === '\n' ? '' : /["\\$`]/.test(next) ? next : text.slice(at, at + 2);
        at += 2;
      } else if (text[at] === '$' && (quote === '"' || variables.style !== 'shell') && variable()) continue;
      else {
        begin().value += text[at] ?? '';
        at += 1;
      }
    }
    at += 1;
  }

  function step(): void {
    const char = text[at] ?? '';
    if (char === '\\') {
      const lineBreak = /^\\[^\S\n]*\r?\n/.exec(text.slice(at, at + 200));
      if (lineBreak) {
        finish();
        at += lineBreak[0].length;
        return;
      }
      begin().value += text[at + 1] ?? '';
      at += 2;
    } else if (char === "'" || char === '"') quoted(char);
    else if (char === '`') {
      begin().value += HOLE;
      const end = text.indexOf('`', at + 1);
      at = end < 0 ? text.length : end + 1;
    } else if (char === '$' && variable()) return;
    else if (char === '\n' && isScript && !raw.foldsLines) {
      separate();
      at += 1;
    } else if (/\s/.test(char)) {
      finish();
      at += 1;
    } else if (isScript) operator(char);
    else literal(char);
  }

  function literal(char: string): void {
    begin().value += char;
    at += 1;
  }

  function operator(char: string): void {
    if (char === '#' && !word) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (/[;&|()]/.test(char)) {
      separate();
      at += 1;
    } else if (char === '<' || char === '>') {
      // A number before it is a file descriptor.
      if (word && /^\d$/.test(word.value)) word = undefined;
      finish();
      at += /^[<>]+&?/.exec(text.slice(at, at + 4))?.[0].length ?? 1;
      dropsNext = true;
    } else literal(char);
  }

  return {
    read(): readonly (readonly DeploymentText[])[] {
      while (at < text.length) step();
      finish();
      return commands.filter((words) => words.length > 0);
    },
  };
}

/** Programs that run the script behind `-c`. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh']);

/** Whether words are a shell and `-c`, so that the next word is a script. */
export function isShellCommand(words: readonly DeploymentText[]): boolean {
  const program = words[0]?.value.replace(/^.*\//, '') ?? '';
  return SHELLS.has(program) && words.slice(1).some(({ value }) => /^-[a-z]*c$/.test(value));
}
