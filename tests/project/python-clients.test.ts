import { describe, expect, it } from 'vitest';
import { findings, project } from './python-files.js';
import { program } from '../program.js';

const CLIENT = 'from openai import OpenAI\nclient = OpenAI()\n';
const CALL = 'client.chat.completions.create(model="m", messages=[])';

function found(llm: string, app: string, more: Readonly<Record<string, string>> = {}, rule?: string, settings: object = {}): string[] {
  return findings(project({ 'llm.py': llm, 'app.py': app, ...more }), 'app.py', app, rule, settings);
}

describe('a client of another Python file is known where it is used', () => {
  it.each([
    ['a client', CLIENT, `from llm import client\n${CALL}\n`],
    ['a client of a module', CLIENT, `import llm\nllm.${CALL}\n`],
    ['a client by another name', CLIENT, `from llm import client as c\n${CALL.replace('client', 'c')}\n`],
    [
      'what a factory makes',
      `${CLIENT}def get_client():\n    return client\n`,
      `from llm import get_client\n${CALL.replace('client', 'get_client()')}\n`,
    ],
    [
      'a client of an object',
      program`
        from openai import OpenAI
        class Llm:
            def __init__(self):
                self.client = OpenAI()

      `,
      `from llm import Llm\nllm = Llm()\nllm.${CALL}\n`,
    ],
    [
      'a client that is kept in an attribute',
      CLIENT,
      `from llm import client\nclass App:\n    def __init__(self):\n        self.client = client\n    def run(self):\n        self.${CALL}\nApp().run()\n`,
    ],
    ['a client that a package hands on', CLIENT, `from pkg import client\n${CALL}\n`],
    ['a client that is made by a third file', CLIENT, `from second import client\n${CALL}\n`],
  ])('%s', (_, llm, app) => {
    const more = { 'pkg/__init__.py': 'from .client import client\n', 'pkg/client.py': CLIENT, 'second.py': 'from llm import client\n' };
    const line = app.split('\n').findIndex((text) => text.includes('.completions.create')) + 1;
    expect(found(llm, app, more)).toEqual([`${String(line)} here`]);
    const handled = app.replace(
      /^( *)(\S*\.chat\.completions\.create.*)$/m,
      program`
        $1try:
        $1    $2
        $1except Exception:
        $1    print("down")
      `,
    );
    expect(handled).not.toBe(app);
    expect(found(llm, handled, more)).toEqual([]);
    expect(found(llm, app, more, undefined, { project: false })).toEqual([]);
  });

  it('is known in a file that has not been saved', () => {
    const root = project({ 'llm.py': CLIENT, 'app.py': 'print("saved")\n' });
    expect(findings(root, 'app.py', `from llm import client\n${CALL}\n`)).toEqual(['2 here']);
    expect(findings(root, 'app.py', `client = make()\n${CALL}\n`)).toEqual([]);
  });

  it('is no client that only has the name of one', () => {
    expect(
      found(
        program`
          class Client:
              pass
          client = Client()

        `,
        `from llm import client\n${CALL}\n`,
      ),
    ).toEqual([]);
    expect(
      found(
        program`
          from openai import OpenAI
          other = OpenAI()
          client = make()

        `,
        `from llm import client\n${CALL}\n`,
      ),
    ).toEqual([]);
    expect(found(CLIENT, `from elsewhere import client\n${CALL}\n`)).toEqual([]);
  });

  it('is said nothing of its retries, which the other file decides', () => {
    const app = `from llm import client\n${CALL}\n`;
    expect(found(CLIENT, app, {}, 'require-retry')).toEqual([]);
    expect(found(CLIENT.replace('OpenAI()', 'OpenAI(max_retries=0)'), app, {}, 'require-retry')).toEqual([]);
    expect(found(CLIENT.replace('OpenAI()', 'OpenAI(max_retries=RETRIES)'), app, {}, 'require-retry')).toEqual([]);
  });

  it('files that import each other in a ring', () => {
    expect(found('from app import client\n', `from llm import client\n${CALL}\n`)).toEqual([]);
  });
});

