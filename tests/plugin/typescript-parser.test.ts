import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as original from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { typescriptParser } from '../../src/plugin/typescript-parser.js';
import { program } from '../program.js';

describe('the parser of vllm/typescript', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vllm-types-'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{ "compilerOptions": { "strict": true, "module": "nodenext", "types": [] }, "include": ["src"] }',
    );
    writeFileSync(
      join(folder, 'src/a.ts'),
      program`
        async function f(): Promise<void> {}
        f();
        export const url = 'http://localhost:8000/v1/chat/completions';
        export const answer = (): Promise<Response> => fetch(url, { method: 'POST' });

      `,
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is the parser of typescript-eslint to ESLint', () => {
    expect(typescriptParser.meta).toEqual(original.meta);
  });

  const ours = [plugin.configs.recommended, plugin.configs.typescript];
  const typed = () =>
    [
      ...tseslint.configs.recommendedTypeChecked,
      { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } } },
    ] as ESLint.Options['overrideConfig'] & object[];
  it.each([
    ['before', () => [...ours, ...typed()]],
    ['after', () => [...typed(), ...ours]],
  ] as const)('serves rules that need types, %s their configuration', async (_, config) => {
    const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: config() });
    const [result] = await eslint.lintFiles(['.']);
    const rules = result?.messages.map(({ ruleId }) => ruleId);
    expect(rules).toContain('@typescript-eslint/no-floating-promises');
    expect(rules).toContain('vllm/no-hardcoded-base-url');
  });
});
