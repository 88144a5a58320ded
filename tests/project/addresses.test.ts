import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { workspace } from './workspace.js';
import { program } from '../program.js';

/** The lines of one file at which an address is reported. */
async function reported(files: Readonly<Record<string, string>>, name: string, settings: object = {}): Promise<readonly number[]> {
  const rules = { 'vllm/no-hardcoded-base-url': 'error' };
  const eslint = new ESLint({
    cwd: workspace(files),
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.{js,ts}'], plugins: { vllm: plugin }, rules, settings: { vllm: settings }, languageOptions: { parser } },
      { files: ['**/*.py'], plugins: { vllm: plugin }, rules, settings: { vllm: settings }, language: 'vllm/python' },
    ] as never,
  });
  const [result] = await eslint.lintFiles([name]);
  return (result?.messages ?? []).map(({ line }) => line);
}

const USER = "import { OLLAMA_BASE } from './addresses';\nexport const tags = () => fetch(`${OLLAMA_BASE}/api/tags`);\n";
const PYTHON_USER = program`
  from openai import OpenAI

  from addresses import BASE_URL

  client = OpenAI(base_url=BASE_URL, api_key="EMPTY")

`;

describe('a constant is reported where it stands if it decides in another file', () => {
  it.each([
    ['a request', { 'addresses.ts': "export const OLLAMA_BASE = 'http://127.0.0.1:11434';\n", 'user.ts': USER }, 'addresses.ts', [1]],
    [
      'a client',
      {
        'addresses.ts': "const BASE_URL = 'http://gpu:8000/v1';\nexport { BASE_URL };\n",
        'user.ts': program`
          import OpenAI from 'openai';
          import { BASE_URL } from './addresses';
          new OpenAI({ baseURL: BASE_URL });

        `,
      },
      'addresses.ts',
      [1],
    ],
    [
      'a property',
      {
        'addresses.ts': program`
          export const config = {
            llmUrl: 'http://gpu:8000/v1',
            webUrl: 'http://localhost:11434',
          };

        `,
        'user.ts': program`
          import OpenAI from 'openai';
          import { config } from './addresses';
          new OpenAI({ baseURL: config.llmUrl });

        `,
      },
      'addresses.ts',
      [2],
    ],
    ['a client in Python', { 'addresses.py': 'BASE_URL = "http://localhost:11434/v1"\n', 'user.py': PYTHON_USER }, 'addresses.py', [1]],
    [
      'a member of an enumeration',
      {
        'addresses.py': program`
          from enum import Enum


          class BaseUrl(str, Enum):
              HOSTED = "https://api.openai.com/v1"
              LOCAL = "http://localhost:11434/v1"

        `,
        'user.py': program`
          from openai import OpenAI

          from addresses import BaseUrl


          class Handler:
              def __init__(self):
                  self.local = BaseUrl.LOCAL.value
                  self.client = OpenAI(base_url=self.local, api_key="ollama")

        `,
      },
      'addresses.py',
      [6],
    ],
  ])('%s', async (_, files, name, lines) => {
    expect(await reported(files as unknown as Record<string, string>, name)).toEqual(lines);
  });

  it.each([
    ['nothing imports it', { 'addresses.ts': "export const OLLAMA_BASE = 'http://127.0.0.1:11434';\n" }, 'addresses.ts'],
    [
      'it is only shown',
      {
        'addresses.ts': "export const OLLAMA_BASE = 'http://127.0.0.1:11434';\n",
        'user.ts': "import { OLLAMA_BASE } from './addresses';\nconsole.log(OLLAMA_BASE);\n",
      },
      'addresses.ts',
    ],
    [
      'a variable comes first',
      {
        'addresses.ts': "export const OLLAMA_BASE = 'http://127.0.0.1:11434';\n",
        'user.ts': USER.replace('${OLLAMA_BASE}', '${process.env.URL || OLLAMA_BASE}'),
      },
      'addresses.ts',
    ],
    [
      'a test imports it',
      { 'addresses.ts': "export const OLLAMA_BASE = 'http://127.0.0.1:11434';\n", 'user.test.ts': USER },
      'addresses.ts',
    ],
    [
      'another module has the name',
      {
        'addresses.ts': "export const OLLAMA_BASE = 'http://127.0.0.1:11434';\n",
        'other/addresses.ts': "export const OLLAMA_BASE = '';\n",
        'other/user.ts': USER,
      },
      'addresses.ts',
    ],
    [
      'it is assigned twice',
      {
        'addresses.py': program`
          BASE_URL = "http://localhost:11434/v1"
          if x:
              BASE_URL = y

        `,
        'user.py': PYTHON_USER,
      },
      'addresses.py',
    ],
    [
      'it goes to another option',
      { 'addresses.py': 'BASE_URL = "http://localhost:11434/v1"\n', 'user.py': PYTHON_USER.replace('base_url=', 'organization=') },
      'addresses.py',
    ],
  ])('but not where %s', async (_, files, name) => {
    expect(await reported(files as unknown as Record<string, string>, name)).toEqual([]);
  });

  it('nor where the project is not looked at', async () => {
    expect(
      await reported({ 'addresses.py': 'BASE_URL = "http://localhost:11434/v1"\n', 'user.py': PYTHON_USER }, 'addresses.py', {
        project: false,
      }),
    ).toEqual([]);
  });
});
