// `npm run new-rule NAME`: writes the rule, its test and its page, and adds it to the index.
// `npm run generate` alone writes the index again, after a rule was renamed or removed.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { camelCase, generate } from './generate.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = process.argv[2];

if (name !== undefined) {
  if (!/^(?:no|require|prefer|valid)(?:-[a-z\d]+)+$/.test(name))
    fail(`"${name}" is no rule name: \`no-<thing>\` forbids, \`require-<thing>\` demands.`);
  write(`rules/${name}.ts`, rule());
  write(`tests/rules/${name}.test.ts`, test());
  write(`docs/rules/${name}.md`, page());
}
for (const file of await generate()) console.log(`wrote ${file}`);
if (name !== undefined) console.log('Next: `npm run docs` fills the headers of the page and the README table.');

function rule() {
  return `import { createRule } from '../src/plugin/create-rule.js';

/** TODO: what it forbids or demands, in one sentence. */
export const ${camelCase(name)} = createRule({
  name: '${name}',
  docs: {
    description: '${name.startsWith('no-') ? 'disallow' : 'require'} TODO',
    preset: 'all',
  },
  type: 'problem',
  repairs: false,
  messages: {
    found: 'TODO: what is wrong with \`{{name}}\`, why, and what to do.',
  },
  check({ calls }, report) {
    for (const call of calls) {
      if (call.handling.kind !== 'lost') continue;
      report({ at: call.span, messageId: 'found', data: { name: call.name } });
    }
  },
});
`;
}

function test() {
  return `import { describe, expect, it } from 'vitest';
import { lint } from './lint.js';

const found = (code: string) => lint(code, { rules: { 'vllm/${name}': 'error' } }).map(({ line, column, message }) => \`\${line}:\${column} \${message}\`);

describe('${name}', () => {
  it('reports TODO', () => {
    expect(found("import OpenAI from 'openai';\\nawait new OpenAI().models.list();")).toEqual(['2:27 TODO']);
  });

  it('is silent on TODO', () => {
    expect(found("import OpenAI from 'openai';")).toEqual([]);
  });
});
`;
}

function page() {
  return `<!-- begin auto-generated rule header -->
<!-- end auto-generated rule header -->

TODO: what it reports, in two sentences.

## Why

## Examples

Wrong:

\`\`\`js
\`\`\`

Right:

\`\`\`js
\`\`\`

## Options

None.

## Is the fix safe?

## When not to use it

## Limits
`;
}

function write(path, text) {
  const file = join(root, path);
  if (existsSync(file)) fail(`${path} exists already.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
