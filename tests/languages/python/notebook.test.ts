import { describe, expect, it } from 'vitest';
import { rewriteFix } from '../../../src/languages/python/notebook/rewrite-fix.js';
import { virtualFile } from '../../../src/languages/python/notebook/virtual-file.js';
import { apply, fix, lint, places } from './lint.js';
import { notebook, sourcesOf } from './notebooks.js';
import { program } from '../../program.js';

const FILE = 'notes/a.ipynb';

/** What stands at a message's place, quotes and escapes as in the notebook. */
function marked(text: string): string[] {
  const lines = text.split('\n');
  return lint(text, FILE).map(({ line, column, endLine, endColumn }) =>
    line === endLine ? (lines[line - 1] ?? '').slice(column - 1, (endColumn ?? 0) - 1) : `${line}-${endLine ?? 0}`,
  );
}

describe('findings', () => {
  it('are shown where the notebook has them', () => {
    expect(marked(notebook('import a\n', 'x = 1\nbad("’\\n\\\\", \'😀\')\nbad()'))).toEqual([String.raw`bad(\"’\\n\\\\\", '😀')`, 'bad()']);
  });

  it('may span lines', () => {
    const [message] = lint(
      notebook(program`
        bad(
          1,
        )
      `),
      FILE,
    );
    expect(places(message ? [message] : [])).toEqual(['9:6-11:7 test/no-bad-calls']);
  });

  it('come from one file: a stretch that one cell begins goes on in the next', () => {
    expect(lint(notebook('# eslint-disable', 'bad()'), FILE)).toEqual([]);
    expect(
      marked(
        notebook(program`
          # eslint-disable-next-line
          bad()
          bad()
        `),
      ),
    ).toEqual(['bad()']);
  });

  it('are found in a source that is one string', () => {
    const text = '{"cells": [{"cell_type": "code", "source": "x = 1\\nbad(\\"\\u2019\\")", "metadata": {}}]}';
    expect(marked(text)).toEqual(['bad(\\"\\u2019\\")']);
    expect(fix(text, FILE)).toBe(text.replace('bad', 'good'));
  });

  it('are found in nbformat 3', () => {
    const text = JSON.stringify({
      nbformat: 3,
      worksheets: [
        {
          cells: [
            { cell_type: 'code', language: 'python', input: ['a\n', 'bad()'] },
            { cell_type: 'code', language: 'r', input: ['bad('] },
          ],
        },
      ],
    });
    expect(marked(text)).toEqual(['bad()']);
  });

  it('are right with CRLF and a byte order mark', () => {
    const text = `\uFEFF${notebook('x = 1\r\nbad()').replaceAll('\n', '\r\n')}`;
    expect(places(lint(text, FILE))).toEqual(['10:6-10:11 test/no-bad-calls']);
    expect(fix(text, FILE)).toBe(text.replace('bad', 'good'));
  });

  it('include the cells that are no Python, and those of the others', () => {
    const text = notebook('bad()', 'y = = 2\n', 'f(', 'bad()');
    expect(places(lint(text, FILE))).toEqual([
      '9:6-9:11 test/no-bad-calls',
      '18:10 Parsing error: invalid syntax',
      expect.stringMatching(/^27:7 Parsing error: /),
      '36:6-36:11 test/no-bad-calls',
    ]);
    expect(fix(text, FILE)).toBe(text.replaceAll('bad', 'good'));
  });

  it('leave out cells that are meant to fail', () => {
    const cell = (source: string) => ({ cell_type: 'code', metadata: { tags: ['raises-exception'] }, source: [source] });
    expect(marked(JSON.stringify({ cells: [cell('x = = 1'), cell('bad()')] }))).toEqual(['bad()']);
  });
});

