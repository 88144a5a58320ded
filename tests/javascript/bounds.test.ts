import { describe, expect, it } from 'vitest';
import { cpuTime } from '../cpu-time.js';
import { extractionOf } from './facts-of.js';

const lines = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** Code that generators and bundlers write; each took exponential or cubic time once, or might. */
describe('the time on hostile or generated code is bounded', () => {
  it.each([
    ['a variable that is made of itself', `function f(q) { let p = q;\n${lines(40, (i) => `p = p.replace('a${String(i)}', 'b');`)} return fetch(p + '/v1/chat/completions'); } f(x);`],
    ['two variables that are made of each other', `function f(a) { let p = a, t = a;\n${lines(30, () => 'p = p.trim(t);\nt = t.slice(p);')} return fetch(p + '/v1/chat/completions'); } f(x);`],
    ['functions that call each other', `${lines(60, (i) => `async function f${String(i)}(c) { await f${String((i + 1) % 60)}(c); await f${String((i + 7) % 60)}(c); }`)}\nasync function g(c) { await fetch('http://x:8000/v1/chat/completions'); await f1(c); }\nf0(g);`],
    ['callers of callers', `async function f0() { await fetch('http://x:8000/v1/chat/completions'); }\n${lines(40, (i) => `async function f${String(i + 1)}() { await f${String(i)}(); await f${String(i)}(); }`)}\nf40();`],
    ['a deep chain', `let p = Promise.resolve()${lines(300, () => '.then((x) => x)')};\nfetch('http://x:8000/v1/chat/completions');`],
    ['many calls of one helper', `const ask = () => fetch('http://x:8000/v1/chat/completions');\n${lines(2000, () => 'ask();')}`],
  ])('%s', (_what, code) => {
    expect(cpuTime(() => extractionOf(`import OpenAI from 'openai';\n${code}`))).toBeLessThan(3000);
  });
});
