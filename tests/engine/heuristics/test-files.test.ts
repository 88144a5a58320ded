import { describe, expect, it } from 'vitest';
import { isTestFile } from '../../../src/engine/heuristics/test-files.js';

const ASK = 'answer = requests.post(URL, json={})\n';

describe('a file is a test', () => {
  it.each([
    ['src/a.test.ts', ''],
    ['src/a.spec.js', ''],
    ['conftest.py', ''],
    ['src/test_llm.py', 'def test_llm():\n    pass\n'],
    // In a folder of tests: tests, and what tests import.
    ['tests/test_llm.py', 'def test_llm():\n    pass\n\nif __name__ == "__main__":\n    test_llm()\n'],
    ['tests/llm.py', `import pytest\n${ASK}print(answer)\n`],
    ['tests/llm.py', 'import unittest\nclass LlmTest(unittest.TestCase):\n    pass\nif __name__ == "__main__":\n    unittest.main()\n'],
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
    ['tests/ask.py', 'def main():\n    requests.post(URL)\n\nif __name__ == "__main__":\n    main()\n'],
    ['tests/ask.py', 'async def main():\n    pass\n\nasyncio.run(main())\n'],
    ['tests/test_ask.py', `for n in range(3):\n    ${ASK}`],
    ['tests/ask.py', '#!/usr/bin/env python3\nask()\n'],
    ['tests/ask.mjs', 'const answer = await fetch(url);\nconsole.log(await answer.json());\n'],
    ['tests/ask.js', 'async function main() {\n  await fetch(url);\n}\nmain();\n'],
    ['src/__tests__/ask.ts', '(async () => {\n  await fetch(url);\n})();\n'],
    ['src/ask_test.py', 'print(ask())\n'],
    ['src/ask.ts', 'main();\n'],
  ])('%s', (path, text) => {
    expect(isTestFile(path, () => text)).toBe(false);
  });
});
