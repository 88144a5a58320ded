import { describe, expect, it } from 'vitest';
import { type CallAt, type Surroundings, manifestWith, repairOf, repaired } from './harness.js';
import { typeErrors } from './type-check.js';
import { program } from '../../../program.js';

const CREATE: CallAt = { at: 'client.chat.completions.create' };
const CLIENT = `import OpenAI from "openai";

const client = new OpenAI();

`;

/** Repairs a TypeScript source that follows an OpenAI client, type-checks both, and gives what follows the client. */
function caught(source: string, options: { call?: CallAt; then?: 'rethrow' | 'fallback' } & Surroundings = {}): string {
  const { call = CREATE, then = 'rethrow', ...surroundings } = options;
  const { output, repair } = repaired(CLIENT + source, { kind: 'catch-connection-error', call, then }, surroundings);
  expect(repair.applicability).toBe('unsafe');
  expect(typeErrors(CLIENT + source)).toEqual([]);
  expect(typeErrors(output)).toEqual([]);
  return output.replace(CLIENT, '');
}

function refuses(source: string, call: CallAt = CREATE, then: 'rethrow' | 'fallback' = 'rethrow', surroundings?: Surroundings): void {
  expect(repairOf(source, { kind: 'catch-connection-error', call, then }, surroundings)).toBeUndefined();
}

