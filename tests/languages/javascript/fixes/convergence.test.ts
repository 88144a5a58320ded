import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../../src/index.js';
import { typeErrors } from './type-check.js';
import { program } from '../../../program.js';

const SOURCES: readonly (readonly [filename: string, source: string])[] = [
  [
    'several.ts',
    program`
      import OpenAI from "openai";

      const client = new OpenAI({ baseURL: "http://localhost:8000/v1", maxRetries: 0 });
      const other = new OpenAI({ baseURL: "http://gpu-box:8001/v1" });

      const r = await fetch("http://localhost:8000/v1/chat/completions", { method: "POST" });
      console.log(await r.json());
      async function ask(q: string) {
        const a = await client.chat.completions.create({ model: q });
        return a.choices; // all of them
      }
      const answer = await ask("x");
      export const b = await other.chat.completions.create({ model: "m" });
      client.chat.completions.create({ model: "m" }).then((x) => console.log(x));
      console.log(answer);
      const s = client.chat.completions.stream({ model: "m" });
      for await (const chunk of s) console.log(chunk);

    `,
  ],
  [
    'libraries.ts',
    program`
      import ollama from "ollama";
      import { ChatOpenAI } from "@langchain/openai";
      const model = new ChatOpenAI({ configuration: { baseURL: "http://localhost:8000/v1" }, maxRetries: 0 });
      const x = await model.invoke("a");
      const r = await ollama.chat({ model: "m" });
      console.log(r.message, x.content);

    `,
  ],
  [
    'common.cjs',
    program`
      const OpenAI = require('openai')
      const client = new OpenAI({ baseURL: 'http://localhost:8000/v1' })
      async function main() {
        const p = await client.chat.completions.create({ model: 'm' })
        console.log(p)
      }
      main()

    `,
  ],
];

function configs(filename: string, fixes: 'safe' | 'suggested'): Linter.Config[] {
  return [
    { files: ['**/*.*'], languageOptions: { parser: parser, sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module' } },
    { ...plugin.configs.all, files: ['**/*.*'] },
    { settings: { vllm: { fixes } } },
  ];
}

describe.each([['as written', (text: string) => text] as const, ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')] as const])(
  '%s',
  (_, write) => {
    it.each(SOURCES)('all repairs together leave no finding: %s', (filename, source) => {
      const fixed = new Linter({ cwd: '/nowhere' }).verifyAndFix(write(source), configs(filename, 'suggested'), { filename });
      // A number that a person wrote stays.
      expect(fixed.messages.filter(({ messageId }) => messageId !== 'disabled-client')).toEqual([]);
      expect(fixed.output.replaceAll('\r\n', '').includes('\n')).toBe(write('\n') === '\n');
      expect(new Linter({ cwd: '/nowhere' }).verifyAndFix(fixed.output, configs(filename, 'suggested'), { filename }).fixed).toBe(false);
      if (filename.endsWith('.ts')) expect(typeErrors(fixed.output)).toEqual([]);
    });

    it.each(SOURCES)('each suggestion ends its own finding: %s', (filename, source) => {
      const text = write(source);
      const lint = (code: string): readonly Linter.LintMessage[] =>
        new Linter({ cwd: '/nowhere' }).verify(code, configs(filename, 'safe'), { filename });
      const found = lint(text);
      const count = (messages: readonly Linter.LintMessage[], rule: string | null): number =>
        messages.filter((m) => m.ruleId === rule).length;
      for (const { ruleId, suggestions = [] } of found) {
        for (const { fix, desc } of suggestions) {
          const after = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
          const left = lint(after);
          expect(
            left.filter((m) => m.fatal),
            desc,
          ).toEqual([]);
          expect(count(left, ruleId), `${desc}\n${after}`).toBeLessThan(count(found, ruleId));
          if (filename.endsWith('.ts')) expect(typeErrors(after), desc).toEqual([]);
        }
      }
    });
  },
);
