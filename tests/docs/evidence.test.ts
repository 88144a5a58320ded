import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/evidence.md', root), 'utf8');
const programs = new URL('tests/verify/findings/programs/', root);

/** The part of the page that is about a rule. */
function sectionOf(rule: string): string {
  return new RegExp(`^## \\[${rule}\\][^]*?(?=^## |$(?![^]))`, 'm').exec(page)?.[0] ?? '';
}

describe('docs/evidence.md (`npm run verify:findings -- --write`)', () => {
  it.each(Object.keys(plugin.rules ?? {}))('lists every program of %s, or says why there is none', (rule) => {
    const folder = new URL(`${rule}/`, programs);
    const files = existsSync(folder) ? readdirSync(folder) : [];
    const hint = `write programs for ${rule} (tests/verify/findings/README.md), then \`npm run verify:findings -- --only ${rule}/ --write\``;
    if (files.length === 0) expect(sectionOf(rule), hint).toMatch(/^Not run: (?!no program yet)/m);
    for (const file of files) expect(sectionOf(rule), hint).toContain(`[${file}](../tests/verify/findings/programs/${rule}/${file})`);
  });

  it('has nothing that differs', () => {
    expect(page).not.toMatch(/\| differs: /);
  });

  it('speaks of no rule that is not there', () => {
    const named = [...page.matchAll(/^## \[([\w-]+)\]/gm)].map(([, rule]) => rule);
    expect(named).toEqual(Object.keys(plugin.rules ?? {}));
  });
});
