import { describe, expect, it } from 'vitest';
import { findings, project } from './python-files.js';

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
    ['what a factory makes', `${CLIENT}def get_client():\n    return client\n`, `from llm import get_client\n${CALL.replace('client', 'get_client()')}\n`],
    ['a client of an object', `from openai import OpenAI\nclass Llm:\n    def __init__(self):\n        self.client = OpenAI()\n`, `from llm import Llm\nllm = Llm()\nllm.${CALL}\n`],
    ['a client that is kept in an attribute', CLIENT, `from llm import client\nclass App:\n    def __init__(self):\n        self.client = client\n    def run(self):\n        self.${CALL}\nApp().run()\n`],
    ['a client that a package hands on', CLIENT, `from pkg import client\n${CALL}\n`],
    ['a client that is made by a third file', CLIENT, `from second import client\n${CALL}\n`],
  ])('%s', (_, llm, app) => {
    const more = { 'pkg/__init__.py': 'from .client import client\n', 'pkg/client.py': CLIENT, 'second.py': 'from llm import client\n' };
    const line = app.split('\n').findIndex((text) => text.includes('.completions.create')) + 1;
    expect(found(llm, app, more)).toEqual([`${String(line)} here`]);
    const handled = app.replace(/^( *)(\S*\.chat\.completions\.create.*)$/m, '$1try:\n$1    $2\n$1except Exception:\n$1    print("down")');
    expect(handled).not.toBe(app);
    expect(found(llm, handled, more)).toEqual([]);
    expect(found(llm, app, more, undefined, { project: false })).toEqual([]);
  });

  it('is no client that only has the name of one', () => {
    expect(found('class Client:\n    pass\nclient = Client()\n', `from llm import client\n${CALL}\n`)).toEqual([]);
    expect(found(`from openai import OpenAI\nother = OpenAI()\nclient = make()\n`, `from llm import client\n${CALL}\n`)).toEqual([]);
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
