import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';

const found = (code: string, rule: string): readonly string[] =>
  lint(code, { rules: { [`vllm/${rule}`]: 'error' }, filename: 'src/app.py' }).map(({ line, message }) => `${line}: ${message}`);

const WRONG = 'http://gpu:8000/v1/chat/completions';
const RIGHT = 'http://gpu:8001/v1';

/** A class whose method `setup` has these lines, and whose method `other` has those. */
const chat = (setup: readonly string[], other: readonly string[] = ['pass']) =>
  [
    'from openai import OpenAI',
    'class Chat:',
    '    def setup(self):',
    ...setup.map((line) => `        ${line}`),
    '    def other(self):',
    ...other.map((line) => `        ${line}`),
    '',
  ].join('\n');
const CLIENT = 'self.llm = OpenAI(base_url=self.base_url, api_key="k")';

describe('an attribute that is assigned several times', () => {
  it('has the value that reaches the use', () => {
    const code = chat([`self.base_url = "${RIGHT}"`, CLIENT], [`self.base_url = "${WRONG}"`, 'self.llm = OpenAI()']);
    expect(found(code, 'valid-base-url')).toEqual([]);
    expect(found(code, 'no-hardcoded-base-url')).toEqual([expect.stringMatching(/^4: .*gpu:8001/)]);
  });

  it('is wrong where the value that reaches the use is', () => {
    const code = chat([`self.base_url = "${WRONG}"`, CLIENT], [`self.base_url = "${RIGHT}"`, 'self.llm = OpenAI()']);
    expect(found(code, 'valid-base-url')).toEqual([expect.stringMatching(/^4: /)]);
  });

  it('has the value of its own branch', () => {
    const code = chat([
      'if self.local:',
      `    self.base_url = "${RIGHT}"`,
      `    ${CLIENT}`,
      'else:',
      `    self.base_url = "${WRONG}"`,
      '    self.llm = OpenAI()',
    ]);
    expect(found(code, 'valid-base-url')).toEqual([]);
    expect(found(code, 'no-hardcoded-base-url')).toEqual([expect.stringMatching(/^5: /)]);
  });

  it('has the last of two values', () => {
    expect(found(chat([`self.base_url = "${WRONG}"`, `self.base_url = "${RIGHT}"`, CLIENT]), 'valid-base-url')).toEqual([]);
    expect(found(chat([`self.base_url = "${RIGHT}"`, `self.base_url = "${WRONG}"`, CLIENT]), 'valid-base-url')).toHaveLength(1);
  });

  it.each([
    ['a branch may replace it', [`self.base_url = "${WRONG}"`, 'if self.local:', `    self.base_url = "${RIGHT}"`, CLIENT], 0],
    [
      'a branch may replace it by another wrong one',
      [`self.base_url = "${WRONG}"`, 'if self.local:', `    self.base_url = "${WRONG}"`, CLIENT],
      2,
    ],
    ['a method of the object runs in between', [`self.base_url = "${WRONG}"`, 'self.other()', CLIENT], 0],
    ['a function gets the object in between', [`self.base_url = "${WRONG}"`, 'configure(self)', CLIENT], 0],
    ['another function runs in between', [`self.base_url = "${WRONG}"`, 'print("ready")', CLIENT], 1],
  ])('where %s', (_, setup, count) => {
    expect(found(chat(setup, [`self.base_url = "${RIGHT}"`]), 'valid-base-url')).toHaveLength(count);
  });

  it('is judged in another method only if each value is wrong', () => {
    const code = (second: string) =>
      chat([CLIENT], ['if self.local:', `    self.base_url = "${WRONG}"`, 'else:', `    self.base_url = "${second}"`]);
    expect(found(code(RIGHT), 'valid-base-url')).toEqual([]);
    expect(found(code('http://gpu:8002/v1/models'), 'valid-base-url')).toHaveLength(2);
  });

  it('is judged with a request by hand, too', () => {
    const code = (setup: string) =>
      `import requests\nclass Chat:\n    def local(self):\n        self.host = "${setup}"\n        return requests.post(f"{self.host}/v1/chat/completions", json={})\n    def remote(self):\n        self.host = "http://gpu:8000/v1"\n`;
    expect(found(code('http://gpu:8000'), 'valid-base-url')).toEqual([]);
    expect(found(code('http://gpu:8000/v1'), 'valid-base-url')).toHaveLength(1);
  });

  it('is followed in an object of the module', () => {
    const code = `from openai import OpenAI\nclass Config:\n    base_url = ""\nconfig = Config()\nconfig.base_url = "${WRONG}"\nold = config.base_url\nconfig.base_url = "${RIGHT}"\nclient = OpenAI(base_url=config.base_url, api_key="k")\n`;
    expect(found(code, 'valid-base-url')).toEqual([]);
    expect(found(code, 'no-hardcoded-base-url')).toEqual([expect.stringMatching(/^7: /)]);
  });
});
