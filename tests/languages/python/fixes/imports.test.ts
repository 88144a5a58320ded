import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repaired } from './harness.js';

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
      'import logging\nimport sys\n\nfrom openai import OpenAI\n',
      'import logging\nimport os\nimport sys\n\nfrom openai import OpenAI\n',
    ],
    ['behind the last', 'import json\n\nfrom openai import OpenAI\n', 'import json\nimport os\n\nfrom openai import OpenAI\n'],
    [
      'before `from`',
      'from pathlib import Path\n\nfrom openai import OpenAI\n',
      'import os\nfrom pathlib import Path\n\nfrom openai import OpenAI\n',
    ],
    [
      'behind `from`, where both are sorted together',
      'from json import dumps\nimport sys\n\nfrom openai import OpenAI\n',
      'from json import dumps\nimport os\nimport sys\n\nfrom openai import OpenAI\n',
    ],
    [
      'without an empty line where the file has none',
      'import json\nfrom openai import OpenAI\n',
      'import json\nimport os\nfrom openai import OpenAI\n',
    ],
    [
      'above the comment of the next',
      '"""Doc."""\n\n# SDK\nfrom openai import OpenAI\n',
      '"""Doc."""\n\nimport os\n\n# SDK\nfrom openai import OpenAI\n',
    ],
    [
      'behind the comment of the last',
      'import json  # data\n\nfrom openai import OpenAI\n',
      'import json  # data\nimport os\n\nfrom openai import OpenAI\n',
    ],
    [
      'in the first block',
      'import sys\n\nsys.path.append("x")\n\nfrom openai import OpenAI\n',
      'import os\nimport sys\n\nsys.path.append("x")\n\nfrom openai import OpenAI\n',
    ],
    [
      'above code that linters want below imports',
      'from dotenv import load_dotenv\n\nload_dotenv()\n\nfrom openai import OpenAI\n',
      'import os\n\nfrom dotenv import load_dotenv\n\nload_dotenv()\n\nfrom openai import OpenAI\n',
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
      'import logging\n\nfrom openai import (\n    OpenAI,\n    Stream,\n)\n',
      'import logging\n\nfrom openai import (\n    APIConnectionError,\n    OpenAI,\n    Stream,\n)\n',
    ],
    [
      'one statement for each name',
      'import logging\n\nfrom openai import NOT_GIVEN\nfrom openai import OpenAI\n',
      'import logging\n\nfrom openai import NOT_GIVEN\nfrom openai import OpenAI\nfrom openai import APIConnectionError\n',
    ],
  ])('%s', (_, head, imports) => {
    expect(importsOfHandler(head)).toBe(imports);
  });

  it('goes between others of its section', () => {
    const { output } = repaired(
      'import logging\n\nfrom langchain_openai import ChatOpenAI\nfrom rich import print\n\nfrom .own import x\n\nprint(ChatOpenAI().invoke(x))\n',
      ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then: 'rethrow' },
    );
    expect(output).toContain(
      'import ChatOpenAI\nfrom openai import APIConnectionError\nfrom rich import print\n\nfrom .own import x\n\ntry:',
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
