/**
 * Code as a message shows it: on one line, arguments left out (they may hold a key, and messages go to logs):
 * `OpenAI(api_key="sk-…").models.list` gives `OpenAI(…).models.list`. A report cuts what is long.
 */
export function codeExcerpt(text: string): string {
  let shown = '';
  let depth = 0;
  let inside = 0;
  // Strings go first: the brackets in them open and close nothing.
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/gs, 's');
  for (const character of bare.replace(/\s+/g, ' ').replace(/ ?([.()[\]{},]) ?/g, '$1')) {
    const closes = ')]}'.includes(character);
    if (closes && (depth -= 1) === 0 && inside > 0) shown += '…';
    if (depth === 0) shown += character;
    else inside += 1;
    if ('([{'.includes(character) && (depth += 1) === 1) inside = 0;
  }
  return shown;
}
