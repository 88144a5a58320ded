import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { project } from './python-files.js';
import { program } from '../program.js';

const ask = (name: string, more = ''): string =>
  `import ollama\n${more}\n\ndef ${name}(prompt):\n    return ollama.generate(model="m", prompt=prompt)["response"]\n`;
const OWN = program`
  import time


  def with_retry(fn, *args, **kwargs):
      for attempt in range(4):
          try:
              return fn(*args, **kwargs)
          except ConnectionError:
              if attempt == 3:
                  raise
              time.sleep(2**attempt)

`;

/** The files of a folder after `eslint --fix` with `fixes: 'suggested'`. */
async function fixed(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const root = project({ 'pyproject.toml': '', ...files });
  const eslint = new ESLint({
    cwd: root,
    fix: true,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.py'],
        plugins: { vllm: plugin },
        language: 'vllm/python',
        rules: { 'vllm/require-retry': 'error' },
        settings: { vllm: { fixes: 'suggested' } },
      },
    ] as never,
  });
  await ESLint.outputFixes(await eslint.lintFiles(['.']));
  return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(path.join(root, name), 'utf8')]));
}

const WRITTEN = /^def retry_connection\w*\(request/gm;

describe('a retry that a Python project has', () => {
  it.each([
    ['files side by side', '', '', 'from one import retry_connection'],
    ['a package', 'app/', '', 'from .one import retry_connection'],
    ['a package that is imported by its name', 'app/', 'from app.log import LOG', 'from app.one import retry_connection'],
    ['a package that is imported from inside', 'app/', 'from .log import LOG', 'from .one import retry_connection'],
  ])('is written into one file, and imported by the others: %s', async (_what, folder, more, line) => {
    const inits = folder === '' ? {} : { [`${folder}__init__.py`]: '', [`${folder}log.py`]: 'LOG = 1\n' };
    const after = await fixed({ ...inits, [`${folder}one.py`]: ask('one', more), [`${folder}two.py`]: ask('two', more) });
    expect(Object.values(after).join('').match(WRITTEN)).toHaveLength(1);
    // Which of them is linted first is ESLint's to decide.
    expect(
      Object.values(after).filter((text) => text.includes(`${line}\n`) || text.includes(`${line.replace('one', 'two')}\n`)),
    ).toHaveLength(1);
    for (const name of ['one', 'two'])
      expect(after[`${folder}${name}.py`]).toContain('return retry_connection(ollama.generate, model="m", prompt=prompt)');
  });

  it.each([
    ['beside it', { 'retries.py': OWN, 'ask.py': ask('ask') }, 'from retries import with_retry'],
    [
      'in a package',
      {
        'app/__init__.py': '',
        'app/core/__init__.py': '',
        'app/core/retries.py': OWN,
        'app/log.py': '',
        'app/ask.py': ask('ask', 'from . import log'),
      },
      'from .core.retries import with_retry',
    ],
    [
      'in a package above',
      {
        'app/__init__.py': '',
        'app/llm/__init__.py': '',
        'app/retries.py': OWN,
        'app/log.py': '',
        'app/llm/ask.py': ask('ask', 'from .. import log'),
      },
      'from ..retries import with_retry',
    ],
    [
      'of any exception',
      { 'retries.py': OWN.replace('ConnectionError', 'Exception'), 'ask.py': ask('ask') },
      'from retries import with_retry',
    ],
    [
      'beside a client and a guard',
      {
        'retries.py': `${OWN}\n\nLOG = getLogger(__name__)\nTEXT = """\nWrite.\n"""\n\nif __name__ == "__main__":\n    print(1)\n`,
        'ask.py': ask('ask'),
      },
      'from retries import with_retry',
    ],
  ])('is imported: a function %s', async (_what, files: Readonly<Record<string, string>>, line) => {
    const [text = ''] = Object.entries(await fixed(files)).flatMap(([name, each]) => (name.endsWith('ask.py') ? [each] : []));
    expect(text).toContain(`${line}\n`);
    expect(text).toContain('return with_retry(ollama.generate, model="m", prompt=prompt)');
    expect(text).not.toMatch(WRITTEN);
  });

  it.each([
    ['does not wait', { 'retries.py': OWN.replace('time.sleep(2**attempt)', 'pass') }],
    ['needs more than a function', { 'retries.py': OWN.replace('fn, *args', 'fn, times, *args') }],
    ['asks for another class', { 'retries.py': OWN.replace('ConnectionError', 'KeyError') }],
    ['catches what is left', { 'retries.py': OWN.replace('                raise', '                return None') }],
    ['has to be awaited', { 'retries.py': OWN.replace('def ', 'async def ').replace('return fn', 'return await fn') }],
    ['stands in a program', { 'retries.py': `${OWN}\n\nprint(with_retry(len, ""))\n` }],
    ['reads the command line', { 'retries.py': `${OWN}\n\nargs = parser.parse_args()\n` }],
    ['stands in an application', { 'retries.py': `${OWN}\n\napp = FastAPI()\n` }],
    ['imports this file', { 'retries.py': `import ask\n${OWN}` }],
    ['imports this file through another one', { 'retries.py': `import between\n${OWN}`, 'between.py': 'import ask\n' }],
    ['stands in an example', { 'examples/retries.py': OWN }],
    ['cannot be imported by a name', { 'my-retries.py': OWN }],
  ])('is left alone if it %s', async (_what, files) => {
    const text = (await fixed({ ...files, 'ask.py': ask('ask') }))['ask.py'];
    expect(text).toMatch(WRITTEN);
  });

  it('is no other library’s', async () => {
    const after = await fixed({
      'one.py': ask('one'),
      'two.py': program`
        import requests


        def two(body):
            return requests.post("http://localhost:8000/v1/completions", json=body)

      `,
    });
    expect(Object.values(after).join('').match(WRITTEN)).toHaveLength(2);
  });

  it.each([
    ['stays in its folder where it stands among other code', 'client', 2],
    ['is for all folders in a file of helpers', 'utils', 1],
  ])('%s', async (_what, name, count) => {
    const inits = { 'app/__init__.py': '', 'app/a/__init__.py': '', 'app/b/__init__.py': '' };
    const first = (await fixed({ ...inits, [`app/a/${name}.py`]: ask('one', 'from .. import a') }))[`app/a/${name}.py`] ?? '';
    expect(first).toMatch(WRITTEN);
    const after = await fixed({ ...inits, [`app/a/${name}.py`]: first, 'app/b/two.py': ask('two', 'from .. import b') });
    expect(Object.values(after).join('').match(WRITTEN)).toHaveLength(count);
  });

  it('is not shared by programs', async () => {
    const after = await fixed({ 'one.py': `${ask('one')}\n\nprint(one("x"))\n`, 'two.py': `${ask('two')}\n\nprint(two("x"))\n` });
    expect(Object.values(after).join('').match(WRITTEN)).toHaveLength(2);
  });
});
