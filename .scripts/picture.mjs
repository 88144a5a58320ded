// `node .scripts/picture.mjs [--check]`: draws what the command prints for two files of the example application as
// docs/output.svg (`--check`: fails if the picture shows something else). Needs the build.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const picture = join(root, 'docs/output.svg');
const FILES = ['classify.py', 'server.ts'];
const COLUMNS = 100;
const CHARACTER = 7.6;
const LINE = 17;
const MARGIN = 16;
/** Where the messages of ESLint's table begin. */
const INDENT = 16;
const STYLES = { 1: 'bold', 2: 'dim', 4: 'underline', 31: 'red' };
const ENDS = { 22: ['bold', 'dim'], 24: ['underline'], 39: ['red'] };

const svg = draw([
  [{ text: `$ npx -y eslint-plugin-vllm ${FILES.join(' ')}`, style: 'bold' }],
  ...output()
    .split('\n')
    .flatMap((line) => wrapped(parse(line))),
]);
if (!process.argv.includes('--check')) writeFileSync(picture, svg);
else if (readFileSync(picture, 'utf8') !== svg) {
  console.error('docs/output.svg does not show what the command prints; run: npm run docs');
  process.exit(1);
}

/** What a terminal gets, without the two things that differ from run to run: where the clone is, and the time. */
function output() {
  const cwd = join(root, 'docs/examples/broken/src');
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...FILES], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: '1' },
  });
  if (!stripVTControlCharacters(stdout).includes(`Scanned ${FILES.length} files`)) throw new Error(stdout + stderr);
  return stdout
    .replaceAll(cwd + (process.platform === 'win32' ? '\\' : '/'), '')
    .replace(/ in \d+\.\d s:/, ' in 0.5 s:')
    .trim();
}

/** A line with escape sequences, as pieces of one style each. */
function parse(line) {
  const pieces = [];
  const styles = new Set();
  for (const [, codes, text] of line.matchAll(/(?:\u001B\[([\d;]*)m)?([^\u001B]*)/g)) {
    for (const code of codes?.split(';') ?? []) {
      const [on, off] = [STYLES[code], ENDS[code]];
      if (code === '0') styles.clear();
      else if (on) styles.add(on);
      else if (off) off.forEach((style) => styles.delete(style));
    }
    if (text) pieces.push({ text, style: [...styles].sort().join(' ') });
  }
  return pieces;
}

/** Lines that fit, broken between words; what follows is indented as the message is. A table's padding is left out. */
function wrapped(pieces) {
  const words = pieces.flatMap(({ text, style }) => (text.match(/\s*\S+|\s+$/g) ?? []).map((word) => ({ text: word, style })));
  const lines = [[]];
  let column = 0;
  for (const { text, style } of words) {
    const word = column > INDENT ? text.replace(/^\s{3,}/, '  ') : text;
    const isTooLong = column > INDENT && column + word.length > COLUMNS;
    const piece = isTooLong ? ' '.repeat(INDENT) + word.trimStart() : word;
    if (isTooLong) lines.push([]);
    lines.at(-1).push({ text: piece, style });
    column = isTooLong ? piece.length : column + piece.length;
  }
  return lines;
}

function draw(lines) {
  const height = MARGIN * 2 + lines.length * LINE;
  const rows = lines.map((pieces, index) => {
    const joined = [];
    for (const { text, style } of pieces) {
      const last = joined.at(-1);
      if (last?.style === style) last.text += text;
      else joined.push({ text, style });
    }
    const spans = joined
      .map(({ text, style }) => (style === '' ? escape(text) : `<tspan class="${style}">${escape(text)}</tspan>`))
      .join('');
    return `<text x="${MARGIN}" y="${MARGIN + 12 + index * LINE}">${spans}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(COLUMNS * CHARACTER + MARGIN * 2)} ${height}" xml:space="preserve" role="img" aria-label="Output of npx eslint-plugin-vllm: findings in ${FILES.join(' and ')}">
<style>rect{fill:#0d1117}text{fill:#e6edf3;font:12.6px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}.bold{font-weight:700}.dim{fill:#8b949e}.red{fill:#ff7b72}.underline{text-decoration:underline}</style>
<rect width="100%" height="100%" rx="8"/>
${rows.join('\n')}
</svg>
`;
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
