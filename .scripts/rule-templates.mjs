// The texts that `npm run new-rule` writes. They pass the tests as they are: the rule reports unhandled connection errors
// of clients with many retries until its author writes what it is about.

export function rule({ name, identifier, problem }) {
  const verb = name.startsWith('no-') ? 'disallow' : 'require';
  return `import { createRule } from '../src/plugin/create-rule.js';

/** Write this: what the rule ${verb}s, in one sentence. */
export const ${identifier} = createRule({
  name: '${name}',
  docs: {
    description: '${verb} something (write this)',
    preset: 'all',
  },
  type: 'problem',
  repairs: false,
  messages: {
    found: '\`{{name}}\` is wrong. Write this: what follows from it, and what to do.',
  },
  ${problem ? problemCheck(problem) : FACTS_CHECK}
});
`;
}

const FACTS_CHECK = `check({ facts: { calls } }, report) {
    for (const call of calls)
      if (call.handling.kind === 'lost' && call.failure.attempts > 5) report({ at: call.span, messageId: 'found', data: { name: call.name } });
  },`;

function problemCheck({ field }) {
  return `check({ problems: { ${field} } }, report) {
    for (const { span, call } of ${field}) report({ at: span, messageId: 'found', data: { name: call.name } });
  },`;
}

export function problem({ problem: { type } }) {
  return `import type { Call } from '../facts/call.js';
import type { Span } from '../span.js';

/** Write this: what is wrong, in words that hold for every language. */
export interface ${type} {
  /** Where findings point. */
  readonly span: Span;
  readonly call: Call;
}
`;
}

export function detector({ problem: { file, type, detector } }) {
  return `import type { Call } from '../../model/facts/call.js';
import type { ${type} } from '../../model/problems/${file}.js';

/** Write this: which calls have the problem. What only a language can tell comes in as a parameter. */
export function ${detector}(calls: readonly Call[]): readonly ${type}[] {
  return calls.flatMap((call) => (call.handling.kind === 'lost' && call.failure.attempts > 5 ? [{ span: call.span, call }] : []));
}
`;
}

export function test({ name }) {
  return `import { describe, expect, it } from 'vitest';
import { lint } from './lint.js';

const found = (code: string, filename = 'src/file.ts') =>
  lint(code, { filename, rules: { 'vllm/${name}': 'error' } }).map(({ line, column, message }) => \`\${line}:\${column} \${message}\`);

// Write this: each case that is reported has a twin that must stay silent, in both languages.
describe('${name}', () => {
  it('reports a call', () => {
    expect(found("import OpenAI from 'openai';\\nawait new OpenAI({ maxRetries: 5 }).models.list();")).toEqual([
      '2:44 \`new OpenAI(…).models.list\` is wrong. Write this: what follows from it, and what to do.',
    ]);
    expect(found('import openai\\nopenai.OpenAI(max_retries=5).models.list()\\n', 'src/file.py')).toHaveLength(1);
  });

  it('is silent on a call that is handled', () => {
    expect(found("import OpenAI from 'openai';\\ntry { await new OpenAI({ maxRetries: 5 }).models.list(); } catch (error) { console.error(error); }")).toEqual([]);
  });
});
`;
}
