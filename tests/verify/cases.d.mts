interface Entry {
  readonly id: string;
  readonly source: { readonly versions: readonly string[]; readonly file?: string };
}

export const CASES: Readonly<Record<'javascript' | 'python', ReadonlySet<string>>>;
export function unverifiedTable(entries: Readonly<Record<'javascript' | 'python', ReadonlyMap<string, Entry>>>): string;
