import { describe, expect, it } from 'vitest';
import { clientsIn, scanModule } from '../../../src/languages/javascript/modules/scan.js';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.js';
import { readSettings } from '../../../src/plugin/settings.js';
import { cpuTime } from '../../cpu-time.js';
import { program } from '../../program.js';

const IMPORT = `import OpenAI, { AzureOpenAI as Azure } from 'openai';\n`;
const OWN = readSettings({
  clients: [
    {
      id: 'ours',
      title: 'our client',
      packages: ['~/sdk'],
      failure: { attempts: 1, seconds: 0, error: 'TypeError' },
      exports: { Llm: { kind: 'class', object: 'client' } },
      objects: { client: { calls: { ask: {} } } },
    },
  ],
});

describe('clientsIn', () => {
  it.each([
    ['an instance', `${IMPORT}export const llm = new OpenAI();`, ['llm']],
    ['a function that makes one', `${IMPORT}export function getLlm() {\n  return new OpenAI();\n}`, ['getLlm']],
    ['an arrow function', `${IMPORT}export const getLlm = () => new OpenAI();`, ['getLlm']],
    ['one under another name', `${IMPORT}export function getLlm() {\n  return new Azure();\n}`, ['getLlm']],
    [
      'a function that returns one of the module',
      `${IMPORT}let llm: OpenAI | undefined;\nexport function getLlm() {\n  llm ??= new OpenAI();\n  return llm;\n}`,
      ['getLlm'],
    ],
    [
      'what leads to it in the module',
      `${IMPORT}const made = new OpenAI();\nconst llm = made;\nexport async function getLlm() {\n  return llm;\n}`,
      ['getLlm'],
    ],
    ['an object of them', `${IMPORT}export const llms = {\n  main: new OpenAI(),\n};`, ['llms']],
    ['a list of names', `${IMPORT}const llm = new OpenAI();\nconst size = 3;\nexport { llm as model, size };`, ['model']],
    [
      'what a module required',
      program`
        const { OpenAI } = require('openai');
        const { llm } = require('./llm');
        module.exports = { llm };
      `,
      ['llm', 'default'],
    ],
    [
      'a factory of a library',
      program`
        import { createOpenAI } from '@ai-sdk/openai';
        export function provider() {
          return createOpenAI({});
        }
      `,
      ['provider'],
    ],
    [
      'a whole module',
      program`
        import * as sdk from '@ai-sdk/openai';
        export function provider() {
          return sdk.openai;
        }
      `,
      ['provider'],
    ],
    [
      'what is required',
      program`
        const { OpenAI: Api } = require('openai');
        export function getLlm() {
          return new Api();
        }
      `,
      ['getLlm'],
    ],
    [
      'what is imported late',
      program`
        export async function getLlm() {
          const { OpenAI } = await import('openai');
          return new OpenAI();
        }
      `,
      ['getLlm'],
    ],
    ['one line', `import OpenAI from 'openai'; export function getLlm() { return new OpenAI(); }`, ['getLlm']],
    ['a default export', `${IMPORT}export default new OpenAI();`, ['default']],
  ])('names %s', (_, text, names) => {
    expect(clientsIn(text, DEFAULT_SETTINGS)).toEqual(names);
  });

  it.each([
    [
      'types of the SDK',
      `${IMPORT}export function convert(messages: OpenAI.Chat.Message[], client: OpenAI): OpenAI.Chat.Message[] {\n  const out = messages as OpenAI.Chat.Message[];\n  return out;\n}`,
    ],
    [
      'imported types',
      program`
        import type OpenAI from 'openai';
        import { type AzureOpenAI } from 'openai';
        export function first(all: Map<string, AzureOpenAI>) {
          const one = all.get('one');
          return one;
        }
      `,
    ],
    [
      'functions beside one that makes it',
      `${IMPORT}function make() {\n  return new OpenAI();\n}\nexport function size(list: string[]) {\n  const out = list.length;\n  return out;\n}`,
    ],
    [
      'functions that use it and return something else',
      `${IMPORT}const llm = new OpenAI();\nexport async function ask() {\n  await llm.models.list();\n}`,
    ],
    [
      'objects of other kinds',
      `${IMPORT}import { debounce } from './debounce';\nconst llm = new OpenAI();\nexport const save = debounce(() => {}, 100);`,
    ],
    ['names that are handed on', `${IMPORT}import { other } from './other';\nexport { other };\nexport { llm } from './llm';`],
    ['words in a longer one', `${IMPORT}const llm = new OpenAI();\nexport function size() {\n  const llms = 3;\n  return llms;\n}`],
  ])('names nothing in %s', (_, text) => {
    expect(clientsIn(text, DEFAULT_SETTINGS)).toEqual([]);
  });

  it("names what is made with a module of the user's settings", () => {
    const text = program`
      import { Llm } from '~/sdk';
      export function getLlm() {
        return new Llm();
      }
      export function size() {
        const size = 3;
        return size;
      }
    `;
    expect(clientsIn(text, OWN)).toEqual(['getLlm']);
    expect(clientsIn(text, DEFAULT_SETTINGS)).toEqual([]);
  });

  it('takes time in proportion to a large module', () => {
    const text = `${IMPORT}${Array.from({ length: 9000 }, (_, i) => `export const value${String(i)} = value${String(i + 1)};\n`).join('')}export const value9000 = new OpenAI();\n`;
    expect(cpuTime(() => clientsIn(text, DEFAULT_SETTINGS))).toBeLessThan(2000);
  });
});

describe('scanModule', () => {
  it.each([
    [
      'names of another module',
      `export { a, b as c, type D } from './x';`,
      [
        { as: 'a', name: 'a', from: './x' },
        { as: 'c', name: 'b', from: './x' },
      ],
    ],
    ['all of them', `export * from './x';`, [{ as: '*', from: './x' }]],
    ['a whole module', `export * as x from './x';`, [{ as: 'x', from: './x' }]],
    [
      'imports that are listed',
      program`
        import one, { type Two, three as four } from './x';
        import * as five from './y';
        export { one, four as six, five };
      `,
      [
        { as: 'one', name: 'default', from: './x' },
        { as: 'six', name: 'three', from: './x' },
        { as: 'five', from: './y' },
      ],
    ],
  ])('finds %s handed on', (_, text, reExports) => {
    expect(scanModule(text).reExports).toEqual(reExports);
  });

  it('takes what is imported and used for no export', () => {
    expect(
      scanModule(program`
        import { a } from './x';
        const b = a;
        export { b };
      `),
    ).toEqual({ specifiers: ['./x'], reExports: [], urls: [] });
  });
});
