import { describe, expect, it } from 'vitest';
import { disableComment } from '../../../src/languages/python/eslint/disable-comment.js';
import { lint } from './lint.js';
import { program } from '../../program.js';

/** Silences the rule at the first `bad()`. */
function disable(text: string): { readonly text: string; readonly title: string } {
  const start = text.indexOf('bad(');
  const { edits, title, applicability } = disableComment(text, { start, end: start + 5 }, 'test/no-bad-calls');
  expect(applicability).toBe('unsafe');
  const after = [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, text: written }) => result.slice(0, span.start) + written + result.slice(span.end), text);
  return { text: after, title };
}

const ABOVE = '# eslint-disable-next-line test/no-bad-calls';

describe('the comment that silences a rule for a line', () => {
  it.each([
    ['stands above', 'bad()\n', `${ABOVE}\nbad()\n`],
    ['is indented as the line', 'if a:\n\tbad()\n', `if a:\n\t${ABOVE}\n\tbad()\n`],
    ['has the line breaks of the file', 'a = 1\r\nif a:\r\n  bad()\r\n', `a = 1\r\nif a:\r\n  ${ABOVE}\r\n  bad()\r\n`],
    [
      'stands above the line, not the statement',
      program`
        x = [
            bad(),
        ]

      `,
      `x = [\n    ${ABOVE}\n    bad(),\n]\n`,
    ],
    [
      'stands above a branch',
      program`
        if a:
            b
        elif bad():
            c

      `,
      `if a:\n    b\n${ABOVE}\nelif bad():\n    c\n`,
    ],
    [
      'stands above a decorator',
      program`
        @bad()
        def f():
            pass

      `,
      `${ABOVE}\n@bad()\ndef f():\n    pass\n`,
    ],
    ['is not confused by quotes in comments', "# it's\nbad()\n", `# it's\n${ABOVE}\nbad()\n`],
    [
      'is not confused by strings in f-strings',
      `x = f"{a['b']:{c}} {d!r:'>10}"\nbad()\n`,
      `x = f"{a['b']:{c}} {d!r:'>10}"\n${ABOVE}\nbad()\n`,
    ],
    ['is not confused by the quotes of PEP 701', 'x = f"{a["b"]}" + f"{{"\nbad()\n', `x = f"{a["b"]}" + f"{{"\n${ABOVE}\nbad()\n`],
    [
      'follows the line that a backslash continues',
      'x = 1 + \\\n    bad()\n',
      'x = 1 + \\\n    bad()  # eslint-disable-line test/no-bad-calls\n',
    ],
    ['follows the end of a string', 'x = """\n""" + bad()\n', 'x = """\n""" + bad()  # eslint-disable-line test/no-bad-calls\n'],
    ['follows another comment', 'x = 1 + \\\n    bad()  # noqa', 'x = 1 + \\\n    bad()  # noqa  # eslint-disable-line test/no-bad-calls'],
    [
      'stands around a string',
      program`
        def f():
            x = f"""
        {bad()}
        """
            y = 1

      `,
      program`
        def f():
            # eslint-disable test/no-bad-calls
            x = f"""
        {bad()}
        """
            # eslint-enable test/no-bad-calls
            y = 1

      `,
    ],
    [
      'stands above a string that ends the file',
      program`
        x = f"""
        {bad()}
        """
      `,
      program`
        # eslint-disable test/no-bad-calls
        x = f"""
        {bad()}
        """
      `,
    ],
    [
      'goes between backslashes nowhere',
      'x = 1 + \\\n    bad() + \\\n    2\ny = 1\n',
      '# eslint-disable test/no-bad-calls\nx = 1 + \\\n    bad() + \\\n    2\n# eslint-enable test/no-bad-calls\ny = 1\n',
    ],
    [
      'joins one that is there',
      '# eslint-disable-next-line a/b -- why\nbad()\n',
      '# eslint-disable-next-line a/b, test/no-bad-calls -- why\nbad()\n',
    ],
    [
      'joins one at the end of the line',
      'bad()  # eslint-disable-line a/b, c\n',
      'bad()  # eslint-disable-line a/b, c, test/no-bad-calls\n',
    ],
  ])('%s', (_, before, after) => {
    const disabled = disable(before);
    expect(disabled.text).toBe(after);
    expect(lint(disabled.text).filter(({ ruleId, fatal }) => ruleId === 'test/no-bad-calls' || fatal)).toEqual([]);
  });

  it('says what it writes', () => {
    expect(disable('bad()').title).toBe('Disable `test/no-bad-calls` for this line (`# eslint-disable-next-line`)');
  });
});
