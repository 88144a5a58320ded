import { describe, expect, it } from 'vitest';
import { lint, workspace } from './workspace.js';
import { program } from '../program.js';

const HEAD = `import OpenAI from 'openai';\nconst client = new OpenAI();\n`;
const ASK = `${HEAD}export const ask = async () => await client.models.list();\n`;
const CHAT = `${HEAD}export class Chat {\n  async send() { return await client.models.list(); }\n}\n`;
const strict = { publicApi: 'report' };

/** What is said of the first file where the public API is reported. */
async function found(files: Readonly<Record<string, string>>): Promise<number> {
  const [name = ''] = Object.keys(files);
  return (await lint(workspace(files), name, {}, strict)).filter((line) => line.includes('require-connection-error-handling')).length;
}

describe('"nothing in this project calls it" is said where it is true', () => {
  it.each([
    ['a function that nothing imports', { 'llm.ts': ASK, 'main.ts': `export {};\n` }],
    ['a class that nothing imports', { 'chat.ts': CHAT, 'Other.vue': `<script>import { Talk } from './talk';</script>` }],
    [
      'a list of exports in CommonJS',
      {
        'llm.js': program`
          const OpenAI = require('openai');
          const client = new OpenAI();
          async function ask() { return await client.models.list(); }
          module.exports = { ask };

        `,
      },
    ],
    ['a component that imports another name', { 'llm.ts': ASK, 'Chat.vue': `<script>import { other } from './llm';</script>` }],
    ['a page that speaks of it', { 'llm.ts': ASK, 'index.html': `<p>ask</p><script type="module">run();</script>` }],
    ['a loader of another folder', { 'tools/ask.ts': ASK, 'main.ts': 'const { run } = await import(`./commands/${name}.ts`);' }],
  ])('%s', async (_, files: Record<string, string>) => {
    expect(await found(files)).toBe(1);
  });

  it.each([
    [
      'a component of Vue calls it',
      {
        'llm.ts': ASK,
        'Chat.vue': program`
          <script setup lang="ts">
          import { ask } from './llm';
          const run = () => ask().catch(console.error);
          </script>

        `,
      },
    ],
    [
      'a component of Svelte calls a method',
      {
        'chat.ts': CHAT,
        'Chat.svelte': program`
          <script lang="ts">
            import { Chat } from './chat';
            const run = async () => { try { await new Chat().send(); } catch (error) { console.error(error); } };
          </script>

        `,
      },
    ],
    [
      'a page of Astro calls it',
      {
        'src/llm.ts': ASK,
        'src/pages/index.astro': program`
          ---
          import { ask } from '../llm';
          const text = await ask().catch(() => '');
          ---
          <p>{text}</p>

        `,
      },
    ],
    ['a page of MDX calls it', { 'llm.ts': ASK, 'docs/page.mdx': `import { ask } from '../llm';\n\n<Button onClick={ask} />\n` }],
    [
      'a page of HTML calls it',
      {
        'src/llm.js': ASK,
        'index.html': program`
          <script type="module">
          import { ask } from './src/llm.js';
          ask().catch(console.error);
          </script>

        `,
      },
    ],
    [
      'a component calls it through a barrel',
      { 'llm.ts': ASK, 'index.ts': `export * from './llm';`, 'Chat.vue': `<script>import { ask } from '.';</script>` },
    ],
    [
      'an object of the same file holds what calls it',
      { 'copy.ts': `${ASK}export const tool = { name: 'ask', handler: async () => ask() };\n` },
    ],
    ['a default object holds what calls it', { 'copy.ts': `${ASK}export default { handler: async () => ask() };\n` }],
    [
      'a function of an exported object is all there is',
      { 'tool.ts': `${HEAD}export const tool = { handler: async () => await client.models.list() };\n` },
    ],
    ['a file with broken syntax imports it', { 'llm.ts': ASK, 'main.ts': `import { ask } from './llm';\nawait ask(;\n` }],
    ['its folder is loaded by name', { 'tools/ask.ts': ASK, 'main.ts': 'const { ask } = await import(`./tools/${name}.ts`);' }],
    ['its folder is loaded by a pattern', { 'src/tools/ask.ts': ASK, 'src/main.ts': `const tools = import.meta.glob('./tools/*.ts');` }],
    ['its folder is a context of webpack', { 'src/tools/ask.js': ASK, 'src/main.js': `const tools = require.context('./tools', true);` }],
  ])('silent: %s', async (_, files: Record<string, string>) => {
    expect(await found(files)).toBe(0);
  });
});

describe('a caller in a component', () => {
  const once = ASK.replace('OpenAI()', 'OpenAI({ maxRetries: 0 })').replace('models.list()', 'chat.completions.create({})');
  const component = (code: string) => `<script setup>\nimport { ask } from './llm';\n${code}\n</script>\n`;

  it('is no reason to think that something tries again', async () => {
    expect(
      (await lint(workspace({ 'llm.ts': once, 'Chat.vue': component('ask().catch(console.error);') }), 'llm.ts')).some((line) =>
        line.includes('require-retry'),
      ),
    ).toBe(true);
  });

  it('does not hide one that lets the failure through', async () => {
    expect(
      await lint(
        workspace({
          'llm.ts': ASK,
          'Chat.vue': component('ask().catch(console.error);'),
          'main.ts': `import { ask } from './llm';\nawait ask();\n`,
        }),
        'llm.ts',
      ),
    ).toEqual(['3 require-connection-error-handling (main.ts:2)']);
  });

  it('is no module that others get something from', async () => {
    expect(
      await lint(
        workspace({
          'Chat.vue': '<script>export const x = 1;</script>',
          'llm.ts': ASK.replace(
            'const client',
            program`
              import Chat from './Chat.vue';
              console.log(Chat);
              const client
            `,
          ),
        }),
        'llm.ts',
        {},
        strict,
      ),
    ).toHaveLength(1);
  });
});

describe('callers in hidden folders', () => {
  const files = (caller: string, code: string) => ({ 'app/lib/.server/llm.ts': ASK, [caller]: code });
  const catches = `import { ask } from '../lib/.server/llm';\nexport const action = async () => { try { return await ask(); } catch (error) { console.error(error); return undefined; } };\n`;
  const lets = `import { ask } from '../lib/.server/llm';\nawait ask();\n`;

  it('are seen, and so are functions in them', async () => {
    expect(await lint(workspace(files('app/routes/chat.ts', catches)), 'app/lib/.server/llm.ts', {}, strict)).toEqual([]);
    expect(await lint(workspace(files('app/routes/chat.ts', lets)), 'app/lib/.server/llm.ts')).toEqual([
      '3 require-connection-error-handling (app/routes/chat.ts:2)',
    ]);
    expect(
      await lint(workspace({ 'src/llm.ts': ASK, 'src/.server/main.ts': `import { ask } from '../llm';\nawait ask();\n` }), 'src/llm.ts'),
    ).toEqual(['3 require-connection-error-handling (src/.server/main.ts:2)']);
  });

  it('are not seen in those of tools', async () => {
    expect(
      await lint(workspace({ 'src/llm.ts': ASK, 'src/.next/main.ts': `import { ask } from '../llm';\nawait ask();\n` }), 'src/llm.ts'),
    ).toEqual([]);
  });
});
