import { describe, expect, it } from 'vitest';
import { type EndpointAt, type Surroundings, manifestWith, repairOf, repaired } from './harness.js';
import { typeErrors } from './type-check.js';

const V1 = 'http://localhost:8000/v1';

function read(source: string, endpoint: EndpointAt, surroundings?: Surroundings, others: readonly EndpointAt[] = []) {
  return repaired(source, { kind: 'read-endpoint-from-environment', endpoint, others }, surroundings);
}

function refuses(source: string, endpoint: EndpointAt, surroundings?: Surroundings): void {
  expect(repairOf(source, { kind: 'read-endpoint-from-environment', endpoint }, surroundings)).toBeUndefined();
}

describe('the old literal becomes the fallback', () => {
  it.each([
    [
      'an option',
      `import OpenAI from "openai";\nconst client = new OpenAI({ baseURL: "${V1}" });`,
      `import OpenAI from "openai";\nconst client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || "${V1}" });`,
    ],
    ['a constant', `const url = '${V1}';`, `const url = process.env.VLLM_BASE_URL || '${V1}';`],
    ['a returned keyword next to it', `function f() { return"${V1}"; }`, `function f() { return process.env.VLLM_BASE_URL || "${V1}"; }`],
    [
      'a concatenation',
      `const url = "${V1}" + path; declare const path: string;`,
      `const url = (process.env.VLLM_BASE_URL || "${V1}") + path; declare const path: string;`,
    ],
    ['a method', `const url = "${V1}".replace("a", "b");`, `const url = (process.env.VLLM_BASE_URL || "${V1}").replace("a", "b");`],
    ['a method of a literal in parentheses', `const url = ("${V1}").trim();`, `const url = (process.env.VLLM_BASE_URL || "${V1}").trim();`],
    [
      '`??`',
      `declare const own: string | undefined; const url = own ?? "${V1}";`,
      `declare const own: string | undefined; const url = own ?? (process.env.VLLM_BASE_URL || "${V1}");`,
    ],
    [
      '`||`',
      `declare const own: string | undefined; const url = own || "${V1}";`,
      `declare const own: string | undefined; const url = own || process.env.VLLM_BASE_URL || "${V1}";`,
    ],
    [
      'a conditional',
      `declare const local: boolean; const url = local ? "${V1}" : "";`,
      `declare const local: boolean; const url = local ? process.env.VLLM_BASE_URL || "${V1}" : "";`,
    ],
    ['an arrow function', `const url = () => "${V1}";`, `const url = () => process.env.VLLM_BASE_URL || "${V1}";`],
    ['a spread', `const chars = [..."${V1}"];`, `const chars = [...process.env.VLLM_BASE_URL || "${V1}"];`],
    ['an assertion', `const url = "${V1}" as string;`, `const url = (process.env.VLLM_BASE_URL || "${V1}") as string;`],
    ['a class field', `class A { url = "${V1}"; }`, `class A { url = process.env.VLLM_BASE_URL || "${V1}"; }`],
    ['a default export', `export default "${V1}";`, `export default process.env.VLLM_BASE_URL || "${V1}";`],
    ['a template without holes', `const url = \`${V1}\`;`, `const url = process.env.VLLM_BASE_URL || \`${V1}\`;`],
    ['a trailing slash', `const url = "${V1}/";`, `const url = process.env.VLLM_BASE_URL || "${V1}/";`],
  ])('in %s', (_, source, output) => {
    const at = source.charAt(source.indexOf(V1) - 1) + V1;
    const result = read(source, { at, url: V1, base: V1 });
    expect(result.output).toBe(output);
    expect(result.repair).toMatchObject({ applicability: 'safe', title: 'Read the base URL from `VLLM_BASE_URL`' });
    if (typeErrors(source).length === 0) expect(typeErrors(output)).toEqual([]);
  });

  it('keeps a byte order mark, CRLF and comments', () => {
    const result = read(`\uFEFF// server\r\nconst url = /* local */ "${V1}"; // for now\r\n`, { at: `"${V1}"` });
    expect(result.output).toBe(`\uFEFF// server\r\nconst url = /* local */ process.env.VLLM_BASE_URL || "${V1}"; // for now\r\n`);
  });

  it('in a JSX attribute, in braces', () => {
    const result = read(`export const a = <Chat baseURL="${V1}" />; declare const Chat: any;`, { at: `"${V1}"` }, { filename: 'a.tsx' });
    expect(result.output).toBe(`export const a = <Chat baseURL={process.env.VLLM_BASE_URL || "${V1}"} />; declare const Chat: any;`);
  });
});

