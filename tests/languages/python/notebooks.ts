/** A notebook as Jupyter writes it, of code cells given by their source. */
export function notebook(...sources: readonly string[]): string {
  const cells = sources.map((source) => ({ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: lines(source) }));
  return `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** The sources of a notebook's cells; each JSON string has to hold one line. */
export function sourcesOf(text: string): readonly string[] {
  const { cells } = JSON.parse(text) as { readonly cells: readonly { readonly source: readonly string[] }[] };
  return cells.map(({ source }) => {
    const joined = source.join('');
    if (joined !== '' && JSON.stringify(source) !== JSON.stringify(lines(joined)))
      throw new Error(`not one string a line: ${JSON.stringify(source)}`);
    return joined;
  });
}

/** `str.splitlines(True)` for line feeds. */
function lines(source: string): readonly string[] {
  return source === '' ? [] : source.split(/(?<=\n)/);
}