describe('what is no Python', () => {
  it.each([
    [
      'line magics',
      program`
        %pip install "it's
        %matplotlib inline
        x = 1
      `,
    ],
    ['commands', '!ls (\nif x:\n    !echo it\'s $x \\\n      "more\n    y = 1\n'],
    [
      'help',
      program`
        ?print
        print?
        print??
        os.path.*?
        %timeit?
      `,
    ],
    [
      'values',
      program`
        files = !ls '*
        a, b = %magic (
        self.x = !ls
        d['k'] = %who
      `,
    ],
    [
      'cell magics',
      program`
        %%time
        x = 1
        %who
      `,
    ],
    ['other languages', '%%bash\nif [ 1 ]; then'],
    [
      'top-level await',
      program`
        x = await f()
        async with a as b:
            pass
        async for c in d: pass
      `,
    ],
    ['nothing', ''],
    ['white space', '\n\n  \n'],
    ['a comment', '# only'],
  ])('is no error: %s', (_, cell) => {
    expect(marked(notebook('x = 1', cell, 'bad()'))).toEqual(['bad()']);
  });

  it.each([
    [
      'a modulo',
      program`
        x = (1
        %2)
        bad()
      `,
    ],
    [
      'text',
      program`
        s = """
        %time
        !ls
        what?
        """
        bad()
      `,
    ],
    ['a comment', 'x = 1  # why?\nbad()'],
    ['a comparison', 'if a != b: x = 1\nbad()'],
    ['a continued line', 'x = 1 \\\n% 2\nbad()'],
  ])('is not seen in %s', (_, cell) => {
    const text = notebook(cell);
    expect(virtualFile(text).text).toBe(cell);
    expect(marked(text)).toEqual(['bad()']);
  });

  it('is left out where the notebook or the cell says its language', () => {
    const cell = (source: string, languageId: string) => ({ cell_type: 'code', metadata: { vscode: { languageId } }, source: [source] });
    expect(
      lint(
        JSON.stringify({ cells: [cell('ls (', 'shellscript'), cell('bad()', 'python'), { cell_type: 'markdown', source: ['(('] }] }),
        FILE,
      ),
    ).toHaveLength(1);
    expect(lint(JSON.stringify({ cells: [cell('bad()', 'python')], metadata: { kernelspec: { language: 'R' } } }), FILE)).toEqual([]);
  });

  it.each([
    '',
    '  \n',
    '{}',
    '[]',
    '1',
    '{"cells": []}',
    '{"cells": {}}',
    '{"cells": [1, {"cell_type": "code"}, {"cell_type": "code", "source": []}, {"cell_type": "code", "source": 1}]}',
    '{"worksheets": [null]}',
  ])('makes no notebook of %j', (text) => {
    expect(lint(text, FILE)).toEqual([]);
    expect(fix(text, FILE)).toBe(text);
  });

  it.each([
    ['{"cells": [}', '1:12 Preprocessing error: This notebook is not valid JSON: unexpected "}".'],
    [
      program`
        {
         "cells": [
        <<<<<<< HEAD
      `,
      '3:1 Preprocessing error: This notebook is not valid JSON: unexpected "<".',
    ],
    ['{"cells": ["', '1:13 Preprocessing error: This notebook is not valid JSON: it ends too early.'],
    ['{"cells": [] x', '1:14 Preprocessing error: This notebook is not valid JSON: unexpected "x".'],
  ])('is told where it is not even JSON: %j', (text, message) => {
    expect(places(lint(text, FILE))).toEqual([message]);
    expect(fix(text, FILE)).toBe(text);
  });
});

