import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint, workspace } from './workspace.js';
import { program } from '../program.js';

const CLIENT = `import OpenAI from 'openai';\nconst client = new OpenAI();\n`;
const CREATE = `client.chat.completions.create({ model: 'm', messages: [] })`;
/** Exports `ask`, whose call is on line 4. */
const LLM = `${CLIENT}export async function ask(question: string) {\n  return await ${CREATE};\n}\n`;
const SERVICE = `${CLIENT}export class Llm {\n  async ask() { return await ${CREATE}; }\n}\n`;
const LETS = (import_: string, call = 'ask("?")') => `${import_}\nawait ${call};\n`;
const CATCHES = (import_: string, call = 'ask("?")') => `${import_}\ntry { await ${call}; } catch (error) { console.error(error); }\n`;
const HANDLING = 'require-connection-error-handling';

/** Each way that leads from a function of `llm.ts` to its caller: the caller that lets the failure through, and the one that does not. */
const WAYS: [way: string, llm: string, import_: string, call: string, more?: Readonly<Record<string, string>>][] = [
  ['a named import', LLM, `import { ask } from './llm';`, 'ask("?")'],
  ['an import of the compiled name', LLM, `import { ask } from './llm.js';`, 'ask("?")'],
  ['another name', LLM, `import { ask as question } from './llm';`, 'question("?")'],
  ['a namespace', LLM, `import * as llm from './llm';`, 'llm.ask("?")'],
  ['a default export', LLM.replace('export async', 'export default async'), `import ask from './llm';`, 'ask("?")'],
  [
    'an exported list',
    `${LLM.replace('export async', 'async')}export { ask as question };`,
    `import { question } from './llm';`,
    'question("?")',
  ],
  ['an arrow function', `${CLIENT}export const ask = async () =>\n  await ${CREATE};\n`, `import { ask } from './llm';`, 'ask("?")'],
  ['a dynamic import', LLM, `const { ask } = await import('./llm');`, 'ask("?")'],
  ['a barrel', LLM, `import { ask } from './lib';`, 'ask("?")', { 'lib/index.ts': `export * from '../llm';` }],
  [
    'a barrel that renames',
    LLM,
    `import { question } from './lib';`,
    'question("?")',
    { 'lib/index.ts': `export { ask as question } from '../llm';` },
  ],
  ['a barrel of namespaces', LLM, `import { llm } from './lib';`, 'llm.ask("?")', { 'lib/index.ts': `export * as llm from '../llm';` }],
  [
    'an import that is exported again',
    LLM,
    `import { ask } from './lib';`,
    'ask("?")',
    { 'lib/index.ts': `import { ask } from '../llm';\nexport { ask };` },
  ],
  ['an object', `${LLM.replace('export async', 'async')}export const api = { ask };`, `import { api } from './llm';`, 'api.ask("?")'],
  ['a default object', `${LLM.replace('export async', 'async')}export default { ask };`, `import api from './llm';`, 'api.ask("?")'],
  ['a class', SERVICE, `import { Llm } from './llm';\nconst llm = new Llm();`, 'llm.ask()'],
  ['a static method', SERVICE.replace('async ask', 'static async ask'), `import { Llm } from './llm';`, 'Llm.ask()'],
  ['an instance', `${SERVICE.replace('export class', 'class')}export const llm = new Llm();`, `import { llm } from './llm';`, 'llm.ask()'],
  [
    'an instance from a function',
    `${SERVICE}export function getLlm() { return new Llm(); }`,
    `import { getLlm } from './llm';`,
    'getLlm().ask()',
  ],
  [
    'a closure',
    `${CLIENT}export function makeAsk() {\n  return async () => await ${CREATE};\n}`,
    `import { makeAsk } from './llm';\nconst ask = makeAsk();`,
    'ask()',
  ],
  [
    'a method that makes an instance',
    SERVICE.replace('async ask', 'static async create() { return new Llm(); }\n  async ask').replace('{\n  static', '{ static'),
    `import { Llm } from './llm';\nconst llm = await Llm.create();`,
    'llm.ask()',
  ],
  [
    'the only instance of a class',
    SERVICE.replace('export class Llm {\n', 'export class Llm { static #own?: Llm; static get() { return (Llm.#own ??= new Llm()); }\n'),
    `import { Llm } from './llm';`,
    'Llm.get().ask()',
  ],
  [
    'an instance kept in a static field',
    SERVICE.replace('export class Llm {\n', 'export class Llm { static own = new Llm(); static get() { return Llm.own; }\n'),
    `import { Llm } from './llm';`,
    'Llm.get().ask()',
  ],
  [
    'an instance of another file',
    SERVICE,
    `import { llm } from './services';`,
    'llm.ask()',
    { 'services.ts': `import { Llm } from './llm';\nexport const llm = new Llm();` },
  ],
  [
    'an object of instances',
    SERVICE,
    `import { services } from './services';`,
    'services.llm.ask()',
    { 'services.ts': `import { Llm } from './llm';\nexport const services = { llm: new Llm() };` },
  ],
  [
    'a function of another file that makes an instance',
    SERVICE,
    `import { getLlm } from './services';\nconst llm = getLlm();`,
    'llm.ask()',
    {
      'services.ts': program`
        import { Llm, type Service } from './llm';
        import { Other } from './other';
        export function getLlm(kind: string): Service { return kind === 'other' ? new Other() : new Llm(); }
      `,
    },
  ],
  [
    'a closure that another file keeps',
    `${CLIENT}export function makeAsk() {\n  return async () => await ${CREATE};\n}`,
    `import { ask } from './services';`,
    'ask()',
    { 'services.ts': `import { makeAsk } from './llm';\nexport const ask = makeAsk();` },
  ],
  [
    'an object of closures',
    `${CLIENT}export function makeApi() {\n  return { async ask() { return await ${CREATE}; } };\n}`,
    `import { makeApi } from './llm';\nconst api = makeApi();`,
    'api.ask()',
  ],
];

