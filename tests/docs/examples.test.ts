import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { lint } from '../rules/lint.js';

const examples = new URL('../../docs/examples/', import.meta.url);

function findingsIn(folder: string): (string | null)[] {
  return ['', 'src/'].flatMap((below) => {
    const place = new URL(`${folder}/${below}`, examples);
    const files = readdirSync(place).filter((file) => /\.(?:[jt]s|py|yaml)$/.test(file));
    return files.flatMap((file) =>
      lint(readFileSync(new URL(file, place), 'utf8'), { filename: fileURLToPath(new URL(file, place)) }).map((message) => message.ruleId),
    );
  });
}

describe('the example application', () => {
  it.each(Object.keys(plugin.rules ?? {}))('breaks %s', (rule) => {
    expect(findingsIn('broken')).toContain(`vllm/${rule}`);
  });

  it('is repaired in its twin', () => {
    expect(findingsIn('repaired')).toEqual([]);
  });
});
