import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject } from '../package/project.js';
import { applyEdits } from './apply-edits.js';
import { type Diagnostic, type Editor, openInEditor } from './language-server.js';
import { program } from '../program.js';

/** The plugin's language, and a rule that turns `bad` into `good` and suggests `best`. */
const CONFIG = program`
  import vllm from 'eslint-plugin-vllm';

  const rule = {
    meta: { fixable: 'code', hasSuggestions: true, docs: { url: 'https://example.org/no-bad' } },
    create: (context) => ({
      Name(node) {
        const to = (text) => (write) => write.replaceTextRange(node.range, text);
        if (node.id === 'bad') context.report({ node, message: 'Bad.', fix: to('good'), suggest: [{ desc: 'Be best.', fix: to('best') }] });
      },
    }),
  };

  export default [
    ...vllm.configs.python,
    { files: ['**/*.py'], plugins: { test: { rules: { 'no-bad': rule } } }, rules: { 'test/no-bad': 'error' } },
  ];

`;
const TEXT = 'if a:\n    s = "😀"; bad(1)\n';

const APPLICATION = program`
  from openai import OpenAI

  client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")

  answer = client.chat.completions.create(model="m", messages=[])

`;

describe('in an editor, a Python document', () => {
  let editor: Editor;
  let diagnostics: readonly Diagnostic[];
  let folder: string;

  beforeAll(async () => {
    const project = makeProject('editor-python', 'eslint-10');
    project.write('eslint.config.js', CONFIG);
    project.write('app.py', TEXT);
    project.write('client.py', APPLICATION);
    folder = project.folder;
    editor = await openInEditor(folder, join(folder, 'app.py'), TEXT, 'python');
    diagnostics = await editor.diagnostics();
  });
  afterAll(async () => {
    await editor.close();
  });

  it('has its findings where they are', () => {
    expect(
      diagnostics.map(({ code, range }) => `${range.start.line}:${range.start.character}-${range.end.character} ${code ?? ''}`),
    ).toEqual(['1:14-17 test/no-bad']);
  });

  it('is fixed', async () => {
    const fix = (await editor.actions(diagnostics)).find(({ isPreferred }) => isPreferred);
    expect(applyEdits(TEXT, await editor.choose(fix as never))).toBe(TEXT.replace('bad', 'good'));
  });

  it('has suggestions', async () => {
    const suggestion = (await editor.actions(diagnostics)).find(({ title }) => title.startsWith('Be best.'));
    expect(applyEdits(TEXT, await editor.choose(suggestion as never))).toBe(TEXT.replace('bad', 'best'));
  });

  it('is fixed on save', async () => {
    const [action] = await editor.actions([], 'source.fixAll.eslint');
    expect(applyEdits(TEXT, await editor.choose(action as never))).toBe(TEXT.replace('bad', 'good'));
  });

  it('is repaired by our rules: on save what is safe, by choice what is not', async () => {
    const other = await openInEditor(folder, join(folder, 'client.py'), APPLICATION, 'python');
    const found = await other.diagnostics();
    const [onSave] = await other.actions([], 'source.fixAll.eslint');
    expect(applyEdits(APPLICATION, await other.choose(onSave as never))).toBe(
      APPLICATION.replace('from openai', 'import os\n\nfrom openai').replace(
        'OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")',
        program`
          OpenAI(
              base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1",
              api_key="EMPTY",
          )
        `,
      ),
    );
    const handler = (await other.actions(found.slice(1))).find(({ title }) => title.startsWith('Catch'));
    expect(applyEdits(APPLICATION, await other.choose(handler as never))).toContain('except APIConnectionError:');
    await other.close();
  });

  it('has the findings of our rules, and a comment of Python to silence each, last', async () => {
    const other = await openInEditor(folder, join(folder, 'client.py'), APPLICATION, 'python');
    const found = await other.diagnostics();
    expect(found.map(({ code, range }) => `${range.start.line}:${range.start.character}-${range.end.character} ${code ?? ''}`)).toEqual([
      '2:25-51 vllm/no-hardcoded-base-url',
      '4:33-39 vllm/require-connection-error-handling',
    ]);
    const actions = await other.actions(found.slice(1));
    const silence = actions.filter(({ title }) => title.endsWith('(vllm/require-connection-error-handling)')).at(-1);
    const text = applyEdits(APPLICATION, await other.choose(silence as never));
    expect(text).toBe(APPLICATION.replace('answer =', '# eslint-disable-next-line vllm/require-connection-error-handling\nanswer ='));
    await other.close();
  });
});
