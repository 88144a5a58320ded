import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repaired } from './harness.js';
import { program } from '../../../program.js';

const HEAD = 'import os\n\nfrom openai import OpenAI\n\n';
const READ = 'os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1"';

/** A file whose base URL is repaired, without its head. */
function fixed(code: string, filename = '/nowhere/app.py'): string {
  const { output } = repaired(
    HEAD + code,
    ({ endpoints: [endpoint] }) => endpoint && { kind: 'read-endpoint-from-environment', endpoint },
    { filename },
  );
  return output.slice(HEAD.length);
}

describe('a line that a repair makes too long is broken as formatters break it', () => {
  it.each([
    [
      'arguments on one line',
      'client = OpenAI(base_url="http://localhost:8000/v1", timeout=60)\n',
      `client = OpenAI(\n    base_url=${READ}, timeout=60\n)\n`,
    ],
    [
      'one argument a line',
      'client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY", timeout=600)\n',
      `client = OpenAI(\n    base_url=${READ},\n    api_key="EMPTY",\n    timeout=600,\n)\n`,
    ],
    [
      'an `or`, in parentheses',
      'THE_BASE_URL_OF_THE_SERVER = "http://localhost:8000/v1"\nOpenAI(base_url=THE_BASE_URL_OF_THE_SERVER)\n',
      `THE_BASE_URL_OF_THE_SERVER = (\n    ${READ}\n)\nOpenAI(base_url=THE_BASE_URL_OF_THE_SERVER)\n`,
    ],
    [
      'in a function',
      'def make():\n    return OpenAI(base_url="http://localhost:8000/v1")\n',
      `def make():\n    return OpenAI(\n        base_url=${READ}\n    )\n`,
    ],
    [
      'a value of a dict',
      program`
        options = {
            "a_key_that_makes_it_long": "http://localhost:8000/v1",
        }
        OpenAI(base_url=options["a_key_that_makes_it_long"])

      `,
      program`
        options = {
            "a_key_that_makes_it_long": os.environ.get("VLLM_BASE_URL")
            or "http://localhost:8000/v1",
        }
        OpenAI(base_url=options["a_key_that_makes_it_long"])

      `,
    ],
    [
      'arguments that share a line',
      program`
        client = OpenAI(
            base_url="http://localhost:8000/v1", api_key="EMPTY"
        )

      `,
      `client = OpenAI(\n    base_url=${READ},\n    api_key="EMPTY",\n)\n`,
    ],
    ['not one that fits', 'client = OpenAI(base_url="http://localhost:8000/v1")\n', `client = OpenAI(base_url=${READ})\n`],
    [
      'a comment stays behind the statement',
      'client = OpenAI(base_url="http://localhost:8000/v1", timeout=60)  # local\n',
      `client = OpenAI(\n    base_url=${READ}, timeout=60\n)  # local\n`,
    ],
    [
      'not one with a comment for a tool',
      'client = OpenAI(base_url="http://localhost:8000/v1", timeout=60)  # type: ignore\n',
      `client = OpenAI(base_url=${READ}, timeout=60)  # type: ignore\n`,
    ],
    [
      'not the others of a call that has its own form',
      'client = OpenAI(base_url="http://localhost:8000/v1",\n                api_key="EMPTY")\n',
      `client = OpenAI(base_url=${READ},\n                api_key="EMPTY")\n`,
    ],
  ])('%s', (_, code, output) => {
    expect(fixed(code)).toBe(output);
  });

  it('statements that stand deeper than before', () => {
    const call = 'reply = ollama.generate(model="a-model", prompt="a question", raw=True)';
    const caught = (code: string): string =>
      repaired(
        `import logging\n\nimport ollama\n\nif x:\n    ${code}\n`,
        ({ calls: [c] }) => c && { kind: 'catch-connection-error', call: c, then: 'rethrow' },
        { filename: '/nowhere/app.py' },
      ).output;
    expect(caught(call)).toContain(`    try:\n        ${call}\n`);
    expect(caught(call.replace('a-model', 'a-model-with-a-name'))).toContain(
      '    try:\n        reply = ollama.generate(\n            model="a-model-with-a-name", prompt="a question", raw=True\n        )\n',
    );
  });
});

describe('the project says how long a line may be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vllm-width-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  it.each([
    ['pyproject.toml', '[tool.ruff]\nline-length = 120\n'],
    ['pyproject.toml', '[tool.black]\nline-length = 120\n'],
    ['ruff.toml', 'line-length = 120\n'],
    ['setup.cfg', '[flake8]\nmax-line-length = 120\n'],
  ])('%s: %s', (name, text) => {
    const root = mkdtempSync(join(folder, 'p-'));
    writeFileSync(join(root, name), text);
    const code = 'client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")\n';
    expect(fixed(code, join(root, 'app.py'))).toBe(`client = OpenAI(base_url=${READ}, api_key="EMPTY")\n`);
    expect(fixed(code)).not.toBe(fixed(code, join(root, 'app.py')));
  });
});
