import { describe, expect, it } from 'vitest';
import { isTestFile } from '../../../src/engine/heuristics/test-files.js';
import { program } from '../../program.js';

const ASK = 'answer = requests.post(URL, json={})\n';

describe('a file is a test', () => {
  it.each([
    ['src/a.test.ts', ''],
    ['src/a.spec.js', ''],
    ['conftest.py', ''],
    ['src/test_llm.py', 'def test_llm():\n    pass\n'],
    // In a folder of tests: tests, and what tests import.
    [
      'tests/test_llm.py',
      program`
        def test_llm():
            pass

        if __name__ == "__main__":
            test_llm()

      `,
    ],
    ['tests/llm.py', `import pytest\n${ASK}print(answer)\n`],
    [
      'tests/llm.py',
      program`
        import unittest
        class LlmTest(unittest.TestCase):
            pass
        if __name__ == "__main__":
            unittest.main()

      `,
    ],
    ['tests/helpers.py', 'def ask():\n    return requests.post(URL)\n'],
    ['tests/conftest.py', 'print(1)\n'],
    ['src/__tests__/client.ts', 'export const ask = () => fetch(url);\n'],
    ['src/__tests__/run.ts', "import { run } from 'node:test';\nmain();\n"],
    ['tests/ask.js', "test('asks', async () => {\n});\n"],
    ['tests/start.js', "module.exports = () => 1;\nconsole.log('loaded');\n"],
  ])('%s', (path, text) => {
    expect(isTestFile(path, () => text)).toBe(true);
  });
});

describe('a program in a folder called tests is none', () => {
  it.each([
    ['tests/ask.py', `${ASK}print(answer.json())\n`],
    [
      'tests/ask.py',
      program`
        def main():
            requests.post(URL)

        if __name__ == "__main__":
            main()

      `,
    ],
    [
      'tests/ask.py',
      program`
        async def main():
            pass

        asyncio.run(main())

      `,
    ],
    ['tests/test_ask.py', `for n in range(3):\n    ${ASK}`],
    ['tests/ask.py', '#!/usr/bin/env python3\nask()\n'],
    ['tests/ask.mjs', 'const answer = await fetch(url);\nconsole.log(await answer.json());\n'],
    [
      'tests/ask.js',
      program`
        async function main() {
          await fetch(url);
        }
        main();

      `,
    ],
    [
      'src/__tests__/ask.ts',
      program`
        (async () => {
          await fetch(url);
        })();

      `,
    ],
    ['src/ask_test.py', 'print(ask())\n'],
    ['src/ask.ts', 'main();\n'],
  ])('%s', (path, text) => {
    expect(isTestFile(path, () => text)).toBe(false);
  });
});