describe('a try block takes in the statement and what depends on it', () => {
  it('at the top level', () => {
    expect(
      caught(`// Ask the model.
const answer = await client.chat.completions.create({
  model: "m",
}); // one answer
const text = answer.choices[0]?.message.content;

console.log(\`
  \${text}
\`);
console.log("done");
`),
    ).toMatchInlineSnapshot(`
      "try {
        // Ask the model.
        const answer = await client.chat.completions.create({
          model: "m",
        }); // one answer
        const text = answer.choices[0]?.message.content;

        console.log(\`
        \${text}
      \`);
      } catch (error) {
        if (error instanceof OpenAI.APIConnectionError) {
          console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        }
        throw error;
      }
      console.log("done");
      "
    `);
  });

  it('in a function that returns', () => {
    expect(
      caught(program`
        export async function ask(q: string): Promise<string> {
          if (!q) return "";
          const answer = await client.chat.completions.create({ model: "m", messages: [q] });
          return answer.choices[0]?.message.content ?? "";
        }

      `),
    ).toMatchInlineSnapshot(`
      "export async function ask(q: string): Promise<string> {
        if (!q) return "";
        try {
          const answer = await client.chat.completions.create({ model: "m", messages: [q] });
          return answer.choices[0]?.message.content ?? "";
        } catch (error) {
          if (error instanceof OpenAI.APIConnectionError) {
            console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
          }
          throw error;
        }
      }
      "
    `);
  });

  it('with the loop that reads a stream', () => {
    expect(
      caught(`export async function* tokens() {
	const stream = await client.chat.completions.create({ model: "m", stream: true });
	for await (const chunk of stream) {
		yield chunk.choices[0]?.delta.content;
	}
}
`),
    ).toMatchInlineSnapshot(`
      "export async function* tokens() {
      	try {
      		const stream = await client.chat.completions.create({ model: "m", stream: true });
      		for await (const chunk of stream) {
      			yield chunk.choices[0]?.delta.content;
      		}
      	} catch (error) {
      		if (error instanceof OpenAI.APIConnectionError) {
      			console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
      		}
      		throw error;
      	}
      }
      "
    `);
  });

  it('around a stream that fails when it is read', () => {
    expect(
      caught(
        program`
          async function read() {
            const stream = client.chat.completions.stream({ model: "m" });
            stream.on("chunk", console.log);
            const all = await stream.finalMessage();
            return all.choices.length;
          }
          void read();

        `,
        { call: { at: 'client.chat.completions.stream', answer: 'stream' } },
      ),
    ).toMatchInlineSnapshot(`
      "async function read() {
        try {
          const stream = client.chat.completions.stream({ model: "m" });
          stream.on("chunk", console.log);
          const all = await stream.finalMessage();
          return all.choices.length;
        } catch (error) {
          if (error instanceof OpenAI.APIConnectionError) {
            console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
          }
          throw error;
        }
      }
      void read();
      "
    `);
  });

  it('around a for await loop with the call in its head', () => {
    expect(
      caught(`for await (const chunk of client.chat.completions.stream({ model: "m" })) console.log(chunk);\n`, {
        call: { at: 'client.chat.completions.stream', answer: 'stream' },
      }),
    ).toMatchInlineSnapshot(`
      "try {
        for await (const chunk of client.chat.completions.stream({ model: "m" })) console.log(chunk);
      } catch (error) {
        if (error instanceof OpenAI.APIConnectionError) {
          console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        }
        throw error;
      }
      "
    `);
  });

  it('around a labelled loop, an else-if and a body without braces', () => {
    expect(
      caught(program`
        declare const on: boolean;
        outer: for (const q of ["a", "b"]) {
          if (on) await client.chat.completions.create({ model: q });
          else continue outer;
        }

      `),
    ).toMatchInlineSnapshot(`
      "declare const on: boolean;
      outer: for (const q of ["a", "b"]) {
        if (on) try {
          await client.chat.completions.create({ model: q });
        } catch (error) {
          if (error instanceof OpenAI.APIConnectionError) {
            console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
          }
          throw error;
        }
        else continue outer;
      }
      "
    `);
  });

  it('in a block on one line', () => {
    expect(caught(`export const go = async () => { const a = await client.chat.completions.create({ model: "m" }); return a.choices; };\n`))
      .toMatchInlineSnapshot(`
      "export const go = async () => {
        try {
          const a = await client.chat.completions.create({ model: "m" }); return a.choices;
        } catch (error) {
          if (error instanceof OpenAI.APIConnectionError) {
            console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
          }
          throw error;
        }
      };
      "
    `);
  });

  it('around Promise.all', () => {
    expect(
      caught(`const [first] = await Promise.all([client.chat.completions.create({ model: "m" }), 1]);
console.log(first.choices);
`),
    ).toMatchInlineSnapshot(`
      "try {
        const [first] = await Promise.all([client.chat.completions.create({ model: "m" }), 1]);
        console.log(first.choices);
      } catch (error) {
        if (error instanceof OpenAI.APIConnectionError) {
          console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        }
        throw error;
      }
      "
    `);
  });

  it('in a switch', () => {
    expect(
      caught(program`
        export async function run(kind: string) {
          switch (kind) {
            case "a":
              await client.chat.completions.create({ model: "m" });
              break;
            default:
          }
        }

      `),
    ).toMatchInlineSnapshot(`
      "export async function run(kind: string) {
        switch (kind) {
          case "a":
            try {
              await client.chat.completions.create({ model: "m" });
            } catch (error) {
              if (error instanceof OpenAI.APIConnectionError) {
                console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
              }
              throw error;
            }
            break;
          default:
        }
      }
      "
    `);
  });

  it('keeping directives beside the line they speak of, and CRLF', () => {
    const source = `import OpenAI from "openai";\r\nconst client = new OpenAI();\r\n\r\n// @ts-expect-error old API\r\nawait client.chat.completions.create({ model: 1 });\r\n/* end */\r\n`;
    const { output } = repaired(source, { kind: 'catch-connection-error', call: CREATE });
    expect(output).toBe(
      `import OpenAI from "openai";\r\nconst client = new OpenAI();\r\n\r\ntry {\r\n  // @ts-expect-error old API\r\n  await client.chat.completions.create({ model: 1 });\r\n} catch (error) {\r\n  if (error instanceof OpenAI.APIConnectionError) {\r\n    console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);\r\n  }\r\n  throw error;\r\n}\r\n/* end */\r\n`,
    );
    expect(typeErrors(output)).toEqual([]);
  });

  it('with a name for the error that hides no other', () => {
    expect(
      caught(program`
        const error = 1;
        await client.chat.completions.create({ model: "m" });
        console.log(error);

      `),
    ).toContain('} catch (err) {');
  });
});

