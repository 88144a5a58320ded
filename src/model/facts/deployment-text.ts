import type { Span } from '../span.js';

/** Stands in a {@link DeploymentText.value} for what is not known: a variable without a value. */
export const HOLE = '\u0000';

/** A text in a deployment file: a value of YAML, a word of a command, a variable's value. */
export interface DeploymentText {
  /** As the program gets it, variables replaced; {@link HOLE} where one has no known value. */
  readonly value: string;
  /** Where it stands, inside the quotes. Of the file that it stands in. */
  readonly span: Span;
  /** Absolute. */
  readonly file: string;
  /** Name of the variable whose default the whole value is: `${NAME:-value}`. */
  readonly variable?: string | undefined;
  /** The value is used more than once (a YAML anchor), so it is not edited without asking. */
  readonly isShared?: boolean | undefined;
}

/** A command as a list of words, or a script that a shell runs. */
export interface CommandText {
  /** The words of each command of a script, in order; one list where there is no shell. */
  readonly commands: readonly (readonly DeploymentText[])[];
  readonly span: Span;
  /** Whether a shell reads it. */
  readonly isScript: boolean;
}
