import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { bindsSdk } from '../../../src/languages/javascript/values/uses-sdk.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/model/settings.js';
import { program } from '../../program.js';

function binds(text: string, settings: Partial<Settings> = {}): boolean {
  const { scopeManager } = parser.parseForESLint(text, { sourceType: 'module' });
  return bindsSdk({ text, scopeManager }, { ...DEFAULT_SETTINGS, ...settings });
}

describe('bindsSdk', () => {
  it.each([
    "import OpenAI from 'openai';",
    "import { OpenAI as Client } from 'openai';",
    "import type { OpenAI } from 'openai';",
    "import * as ai from 'ai';",
    "import { tool, generateText } from 'ai';",
    "import OpenAI = require('openai');",
    "const { OpenAI } = require('openai');",
    "const { OpenAI } = await import('openai');",
    "import OpenAI from 'npm:openai@4';",
    "import OpenAI from 'https://esm.sh/openai@4';",
    "const OpenAI = require?.('openai');",
    "const OpenAI = require<any>('openai');",
    "const OpenAI = require /* later */ ('openai');",
    "const { OpenAI } = await import /* later */ ('openai');",
  ])('sees %s', (code) => {
    expect(binds(code)).toBe(true);
  });

  it.each([
    "import { tool } from 'ai';",
    "import type { UIMessage } from 'ai';",
    "import { OpenAI } from './openai';",
    "import 'openai';",
    "const name = 'openai';",
  ])('sees nothing in %s', (code) => {
    expect(binds(code)).toBe(false);
  });

  it.each([
    "import axios from 'axios';",
    'await fetch(url);',
    'const send = fetch;',
    'const send = fetch as typeof globalThis.fetch;',
    'await window.fetch(url);',
    "import { get } from 'node:http';",
  ])('sees what sends requests in %s', (code) => {
    expect(binds(`import type { Model } from 'openai/resources';\n${code}`)).toBe(true);
  });

  it.each([
    program`
      interface Options {
        fetch?: typeof send;
        readonly fetch: Send;
      }
    `,
    program`
      // How many documents to fetch. Then
      /** to fetch
       * more, or fetch all */
    `,
    'prefetch(fetchAll, 2);',
    "// what we require of 'openai'",
  ])('sees no request in %s', (code) => {
    expect(binds(`import type { Model } from 'openai/resources';\n${code}`)).toBe(false);
  });

  it('knows the clients of the settings', () => {
    const clients: Settings['clients'] = [
      {
        id: 'own',
        name: 'Own',
        packages: ['@acme/llm'],
        objects: {},
        exports: { ask: { kind: 'class', object: 'client' } },
        failure: { error: 'Error' },
      } as unknown as Settings['clients'][number],
    ];
    expect(binds("import { ask } from '@acme/llm';", { clients })).toBe(true);
    expect(binds("import { tell } from '@acme/llm';", { clients })).toBe(false);
  });
});
