import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-api-key': 'error' } as const;
const OPENAI = `import OpenAI from 'openai';\n`;
const KEY = `apiKey: process.env.OPENAI_API_KEY || 'EMPTY'`;
const ts = { rules };
const py = { rules, filename: 'src/file.py' };

describe('require-api-key', () => {
  it.each([
    [
      'a client',
      `${OPENAI}new OpenAI({ baseURL: 'http://gpu:8000/v1' });\n`,
      `${OPENAI}new OpenAI({ baseURL: 'http://gpu:8000/v1', ${KEY} });\n`,
      ts,
    ],
    [
      'options on lines of their own',
      `${OPENAI}new OpenAI({\n  baseURL: process.env.X || 'http://gpu:8000/v1', // keep\n});\n`,
      `${OPENAI}new OpenAI({\n  baseURL: process.env.X || 'http://gpu:8000/v1', // keep\n  ${KEY},\n});\n`,
      ts,
    ],
    [
      'LangChain',
      `import { ChatOpenAI } from '@langchain/openai';\nnew ChatOpenAI({ configuration: { baseURL: 'http://gpu:8000/v1' } });\n`,
      `import { ChatOpenAI } from '@langchain/openai';\nnew ChatOpenAI({ configuration: { baseURL: 'http://gpu:8000/v1' }, ${KEY} });\n`,
      ts,
    ],
    [
      'Python',
      program`
        import os
        from openai import OpenAI
        OpenAI(base_url="http://gpu:8000/v1")  # keep

      `,
      program`
        import os
        from openai import OpenAI
        OpenAI(
            base_url="http://gpu:8000/v1", api_key=os.environ.get("OPENAI_API_KEY") or "EMPTY"
        )  # keep

      `,
      py,
    ],
    [
      'lines of Python',
      program`
        import os
        from openai import OpenAI
        OpenAI(
            base_url="http://gpu:8000/v1",  # keep
        )

      `,
      program`
        import os
        from openai import OpenAI
        OpenAI(
            base_url="http://gpu:8000/v1",  # keep
            api_key=os.environ.get("OPENAI_API_KEY") or "EMPTY",
        )

      `,
      py,
    ],
    [
      'a blank key',
      program`
        import os
        from openai import OpenAI
        OpenAI(base_url="http://gpu:8000/v1", api_key="")

      `,
      program`
        import os
        from openai import OpenAI
        OpenAI(
            base_url="http://gpu:8000/v1", api_key=os.environ.get("OPENAI_API_KEY") or "EMPTY"
        )

      `,
      py,
    ],
  ])('gives a key to %s', (_what, code, expected, options) => {
    const findings = lint(code, options);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      expect(applySuggestion(code, finding)).toBe(expected);
    }
    expect(lint(expected, options)).toEqual([]);
  });

  it.each([
    ['a key', `${OPENAI}new OpenAI({ baseURL: 'http://gpu:8000/v1', apiKey: 'EMPTY' });\n`, ts],
    [
      'a file that speaks of the variable',
      `// OPENAI_API_KEY is set by the deployment.\n${OPENAI}new OpenAI({ baseURL: 'http://gpu:8000/v1' });\n`,
      ts,
    ],
    ['a hosted provider', `${OPENAI}new OpenAI({ baseURL: 'https://api.groq.com/openai/v1' });\n`, ts],
    ['a gateway', `${OPENAI}new OpenAI({ baseURL: 'https://llm.internal/v1' });\n`, ts],
    ['options from elsewhere', `${OPENAI}new OpenAI({ baseURL: 'http://gpu:8000/v1', ...options });\n`, ts],
    [
      "another client's options",
      `${OPENAI}export const other = (client: OpenAI) => client.withOptions({ baseURL: 'http://gpu:8000/v1' });\n`,
      ts,
    ],
    [
      'a client that needs none',
      `import { createOpenAICompatible } from '@ai-sdk/openai-compatible';\ncreateOpenAICompatible({ name: 'vllm', baseURL: 'http://gpu:8000/v1' });\n`,
      ts,
    ],
    [
      'a key in the configuration',
      `import { ChatOpenAI } from '@langchain/openai';\nnew ChatOpenAI({ configuration: { baseURL: 'http://gpu:8000/v1', apiKey: 'x' } });\n`,
      ts,
    ],
    ['a key in Python', 'from openai import OpenAI\nOpenAI(base_url="http://gpu:8000/v1", api_key="EMPTY")\n', py],
    ['a gateway in Python', 'from openai import OpenAI\nOpenAI(base_url="https://llm.internal/v1")\n', py],
    ['options from elsewhere in Python', 'from openai import OpenAI\nOpenAI(base_url="http://gpu:8000/v1", **options)\n', py],
    [
      "another client's options in Python",
      'from openai import OpenAI\nOpenAI(api_key="x").with_options(base_url="http://gpu:8000/v1")\n',
      py,
    ],
  ])('is silent about %s', (_what, code, options) => {
    expect(lint(code, options)).toEqual([]);
  });
});