describe('the failure of an exported function', () => {
  it.each(WAYS)('is reported through %s, with the caller that lets it through', async (_, llm, import_, call, more = {}) => {
    const root = workspace({ 'llm.ts': llm, 'main.ts': LETS(import_, call), ...more });
    const line = import_.split('\n').length + 1;
    expect(await lint(root, 'llm.ts')).toEqual([expect.stringMatching(new RegExp(`^[34] ${HANDLING} \\(main\\.ts:${String(line)}\\)$`))]);
  });

  it.each(WAYS)('is silent through %s where the caller catches it', async (_, llm, import_, call, more = {}) => {
    const root = workspace({ 'llm.ts': llm, 'main.ts': CATCHES(import_, call), ...more });
    expect(await lint(root, 'llm.ts')).toEqual([]);
  });

  it('is judged by the callers of its own package where two give one name to different files', async () => {
    const alias = (name: string) => ({
      [`${name}/tsconfig.json`]: '{ "compilerOptions": { "paths": { "ask-llm": ["./src/llm.ts"] } } }',
      [`${name}/src/llm.ts`]: LLM,
    });
    const from = `import { ask } from 'ask-llm';`;
    const root = workspace({ ...alias('a'), ...alias('b'), 'a/main.ts': CATCHES(from), 'b/main.ts': LETS(from) });
    expect(await lint(root, 'a/src/llm.ts')).toEqual([]);
    expect(await lint(root, 'b/src/llm.ts')).toEqual([`4 ${HANDLING} (b/main.ts:2)`]);
  });

  it('is reported where one caller of two lets it through', async () => {
    const root = workspace({
      'llm.ts': LLM,
      'good.ts': CATCHES(`import { ask } from './llm';`),
      'bad.ts': LETS(`import { ask } from './llm';`),
    });
    expect(await lint(root, 'llm.ts')).toEqual([`4 ${HANDLING} (bad.ts:2)`]);
  });

  it("is followed to its callers' callers", async () => {
    const service = program`
      import { ask } from './llm';
      export class Service {
        async answer() { return await ask('?'); }
      }

    `;
    const route = program`
      import { Service } from '../../service';
      export async function POST() {
        return Response.json(await new Service().answer());
      }

    `;
    expect(await lint(workspace({ 'llm.ts': LLM, 'service.ts': service, 'app/chat/route.ts': route }), 'llm.ts')).toEqual([
      `4 ${HANDLING} (app/chat/route.ts:3)`,
    ]);
    const caught = route
      .replace('return Response', 'try { return Response')
      .replace('());\n}', '()); } catch (error) { return new Response(String(error), { status: 503 }); }\n}');
    expect(await lint(workspace({ 'llm.ts': LLM, 'service.ts': service, 'app/chat/route.ts': caught }), 'llm.ts')).toEqual([]);
  });

  it('is silent where the project does not use it', async () => {
    expect(await lint(workspace({ 'llm.ts': LLM, 'main.ts': `import { other } from './llm';\nawait other();` }), 'llm.ts')).toEqual([]);
  });

  it('is reported where it is unused, if the option says so', async () => {
    const strict = (root: string) => lint(root, 'llm.ts', {}, { publicApi: 'report' });
    expect(await strict(workspace({ 'llm.ts': LLM, 'main.ts': `import { other } from './llm';\nawait other();` }))).toEqual([
      `4 ${HANDLING}`,
    ]);
    expect(await strict(workspace({ 'llm.ts': LLM, 'main.ts': CATCHES(`import { ask } from './llm';`) }))).toEqual([]);
    // Its method may be called through an interface.
    expect(await strict(workspace({ 'llm.ts': SERVICE, 'main.ts': `import { Llm } from './llm';\nregister(new Llm());` }))).toEqual([]);
    expect(await strict(workspace({ 'llm.ts': SERVICE }))).toEqual([`4 ${HANDLING}`]);
  });

  it('is silent where a function of the same name comes from elsewhere', async () => {
    const root = workspace({
      'llm.ts': LLM,
      'a.ts': LETS(`import { ask } from './other/llm';`),
      'b.ts': LETS(`import { ask } from 'llm';`),
      'other/llm.ts': 'export const ask = async () => 1;',
    });
    expect(await lint(root, 'llm.ts')).toEqual([]);
  });

  it('is followed through a CommonJS module', async () => {
    const llm = `const OpenAI = require('openai');\nconst client = new OpenAI();\nasync function ask() {\n  return await ${CREATE};\n}\nmodule.exports = { ask };\n`;
    const files = { 'llm.js': llm, 'main.js': `const { ask } = require('./llm');\nask();\n` };
    expect(await lint(workspace(files), 'llm.js')).toEqual([`4 ${HANDLING} (main.js:2)`]);
    expect(
      await lint(workspace({ ...files, 'main.js': `const llm = require('./llm');\nllm.ask().catch(console.error);\n` }), 'llm.js'),
    ).toEqual([]);
  });

  it.each([
    ['the module itself', `module.exports = require('./llm');`, `require('./lib').ask()`],
    ['a member', `module.exports = { llm: require('./llm') };`, `require('./lib').llm.ask()`],
    ['its members', `module.exports = { ...require('./llm'), other: 1 };`, `require('./lib').ask()`],
  ])('is followed through a CommonJS barrel: %s', async (_, barrel, call) => {
    const llm = `const OpenAI = require('openai');\nconst client = new OpenAI();\nexports.ask = async () =>\n  await ${CREATE};\n`;
    expect(
      await lint(workspace({ 'llm.js': llm, 'lib/index.js': barrel.replace('./llm', '../llm'), 'main.js': `${call};\n` }), 'llm.js'),
    ).toEqual([`4 ${HANDLING} (main.js:1)`]);
    expect(
      await lint(
        workspace({ 'llm.js': llm, 'lib/index.js': barrel.replace('./llm', '../llm'), 'main.js': `${call}.catch(console.error);\n` }),
        'llm.js',
      ),
    ).toEqual([]);
    expect(
      await lint(
        workspace({ 'llm.js': llm, 'lib/index.js': barrel.replace('./llm', '../other'), 'other.js': '', 'main.js': `${call};\n` }),
        'llm.js',
      ),
    ).toEqual([]);
  });

  it('is followed into the callback of a dynamic import', async () => {
    const main = `import('./llm').then(({ ask }) => ask('?'))`;
    expect(await lint(workspace({ 'llm.ts': LLM, 'main.ts': `${main};` }), 'llm.ts')).toEqual([`4 ${HANDLING} (main.ts:1)`]);
    expect(await lint(workspace({ 'llm.ts': LLM, 'main.ts': `${main}.catch(console.error);` }), 'llm.ts')).toEqual([]);
    expect(await lint(workspace({ 'llm.ts': LLM, 'main.ts': `import('elsewhere').then(({ ask }) => ask('?'));` }), 'llm.ts')).toEqual([]);
  });

  it('is followed where the caller hands the function on', async () => {
    const route = program`
      import express from 'express';
      import { ask } from './llm';
      const app = express();
      app.post('/ask', ask);

    `;
    expect(await lint(workspace({ 'llm.ts': LLM, 'server.ts': route }), 'llm.ts')).toEqual([`4 ${HANDLING} (server.ts:4)`]);
    expect(
      await lint(
        workspace({
          'llm.ts': LLM,
          'server.ts': program`
            import { ask } from './llm';
            import { use } from 'elsewhere';
            use(ask);

          `,
        }),
        'llm.ts',
      ),
    ).toEqual([]);
  });

  it('is followed through a registry of the caller', async () => {
    const main = program`
      import { ask } from './llm';
      const providers = { openai: ask };
      await providers.openai('?');

    `;
    expect(await lint(workspace({ 'llm.ts': LLM, 'main.ts': main }), 'llm.ts')).toEqual([
      expect.stringContaining(`4 ${HANDLING} (main.ts:`),
    ]);
    const chosen = main.replace('await providers.openai', 'await providers[process.argv[2]]');
    expect(await lint(workspace({ 'llm.ts': LLM, 'main.ts': chosen }), 'llm.ts')).toEqual([
      expect.stringContaining(`4 ${HANDLING} (main.ts:`),
    ]);
    expect(
      await lint(
        workspace({
          'llm.ts': LLM,
          'main.ts': chosen.replace('await', 'try { await').replace("('?');", "('?'); } catch (error) { console.error(error); }"),
        }),
        'llm.ts',
      ),
    ).toEqual([]);
  });

  it('is followed through a registry that the caller imports', async () => {
    const llm = `${LLM.replace('export async', 'async')}export const providers: Record<string, (q: string) => Promise<unknown>> = { openai: ask };\n`;
    const main = program`
      import { providers } from './llm';
      const name = process.argv[2];
      await providers[name]('?');

    `;
    expect(await lint(workspace({ 'llm.ts': llm, 'main.ts': main }), 'llm.ts')).toEqual([`4 ${HANDLING} (main.ts:3)`]);
    expect(
      await lint(
        workspace({ 'llm.ts': llm, 'main.ts': main.replace('await', 'const ask = ').replace("('?')", '') + `await ask('?');` }),
        'llm.ts',
      ),
    ).toEqual([`4 ${HANDLING} (main.ts:3)`]);
    expect(
      await lint(
        workspace({
          'llm.ts': llm,
          'main.ts': main.replace('await', 'try { await').replace("('?');", "('?'); } catch (error) { console.error(error); }"),
        }),
        'llm.ts',
      ),
    ).toEqual([]);
    expect(await lint(workspace({ 'llm.ts': llm, 'main.ts': main.replace("from './llm'", "from 'elsewhere'") }), 'llm.ts')).toEqual([]);
    expect(await lint(workspace({ 'llm.ts': llm, 'main.ts': main.replace('providers[name]', 'providers.other') }), 'llm.ts')).toEqual([]);
    expect(
      await lint(
        workspace({ 'llm.ts': `${LLM}export default { other: async () => 1 };`, 'main.ts': main.replace('{ providers }', 'providers') }),
        'llm.ts',
      ),
    ).toEqual([]);
    const barrel = {
      'llm.ts': LLM,
      'providers.ts': `import { ask } from './llm';\nexport const providers = { openai: ask };`,
      'main.ts': main.replace("'./llm'", "'./providers'"),
    };
    expect(await lint(workspace(barrel), 'llm.ts')).toEqual([`4 ${HANDLING} (main.ts:3)`]);
  });

  it('of a method is followed to a parameter of the class', async () => {
    const main = program`
      import type { Llm } from './llm';
      async function chat(llm: Llm) {
        return await llm.ask();
      }
      chat(await give());

    `;
    expect(await lint(workspace({ 'llm.ts': SERVICE, 'main.ts': main }), 'llm.ts')).toEqual([`4 ${HANDLING} (main.ts:3)`]);
    expect(await lint(workspace({ 'llm.ts': SERVICE, 'main.ts': main.replace("from './llm'", "from 'llm'") }), 'llm.ts')).toEqual([]);
  });

  it('of a method is followed into classes of other files that inherit it', async () => {
    const main = `import { Chat } from './chat';\nawait new Chat().answer();\n`;
    const caught = main.replace('await new Chat().answer();', 'try { await new Chat().answer(); } catch (error) { console.error(error); }');
    for (const members of [`async answer() { return this.ask(); }`, `async answer() { return await super.ask(); }`]) {
      const chat = `import { Llm } from './llm';\nexport class Chat extends Llm { ${members} }\n`;
      expect(await lint(workspace({ 'llm.ts': SERVICE, 'chat.ts': chat, 'main.ts': main }), 'llm.ts')).toEqual([
        `4 ${HANDLING} (main.ts:2)`,
      ]);
      expect(await lint(workspace({ 'llm.ts': SERVICE, 'chat.ts': chat, 'main.ts': caught }), 'llm.ts')).toEqual([]);
      expect(
        await lint(workspace({ 'llm.ts': SERVICE, 'chat.ts': chat.replace("'./llm'", "'./other'"), 'main.ts': main }), 'llm.ts'),
      ).toEqual([]);
    }
    const plain = `import { Llm } from './llm';\nexport class Chat extends Llm {}\n`;
    expect(await lint(workspace({ 'llm.ts': SERVICE, 'chat.ts': plain, 'main.ts': main.replace('answer', 'ask') }), 'llm.ts')).toEqual([
      `4 ${HANDLING} (main.ts:2)`,
    ]);
    // A method of its own stands before the inherited one.
    const own = plain.replace('{}', '{ async ask() { return 1; } async answer() { return this.ask(); } }');
    expect(await lint(workspace({ 'llm.ts': SERVICE, 'chat.ts': own, 'main.ts': `${main}await new Chat().ask();` }), 'llm.ts')).toEqual([]);
  });

  it('of a stream shows where the caller reads it', async () => {
    const llm = `${CLIENT}export async function* ask() {\n  yield* await client.chat.completions.create({ model: 'm', messages: [], stream: true });\n}\n`;
    const main = `import { ask } from './llm';\nfor await (const chunk of ask()) console.log(chunk);\n`;
    expect(await lint(workspace({ 'llm.ts': llm, 'main.ts': main }), 'llm.ts')).toEqual([`4 ${HANDLING} (main.ts:2)`]);
    expect(
      await lint(
        workspace({
          'llm.ts': llm,
          'main.ts': main.replace('for', 'try { for').replace('(chunk);', '(chunk); } catch (error) { console.error(error); }'),
        }),
        'llm.ts',
      ),
    ).toEqual([]);
  });

  it('of a method is followed into a class that gets the service injected', async () => {
    const controller = program`
      import { Llm } from './llm';
      export class Controller {
        constructor(private readonly llm: Llm) {}
        async chat() { return await this.llm.ask(); }
      }

    `;
    const main = program`
      import { Controller } from './controller';
      import { Llm } from './llm';
      await new Controller(new Llm()).chat();

    `;
    expect(await lint(workspace({ 'llm.ts': SERVICE, 'controller.ts': controller, 'main.ts': main }), 'llm.ts')).toEqual([
      `4 ${HANDLING} (main.ts:3)`,
    ]);
  });
});

