import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { workspace } from './workspace.js';
import { program } from '../program.js';

const ask = (name: string) =>
  `import ollama from 'ollama';\n\nexport const ${name} = async (prompt: string) => (await ollama.generate({ model: 'm', prompt })).response;\n`;
const RETRY = program`
  export async function withRetry<T>(run: () => Promise<T>, max = 3): Promise<T> {
    for (let n = 1; ; n += 1) {
      try {
        return await run();
      } catch (error) {
        if (n >= max) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** n * Math.random()));
      }
    }
  }

`;

/** The files of a folder after `eslint --fix` with `fixes: 'suggested'`. */
async function fixed(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const root = workspace({ 'package.json': '{}', ...files });
  const eslint = new ESLint({
    cwd: root,
    fix: true,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{js,mjs,ts}'],
        plugins: { vllm: plugin },
        rules: { 'vllm/require-retry': 'error' },
        settings: { vllm: { fixes: 'suggested' } },
        languageOptions: { parser },
      },
    ] as never,
  });
  await ESLint.outputFixes(await eslint.lintFiles(['.']));
  return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(path.join(root, name), 'utf8')]));
}

describe('a retry that a project has', () => {
  it('is written into one file, and imported by the others', async () => {
    const after = await fixed({
      'src/one.ts': ask('one'),
      'src/two.ts': ask('two'),
      'lib/three.mjs': ask('three').replaceAll(': string', ''),
    });
    const all = Object.values(after);
    expect(all.filter((text) => text.includes('async function retryOnConnectionError'))).toHaveLength(1);
    expect(all.filter((text) => /^import \{ retryOnConnectionError \} from '\.\.?\//m.test(text))).toHaveLength(2);
    expect(all.every((text) => text.includes('await retryOnConnectionError(() => ollama'))).toBe(true);
  });

  it.each([
    ['of another file', { 'src/lib/retry.ts': RETRY, 'src/ask.ts': ask('ask') }, `import { withRetry } from './lib/retry';`],
    [
      'with the extension that the file writes',
      { 'src/lib/retry.ts': RETRY, 'src/ask.ts': `import './log.js';\n${ask('ask')}`, 'src/log.ts': '' },
      `import { withRetry } from './lib/retry.js';`,
    ],
  ])('is imported: %s', async (_what, files, line) => {
    const text = (await fixed(files))['src/ask.ts'];
    expect(text).toContain(line);
    expect(text).toContain('await withRetry(() => ollama.generate(');
    expect(text).not.toContain('retryOnConnectionError');
  });

  it('is used where the file has it', async () => {
    const text = (await fixed({ 'src/ask.ts': `${ask('ask')}\n${RETRY}` }))['src/ask.ts'];
    expect(text).toContain('await withRetry(() => ollama.generate(');
    expect(text).not.toContain('retryOnConnectionError');
  });

  it.each([
    ['does not wait', { 'src/lib/retry.ts': RETRY.replace(/ {6}await new Promise.*\n/, ''), 'src/ask.ts': ask('ask') }],
    ['needs more than a function', { 'src/lib/retry.ts': RETRY.replace('max = 3', 'max: number'), 'src/ask.ts': ask('ask') }],
    ['catches what is left', { 'src/lib/retry.ts': RETRY.replace('throw error', 'return null as never'), 'src/ask.ts': ask('ask') }],
    ['stands in a program', { 'src/lib/retry.ts': `${RETRY}\nstart();\n`, 'src/ask.ts': ask('ask') }],
    ['belongs to another package', { 'lib/package.json': '{}', 'lib/retry.ts': RETRY, 'src/ask.ts': ask('ask') }],
  ])('is left alone if it %s', async (_what, files) => {
    expect((await fixed(files))['src/ask.ts']).toContain('async function retryOnConnectionError');
  });

  it('is not exported from a file whose framework reads its exports', async () => {
    const after = await fixed({ 'app/api/chat/route.ts': ask('POST'), 'app/api/title/route.ts': ask('POST') });
    expect(Object.values(after).every((text) => text.includes('\nasync function retryOnConnectionError'))).toBe(true);
  });
});
