import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/engine/deployment/command-line.js';
import { readDotenv } from '../../src/engine/deployment/dotenv.js';
import { type VariableStyle, expandVariables } from '../../src/engine/deployment/variables.js';
import { HOLE } from '../../src/model/facts/deployment-text.js';

const VALUES: Readonly<Record<string, string>> = { PORT: '9000', EMPTY: '' };
const lookup = (name: string) => VALUES[name];

function commands(text: string, isScript = true, style: VariableStyle = 'shell') {
  const { commands: found } = readCommandLine(
    { text, start: 100, file: 'f', foldsLines: false },
    { style, lookup, inner: lookup },
    isScript,
  );
  for (const { span } of found.flat()) expect(text.slice(span.start - 100, span.end - 100)).not.toMatch(/^\s|\s$/);
  return found.map((words) => words.map(({ value }) => value));
}

describe('a command line', () => {
  it.each([
    ['vllm serve m --port 8000', [['vllm', 'serve', 'm', '--port', '8000']]],
    [`a 'b c' "d \\"e\\"" f\\ g`, [['a', 'b c', 'd "e"', 'f g']]],
    ['a && b; c | d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['a \\\n  --b # note\nc', [['a', '--b'], ['c']]],
    ['a > log.txt 2>&1 --b', [['a', '--b']]],
    ['a --port ${PORT:-8000} --host $HOST', [['a', '--port', '9000', '--host', HOLE]]],
    ["a '$PORT' $(id -u)", [['a', '$PORT', HOLE]]],
  ])('has words and commands: %s', (text, expected) => {
    expect(commands(text)).toEqual(expected);
  });

  it('is split without a shell, where `&&` is a word', () => {
    expect(commands('a && "b c"', false)).toEqual([['a', '&&', 'b c']]);
  });

  it('leaves what Compose escapes to the shell in the container', () => {
    expect(commands('a $PORT $$PORT', true, 'compose')).toEqual([['a', '9000', '9000']]);
    expect(commands('a $$PORT', false, 'compose')).toEqual([['a', '$PORT']]);
  });

  it('has the place of each word', () => {
    const {
      commands: [words = []],
    } = readCommandLine({ text: 'a "b c"', start: 10, file: 'f', foldsLines: false }, { style: 'shell', lookup, inner: lookup }, false);
    expect(words.map(({ span }) => [span.start, span.end])).toEqual([
      [10, 11],
      [12, 17],
    ]);
  });
});

describe('variables', () => {
  it.each([
    ['http://${HOST}:${PORT}/v1', 'compose', `http://${HOLE}:9000/v1`],
    ['${EMPTY:-a}${EMPTY-b}', 'compose', 'a'],
    ['${A:-${B:-${PORT}}}', 'compose', '9000'],
    ['$$PORT costs $5', 'compose', '$PORT costs $5'],
    ['$(PORT) $PORT $$(PORT)', 'kubernetes', '9000 $PORT $(PORT)'],
    ['${MISSING?must be set}', 'compose', HOLE],
  ] as const)('replaces %s as %s does', (text, style, expected) => {
    expect(expandVariables(text, lookup, style).value).toBe(expected);
  });
});

describe('a `.env` file', () => {
  it('has variables, with their places', () => {
    const text = '# note\nexport A=1 # one\nB = "two ${A}"\nC=\'$A\'\nD=\nnot an assignment\nE="x\ny"\nF=2\n';
    const entries = readDotenv(text, 'f');
    expect(entries.map(({ name, value }) => [name, value.value])).toEqual([
      ['A', '1'],
      ['B', 'two 1'],
      ['C', '$A'],
      ['D', ''],
      ['E', 'x\ny'],
      ['F', '2'],
    ]);
    expect(entries.map(({ value: { span } }) => text.slice(span.start, span.end))).toEqual(['1', 'two ${A}', '$A', '', 'x\ny', '2']);
  });
});
