/** A path that was not read, or not written, and why. */
export interface Unread {
  readonly path: string;
  readonly reason: string;
  /** Set for a file that was linted, whose fixes could not be written. */
  readonly isUnwritten?: true;
  /** Set where the linter itself failed. */
  readonly isInternalError?: true;
}

/** Why the system refuses a path, in the words that people know. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as Partial<NodeJS.ErrnoException>;
  return (code === undefined ? undefined : (REASONS[code] ?? code)) ?? message ?? String(error);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'the link points to nothing',
  ELOOP: 'the link points to itself',
  ENAMETOOLONG: 'the name is too long',
};