describe('`.catch()` where a try block would not do', () => {
  it('for a promise that is not awaited', () => {
    expect(caught(`client.chat.completions.create({ model: "m" }).then((a) => console.log(a));\n`)).toMatchInlineSnapshot(`
      "client.chat.completions.create({ model: "m" }).then((a) => console.log(a)).catch((error: unknown) => {
        if (error instanceof OpenAI.APIConnectionError) {
          console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        }
        throw error;
      });
      "
    `);
  });

  it('in the layout of the chain', () => {
    expect(
      caught(
        program`
          client.chat.completions
            .create({ model: "m" })
            .then((a) => console.log(a));

        `,
        { call: { at: 'client.chat.completions.create' } },
      ),
    ).toMatchInlineSnapshot(`
      "client.chat.completions
        .create({ model: "m" })
        .then((a) => console.log(a))
        .catch((error: unknown) => {
          if (error instanceof OpenAI.APIConnectionError) {
            console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
          }
          throw error;
        });
      "
    `);
  });

  it('for a concise arrow function and a returned promise', () => {
    expect(caught(`export const ask = () => client.chat.completions.create({ model: "m" });\n`)).toMatchInlineSnapshot(`
      "export const ask = () => client.chat.completions.create({ model: "m" }).catch((error: unknown) => {
        if (error instanceof OpenAI.APIConnectionError) {
          console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        }
        throw error;
      });
      "
    `);
    expect(
      caught(program`
        export async function ask() {
          return client.chat.completions.create({ model: "m" });
        }

      `),
    ).toMatchInlineSnapshot(`
      "export async function ask() {
        return client.chat.completions.create({ model: "m" }).catch((error: unknown) => {
          if (error instanceof OpenAI.APIConnectionError) {
            console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
          }
          throw error;
        });
      }
      "
    `);
  });

  it('for an exported constant', () => {
    expect(caught(`export const answer = await client.chat.completions.create({ model: "m" });\n`)).toMatchInlineSnapshot(`
      "export const answer = await client.chat.completions.create({ model: "m" }).catch((error: unknown) => {
        if (error instanceof OpenAI.APIConnectionError) {
          console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        }
        throw error;
      });
      "
    `);
  });

  it('for a constant that the code before uses', () => {
    expect(caught(`export const later = () => answer;\nconst answer = await client.chat.completions.create({ model: "m" });\n`)).toContain(
      '.catch((error: unknown) => {',
    );
  });

  it('for a name that is exported below', () => {
    expect(caught(`const answer = await client.chat.completions.create({ model: "m" });\nexport { answer };\n`)).toContain(
      '.catch((error: unknown) => {',
    );
  });

  it('for a promise kept in a variable', () => {
    expect(
      caught(program`
        const p = client.chat.completions.create({ model: "m" });
        const a = await p;
        console.log(a);

      `),
    ).toContain('create({ model: "m" }).catch(');
    expect(
      caught(program`
        const p = client.chat.completions.create({ model: "m" });
        const a = await p.withResponse();
        console.log(a.data);

      `),
    ).toMatch(/^try \{/);
  });

  it("for names that a component's markup may read", () => {
    const { output } = repaired(
      `${CLIENT}const answer = await client.chat.completions.create({ model: "m" });\n`,
      { kind: 'catch-connection-error', call: CREATE },
      { filename: 'a.svelte' },
    );
    expect(output).toContain('create({ model: "m" }).catch((error) => {');
  });
});

describe('the test for the connection error', () => {
  const call = 'const a = await client.chat.completions.create({ model: "m" });\nconsole.log(a);\n';
  const test = (head: string, surroundings?: Surroundings, known: Partial<CallAt> = {}): string => {
    const source = `${head}\n${call}`;
    const { output } = repaired(source, { kind: 'catch-connection-error', call: { ...CREATE, ...known } }, surroundings);
    return output;
  };

  it.each([
    [
      'a named import',
      'import { OpenAI } from "openai"; const client = new OpenAI();',
      'import { OpenAI }',
      'error instanceof OpenAI.APIConnectionError',
    ],
    [
      'a namespace',
      'import * as o from "openai"; const client = new o.OpenAI();',
      'import * as o ',
      'error instanceof o.APIConnectionError',
    ],
    [
      'its own import',
      'import OpenAI, { APIConnectionError as E } from "openai"; const client = new OpenAI();',
      'import OpenAI, {',
      'error instanceof E)',
    ],
    [
      'no import at all',
      'import { client } from "./client";',
      'import { client } from "./client";\nimport { APIConnectionError } from "openai";',
      'error instanceof APIConnectionError',
    ],
    [
      'a type import',
      'import type { OpenAI } from "openai";\ndeclare const client: OpenAI;',
      'import type { OpenAI } from "openai";\nimport { APIConnectionError } from "openai";\n',
      'error instanceof APIConnectionError',
    ],
    [
      'require',
      'const OpenAI = require("openai"); const client = new OpenAI();',
      'const OpenAI = require',
      'error instanceof OpenAI.APIConnectionError',
    ],
  ])('uses %s', (_, head, imports, text) => {
    const output = test(head);
    expect(output).toContain(imports);
    expect(output).toContain(text);
    if (!head.includes('./client')) expect(typeErrors(output)).toEqual([]);
  });

  it('imports into what is imported from the module', () => {
    const isInstance = { kind: 'static-method', module: 'ai', name: 'RetryError', method: 'isInstance' } as const;
    const source = program`
      import { generateText } from "ai";
      const r = await generateText({ model: 1, prompt: "" });
      console.log(r);

    `;
    const { output } = repaired(source, { kind: 'catch-connection-error', call: { at: 'generateText', sdk: 'ai', test: isInstance } });
    expect(output).toContain('import { generateText, RetryError } from "ai";');
    expect(output).toContain('if (RetryError.isInstance(error)) {');
    expect(typeErrors(output)).toEqual([]);
    const fallback = repaired(source, {
      kind: 'catch-connection-error',
      then: 'fallback',
      call: { at: 'generateText', sdk: 'ai', test: isInstance },
    });
    expect(fallback.output).toContain('if (!RetryError.isInstance(error)) {');
  });

  it('destructures in CommonJS', () => {
    const output = test('const { client } = require("./client");', { filename: 'a.cjs', sourceType: 'commonjs' }, {}).replace(/\n[^]*/, '');
    expect(output).toBe('const { client } = require("./client");');
  });

  it('reads the code where the class cannot be imported', () => {
    const manifest = manifestWith({ '@langchain/openai': '^1' });
    const source = program`
      import { ChatOpenAI } from "@langchain/openai";
      const model = new ChatOpenAI({});
      const a = await model.invoke("hi");
      console.log(a);

    `;
    const { output } = repaired(source, { kind: 'catch-connection-error', call: { at: 'model.invoke', sdk: 'langchain' } }, { manifest });
    expect(output).toContain(
      'if ((error as { cause?: { cause?: { code?: string } } } | undefined)?.cause?.cause?.code === "ECONNREFUSED") {',
    );
    expect(typeErrors(output)).toEqual([]);
  });

  it('reads the code of `fetch`, with types and without', () => {
    const source = 'const r = await fetch(url);\nconsole.log(r);\n';
    const known: CallAt = {
      at: 'fetch',
      sdk: 'fetch',
      test: { kind: 'code', path: ['cause', 'code'] },
      endpoint: {
        span: { start: 0, end: 0 },
        source: 'environment',
        url: '',
        shown: '',
        base: '',
        host: 'unknown',
        reaches: '',
        variable: 'VLLM_BASE_URL',
      },
    };
    const { output } = repaired(`declare const url: string;\n${source}`, { kind: 'catch-connection-error', call: known });
    expect(output).toContain('if ((error as { cause?: { code?: string } } | undefined)?.cause?.code === "ECONNREFUSED") {');
    expect(output).toContain('Is it running, and does VLLM_BASE_URL point to it?');
    expect(typeErrors(output)).toEqual([]);
    expect(repaired(source, { kind: 'catch-connection-error', call: known }, { filename: 'a.js' }).output).toContain(
      'if (error?.cause?.code === "ECONNREFUSED") {',
    );
  });

  it('is left out where nothing tells the failure', () => {
    expect(test('import OpenAI from "openai"; const client = new OpenAI();', {}, { test: undefined })).toContain(
      '} catch (error) {\n  console.error(',
    );
  });
});

describe('a fallback', () => {
  it('goes on', () => {
    expect(
      caught(
        program`
          const a = await client.chat.completions.create({ model: "m" });
          console.log(a);
          console.log("done");

        `,
        {
          then: 'fallback',
        },
      ),
    ).toMatchInlineSnapshot(`
      "try {
        const a = await client.chat.completions.create({ model: "m" });
        console.log(a);
      } catch (error) {
        if (!(error instanceof OpenAI.APIConnectionError)) {
          throw error;
        }
        console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        // TODO: decide what to do while the LLM server is down.
      }
      console.log("done");
      "
    `);
  });

  it.each([
    ['string', 'a.choices[0]!.message.content', 'return "";'],
    ['string | undefined', 'a.choices[0]?.message.content', 'return undefined;'],
    ['string[]', 'a.choices.map((c) => c.message.content)', 'return [];'],
    ['unknown', 'a', 'return undefined;'],
    [
      'Response',
      'new Response(a.choices[0]?.message.content)',
      'return new Response("The LLM server cannot be reached.", { status: 503 });',
    ],
  ])('returns a %s', (type, expression, text) => {
    expect(
      caught(
        `export async function ask(): Promise<${type}> {\n  const a = await client.chat.completions.create({ model: "m" });\n  return ${expression};\n}\n`,
        { then: 'fallback' },
      ),
    ).toContain(text);
  });

  it('answers through a framework', () => {
    expect(
      caught(
        program`
          export async function POST() {
            const a = await client.chat.completions.create({ model: "m" });
            return Response.json(a);
          }

        `,
        { then: 'fallback' },
      ),
    ).toContain('return Response.json({ error: "The LLM server cannot be reached." }, { status: 503 });');
    const express = program`
      import express from "express";
      const app = express();
      app.post("/ask", async (req, res) => {
        const a = await client.chat.completions.create({ model: req.body.q });
        res.json(a);
      });

    `;
    expect(caught(express, { then: 'fallback' })).toContain(
      program`
            res.status(503).json({ error: "The LLM server cannot be reached." });
          }
        });
      `,
    );
  });

  it('takes in the readers of what the statement assigns', () => {
    expect(
      caught(
        program`
          let a: { choices: unknown[] };
          a = await client.chat.completions.create({ model: "m" });
          console.log(a.choices);

        `,
        {
          then: 'fallback',
        },
      ),
    ).toContain('  console.log(a.choices);\n} catch');
  });

  it('of an unused promise', () => {
    expect(caught(`void client.chat.completions.create({ model: "m" });\n`, { then: 'fallback' })).toMatchInlineSnapshot(`
      "void client.chat.completions.create({ model: "m" }).catch((error: unknown) => {
        if (!(error instanceof OpenAI.APIConnectionError)) {
          throw error;
        }
        console.error("Cannot reach the LLM server. Is it running, and is its base URL right?", error);
        // TODO: decide what to do while the LLM server is down.
      });
      "
    `);
  });

  it.each([
    [
      'an unknown return type',
      program`
        export async function ask(): Promise<{ n: number }> {
          const a = await client.chat.completions.create({ model: "m" });
          return { n: a.choices.length };
        }
      `,
    ],
    [
      'an inferred return type',
      program`
        export async function ask() {
          const a = await client.chat.completions.create({ model: "m" });
          return a.choices.length;
        }
      `,
    ],
    [
      'a variable that is read outside',
      program`
        export async function ask(on: boolean): Promise<void> {
          let a: { choices: unknown[] };
          if (on) {
            a = await client.chat.completions.create({ model: "m" });
          } else a = { choices: [] };
          console.log(a.choices);
        }
      `,
    ],
    ['a value that has readers', 'export const answer = await client.chat.completions.create({ model: "m" });'],
  ])('is not invented for %s', (_, source) => {
    refuses(CLIENT + source, CREATE, 'fallback');
  });

  it('of an inferred type is fine in JavaScript', () => {
    const { output } = repaired(
      `${CLIENT}export async function ask() {\n  return (await client.chat.completions.create({ model: "m" })).choices;\n}\n`,
      { kind: 'catch-connection-error', call: CREATE, then: 'fallback' },
      { filename: 'a.js' },
    );
    expect(output).toContain(program`
          return undefined;
        }
      }
    `);
  });
});

describe('no repair', () => {
  it.each([
    ['a class field', `${CLIENT}class A { p = client.chat.completions.create({ model: "m" }); }`, CREATE],
    ["a parameter's default", `${CLIENT}function f(p = client.chat.completions.create({ model: "m" })) { return p; }`, CREATE],
    [
      'a failure that never shows',
      program`
        import { streamText } from "ai";
        const r = streamText({});
        console.log(r);
      `,
      { at: 'streamText', sdk: 'ai' },
    ],
    [
      'an event emitter',
      program`
        import http from "node:http";
        const r = http.request("http://x");
        r.end();
      `,
      { at: 'http.request', sdk: 'http', test: { kind: 'code', path: ['code'] } },
    ],
    [
      'a stream that leaves the function',
      `${CLIENT}export function s() {\n  return client.chat.completions.stream({ model: "m" });\n}`,
      { at: 'client.chat.completions.stream', answer: 'stream' },
    ],
    [
      "a promise that is declared as the SDK's",
      program`
        import OpenAI, { APIPromise } from "openai";
        const client = new OpenAI();
        export function f(): APIPromise<unknown> {
          return client.chat.completions.create({ model: "m" });
        }
      `,
      CREATE,
    ],
  ] as const)('for %s', (_, source, call) => {
    refuses(source, call);
  });
});
