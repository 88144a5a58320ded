/** What a file is refused for. Thrown inside the parser only; `parsePython` turns it into a problem. */
export class SyntaxFailure extends Error {
  /** Offset of the place to show. */
  readonly index: number;
  /** Says no more than "invalid syntax": a bracket that was never closed explains it better. */
  readonly vague: boolean;
  /** Where the trouble began: of two brackets that do not match, the opening one. */
  readonly since: number;

  constructor(
    message: string,
    index: number,
    { vague = false, since = index }: { readonly vague?: boolean; readonly since?: number } = {},
  ) {
    super(message);
    this.index = index;
    this.vague = vague;
    this.since = since;
  }
}