describe('a path behind the base URL stays', () => {
  it.each([
    [
      'a template',
      'const u = `http://localhost:8000/v1/models/${id}`;',
      '`http',
      'http://localhost:8000/v1/models/${}',
      V1,
      `const u = \`\${process.env.VLLM_BASE_URL || "${V1}"}/models/\${id}\`;`,
    ],
    [
      'a template with an unknown path',
      'const u = `http://localhost:8000/v1/models/${id}`;',
      '`http',
      'http://localhost:8000/v1/models/${}',
      'http://localhost:8000/v1/models/${}',
      `const u = \`\${process.env.VLLM_BASE_URL || "${V1}"}/models/\${id}\`;`,
    ],
    [
      'a template with the path in a hole',
      'const u = `http://localhost:8000${id}`;',
      '`http',
      'http://localhost:8000${}',
      'http://localhost:8000${}',
      'const u = `${process.env.VLLM_BASE_URL || "http://localhost:8000"}${id}`;',
    ],
    [
      'a template with a hole in the host',
      'const u = `http://${id}:8000/v1/chat/completions`;',
      '`http',
      'http://${}:8000/v1/chat/completions',
      'http://${}:8000/v1',
      'const u = `${process.env.VLLM_BASE_URL || `http://${id}:8000/v1`}/chat/completions`;',
    ],
    [
      'a template with a hole in the port',
      'const u = `http://localhost:800${id}/v1`;',
      '`http',
      'http://localhost:800${}/v1',
      'http://localhost:800${}/v1',
      'const u = process.env.VLLM_BASE_URL || `http://localhost:800${id}/v1`;',
    ],
    [
      'a request',
      `await fetch('${V1}/chat/completions');`,
      "'http",
      `${V1}/chat/completions`,
      V1,
      `await fetch(\`\${process.env.VLLM_BASE_URL || '${V1}'}/chat/completions\`);`,
    ],
    [
      'a request with backticks in its query',
      `await fetch("${V1}/models?a=\`b\`");`,
      '"http',
      `${V1}/models?a=\`b\``,
      V1,
      `await fetch(\`\${process.env.VLLM_BASE_URL || "${V1}"}/models?a=\\\`b\\\`\`);`,
    ],
    [
      'a request to the root',
      'await fetch("http://localhost:8000/health");',
      '"http',
      'http://localhost:8000/health',
      'http://localhost:8000',
      'await fetch(`${process.env.VLLM_BASE_URL || "http://localhost:8000"}/health`);',
    ],
    [
      'a constant that a path is added to',
      'const u = "http://localhost:8000"; await fetch(u + "/v1/models");',
      '"http',
      'http://localhost:8000/v1/models',
      V1,
      'const u = process.env.VLLM_BASE_URL || "http://localhost:8000"; await fetch(u + "/v1/models");',
    ],
  ])('in %s', (_, source, at, url, base, output) => {
    const declared = `declare const id: string;\n`;
    expect(read(declared + source, { at, url, base }).output).toBe(declared + output);
    expect(typeErrors(declared + output)).toEqual([]);
  });
});

