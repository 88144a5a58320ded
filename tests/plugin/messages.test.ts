import { describe, expect, it } from 'vitest';
import { lint } from '../rules/lint.js';

const messages = (code: string, filename: string) =>
  lint(code, { filename })
    .map(({ message }) => message)
    .join('\n');

describe('messages', () => {
  it('hold no key that stands in the code', () => {
    expect(messages(`import OpenAI from 'openai';\nawait new OpenAI({ apiKey: 'sk-secret' }).models.list();`, 'src/file.ts')).toMatch(
      /new OpenAI\(…\)\.models\.list/,
    );
    expect(messages(`from openai import OpenAI\nOpenAI(api_key="sk-secret").models.list()`, 'app.py')).toMatch(
      /`OpenAI\(…\)\.models\.list`/,
    );
  });

  it('hold no password of a URL', () => {
    const text = messages(`from openai import OpenAI\nclient = OpenAI(base_url="http://user:secret@gpu:8000/v1")`, 'app.py');
    expect(text).toContain('`http://…@gpu:8000/v1`');
    expect(text).not.toContain('secret');
  });
});

describe('generated code', () => {
  const code = `import OpenAI from 'openai';await new OpenAI().models.list();`;
  it('is not read', () => {
    expect(lint(code + `var a="${'x'.repeat(200)}";`.repeat(1000))).toEqual([]);
  });
  it('is not what is long because the code is long', () => {
    expect(lint(code + `\nvar a="${'x'.repeat(100)}";`.repeat(1000))).toHaveLength(1);
  });
});
