import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/model/settings.js';
import { readSettings } from '../../src/report/settings.js';

describe('readSettings', () => {
  it('gives the defaults where nothing is set', () => {
    expect(readSettings(undefined)).toEqual(DEFAULT_SETTINGS);
    expect(readSettings({})).toEqual(DEFAULT_SETTINGS);
  });

  it('keeps what is set', () => {
    expect(readSettings({ envVar: 'LLM_URL', env: { import: 'env', from: '~/env' }, fixes: 'suggested' })).toEqual({
      ...DEFAULT_SETTINGS,
      envVar: 'LLM_URL',
      env: { import: 'env', from: '~/env' },
      fixes: 'suggested',
    });
  });

  it('reads the same object once', () => {
    const raw = { envVar: 'LLM_URL' };
    expect(readSettings(raw)).toBe(readSettings(raw));
  });

  it('takes a client without what only the catalog needs', () => {
    const { clients } = readSettings({
      clients: [
        {
          id: 'ours',
          title: 'our client',
          packages: ['~/lib/llm'],
          failure: { attempts: 1, seconds: 0, error: 'TypeError' },
          exports: { complete: { kind: 'function', call: {} } },
        },
      ],
    });
    expect(clients[0]).toMatchObject({ id: 'ours', objects: {}, versions: '*' });
  });

  it.each([
    ['a misspelt key', { envvar: 'X' }, 'settings.vllm.envvar is not a setting; did you mean envVar?'],
    ['an unknown key', { colour: 1 }, /^settings\.vllm\.colour is not a setting\. The settings are: envVar, env, allowHosts,/],
    ['a wrong choice', { fixes: 'all' }, 'settings.vllm.fixes must be "safe" or "suggested", not "all".'],
    ['a wrong type', { allowHosts: 'gpu' }, 'settings.vllm.allowHosts must be a list, not "gpu".'],
    ['a wrong name', { envVar: 'my url' }, 'settings.vllm.envVar must be the name of an environment variable.'],
    ['a wrong env', { env: 'process' }, /^settings\.vllm\.env must be "process\.env", /],
    ['a key too many inside', { wrappers: [{ name: 'a', from: 'b', retry: true }] }, 'settings.vllm.wrappers.0.retry is not a setting.'],
    ['a missing key inside', { wrappers: [{ name: 'a' }] }, 'settings.vllm.wrappers.0.from is missing.'],
    ['no object', 'process.env', 'settings.vllm must be an object.'],
    ['a list', [], 'settings.vllm must be an object.'],
    ['a wrong switch', { project: 'no' }, 'settings.vllm.project must be true or false, not "no".'],
  ])('explains %s', (_, raw, message) => {
    expect(() => readSettings(raw)).toThrow(message);
  });
});
