import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repaired } from './harness.js';
import { program } from '../../../program.js';

const USE = '\nc = OpenAI(base_url="http://localhost:8000/v1")\n';

/** The imports of a file whose base URL is repaired: it needs `os`. */
function importsOf(head: string, filename?: string): string {
  const { output } = repaired(
    head + USE,
    ({ endpoints: [endpoint] }) => endpoint && { kind: 'read-endpoint-from-environment', endpoint },
    filename === undefined ? {} : { filename },
  );
  return output.slice(0, output.indexOf('\nc = OpenAI('));
}

/** The same for a handler of a call: it needs `logging` and a class. */
function importsOfHandler(head: string): string {
  const { output } = repaired(
    `${head}\nprint(OpenAI().models.list())\n`,
    ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then: 'rethrow' },
  );
  return output.slice(0, output.indexOf('\ntry:'));
}

describe('the standard library', () => {
  it.each([
    ['a section of its own', 'from openai import OpenAI\n', 'import os\n\nfrom openai import OpenAI\n'],
    [
      'in order',
      program`
        import logging
        import sys

        from openai import OpenAI

      `,
      program`
        import logging
        import os
        import sys

        from openai import OpenAI

      `,
    ],
    [
      'behind the last',
      'import json\n\nfrom openai import OpenAI\n',
      program`
        import json
        import os

        from openai import OpenAI

      `,
    ],
    [
      'before `from`',
      'from pathlib import Path\n\nfrom openai import OpenAI\n',
      program`
        import os
        from pathlib import Path

        from openai import OpenAI

      `,
    ],
    [
      'behind `from`, where both are sorted together',
      program`
        from json import dumps
        import sys

        from openai import OpenAI

      `,
      program`
        from json import dumps
        import os
        import sys

        from openai import OpenAI

      `,
    ],
    [
      'without an empty line where the file has none',
      'import json\nfrom openai import OpenAI\n',
      program`
        import json
        import os
        from openai import OpenAI

      `,
    ],
    [
      'above the comment of the next',
      program`
        """Doc."""

        # SDK
        from openai import OpenAI

      `,
      program`
        """Doc."""

        import os

        # SDK
        from openai import OpenAI

      `,
    ],
    [
      'behind the comment of the last',
      'import json  # data\n\nfrom openai import OpenAI\n',
      program`
        import json  # data
        import os

        from openai import OpenAI

      `,
    ],
    [
      'in the first block',
      program`
        import sys

        sys.path.append("x")

        from openai import OpenAI

      `,
      program`
        import os
        import sys

        sys.path.append("x")

        from openai import OpenAI

      `,
    ],
    [
      'above code that linters want below imports',
      program`
        from dotenv import load_dotenv

        load_dotenv()

        from openai import OpenAI

      `,
      program`
        import os

        from dotenv import load_dotenv

        load_dotenv()

        from openai import OpenAI

      `,
    ],
  ])('%s', (_, head, imports) => {
    expect(importsOf(head)).toBe(imports);
  });
});

describe('a class of a library', () => {
  it.each([
    ['of the statement that is there', 'from openai import OpenAI\n', 'import logging\n\nfrom openai import APIConnectionError, OpenAI\n'],
    [
      'constants first, then classes, then functions',
      'import logging\n\nfrom openai import DEFAULT_TIMEOUT, OpenAI, pydantic_function_tool\n',
      'import logging\n\nfrom openai import DEFAULT_TIMEOUT, APIConnectionError, OpenAI, pydantic_function_tool\n',
    ],
    [
      'in parentheses',
      program`
        import logging

        from openai import (
            OpenAI,
            Stream,
        )

      `,
      program`
        import logging

        from openai import (
            APIConnectionError,
            OpenAI,
            Stream,
        )

      `,
    ],
    [
      'one statement for each name',
      program`
        import logging

        from openai import NOT_GIVEN
        from openai import OpenAI

      `,
      program`
        import logging

        from openai import NOT_GIVEN
        from openai import OpenAI
        from openai import APIConnectionError

      `,
    ],
  ])('%s', (_, head, imports) => {
    expect(importsOfHandler(head)).toBe(imports);
  });

  it('goes between others of its section', () => {
    const { output } = repaired(
      program`
        import logging

        from langchain_openai import ChatOpenAI
        from rich import print

        from .own import x

        print(ChatOpenAI().invoke(x))

      `,
      ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then: 'rethrow' },
    );
    expect(output).toContain(
      program`
        import ChatOpenAI
        from openai import APIConnectionError
        from rich import print

        from .own import x

        try:
      `,
    );
  });
});

describe('modules of the project', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vllm-imports-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, 'pyproject.toml'), '');
  mkdirSync(join(folder, 'src', 'app'), { recursive: true });
  writeFileSync(join(folder, 'prompts.py'), '');

  it.each([
    ['a file', 'prompts'],
    ['a package in `src`', 'app'],
  ])('are a section of their own: %s', (_, name) => {
    const { output } = repaired(
      `import logging\n\nfrom ${name} import x\n\nfrom langchain_openai import ChatOpenAI\n\nprint(ChatOpenAI().invoke(x))\n`,
      ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then: 'rethrow' },
      { filename: join(folder, 'main.py') },
    );
    expect(output).toContain('import ChatOpenAI\nfrom openai import APIConnectionError\n');
    const own = `from langchain_openai import ChatOpenAI\n\nfrom ${name} import x\n\nprint(ChatOpenAI().invoke(x))\n`;
    expect(
      repaired(own, ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then: 'rethrow' }, {
        filename: join(folder, 'main.py'),
      }).output,
    ).toContain(`from openai import APIConnectionError\n\nfrom ${name} import x\n`);
  });
});