describe('imports are resolved as the project does it', () => {
  const paths = { 'tsconfig.json': `{ /* aliases */ "compilerOptions": { "baseUrl": ".", "paths": { "@llm/*": ["packages/llm/*"], } } }` };
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['`paths` of tsconfig.json', { ...paths, 'packages/llm/ask.ts': LLM }, '@llm/ask'],
    [
      '`extends` of tsconfig.json',
      {
        'tsconfig.json': '{ "extends": "./base.json" }',
        'base.json': '{ "compilerOptions": { "paths": { "~ask": ["./packages/llm/ask.ts"] } } }',
        'packages/llm/ask.ts': LLM,
      },
      '~ask',
    ],
    [
      '`imports` of package.json',
      { 'package.json': '{ "name": "app", "imports": { "#ask": "./packages/llm/ask.ts" } }', 'packages/llm/ask.ts': LLM },
      '#ask',
    ],
    [
      'a workspace',
      {
        'package.json': '{ "name": "app", "workspaces": ["packages/*"] }',
        'packages/ask/package.json': '{ "name": "@acme/ask", "main": "dist/ask.js" }',
        'packages/ask/src/ask.ts': LLM,
      },
      '@acme/ask',
    ],
    [
      '`exports` of a workspace',
      {
        'package.json': '{ "name": "app", "workspaces": ["packages/*"] }',
        'packages/ask/package.json': '{ "name": "@acme/tools", "exports": { "./ask": "./lib/ask.ts" } }',
        'packages/ask/lib/ask.ts': LLM,
      },
      '@acme/tools/ask',
    ],
    [
      '`paths` that give a file another name',
      {
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@acme/llm": ["./packages/ai/src/index.ts"] } } }',
        'packages/ai/src/index.ts': `export * from './ask';`,
        'packages/ai/src/ask.ts': LLM,
      },
      '@acme/llm',
    ],
    [
      '`paths` that name a package of the project',
      {
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@acme/*": ["./packages/*/lib/ask.ts"] } } }',
        'packages/llm/package.json': '{ "name": "@acme/llm", "main": "dist/main.js" }',
        'packages/llm/index.ts': '',
        'packages/llm/lib/ask.ts': LLM,
      },
      '@acme/llm',
    ],
    [
      '`references` to a configuration beside',
      {
        'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
        'tsconfig.node.json': '{}',
        'tsconfig.app.json': '{ "compilerOptions": { "paths": { "app/*": ["./src/*"] } } }',
        'src/ask.ts': LLM,
      },
      'app/ask',
    ],
    [
      '`references` to a folder',
      {
        'tsconfig.json': '{ "files": [], "references": [{ "path": "." }, { "path": "./packages/web" }] }',
        'packages/web/tsconfig.json': '{ "compilerOptions": { "paths": { "app/*": ["./src/*"] } } }',
        'packages/web/src/ask.ts': LLM,
        'packages/web/main.ts': LETS(`import { ask } from 'app/ask';`),
        'main.ts': '',
      },
      'app/ask',
    ],
    ['`jsconfig.json`', { 'jsconfig.json': '{ "compilerOptions": { "paths": { "app/*": ["./src/*"] } } }', 'src/ask.ts': LLM }, 'app/ask'],
    [
      '`imports` of package.json under another name',
      { 'package.json': '{ "name": "app", "imports": { "#llm": "./packages/llm/ask.ts" } }', 'packages/llm/ask.ts': LLM },
      '#llm',
    ],
    [
      'a workspace whose folder has another name, asked for by its version',
      {
        'package.json': '{ "name": "app", "workspaces": ["packages/*"], "dependencies": { "@acme/llm": "^1.0.0" } }',
        'packages/core/package.json': '{ "name": "@acme/llm", "version": "1.0.0", "main": "src/index.ts" }',
        'packages/core/src/index.ts': `export * from './ask';`,
        'packages/core/src/ask.ts': LLM,
      },
      '@acme/llm',
    ],
    ['an index, from its own folder', { 'index.ts': `export * from './ask';`, 'ask.ts': LLM }, '.'],
    ["SvelteKit's alias", { 'package.json': '{ "name": "app" }', 'src/lib/ask.ts': LLM }, '$lib/ask'],
  ])('%s', async (_, files, specifier) => {
    const llm = Object.keys(files).find((file) => file.endsWith('ask.ts')) ?? '';
    const root = workspace({ 'main.ts': LETS(`import { ask } from '${specifier}';`), ...files });
    expect(await lint(root, llm)).toEqual([expect.stringMatching(new RegExp(`^4 ${HANDLING} \\((?:packages/web/)?main\\.ts:2\\)$`))]);
    if (files['main.ts'] !== undefined) return;
    const other = workspace({ 'main.ts': LETS(`import { ask } from 'a-package/ask';`), ...files });
    expect(await lint(other, llm)).toEqual([]);
  });
});

