import { describe, expect, it } from 'vitest';
import { SDKS } from '../../src/catalog/javascript.js';
import { PYTHON_SDKS } from '../../src/catalog/python.js';
import { DEFAULT_SETTINGS } from '../../src/model/settings.js';
import { readSettings } from '../../src/plugin/settings.js';

const CLIENT = {
  id: 'ours',
  title: 'our client',
  packages: ['~/lib/llm'],
  failure: { attempts: 1, seconds: 0, error: 'TypeError' },
  exports: { complete: { kind: 'function', call: {} } },
};

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

  it('takes the source of a client as a file or as the catalog writes it', () => {
    const read = { kind: 'read', versions: ['llm 2'], file: 'src/lib/llm.ts' } as const;
    const sources = [undefined, 'src/lib/llm.ts', read].map(
      (source) => readSettings({ clients: [{ ...CLIENT, ...(source && { source }) }] }).clients[0]?.source,
    );
    expect(sources).toEqual([
      { kind: 'read', versions: [], file: 'settings.vllm.clients' },
      { kind: 'read', versions: [], file: 'src/lib/llm.ts' },
      read,
    ]);
  });

  it.each([
    ...SDKS.map((sdk) => [`${sdk.id} of JavaScript`, sdk] as const),
    ...PYTHON_SDKS.map((sdk) => [`${sdk.id} of Python`, sdk] as const),
  ])("takes the catalog's own entry as a client: %s", (_, sdk) => {
    expect(readSettings({ clients: [sdk] }).clients).toEqual([sdk]);
  });

  it.each([
    '0',
    '0.baseURL',
    '1.headers.x-api-key',
    'base_url',
    'url|0',
    'url|base',
    '_url',
    'transport.retries',
    'config_list.*.base_url',
    'größe',
  ])('takes the place %s', (place) => {
    const options = { baseUrl: [place] };
    const client = { ...CLIENT, exports: { Llm: { kind: 'class', object: 'o', options } }, objects: { o: { calls: {} } } };
    expect(readSettings({ clients: [client] }).clients[0]?.exports).toEqual(client.exports);
  });

  it.each(['', '.', 'base url', '0.', '|0', 'url|', '|url', '0..a', '-1'])('refuses the place "%s"', (place) => {
    const exports = { ask: { kind: 'function', call: { model: place } } };
    expect(() => readSettings({ clients: [{ ...CLIENT, exports }] })).toThrow(
      'settings.vllm.clients.0.exports.ask.call.model must be a place among the arguments, such as "0.baseURL" or, in Python, "base_url"',
    );
  });

  it.each([
    [
      'a key of no option',
      { exports: { ask: { kind: 'function', call: { retries: '0' } } } },
      'exports.ask.call.retries is not a setting.',
    ],
    ['an unknown limit', { callTimeout: { at: 'timeout', endless: ['never'] } }, /callTimeout\.endless\.0 must be "null" or "zero"/],
    ['an object that a chain names', { objects: { o: { calls: {}, composed: 'chain' } } }, 'must declare chain among its objects.'],
  ])('explains %s of a client', (_, part, message) => {
    expect(() => readSettings({ clients: [{ ...CLIENT, ...part }] })).toThrow(message);
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
    ['a host that is a URL', { allowHosts: ['http://gpu'] }, /^settings\.vllm\.allowHosts\.0 must be a host, such as /],
    ['a host that is a pattern of another kind', { allowHosts: ['gpu', '('] }, /^settings\.vllm\.allowHosts\.1 must be a host/],
    ['an endless host', { allowHosts: [`${'*'.repeat(5000)}a`] }, /^settings\.vllm\.allowHosts\.0 must be a host/],
    ['a variable that every object has', { envVar: '__proto__' }, 'settings.vllm.envVar must be the name of an environment variable.'],
    ['an import that is code', { env: { import: 'a b', from: './env' } }, 'settings.vllm.env.import must be a name that can be imported.'],
    [
      'a module that is code',
      { env: { import: 'env', from: "x'; evil(); '" } },
      'settings.vllm.env.from must be the name or path of a module.',
    ],
    ['an item of the wrong type', { clients: [3] }, 'settings.vllm.clients.0 must be an object, not 3.'],
    [
      'a package that is none',
      { clients: [{ ...CLIENT, packages: ['(('] }] },
      'settings.vllm.clients.0.packages.0 must be the name or path of a module.',
    ],
    [
      'a client without exports',
      { clients: [{ ...CLIENT, exports: JSON.parse('{ "__proto__": { "kind": "instance", "object": "o" } }') as unknown }] },
      'settings.vllm.clients.0.exports must name an export.',
    ],
    [
      'an object that is not described',
      { clients: [{ ...CLIENT, exports: { default: { kind: 'instance', object: 'missing' } } }] },
      'settings.vllm.clients.0 must declare missing among its objects.',
    ],
    [
      'too many attempts',
      { clients: [{ ...CLIENT, failure: { attempts: 1e9, seconds: 1, error: 'E' } }] },
      /^settings\.vllm\.clients\.0\.failure\.attempts must be /,
    ],
    [
      'an endless time',
      { clients: [{ ...CLIENT, failure: { attempts: 1, seconds: Infinity, error: 'E' } }] },
      /^settings\.vllm\.clients\.0\.failure\.seconds must be /,
    ],
    [
      'a getter that throws',
      {
        get envVar() {
          throw new Error('not now');
        },
      },
      'settings.vllm.envVar cannot be read: not now.',
    ],
    ['a wrong switch', { project: 1 }, 'settings.vllm.project must be true, false or the path of a folder.'],
  ])('explains %s', (_, raw, message) => {
    expect(() => readSettings(raw)).toThrow(message);
  });
});
