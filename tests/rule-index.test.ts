import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/index.js';

const listing = (folder: string, extension: string) =>
  readdirSync(new URL(`../${folder}`, import.meta.url))
    .filter((file) => file.endsWith(extension) && file !== `index${extension}`)
    .map((file) => file.slice(0, -extension.length))
    .sort();

describe('every rule', () => {
  it('is in the index (`npm run generate` writes it)', () => {
    expect(Object.keys(rules)).toEqual(listing('rules', '.ts'));
  });

  it('has a page of its name', () => {
    expect(listing('docs/rules', '.md')).toEqual(listing('rules', '.ts'));
  });

  it.each(Object.entries(rules))('%s has the name of its file', (id, rule) => {
    expect(rule.meta.docs.url).toMatch(new RegExp(`/docs/rules/${id}\\.md$`));
    expect(readFileSync(new URL(`../rules/${id}.ts`, import.meta.url), 'utf8')).toContain(`name: '${id}'`);
  });
});
