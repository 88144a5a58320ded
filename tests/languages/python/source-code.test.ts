import { describe, expect, it } from 'vitest';
import type { Node } from '../../../src/languages/python/syntax/ast.js';
import { parsePython } from '../../../src/languages/python/parser/index.js';
import { PythonSourceCode } from '../../../src/languages/python/eslint/source-code.js';
import { fix, lint, places } from './lint.js';
import { program } from '../../program.js';

function sourceCode(text: string): PythonSourceCode {
  const { ast, comments, errors } = parsePython(text);
  expect(errors).toEqual([]);
  return new PythonSourceCode({ text, ast, comments });
}

describe('traversal', () => {
  it('enters and leaves every node once, in source order', () => {
    const steps = [
      ...sourceCode(program`
        @d
        def f(a, b=1):
            return {**x, "k": a}

      `).traverse(),
    ].map(({ target, phase }) => `${phase === 1 ? '+' : '-'}${(target as Node).type}`);
    expect(steps.join(' ')).toMatchInlineSnapshot(
      `"+Module +FunctionDef +Name -Name +arguments +arg -arg +arg -arg +Constant -Constant -arguments +Return +Dict +Constant -Constant +Name -Name +Name -Name -Dict -Return -FunctionDef -Module"`,
    );
  });

  it('knows parents and ancestors', () => {
    const code = sourceCode('f(x)');
    const name =
      [...code.traverse()].map(({ target }) => target as Node).find((node) => node.type === 'Name' && node.id === 'x') ?? code.ast;
    expect(code.getAncestors(name).map((node) => (node as Node).type)).toEqual(['Module', 'Expr', 'Call']);
    expect(code.getParent(code.ast)).toBeUndefined();
    expect(code.getText(name)).toBe('x');
  });
});

describe('places', () => {
  it.each([
    ['line feeds', 'a = 1\nbad()\n', '2:1-2:6'],
    ['CRLF', 'a = 1\r\nbad()\r\n', '2:1-2:6'],
    ['CR', 'a = 1\rbad()\r', '2:1-2:6'],
    ['tabs', 'if a:\n\tbad(\n\t\tb)', '2:2-3:5'],
    ['a byte order mark', '\uFEFFbad()', '1:1-1:6'],
    ['astral characters', 's = "😀"; bad()', '1:11-1:16'],
    ['a form feed', '\fbad()\n', '1:2-1:7'],
  ])('are right with %s', (_, text, place) => {
    expect(places(lint(text))).toEqual([`${place} test/no-bad-calls`]);
  });

  it.each(['a = 1\nb = 2\n', 'a = 1\r\nb = 2\r\n', 'a = 1\rb = 2', '', '\n', 's = "😀"\n'])('of an offset lead back to it: %j', (text) => {
    const code = sourceCode(text);
    for (let index = 0; index <= text.length; index++) {
      if (text[index] === '\n' && text[index - 1] === '\r') continue;
      expect(code.getIndexFromLoc(code.getLocFromIndex(index))).toBe(index);
    }
  });

  it.each(['\uFEFFx = 1\r\nbad()\r\n', 'x = "😀"; bad()\n'])('are right for fixes: %j', (text) => {
    expect(fix(text)).toBe(text.replace('bad', 'good'));
  });
});