describe('the style of the environment', () => {
  const literal: EndpointAt = { at: `"${V1}"` };
  it.each([
    ['import.meta.env', `const u = import.meta.env.VLLM_BASE_URL || "${V1}";`],
    ['Deno.env', `const u = Deno.env.get("VLLM_BASE_URL") || "${V1}";`],
    ['Bun.env', `const u = Bun.env.VLLM_BASE_URL || "${V1}";`],
    [{ import: 'env', from: '~/env' }, `import { env } from "~/env";\n\nconst u = env.VLLM_BASE_URL || "${V1}";`],
  ] as const)('is what the settings name: %s', (env, output) => {
    const result = read(`const u = "${V1}";`, literal, { settings: { env } });
    expect(result.output).toBe(output);
    expect(result.repair.applicability).toBe('safe');
  });

  it.each([
    ['Deno.env', `const k = Deno.env.get("K");\nconst u = "${V1}";`, 'Deno.env.get("VLLM_BASE_URL")', 'safe'],
    ['npm:', `import OpenAI from "npm:openai";\nconst u = "${V1}";`, 'Deno.env.get("VLLM_BASE_URL")', 'unsafe'],
    ['import.meta.env', `const k = import.meta.env.K;\nconst u = "${V1}";`, 'import.meta.env.VLLM_BASE_URL', 'safe'],
    ['Bun.env', `const k = Bun.env.K;\nconst u = "${V1}";`, 'Bun.env.VLLM_BASE_URL', 'safe'],
    ['brackets', `const k = process.env["K"];\nconst u = "${V1}";`, 'process.env["VLLM_BASE_URL"]', 'safe'],
    ['use client', `'use client';\nconst u = "${V1}";`, 'process.env.NEXT_PUBLIC_VLLM_BASE_URL', 'safe'],
    [
      'import.meta.env in a browser',
      `window.open(import.meta.env.VITE_K);\nconst u = "${V1}";`,
      'import.meta.env.VITE_VLLM_BASE_URL',
      'safe',
    ],
  ])('is what the file uses: %s', (_, source, text, applicability) => {
    const result = read(source, literal);
    expect(result.output).toBe(source.replace(`= "${V1}"`, `= ${text} || "${V1}"`));
    expect(result.repair.applicability).toBe(applicability);
  });

  it('needs review where no types of Node are installed', () => {
    const manifest = manifestWith({}, false);
    expect(read(`const u = "${V1}";`, literal, { manifest }).repair.applicability).toBe('unsafe');
    expect(read(`const u = "${V1}";`, literal, { manifest, filename: 'a.js' }).repair.applicability).toBe('safe');
    expect(read(`const u = "${V1}";`, literal, { manifest: manifestWith({}) }).repair.applicability).toBe('safe');
  });

  const HOOK = `import { useState } from "react";\n`;
  it.each([
    ['Next.js', { next: '15' }, 'src/app/page.tsx', "'use client';\n", 'process.env.NEXT_PUBLIC_VLLM_BASE_URL', 'safe'],
    ['a server component of Next.js', { next: '15' }, 'src/app/page.tsx', '', 'process.env.VLLM_BASE_URL', 'safe'],
    ['Vite', { vite: '7', 'react-dom': '19' }, 'src/api/llm.ts', '', 'import.meta.env.VITE_VLLM_BASE_URL', 'safe'],
    ['a component of Vite', { vite: '7', react: '19' }, 'src/chat.ts', HOOK, 'import.meta.env.VITE_VLLM_BASE_URL', 'safe'],
    ['a script beside Vite', { vite: '7', 'react-dom': '19' }, 'scripts/seed.ts', '', 'process.env.VLLM_BASE_URL', 'safe'],
    ['a server beside Vite', { vite: '7', 'react-dom': '19', express: '5' }, 'server/llm.ts', '', 'process.env.VLLM_BASE_URL', 'safe'],
    [
      'a client beside a server',
      { vite: '7', 'react-dom': '19', express: '5' },
      'client/src/llm.ts',
      '',
      'import.meta.env.VITE_VLLM_BASE_URL',
      'safe',
    ],
    ['a library that Vite builds', { vite: '7' }, 'src/llm.ts', '', 'process.env.VLLM_BASE_URL', 'safe'],
    [
      'SvelteKit',
      { '@sveltejs/kit': '2', vite: '7' },
      'src/lib/Chat.svelte.ts',
      'document.title = "";\n',
      'env.PUBLIC_VLLM_BASE_URL',
      'safe',
    ],
    [
      'the server of SvelteKit',
      { '@sveltejs/kit': '2', vite: '7' },
      'src/routes/chat/+page.server.ts',
      '',
      'process.env.VLLM_BASE_URL',
      'safe',
    ],
    ['a module of SvelteKit', { '@sveltejs/kit': '2', vite: '7' }, 'src/lib/llm.ts', '', 'env.PUBLIC_VLLM_BASE_URL', 'unsafe'],
    ['Astro', { astro: '5' }, 'src/chat.ts', 'document.title = "";\n', 'import.meta.env.PUBLIC_VLLM_BASE_URL', 'safe'],
    [
      'React Router',
      { '@react-router/dev': '7', vite: '7', 'react-dom': '19' },
      'app/chat.ts',
      HOOK,
      'import.meta.env.VITE_VLLM_BASE_URL',
      'safe',
    ],
    ['Create React App', { 'react-scripts': '5' }, 'src/llm.ts', '', 'process.env.REACT_APP_VLLM_BASE_URL', 'safe'],
    ['Expo', { expo: '54' }, 'src/llm.ts', '', 'process.env.EXPO_PUBLIC_VLLM_BASE_URL', 'safe'],
  ] as const)('is the one that %s exposes', (_, ranges, pathBelow, before, text, applicability) => {
    const source = `${before}const u = "${V1}";`;
    const { output, repair } = read(source, literal, { manifest: manifestWith(ranges, true, true, pathBelow), filename: pathBelow });
    expect(output).toContain(`= ${text} || "${V1}"`);
    expect(repair).toMatchObject({ applicability, title: `Read the base URL from \`${text.slice(text.lastIndexOf('.') + 1)}\`` });
    if (text.startsWith('env.')) expect(output).toContain(`import { env } from "$env/dynamic/public";`);
  });

  it('needs review where the types of `import.meta.env` are missing', () => {
    expect(read(`const u = "${V1}";`, literal, { manifest: manifestWith({ vite: '7', vue: '3' }, true, false) }).repair.applicability).toBe(
      'unsafe',
    );
    expect(
      read(`const u = "${V1}";`, literal, { manifest: manifestWith({ vite: '7', vue: '3' }, true, false), filename: 'a.js' }).repair
        .applicability,
    ).toBe('safe');
  });

  it.each([
    ['window', {}, `window.open();\n`],
    ['Nuxt', { nuxt: '4' }, HOOK],
    ['Angular', { '@angular/core': '20' }, ''],
    ['webpack', { webpack: '5', 'react-dom': '19' }, ''],
    ['Vite beside a server, in a folder that says nothing', { vite: '7', 'react-dom': '19', express: '5' }, ''],
  ])('is none in browser code where nothing is exposed: %s', (_, ranges, before) => {
    refuses(`${before}const u = "${V1}";`, literal, { manifest: manifestWith(ranges) });
  });

  it('imports behind the imports, the directives or the header', () => {
    const settings = { env: { import: 'env', from: '~/env' } } as const;
    expect(read(`import a from "a"; // a\nconst u = "${V1}";`, literal, { settings }).output).toBe(
      `import a from "a"; // a\nimport { env } from "~/env";\nconst u = env.VLLM_BASE_URL || "${V1}";`,
    );
    expect(read(`'use server';\nconst u = "${V1}";`, literal, { settings }).output).toBe(
      `'use server';\nimport { env } from "~/env";\nconst u = env.VLLM_BASE_URL || "${V1}";`,
    );
    expect(read(`#!/usr/bin/env node\n/*! MIT */\n\n// mine\nconst u = "${V1}";`, literal, { settings }).output).toBe(
      `#!/usr/bin/env node\n/*! MIT */\n\nimport { env } from "~/env";\n\n// mine\nconst u = env.VLLM_BASE_URL || "${V1}";`,
    );
    expect(read(`import { other } from "~/env";\nconst u = "${V1}";`, literal, { settings }).output).toBe(
      `import { other, env } from "~/env";\nconst u = env.VLLM_BASE_URL || "${V1}";`,
    );
    expect(read(`import { env } from "~/env";\nconst u = "${V1}";`, literal, { settings }).output).toBe(
      `import { env } from "~/env";\nconst u = env.VLLM_BASE_URL || "${V1}";`,
    );
    expect(read(`const a = require("a");\nconst u = "${V1}";`, literal, { settings, filename: 'a.cjs' }).output).toBe(
      `const a = require("a");\nconst { env } = require("~/env");\nconst u = env.VLLM_BASE_URL || "${V1}";`,
    );
    expect(read(`const env = 1;\nconst u = "${V1}";`, literal, { settings }).output).toBe(
      `import { env as envImport } from "~/env";\n\nconst env = 1;\nconst u = envImport.VLLM_BASE_URL || "${V1}";`,
    );
  });
});

