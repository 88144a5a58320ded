/**
 * A program as a template literal that keeps the indentation of the test around it: without the first line, which is blank,
 * without the last one, which only holds the indentation of the closing backtick, and without the indentation that all
 * lines share. A text that ends with a line break has a blank line before the closing backtick.
 */
export function program(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const lines = String.raw({ raw: strings }, ...values).split('\n');
  if (lines[0]?.trim() === '') lines.shift();
  if (lines.at(-1)?.trim() === '') lines.pop();
  const indentations = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indentations);
  return lines.map((line) => line.slice(shared)).join('\n');
}