describe('comments', () => {
  const silent: readonly (readonly [name: string, text: string])[] = [
    ['the rest of the file', '# eslint-disable\nbad()\n'],
    ['one rule', '# eslint-disable test/no-bad-calls\nbad()\n'],
    [
      'a stretch',
      program`
        # eslint-disable test/no-bad-calls
        bad()
        # eslint-enable test/no-bad-calls

      `,
    ],
    ['the line', 'bad()  # eslint-disable-line'],
    ['the line, and one rule', 'bad()  # eslint-disable-line test/no-bad-calls\n'],
    [
      'the next line',
      program`
        if a:
            # eslint-disable-next-line test/no-bad-calls -- because
            bad()

      `,
    ],
    ['the next line, after CRLF', '# eslint-disable-next-line test/no-bad-calls\r\nbad()\r\n'],
    [
      'the next line inside brackets',
      program`
        f(
          # eslint-disable-next-line test/no-bad-calls
          bad(),
        )

      `,
    ],
    ['without a space', '#eslint-disable-next-line test/no-bad-calls\nbad()\n'],
    ['after another tool', 'bad()  # noqa: E501  # eslint-disable-line test/no-bad-calls'],
    ['before another tool', 'bad()  # eslint-disable-line test/no-bad-calls  # type: ignore'],
    ['with an issue in the reason', 'bad()  # eslint-disable-line test/no-bad-calls -- see #12 and #13\n'],
    ['by configuration', '# eslint test/no-bad-calls: "off"\nbad()\n'],
    ['by configuration of several rules', '# eslint test/no-bad-calls: 0, test/use-environment: error\nbad()\n'],
  ];
  it.each(silent)('silence %s', (_, text) => {
    expect(lint(text)).toEqual([]);
  });

  it.each([
    ['a string', 's = "# eslint-disable"\nbad()\n'],
    [
      'a docstring',
      program`
        """
        # eslint-disable
        """
        bad()

      `,
    ],
    ['an f-string', 'f"{x} # eslint-disable"\nbad()\n'],
    [
      'prose',
      program`
        # eslint is what we use: nothing else
        # eslintrc: none
        bad()

      `,
    ],
    [
      'the end of a stretch',
      program`
        # eslint-disable
        bad()
        # eslint-enable
        bad()

      `,
    ],
    [
      'the line after the next',
      program`
        # eslint-disable-next-line
        bad()
        bad()

      `,
    ],
  ])('do not in %s', (_, text) => {
    expect(places(lint(text))).toEqual([expect.stringContaining('test/no-bad-calls')]);
  });

  it('keep their reasons', () => {
    const code = sourceCode('# eslint-disable-next-line a, b -- why not\nx\n');
    expect(code.getDisableDirectives().directives).toMatchObject([{ type: 'disable-next-line', value: 'a, b', justification: 'why not' }]);
  });

  it('change severities and name rules that do not exist', () => {
    expect(lint('# eslint test/no-bad-calls: warn\nbad()\n')).toMatchObject([{ severity: 1 }]);
    expect(places(lint('# eslint test/nothing: error\n'))).toEqual(['1:1-1:29 test/nothing']);
    expect(lint('# eslint test/no-bad-calls: error: error\n')).toMatchObject([{ ruleId: null, line: 1 }]);
  });

  it.each([
    [
      'an indented line is removed whole',
      program`
        if a:
            # eslint-disable-next-line test/no-bad-calls
            b

      `,
      'if a:\n    b\n',
    ],
    ['with CRLF too', 'if a:\r\n  # eslint-disable-next-line\r\n  b\r\n', 'if a:\r\n  b\r\n'],
    [
      'before a shallower line',
      program`
        if a:
            if b:
                c
                # eslint-disable
            d

      `,
      program`
        if a:
            if b:
                c
            d

      `,
    ],
    ['what ESLint puts in its place elsewhere is one space', 'b  # eslint-disable-line\n', 'b   \n'],
    ['with all its rules and the reason', 'b  # eslint-disable-line test/no-bad-calls, test/use-environment -- why\nbad\n', 'b   \nbad\n'],
    ['other tools keep theirs', 'b  # noqa  # eslint-disable-line  # type: ignore\n', 'b  # noqa     # type: ignore\n'],
    [
      'a stretch that nothing begins',
      program`
        b
        if c:
            # eslint-enable
            d

      `,
      program`
        b
        if c:
            d

      `,
    ],
  ])('are reported unused and removed: %s', (_, text, fixed) => {
    expect(lint(text).every(({ message }) => message.startsWith('Unused eslint-'))).toBe(true);
    expect(fix(text)).toBe(fixed);
  });

  it('loses only the rule that is unused', () => {
    const text = "bad('x')  # eslint-disable-line test/use-environment, test/no-bad-calls\n";
    expect(fix(text)).toBe("bad('x')  # eslint-disable-line test/no-bad-calls\n");
  });
});