describe('what is imported is known where it is used', () => {
  const USE = `import { client } from './llm';\nawait ${CREATE};\n`;

  it('a client, in a file that imports types of an SDK', async () => {
    const types = `import type { ChatCompletion } from 'openai/resources';\n`;
    expect(await lint(workspace({ 'llm.ts': `${CLIENT}export { client };`, 'main.ts': types + USE }), 'main.ts')).toEqual([
      `3 ${HANDLING}`,
    ]);
    expect(await lint(workspace({ 'llm.ts': 'export const client = database();', 'main.ts': types + USE }), 'main.ts')).toEqual([]);
  });

  it('a client', async () => {
    const files = { 'llm.ts': `${CLIENT}export { client };`, 'main.ts': USE };
    expect(await lint(workspace(files), 'main.ts')).toEqual([`2 ${HANDLING}`]);
    expect(
      await lint(
        workspace({ ...files, 'llm.ts': `import { createClient } from 'redis';\nexport const client = createClient();` }),
        'main.ts',
      ),
    ).toEqual([]);
  });

  it('a client whose retries are off where it is made', async () => {
    const files = { 'llm.ts': `import OpenAI from 'openai';\nexport const client = new OpenAI({ maxRetries: 0 });`, 'main.ts': USE };
    expect(await lint(workspace(files), 'main.ts')).toEqual([`2 ${HANDLING}`, '2 require-retry']);
  });

  it('a client behind a barrel, and one that a function makes', async () => {
    const files = {
      'llm.ts': `import OpenAI from 'openai';\nexport function getClient() { return new OpenAI(); }`,
      'index.ts': `export { getClient } from './llm';`,
      'main.ts': `import { getClient } from './index';\nconst client = getClient();\nawait ${CREATE};\n`,
    };
    expect(await lint(workspace(files), 'main.ts')).toEqual([`3 ${HANDLING}`]);
  });

  it('a client behind barrels that hand on each other', async () => {
    const use = (from: string) => `import { client } from '${from}';\nawait ${CREATE};\n`;
    const files = {
      'one.ts': `export * from './two';\nexport * from './llm';`,
      'two.ts': `export * from './one';`,
      'main.ts': use('./one'),
      'other.ts': use('./two'),
    };
    const root = workspace({ ...files, 'llm.ts': `${CLIENT}export { client };` });
    expect(await lint(root, 'main.ts')).toEqual([`2 ${HANDLING}`]);
    expect(await lint(root, 'other.ts')).toEqual([`2 ${HANDLING}`]);
    const none = workspace({ ...files, 'llm.ts': `export const client = connect();` });
    expect(await lint(none, 'main.ts')).toEqual([]);
    expect(await lint(none, 'other.ts')).toEqual([]);
  });

  it('a base URL, beside types of an SDK', async () => {
    const main = "import type { Model } from 'openai/resources';\nimport { API_URL } from './config';\nawait fetch(`${API_URL}/models`);\n";
    expect(
      await lint(workspace({ 'main.ts': main, 'config.ts': `export const API_URL = 'http://localhost:11434/v1';` }), 'main.ts'),
    ).toEqual([`3 ${HANDLING}`]);
    expect(
      await lint(workspace({ 'main.ts': main, 'config.ts': `export const API_URL = 'https://api.deepgram.com/v1';` }), 'main.ts'),
    ).toEqual([]);
  });

  it('a base URL', async () => {
    const main = "import { API } from './config';\nawait fetch(`${API}/models`);\n";
    const config = (url: string) => ({ 'config.ts': `export const API = ${url};`, 'main.ts': `${main}// http://gpu/v1/chat/completions` });
    expect(await lint(workspace(config(`'http://localhost:11434/v1'`)), 'main.ts')).toEqual([`2 ${HANDLING}`]);
    expect(await lint(workspace(config(`process.env.SOME_URL || 'http://localhost:11434/v1'`)), 'main.ts')).toEqual([`2 ${HANDLING}`]);
    expect(await lint(workspace(config(`'https://api.deepgram.com/v1'`)), 'main.ts')).toEqual([]);
    // What the address is known to be says more than another name in the file.
    const named = {
      'config.ts': `export const baseUrl = 'https://api.deepgram.com/v1';`,
      'main.ts':
        "import { baseUrl } from './config';\nawait fetch(`${baseUrl}/models`);\n// OPENAI_BASE_URL, http://gpu/v1/chat/completions",
    };
    expect(await lint(workspace(named), 'main.ts')).toEqual([]);
    const object = {
      ...config('{ base: "http://localhost:11434/v1" }'),
      'main.ts': main.replace('${API}', '${API.base}') + '// http://gpu/v1/chat/completions',
    };
    expect(await lint(workspace(object), 'main.ts')).toEqual([`2 ${HANDLING}`]);
  });

  it.each([
    ['a variable that is set anew', 'let API = "URL"', 'API = ', 'API', ''],
    ['a property that is set anew', 'const API = { base: "URL" }', 'API.base = ', 'API.base', ''],
    ['a property that the importing file sets', 'const API = { base: "URL" }', '', 'API.base', 'API.base = '],
  ])('no base URL in %s', async (_, made, sets, used, setsHere) => {
    const set = (left: string) => (left === '' ? '' : `${left}'https://api.deepgram.com/v1';\n`);
    const files = (left: string, here: string) => ({
      'config.ts': `export ${made.replace('URL', 'http://localhost:11434/v1')};\n${set(left)}`,
      'main.ts': `import { API } from './config';\n${set(here)}await fetch(\`\${${used}}/models\`);\n// http://gpu/v1/chat/completions`,
    });
    expect(await lint(workspace(files('', '')), 'main.ts')).toEqual([`2 ${HANDLING}`]);
    expect(await lint(workspace(files(sets, setsHere)), 'main.ts')).toEqual([]);
  });

  const wrapped = (wrapper: string) => ({
    'main.ts': `${CLIENT}import { run } from './run';\nawait run(() => ${CREATE});\n`,
    'run.ts': `export ${wrapper}`,
  });

  it('a wrapper that catches', async () => {
    expect(
      await lint(
        workspace(wrapped('async function run(work) { try { return await work(); } catch (error) { console.error(error); } }')),
        'main.ts',
      ),
    ).toEqual([]);
  });

  it('a wrapper that lets through', async () => {
    expect(await lint(workspace(wrapped('async function run(work) { console.time(); return await work(); }')), 'main.ts')).toEqual([
      `4 ${HANDLING}`,
    ]);
    // What the wrapper does with it is not seen.
    expect(await lint(workspace(wrapped('async function run(work) { return await elsewhere(work); }')), 'main.ts')).toEqual([]);
  });

  it('a wrapper that tries again', async () => {
    const call = `import { run } from './run';\ntry { await run(() => fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' })); } catch (error) { console.error(error); }\n`;
    const run =
      'async function run(work) { for (let n = 0; n < 5; n++) { try { return await work(); } catch (error) { await sleep(2 ** n * 100); } } throw new Error("down"); }';
    expect(await lint(workspace({ 'main.ts': call, 'run.ts': `export ${run}` }), 'main.ts')).toEqual([]);
    expect(
      await lint(workspace({ 'main.ts': call, 'run.ts': 'export async function run(work) { return await work(); }' }), 'main.ts'),
    ).toEqual(['2 require-retry']);
  });

  it('a caller that tries again', async () => {
    const llm = program`
      export async function ask() {
        return await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST' });
      }

    `;
    const main = program`
      import pRetry from 'p-retry';
      import { ask } from './llm';
      try { await pRetry(() => ask(), { retries: 5 }); } catch (error) { console.error(error); }

    `;
    expect(
      await lint(workspace({ 'llm.ts': llm, 'main.ts': main, 'package.json': '{ "dependencies": { "p-retry": "^7" } }' }), 'llm.ts'),
    ).toEqual([]);
    expect(await lint(workspace({ 'llm.ts': llm, 'main.ts': CATCHES(`import { ask } from './llm';`) }), 'llm.ts')).toEqual([
      '2 require-retry',
    ]);
  });
});

