import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exported } from '../../src/languages/javascript/values/imported-values.js';
import { javascriptProject } from '../../src/languages/javascript/project/index.js';
import { DEFAULT_SETTINGS } from '../../src/model/settings.js';
import { createProject } from '../../src/project/index.js';
import { lint, workspace } from './workspace.js';

const HEAD = `import OpenAI from 'openai';\nconst client = new OpenAI();\n`;

/** Files that all import and call each other. */
function ring(size: number): Record<string, string> {
  const numbers = Array.from({ length: size }, (_, i) => i);
  return Object.fromEntries(
    numbers.map((i) => {
      const others = numbers.filter((j) => j !== i);
      return [
        `m${String(i)}.ts`,
        `${HEAD}${others.map((j) => `import { g${String(j)} } from './m${String(j)}';\n`).join('')}export async function g${String(i)}() { ${others.map((j) => `await g${String(j)}();`).join(' ')} return client.chat.completions.create({}); }\n`,
      ];
    }),
  );
}

/** The ways of each file's function to its callers, and how much was done to find them. */
function counted(root: string, size: number) {
  let opened = 0;
  let asked = 0;
  const project = createProject<Exported, string>(
    {
      ...javascriptProject,
      open: (...args) => {
        opened += 1;
        const reader = javascriptProject.open(...args);
        return (
          reader && {
            ...reader,
            uses: (...question) => {
              asked += 1;
              return reader.uses(...question);
            },
          }
        );
      },
    },
    root,
    DEFAULT_SETTINGS,
  );
  const ways = Array.from(
    { length: size },
    (_, i) => project.from(path.join(root, `m${String(i)}.ts`))?.callers({ path: [`g${String(i)}`], fails: 'call' }, 'openai') ?? [],
  );
  return { ways, opened, asked };
}

describe('files that all call each other', () => {
  it('are opened once each, and asked once for each function', () => {
    const { opened, asked, ways } = counted(workspace(ring(20)), 20);
    expect([opened, asked]).toEqual([20, 20 * 19]);
    // Uses from outside are not seen.
    expect(new Set(ways.flat().map(({ end }) => end.kind))).toEqual(new Set(['exported']));
  });

  it('all let the failure through to the one caller outside, and none where it catches', async () => {
    const caller = (code: string) => workspace({ ...ring(8), 'main.ts': `import { g3 } from './m3';\n${code}\n` });
    expect(await lint(caller('await g3();'), 'm0.ts')).toContain('10 require-connection-error-handling (main.ts:2)');
    expect(await lint(caller('g3().catch(console.error);'), 'm0.ts')).toEqual([]);
  });

  it('are no public API that nothing calls', async () => {
    expect(await lint(workspace(ring(3)), 'm0.ts', {}, { publicApi: 'report' })).toEqual([]);
    expect(await lint(workspace(ring(1)), 'm0.ts', {}, { publicApi: 'report' })).toEqual(['3 require-connection-error-handling']);
  });

  it('keep what tries again on the way', async () => {
    const files = (main: string) =>
      workspace({
        ...Object.fromEntries(Object.entries(ring(3)).map(([name, text]) => [name, text.replace('OpenAI()', 'OpenAI({ maxRetries: 0 })')])),
        'main.ts': `import { g1 } from './m1';\n${main}\n`,
      });
    const rules = async (main: string) => (await lint(files(main), 'm0.ts')).map((line) => line.replace(/^\d+ /, ''));
    expect(await rules('for (let i = 0; i < 3; i++) { try { await g1(); break; } catch (error) { console.error(error); } }')).toEqual([]);
    expect(await rules('g1().catch(console.error);')).toEqual(['require-retry']);
  });
});