describe('each base URL has a variable of its own', () => {
  const GPU = 'http://gpu-box:8001/v1';
  const source = `const a = "${V1}";\nconst b = "${GPU}";\nconst c = "http://127.0.0.1:8002/v1";\nconst d = "${V1}";`;
  const all: readonly EndpointAt[] = [{ at: `"${V1}"` }, { at: `"${GPU}"` }, { at: '"http://127.0.0.1:8002/v1"' }];

  it('named after host and port', () => {
    const [a, b, c] = all as [EndpointAt, EndpointAt, EndpointAt];
    expect(read(source, a, {}, [b, c]).output).toContain('const a = process.env.VLLM_BASE_URL || ');
    expect(read(source, b, {}, [a, c]).output).toContain('const b = process.env.VLLM_BASE_URL_GPU_BOX_8001 || ');
    expect(read(source, c, {}, [b, a]).output).toContain('const c = process.env.VLLM_BASE_URL_8002 || ');
  });

  it('whatever the order that the repairs are applied in', () => {
    const outputs = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ].map((order) => {
      let text = source;
      for (const [step, i] of order.entries()) {
        const others = order.slice(step + 1).flatMap((o) => all[o] ?? []);
        text = read(text, all[i] ?? { at: '' }, {}, others).output;
      }
      return text;
    });
    expect(new Set(outputs).size).toBe(1);
  });

  it('with the path, and then the scheme, where host and port are the same', () => {
    const two =
      'const a = "http://localhost:8000/v1"; const b = "http://localhost:8000/v2"; const c = "https://gpu/v1"; const d = "http://gpu/v1";';
    const all = ['http://localhost:8000/v1', 'http://localhost:8000/v2', 'https://gpu/v1', 'http://gpu/v1'].map((u) => ({ at: `"${u}"` }));
    const output = (i: number): string =>
      read(
        two,
        all[i] ?? { at: '' },
        {},
        all.filter((_, o) => o !== i),
      ).output;
    expect(output(1)).toContain('process.env.VLLM_BASE_URL_8000_V2 ||');
    expect(output(2)).toContain('process.env.VLLM_BASE_URL_HTTPS_GPU_V1 ||');
    expect(output(3)).toContain('process.env.VLLM_BASE_URL_HTTP_GPU_V1 ||');
  });

  it('shared with requests to the root of the same server', () => {
    const both = 'const c = { baseURL: "http://localhost:8000/v1" };\nawait fetch("http://localhost:8000/health");';
    const health: EndpointAt = { at: '"http://localhost:8000/health"', url: 'http://localhost:8000/health', base: 'http://localhost:8000' };
    const { output } = read(both, health, {}, [{ at: `"${V1}"` }]);
    expect(output).toContain('fetch(`${(process.env.VLLM_BASE_URL || "http://localhost:8000").replace(/\\/v\\d+\\/?$/, "")}/health`)');
    expect(read(output, { at: `"${V1}"` }).output).toContain('baseURL: process.env.VLLM_BASE_URL ||');
    expect(typeErrors(output)).toEqual([]);
  });

  it('not with a hosted provider', () => {
    expect(
      read(`const p = "https://api.openai.com/v1"; const u = "${V1}";`, { at: `"${V1}"` }, {}, [
        { at: '"https://api', url: 'https://api.openai.com/v1', host: 'provider' },
      ]).output,
    ).toContain('process.env.VLLM_BASE_URL ||');
  });
});

