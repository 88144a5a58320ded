import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { headlineOf } from '../../src/plugin/message.js';
import { AVOIDED } from '../plugin/message-bounds.js';
import { lint } from '../rules/lint.js';

/** The examples of a rule's page: fenced code whose first line says `✗ wrong` or `✓ right`. */
function examplesOf(page: string): { readonly code: string; readonly language: string; readonly right: boolean; readonly line: number }[] {
  const examples = [];
  for (const match of page.matchAll(/^```(ts|js|tsx|jsx|py|yaml|dockerfile)\n(?:\/\/|#) (✗ wrong|✓ right)\n([\s\S]*?)^```$/gm)) {
    const [, language = '', , code = ''] = match;
    examples.push({ code, language, right: match[2] === '✓ right', line: page.slice(0, match.index).split('\n').length });
  }
  return examples;
}

/** A pattern of a sentence in which a placeholder stands for any text. */
function patternOf(sentence: string): string {
  return sentence.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replace(/\{\{\w+\}\}/g, '.*?');
}

const folder = new URL('../../docs/rules/', import.meta.url);
/** The examples are files of a project that says which versions it has. */
const project = new URL('../../docs/examples/repaired/src/', import.meta.url);

describe.each(readdirSync(folder).filter((file) => file.endsWith('.md')))('%s', (file) => {
  const rule = `vllm/${file.replace('.md', '')}`;
  const page = readFileSync(new URL(file, folder), 'utf8');
  const examples = examplesOf(page);

  it('shows wrong and right', () => {
    expect(examples.some((example) => example.right)).toBe(true);
    expect(examples.some((example) => !example.right)).toBe(true);
    // A fence without its mark would not be tested.
    expect(page.match(/^```(?:ts|js|tsx|jsx|py|yaml|dockerfile)$/gm)).toHaveLength(examples.length);
  });

  it('explains each message by its first sentence', () => {
    const section = /^## What the message says\n([^]*?)^## /m.exec(page)?.[1]?.replace(/\s+/g, ' ') ?? '';
    const headlines = Object.values(rules[file.replace('.md', '') as keyof typeof rules].meta.messages ?? {}).map(headlineOf);
    expect(headlines.filter((headline) => !new RegExp(patternOf(headline)).test(section))).toEqual([]);
  });

  it('has plain words', () => {
    expect(AVOIDED.exec(page)?.[0]).toBeUndefined();
  });

  it.each(examples)('line $line', ({ code, language, right }) => {
    const findings = lint(code, { filename: fileURLToPath(new URL(`example.${language}`, project)) }).filter(
      (message) => message.ruleId === rule,
    );
    expect(findings.length > 0).toBe(!right);
  });
});
