import { commandOfWords, isShellCommand, readCommandLine, type CommandVariables } from '../../../engine/deployment/command-line.js';
import { expandVariables } from '../../../engine/deployment/variables.js';
import { type CommandText, type DeploymentText, HOLE } from '../../../model/facts/deployment-text.js';
import type { YamlValue } from './tree.js';

/** What reads the texts of one file. */
export interface TextContext {
  /** Absolute. */
  readonly file: string;
  readonly variables: CommandVariables;
}

/** A scalar's text with its variables replaced; `undefined` for what is no scalar. */
export function textIn(value: YamlValue | undefined, { file, variables }: TextContext): DeploymentText | undefined {
  const text = value?.kind === 'text' ? value.text() : undefined;
  if (text === undefined || !value) return undefined;
  return {
    ...expandVariables(withoutTemplates(text), variables.lookup, variables.style),
    span: value.span,
    file,
    isShared: value.isShared,
  };
}

/** What a template engine fills in (`{{ .Values.port }}`) is not known. */
function withoutTemplates(text: string): string {
  return text.includes('{{') ? text.replace(/\{\{[^{}]*\}\}/g, HOLE) : text;
}

/**
 * Reads a command: a list of words, or a text that is split.
 *
 * @param shellBefore What stands before it is a shell and `-c`, so that its first word is a script.
 * @param isScript Whether a shell splits a text, rather than the reader of the file.
 */
export function commandIn(
  value: YamlValue | undefined,
  context: TextContext,
  shellBefore = false,
  isScript = false,
): CommandText | undefined {
  if (!value) return undefined;
  if (value.kind === 'text') return splitText(value, context, shellBefore || isScript);
  if (value.kind !== 'list') return undefined;
  const items = value.items();
  const words = items.flatMap((item) => textIn(item, context) ?? []);
  const shell = shellBefore
    ? -1
    : words.findIndex((word, index) => /^-[a-z]*c$/.test(word.value) && isShellCommand(words.slice(0, index + 1)));
  const script = shellBefore || shell >= 0 ? items[shell + 1] : undefined;
  const inner = script && splitText(script, context, true);
  return inner ? { ...inner, span: value.span } : commandOfWords(words, value.span);
}

function splitText(value: YamlValue, context: TextContext, isScript: boolean): CommandText | undefined {
  const raw = value.raw();
  if (!raw) return undefined;
  const { text, start, isCooked, foldsLines } = raw;
  const command = readCommandLine(
    { text, start, file: context.file, foldsLines, ...(isCooked && { at: value.span }) },
    context.variables,
    isScript,
  );
  const [words = []] = command.commands;
  const flag = isScript
    ? -1
    : words.findIndex(({ value: word }, index) => /^-[a-z]*c$/.test(word) && isShellCommand(words.slice(0, index + 1)));
  const script = flag < 0 ? undefined : words[flag + 1];
  if (!script) return command;
  // Words of a script inside a word: their places are the script's.
  const inner = readCommandLine(
    { text: script.value, start: script.span.start, file: context.file, foldsLines: false, at: script.span },
    { ...context.variables, style: 'shell', lookup: context.variables.inner },
    true,
  );
  return { ...inner, span: value.span };
}