describe('no expression can stand there', () => {
  it.each([
    ['a module specifier', `import "${V1}";`],
    ['a type', `type U = "${V1}";`],
    ['an enum', `enum E { A = "${V1}" }`],
    ['a directive', `"${V1}";`],
    ['a key', `const o = { "${V1}": 1 };`],
    ['a literal type', `const u: "${V1}" = "x" as never; type T = "${V1}";`],
    ['a constant assertion', `const u = "${V1}" as const;`],
    ['an annotated literal', `const u: \`http\${string}\` = "${V1}";`],
    ['a shadowed process', `function f(process: any) { return "${V1}"; }`],
  ])('%s', (_, source) => {
    refuses(source, { at: `"${V1}"` });
  });

  it('a tagged template', () => {
    refuses(`const u = tag\`${V1}\`; declare const tag: any;`, { at: `\`${V1}` });
  });

  it('a host name without its scheme', () => {
    refuses('const host = "localhost:8000"; fetch(`http://${host}/v1/models`);', { at: '"localhost', url: `${V1}/models`, base: V1 });
  });
});

describe('a literal type may be lost', () => {
  it.each([
    `const u = { a: "${V1}" } as const;`,
    `const u = "${V1}"; type U = typeof u;`,
    `const u = "${V1}" satisfies string;`,
    `type U = string; const u: U = "${V1}";`,
  ])('%s', (source) => {
    expect(read(source, { at: `"${V1}"` }).repair.applicability).toBe('unsafe');
  });
});
