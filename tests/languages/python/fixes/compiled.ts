import { spawnSync } from 'node:child_process';
import { afterAll, expect } from 'vitest';

const CHECK = `
import ast, json, sys
for text in json.load(sys.stdin):
    try:
        compile(text, "<output>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        print(error, text, sep="\\n")
`;

/**
 * Collects what CPython, where it is installed, has to compile when the tests of the file are done: one process
 * for all results.
 */
export function createCompiled(): (text: string) => void {
  const texts: string[] = [];
  afterAll(() => {
    const { stdout, error } = spawnSync('python3', ['-c', CHECK], { input: JSON.stringify(texts), encoding: 'utf8' });
    if (!error) expect(stdout).toBe('');
  });
  return (text) => texts.push(text);
}
