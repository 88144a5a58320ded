import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../../../src/languages/python/extract.js';
import { parsePython } from '../../../../src/languages/python/parser/index.js';
import { withoutUnusedImports } from '../../../../src/languages/python/fixes/text/removed-import.js';
import type { Edit } from '../../../../src/model/fix.js';
import { DEFAULT_SETTINGS } from '../../../../src/model/settings.js';
import { applied, repaired } from './harness.js';
import { program } from '../../../program.js';

const CLIENT = 'client = OpenAI(base_url="http://gpu:8000/v1", max_retries=0)\n';
const retried = (head: string): string =>
  `from openai import OpenAI\nfrom tenacity import retry, retry_if_exception_type, stop_after_attempt\n${head}\n\n${CLIENT}\n\n@retry(stop=stop_after_attempt(3), retry=retry_if_exception_type(Failure))\ndef ask():\n    return client.completions.create(model="m", prompt="x")\n`;

/** A text in which `old` becomes `new`, and other edits are made. */
function replaced(text: string, old: string, written: string, more: (text: string) => readonly Edit[] = () => []): string {
  const { ast, comments } = parsePython(text);
  const file = { text, ast, comments };
  const context = {
    ...extractFacts(file, '/nowhere/app.py', DEFAULT_SETTINGS, () => undefined),
    file,
    filename: '/nowhere/app.py',
    settings: DEFAULT_SETTINGS,
  };
  const start = text.lastIndexOf(old);
  const edits = [...more(text), { span: { start, end: start + old.length }, text: written }];
  return applied(text, withoutUnusedImports({ edits, applicability: 'unsafe', title: 'Replace' }, context));
}

describe('an import whose last use a repair takes away goes with it', () => {
  it('where a retry gets its classes', () => {
    const { output } = repaired(
      retried('from builtins import Exception as Failure'),
      ({ blindRetries: [each] }) => each && { kind: 'choose-what-to-retry', retry: each },
    );
    expect(output).not.toContain('Failure');
    expect(output).not.toContain('builtins');
  });

  it.each([
    [
      'a line',
      program`
        import json
        from a import b
        b()

      `,
      'import json\nx()\n',
    ],
    [
      'a module',
      program`
        import b
        import json
        b()

      `,
      'import json\nx()\n',
    ],
    [
      'the first name',
      program`
        from a import b, c
        c()
        b()

      `,
      program`
        from a import c
        c()
        x()

      `,
    ],
    [
      'the last name',
      program`
        from a import c, b
        c()
        b()

      `,
      program`
        from a import c
        c()
        x()

      `,
    ],
    [
      'another name',
      program`
        from a import z as b, c
        c()
        b()

      `,
      program`
        from a import c
        c()
        x()

      `,
    ],
    [
      'a line of a list',
      program`
        from a import (
            b,
            c,
        )
        c()
        b()

      `,
      program`
        from a import (
            c,
        )
        c()
        x()

      `,
    ],
  ])('%s', (_, before, after) => {
    expect(replaced(before, 'b()', 'x()')).toBe(after);
  });

  it('several names at once', () => {
    expect(
      replaced(
        program`
          from a import b, c, d
          b(d, 1)
          c()

        `,
        'b(d, 1)',
        'x()',
      ),
    ).toBe(program`
      from a import c
      x()
      c()

    `);
    expect(
      replaced(
        program`
          from a import c, b, d
          b(d, 1)
          c()

        `,
        'b(d, 1)',
        'x()',
      ),
    ).toBe(program`
      from a import c
      x()
      c()

    `);
    expect(replaced('from a import b, d\nb(d, 1)\n', 'b(d, 1)', 'x()')).toBe('x()\n');
  });

  it('a name of a statement that gets another one', () => {
    const adds = (written: string) => (text: string) => [{ span: { start: 0, end: text.indexOf('\n') }, text: written }];
    expect(
      replaced(
        program`
          from a import b, c
          c()
          b()

        `,
        'b()',
        'x()',
        adds('from a import b, c, x'),
      ),
    ).toBe(program`
      from a import c, x
      c()
      x()

    `);
    expect(
      replaced(
        program`
          from a import c, b
          c()
          b()

        `,
        'b()',
        'x()',
        adds('from a import c, b, x'),
      ),
    ).toBe(program`
      from a import c, x
      c()
      x()

    `);
  });
});

describe('an import stays', () => {
  it.each([
    [
      'that something else uses',
      program`
        from a import b
        b
        b()

      `,
    ],
    ['that the new text uses', 'from a import b, x\nx(b())\n'],
    [
      'that an annotation in quotes uses',
      program`
        from a import b
        c: "list[b]"
        b()

      `,
    ],
    [
      'that the module exports',
      program`
        from a import b
        __all__ = ["b"]
        b()

      `,
    ],
    ['that has a comment', 'from a import b  # noqa\nb()\n'],
    [
      'that was unused before',
      program`
        import json
        from a import b
        b
        b()

      `,
    ],
    ['that may load something', 'import b.c\nb()\n'],
    [
      'that a failure replaces',
      program`
        try:
            from a import b
        except ImportError:
            b = None
        b()

      `,
    ],
  ])('%s', (_, before) => {
    const written = before.includes('x(') ? 'b(1)' : 'x()';
    const at = before.lastIndexOf('b()');
    expect(replaced(before, 'b()', written)).toBe(before.slice(0, at) + written + before.slice(at + 3));
  });
});
