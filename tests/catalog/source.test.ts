import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HTTP_CLIENTS, SDKS, WRAPPERS } from '../../src/catalog/javascript.js';
import { PYTHON_HTTP_CLIENTS, PYTHON_SDKS, PYTHON_WRAPPERS } from '../../src/catalog/python.js';
import { OFFLINE_ENGINES } from '../../src/catalog/sdks/vllm/python.js';
import { CASES, unverifiedTable } from '../verify/cases.mjs';

const ENTRIES = {
  javascript: [...SDKS, ...HTTP_CLIENTS, ...WRAPPERS],
  python: [...PYTHON_SDKS, ...PYTHON_HTTP_CLIENTS, ...PYTHON_WRAPPERS],
};
const byId = <T extends { readonly id: string }>(entries: readonly T[]) => new Map(entries.map((entry) => [entry.id, entry]));

describe.each(['javascript', 'python'] as const)('entries of %s', (language) => {
  it.each(ENTRIES[language].map((entry) => [entry.id, entry.source] as const))('%s says what was run or read', (id, source) => {
    expect(source.versions).not.toEqual([]);
    for (const version of source.versions) expect(version).toMatch(/^\S+ \d\S*(?: with \S+ \d\S*)?$/);
    if (source.kind === 'read') expect(source.file).toMatch(/\S/);
    // What was measured once is measured again by `npm run verify:catalog`.
    else expect(CASES[language]).toContain(id);
  });

  it('are all that the cases of the verification name', () => {
    const ids = new Set(ENTRIES[language].map(({ id }) => id));
    expect([...CASES[language]].filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('the source of a fact', () => {
  it('is said of every engine that runs a model itself', () => {
    for (const { source } of OFFLINE_ENGINES) expect(source.versions).not.toEqual([]);
  });

  it('is shown on the page of the catalog where nothing runs it (`npm run generate` writes it)', () => {
    const page = readFileSync(new URL('../../docs/catalog.md', import.meta.url), 'utf8');
    expect(page).toContain(unverifiedTable({ javascript: byId(ENTRIES.javascript), python: byId(ENTRIES.python) }));
  });
});
