import { readFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { extractFacts } from '../../src/languages/python/extract.js';
import { parsePython } from '../../src/languages/python/parse.js';
import { DEFAULT_SETTINGS } from '../../src/model/settings.js';
import { it } from 'vitest';
it('slow', () => {
  const files = execSync("find /tmp/unseen /tmp/co/py /root/.pyenv/versions/3.13.0/lib/python3.13 /tmp/pyfacts/venvs -name '*.py' -size -3000k 2>/dev/null | tac | awk 'NR%2==0'", { maxBuffer: 1 << 28 }).toString().split('\n').filter(Boolean);
  const rows: [number, number, string][] = []; let n = 0, crashed = 0, total = 0; const t0 = performance.now();
  for (const f of files) {
    if (performance.now() - t0 > 150_000) break;
    const text = readFileSync(f, 'utf8');
    let parsed; const a = performance.now();
    try { parsed = parsePython(text); } catch (e) { console.log('PARSE CRASH', f, String(e)); continue; }
    const b = performance.now();
    try { extractFacts({ text, ast: parsed.ast, comments: parsed.comments }, f, DEFAULT_SETTINGS); } catch (e) { crashed++; console.log('CRASH', f, String((e as Error).stack).slice(0, 300)); }
    const c = performance.now(); n++; total += c - b;
    rows.push([c - b, b - a, f]);
  }
  rows.sort((x, y) => y[0] - x[0]);
  console.log('files', n, 'of', files.length, 'crashed', crashed, 'mean ms', total / n);
  for (const r of rows.slice(0, 15)) console.log(r[0].toFixed(0), r[1].toFixed(0), r[2]);
}, 400_000);
