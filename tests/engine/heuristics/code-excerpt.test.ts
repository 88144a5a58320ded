import { describe, expect, it } from 'vitest';
import { codeExcerpt } from '../../../src/engine/heuristics/code-excerpt.js';
import { program } from '../../program.js';

describe('code as a message shows it', () => {
  it.each([
    ['client.chat.completions.create', 'client.chat.completions.create'],
    ['OpenAI(api_key="sk-secret").models.list', 'OpenAI(…).models.list'],
    ['new OpenAI({ apiKey: "sk-secret" }).models.list', 'new OpenAI(…).models.list'],
    ['client().ask', 'client().ask'],
    ['clients["a)b"].ask', 'clients[…].ask'],
    [
      program`
        client
          .models
          .list
      `,
      'client.models.list',
    ],
  ])('%s', (code, shown) => {
    expect(codeExcerpt(code)).toBe(shown);
  });
});
