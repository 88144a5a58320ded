import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';
import { program } from '../../program.js';

const rules = { 'vllm/require-retry': 'error' } as const;
const linesOf = (code: string): readonly (number | undefined)[] => lint(code, { rules, filename: 'src/ask.ts' }).map(({ line }) => line);

const IMPORT = "import type { Ollama } from 'ollama';\n";
const ASK = program`
  export async function ask(context: Context) {
    return await context.ollama.chat({ model: 'm' });
  }

`;

describe('a client in an object whose type is written in the file', () => {
  it.each([
    ['a type', `${IMPORT}type Context = { ollama: Ollama; model: string };\n${ASK}`, 4],
    ['an interface', `${IMPORT}interface Context { readonly ollama: Ollama }\n${ASK}`, 4],
    [
      'a type of the parameter itself',
      `${IMPORT}export const ask = async (context: { ollama: Ollama }) => await context.ollama.chat({ model: 'm' });\n`,
      2,
    ],
    [
      'a parameter taken apart',
      `${IMPORT}type Context = { ollama: Ollama };\nexport const ask = async ({ ollama }: Context) => await ollama.embed({ model: 'm', input: 'x' });\n`,
      3,
    ],
    [
      'another name of the class',
      `${IMPORT}type Client = Ollama;\nexport const ask = async (client: Client) => await client.chat({ model: 'm' });\n`,
      3,
    ],
    [
      'a field',
      `${IMPORT}type Context = { ollama: Ollama };\nexport class Bot {\n  constructor(private context: Context) {}\n  ask() {\n    return this.context.ollama.chat({ model: 'm' });\n  }\n}\n`,
      6,
    ],
  ])('reported: %s', (_what, code, line) => {
    expect(linesOf(code)).toEqual([line]);
  });

  it.each([
    ['a class of the project', `class Ollama { chat(options: object) { return options; } }\ntype Context = { ollama: Ollama };\n${ASK}`],
    ['another property', `${IMPORT}type Context = { client: Ollama; ollama: { chat(options: object): string } };\n${ASK}`],
    ['a type that names itself', `type Context = Context | null;\n${ASK}`],
  ])('silent: %s', (_what, code) => {
    expect(linesOf(code)).toEqual([]);
  });

  it('an array of a type of the file is still an array', () => {
    const code = program`
      import ollama from 'ollama';
      type List = { length: number; map: unknown };
      export async function ask(list: List) {
        try {
          return await Promise.all(list.map((content) => ollama.chat({ model: 'm', messages: [{ role: 'user', content }] })));
        } catch (error) {
          console.error(error);
          return [];
        }
      }

    `;
    expect(linesOf(code)).toEqual([5]);
  });
});
