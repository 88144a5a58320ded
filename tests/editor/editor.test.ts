import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject } from '../package/project.js';
import { applyEdits } from './apply-edits.js';
import { type Diagnostic, type Editor, openInEditor } from './language-server.js';
import { program } from '../program.js';

const TEXT = program`
  import OpenAI from 'openai';

  const client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });

  const answer = await client.chat.completions.create({ model: 'm', messages: [] });
  console.log(answer);

`;

describe('in an editor', () => {
  let editor: Editor;
  let diagnostics: readonly Diagnostic[];
  const named = (rule: string) => diagnostics.filter(({ code }) => code === `vllm/${rule}`);

  beforeAll(async () => {
    const project = makeProject('editor', 'eslint-10');
    project.write('eslint.config.js', "import vllm from 'eslint-plugin-vllm';\nexport default [vllm.configs.recommended];\n");
    project.write('app.js', TEXT);
    editor = await openInEditor(project.folder, join(project.folder, 'app.js'), TEXT);
    diagnostics = await editor.diagnostics();
  });
  afterAll(async () => {
    await editor.close();
  });

  it('shows findings where they are, with a link to the page', () => {
    expect(
      diagnostics.map(({ code, range }) => `${range.start.line}:${range.start.character}-${range.end.character} ${code ?? ''}`),
    ).toEqual(['2:37-63 vllm/no-hardcoded-base-url', '4:45-51 vllm/require-connection-error-handling']);
    expect(diagnostics[0]?.codeDescription?.href).toMatch(/\/docs\/rules\/no-hardcoded-base-url\.md$/);
  });

  it('offers the fix, preferred', async () => {
    const actions = await editor.actions(named('no-hardcoded-base-url'));
    const fix = actions.find(({ isPreferred }) => isPreferred);
    expect(fix?.title).toBe('Fix this vllm/no-hardcoded-base-url problem');
    expect(applyEdits(TEXT, await editor.choose(fix as never))).toContain(
      "baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1' }",
    );
  });

  it('offers suggestions, the safest first, and applies the chosen one', async () => {
    const actions = await editor.actions(named('require-connection-error-handling'));
    const suggestions = actions.filter(({ title }) => title.endsWith('(vllm/require-connection-error-handling)'));
    expect(suggestions).toHaveLength(2);
    const text = applyEdits(TEXT, await editor.choose(suggestions[0] as never));
    expect(text).toMatch(/try \{[^]*catch \(error\) \{[^]*APIConnectionError[^]*throw error;/);
  });

  it('applies fixes alone on save', async () => {
    const [action] = await editor.actions([], 'source.fixAll.eslint');
    expect(action?.kind).toBe('source.fixAll.eslint');
    const text = applyEdits(TEXT, await editor.choose(action as never));
    expect(text).toBe(TEXT.replace("'http://localhost:8000/v1'", "process.env.VLLM_BASE_URL || 'http://localhost:8000/v1'"));
  });
});