describe('a base URL of another Python file tells what a request is', () => {
  const app = (imports: string, base: string) =>
    `import requests\n${imports}\nrequests.get(f"{${base}}/models")\n# http://gpu/v1/chat/completions\n`;

  it.each([
    ['a constant', 'BASE_URL = "http://localhost:11434/v1"', 'from llm import BASE_URL', 'BASE_URL'],
    ['a constant of a module', 'BASE_URL = "http://localhost:11434/v1"', 'import conf', 'conf.BASE_URL'],
    [
      'a default of the environment',
      'import os\nBASE_URL = os.environ.get("X", "http://localhost:11434/v1")',
      'from llm import BASE_URL',
      'BASE_URL',
    ],
    ['an attribute of a class', 'class Config:\n    BASE_URL = "http://localhost:11434/v1"', 'from llm import Config', 'Config.BASE_URL'],
    [
      'a field of a settings object',
      program`
        class Config:
            base_url: str = "http://localhost:11434/v1"
        config = Config()
      `,
      'from llm import config',
      'config.base_url',
    ],
    ['a constant that a package hands on', 'BASE_URL = "http://localhost:11434/v1"', 'from pkg import BASE_URL', 'BASE_URL'],
    ['a constant behind a star', 'BASE_URL = "http://localhost:11434/v1"', 'from star import BASE_URL', 'BASE_URL'],
  ])('%s', (_, llm, imports, base) => {
    const more = { 'pkg/__init__.py': 'from llm import BASE_URL\n', 'star.py': 'from llm import *\n', 'conf.py': `${llm}\n` };
    const text = app(imports, base);
    expect(found(`${llm}\n`, text, more)).toEqual(['3 here']);
    expect(found(`${llm}\n`, text, more, 'no-hardcoded-base-url')).toEqual([]);
    const deepgram = (code: string): string => code.replace('http://localhost:11434', 'https://api.deepgram.com');
    expect(found(deepgram(`${llm}\n`), text, { ...more, 'conf.py': deepgram(more['conf.py']) })).toEqual([]);
    expect(found(`${llm}\n`, text, more, undefined, { project: false })).toEqual([]);
  });

  it('is not asked for where its name says nothing, or it is computed', () => {
    expect(found('NAME = "http://localhost:11434/v1"\n', app('from llm import NAME', 'NAME'))).toEqual([]);
    expect(found('BASE_URL = make()\n', app('from llm import BASE_URL', 'BASE_URL'))).toEqual([]);
    expect(found('from app import BASE_URL\n', app('from llm import BASE_URL', 'BASE_URL'))).toEqual([]);
  });

  const LLM = 'http://localhost:11434/v1';
  const OTHER = 'https://api.deepgram.com/v1';
  const FIELD = (field: string, made: string) => `class Config:\n    ${field}\nconfig = Config(${made})`;
  const INIT = FIELD(`def __init__(self, url="${LLM}"):\n        self.base_url = url`, 'ARGUMENT');

  it.each([
    ['assigned twice', `BASE_URL = "${OTHER}"\nBASE_URL = "VALUE"`, 'from llm import BASE_URL', 'BASE_URL'],
    ['made of what it was', `BASE_URL = "VALUE"\nBASE_URL = BASE_URL + "/"`, 'from llm import BASE_URL', 'BASE_URL'],
    ['imported, then assigned', `from other import BASE_URL\nBASE_URL = "VALUE"`, 'from llm import BASE_URL', 'BASE_URL'],
    ['given as a field', FIELD(`base_url: str = "${LLM}"`, 'base_url="VALUE"'), 'from llm import config', 'config.base_url'],
    [
      'given at the place of a field',
      FIELD(`name: str = ""\n    base_url: str = "${LLM}"`, '"x", "VALUE"'),
      'from llm import config',
      'config.base_url',
    ],
    ['given to `__init__` by place', INIT.replace('ARGUMENT', '"VALUE"'), 'from llm import config', 'config.base_url'],
    ['given to `__init__` by name', INIT.replace('ARGUMENT', 'url="VALUE"'), 'from llm import config', 'config.base_url'],
  ])('the value that lasts counts, %s', (_, llm, imports, base) => {
    const other = { 'other.py': `BASE_URL = "${LLM}"\n` };
    expect(found(`${llm.replaceAll('VALUE', LLM)}\n`, app(imports, base), other)).toEqual(['3 here']);
    expect(found(`${llm.replaceAll('VALUE', OTHER)}\n`, app(imports, base), other)).toEqual([]);
  });

  it.each([
    ['an import after another', 'from llm import BASE_URL\nfrom other import BASE_URL'],
    ['a star after another', 'from llm import *\nfrom other import *'],
    ['an import after a star', 'from llm import *\nfrom other import BASE_URL'],
  ])('the module that a package hands on last counts, %s', (_, init) => {
    const text = app('from pkg import BASE_URL', 'BASE_URL');
    const files = (other: string) => ({ 'pkg/__init__.py': `${init}\n`, 'other.py': `BASE_URL = "${other}"\n` });
    expect(found(`BASE_URL = "${OTHER}"\n`, text, files(LLM))).toEqual(['3 here']);
    expect(found(`BASE_URL = "${LLM}"\n`, text, files(OTHER))).toEqual([]);
  });

  it('a value that the importing file sets counts', () => {
    const sets = (before: string, after: string): string[] =>
      found('', app(`import conf; conf.BASE_URL = "${after}"`, 'conf.BASE_URL'), { 'conf.py': `BASE_URL = "${before}"\n` });
    expect(sets(LLM, OTHER)).toEqual([]);
    expect(sets(OTHER, LLM)).toEqual(['3 here']);
  });
});
