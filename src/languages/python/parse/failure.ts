/** What a file is refused for. Thrown inside the parser only; `parsePython` turns it into a problem. */
export class SyntaxFailure extends Error {
  /** Offset of the place to show. */
  readonly index: number;
  /** Says no more than "invalid syntax": a bracket that was never closed explains it better. */
  readonly vague: boolean;

  constructor(message: string, index: number, vague = false) {
    super(message);
    this.index = index;
    this.vague = vague;
  }
}