describe('bounds', () => {
  const caller = LETS(`import { ask } from './llm';`);

  it('imports in a circle', async () => {
    const root = workspace({
      'llm.ts': `import { other } from './main';\n${LLM}other();`,
      'main.ts': `import { ask } from './llm';\nexport async function other() { return await ask('?'); }\n`,
    });
    expect(await lint(root, 'llm.ts')).toEqual([expect.stringContaining(HANDLING)]);
    const closed = workspace({
      'llm.ts': `${CLIENT}import { b } from './b';\nexport async function a(n: number) { if (n > 9) return await ${CREATE}; return b(n); }`,
      'b.ts': `import { a } from './llm';\nexport async function b(n: number) { return await a(n + 1); }`,
    });
    expect(await lint(closed, 'llm.ts')).toEqual([]);
  });

  it('many methods that make another instance of their class', async () => {
    const steps = Array.from({ length: 12 }, (_, i) => `  step${String(i)}() { return new Llm(); }\n`).join('');
    const files = {
      'llm.ts': SERVICE.replace('{\n  async ask', `{ ${steps.replaceAll('\n', '')}\n  async ask`),
      'main.ts': LETS(`import { Llm } from './llm';`, 'new Llm().ask()'),
    };
    expect(await lint(workspace(files), 'llm.ts')).toEqual([`4 ${HANDLING} (main.ts:2)`]);
    expect(await lint(workspace({ ...files, 'main.ts': CATCHES(`import { Llm } from './llm';`, 'new Llm().ask()') }), 'llm.ts')).toEqual(
      [],
    );
  });

  it('a caller with broken syntax is passed over', async () => {
    expect(await lint(workspace({ 'llm.ts': LLM, 'broken.ts': `${caller}await (`, 'main.ts': caller }), 'llm.ts')).toEqual([
      `4 ${HANDLING} (main.ts:2)`,
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['node_modules', { 'node_modules/x/main.ts': LETS(`import { ask } from '../../llm';`) }],
    ['a folder that .gitignore names', { '.gitignore': '/generated/\n', 'generated/main.ts': LETS(`import { ask } from '../llm';`) }],
    ['a test', { 'llm.test.ts': caller }],
    ['a file over a megabyte', { 'main.ts': `${caller}// ${'x'.repeat(1_000_000)}` }],
  ])('%s is no caller', async (_, files) => {
    expect(await lint(workspace({ 'llm.ts': LLM, ...files }), 'llm.ts')).toEqual([]);
  });

  it('no link is followed, and nothing outside of the root is read', async () => {
    const outside = workspace({ 'main.ts': LETS(`import { ask } from './linked/llm';`), 'llm.ts': LLM });
    const root = workspace({ 'llm.ts': LLM, 'main.ts': `import { client } from './away/llm';\nawait ${CREATE};\n` });
    symlinkSync(outside, path.join(root, 'away'));
    expect(await lint(root, 'llm.ts')).toEqual([]);
    expect(await lint(root, 'main.ts')).toEqual([]);
    expect(await lint(path.join(root), 'main.ts')).toEqual([]);
    const inner = workspace({ 'app/llm.ts': LLM, 'main.ts': LETS(`import { ask } from './app/llm';`) });
    expect(await lint(path.join(inner, 'app'), 'llm.ts')).toEqual([]);
    expect(await lint(inner, 'app/llm.ts')).toEqual([`4 ${HANDLING} (main.ts:2)`]);
  });

  it('with `project: false` a file is judged alone', async () => {
    const root = workspace({ 'llm.ts': LLM, 'main.ts': caller });
    expect(await lint(root, 'llm.ts', { project: false })).toEqual([]);
    expect(await lint(root, 'llm.ts', { project: true })).toEqual([`4 ${HANDLING} (main.ts:2)`]);
  });
});