describe('fixes', () => {
  it('change nothing else', () => {
    const text = notebook('a = "\\u2019"', 'bad("\\"’")\n\nbad()').replace('’', '\\u2019');
    expect(fix(text, FILE)).toBe(text.replaceAll('bad', 'good'));
  });

  it('insert an import once, in the first cell, as a string of its own', () => {
    const text = notebook('%pip install x\nimport a\n', '%%time\nx = f(\'url\', "\\"")\n', "!ls\ny = 'url'");
    const fixed = fix(text, FILE);
    expect(sourcesOf(fixed)).toEqual([
      program`
        import os
        %pip install x
        import a

      `,
      '%%time\nx = f(os.environ[\'URL\'], "\\"")\n',
      "!ls\ny = os.environ['URL']",
    ]);
    expect(fixed).toBe(notebook(...sourcesOf(fixed)));
  });

  it('keep a cell magic first', () => {
    expect(sourcesOf(fix(notebook("%%time\nx = 'url'"), FILE))).toEqual([
      program`
        %%time
        import os
        x = os.environ['URL']
      `,
    ]);
  });

  it('keep the indentation of the file', () => {
    const text = JSON.stringify(JSON.parse(notebook("x = 'url'\ny")), null, 4);
    expect(fix(text, FILE)).toBe(
      JSON.stringify(
        JSON.parse(
          notebook(program`
            import os
            x = os.environ['URL']
            y
          `),
        ),
        null,
        4,
      ),
    );
    const short = '{"cells":[{"cell_type":"code","source":["x = \'url\'"]}]}';
    expect(fix(short, FILE)).toBe('{"cells":[{"cell_type":"code","source":["import os\\n","x = os.environ[\'URL\']"]}]}');
  });

  it('are rewritten in suggestions too', () => {
    const text = notebook(program`
      bad("’",
        1)
      x
    `);
    const [message] = lint(text, FILE);
    expect(apply(text, message?.suggestions?.[0]?.fix)).toBe(notebook('bad()\nx'));
  });

  it('remove an unused comment with its string', () => {
    expect(
      fix(
        notebook(program`
          if a:
              # eslint-disable-next-line
              b
        `),
        FILE,
      ),
    ).toBe(notebook('if a:\n    b'));
  });

  it('do not touch commands of IPython, or move them to another cell', () => {
    const text = notebook(
      program`
        a
        !ls
        b
      `,
      'c',
    );
    const file = virtualFile(text);
    expect(rewriteFix(text, file, { range: [0, file.text.indexOf('b')], text: 'x' })).toBeUndefined();
    expect(rewriteFix(text, file, { range: [0, file.text.length], text: 'x' })).toBeUndefined();
    const indented = `if a:\n  ${file.text.slice(2, file.text.indexOf('b'))}  b`;
    expect(sourcesOf(apply(text, rewriteFix(text, file, { range: [0, file.text.indexOf('b') + 1], text: indented })))).toEqual([
      program`
        if a:
          !ls
          b
      `,
      'c',
    ]);
  });

  it('are as wide as they were, so that ESLint sees where two overlap', () => {
    const text = notebook('abc');
    expect(rewriteFix(text, virtualFile(text), { range: [0, 3], text: 'axc' })).toEqual({
      range: [text.indexOf('abc'), text.indexOf('abc') + 3],
      text: 'axc',
    });
  });

  it('give what the same change of the cells would give', () => {
    const random = randomNumbers(7);
    const word = (most: number) =>
      Array.from({ length: random(most) }, () => ['a', '\n', '"', '\\', '’', '😀', '\t', 'b\n'][random(8)]).join('');
    let checked = 0;
    for (let round = 0; round < 4000; round++) {
      // Comments may hold anything.
      const text = notebook(...Array.from({ length: 1 + random(3) }, () => word(8).replace(/^(?=.)/gm, '#')));
      const file = virtualFile(text);
      const start = random(file.text.length + 1);
      const end = start + random(file.text.length + 1 - start);
      const halves = [start, end].some((offset) => /[\udc00-\udfff]/.test(file.text[offset] ?? ''));
      const replacement = word(5);
      const rewritten = halves ? undefined : rewriteFix(text, file, { range: [start, end], text: replacement });
      if (!rewritten) continue;
      const separators = file.cells.slice(0, -1).map(({ separator }) => separator);
      const expected = separators.reduce<string[]>(
        (parts, separator) => [...parts.slice(0, -1), ...(parts.at(-1) ?? '').split(separator)],
        [file.text.slice(0, start) + replacement + file.text.slice(end)],
      );
      const after = apply(text, rewritten);
      const changed = sourcesOf(after);
      const before = sourcesOf(text);
      expect(changed.filter((_, index) => before[index] !== '')).toEqual(expected);
      // Only a cell that has lost all its text is not as Jupyter would write it.
      if (!after.includes('""\n')) expect(after).toBe(notebook(...changed));
      checked++;
    }
    expect(checked).toBeGreaterThan(1000);
  });
});

/** The same numbers in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}
