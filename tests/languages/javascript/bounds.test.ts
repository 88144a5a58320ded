import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../cpu-time.js';
import { extractionOf } from './facts-of.js';

const lines = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** Code that generators and bundlers write; each took exponential or cubic time once, or might. */
describe('the time on hostile or generated code is bounded', () => {
  it.each([
    [
      'a variable that is made of itself',
      `function f(q) { let p = q;\n${lines(40, (i) => `p = p.replace('a${String(i)}', 'b');`)} return fetch(p + '/v1/chat/completions'); } f(x);`,
    ],
    [
      'two variables that are made of each other',
      `function f(a) { let p = a, t = a;\n${lines(30, () => 'p = p.trim(t);\nt = t.slice(p);')} return fetch(p + '/v1/chat/completions'); } f(x);`,
    ],
    [
      'functions that call each other',
      `${lines(60, (i) => `async function f${String(i)}(c) { await f${String((i + 1) % 60)}(c); await f${String((i + 7) % 60)}(c); }`)}\nasync function g(c) { await fetch('http://x:8000/v1/chat/completions'); await f1(c); }\nf0(g);`,
    ],
    [
      'callers of callers',
      `async function f0() { await fetch('http://x:8000/v1/chat/completions'); }\n${lines(40, (i) => `async function f${String(i + 1)}() { await f${String(i)}(); await f${String(i)}(); }`)}\nf40();`,
    ],
    ['a deep chain', `let p = Promise.resolve()${lines(300, () => '.then((x) => x)')};\nfetch('http://x:8000/v1/chat/completions');`],
    ['many calls of one helper', `const ask = () => fetch('http://x:8000/v1/chat/completions');\n${lines(2000, () => 'ask();')}`],
  ])('%s', (_what, code) => {
    const time = cpuTime(() => {
      const { facts, problems } = extractionOf(`import OpenAI from 'openai';\n${code}`);
      // Every field is read, because each is computed when it is.
      structuredClone({ facts, problems });
    });
    expect(time).toBeLessThan(3000);
  });
});

const HEAD = `import OpenAI from 'openai';\nconst client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n`;
const CALL = 'client.chat.completions.create({})';

/** What is said of the only call, and how many endpoints are found. */
function found(code: string): readonly [handling: string | undefined, endpoints: number] {
  const { facts } = extractionOf(HEAD + code);
  return [facts.calls[0]?.handling.kind, facts.endpoints.length];
}

describe('a promise that is given back to its variable', () => {
  it.each([
    ['once', `async function f() { let answer = ${CALL};\nanswer = answer.then((x) => x);\nawait answer; }\nf();`, 'lost'],
    [
      'once, and caught at the end',
      `async function f() { let answer = ${CALL};\nanswer = answer.then((x) => x);\ntry { await answer; } catch (error) { console.error(error); } }\nf();`,
      'caught',
    ],
    ['by a handler', `let answer = ${CALL};\nanswer = answer.catch((error) => { console.error(error); });\nawait answer;`, 'caught'],
    ['in a loop', `let chain = ${CALL}.then((x) => x);\nfor (const step of steps) chain = chain.then(() => step());\nawait chain;`, 'lost'],
    [
      'in a loop, and caught at the end',
      `let chain = ${CALL};\nfor (const step of steps) chain = chain.then(() => step());\nchain.catch(console.error);`,
      'caught',
    ],
    ['in a loop, and never read', `let chain = ${CALL};\nwhile (steps.next()) chain = chain.then((x) => x);`, 'lost'],
    [
      'by two functions, each from the other',
      `let a = ${CALL}, b;\nconst one = () => { b = a.then((x) => x); };\nconst two = () => { a = b.then((x) => x); };\none(); two(); await a;`,
      'lost',
    ],
    ['in one branch only', `let answer = ${CALL};\nif (steps) answer = answer.catch(console.error);\nawait answer;`, 'lost'],
  ])('%s', (_, code, handling) => {
    expect(found(code)).toEqual([handling, 1]);
  });
});

describe('code that is too deep', () => {
  it('makes one answer unknown, and leaves the rest of the file', () => {
    const chain = `async function f0() { return ${CALL}; }\n${lines(3000, (i) => `async function f${String(i + 1)}() { return f${String(i)}(); }`)}\nf3000();\nawait ${CALL};`;
    const { facts } = extractionOf(HEAD + chain);
    expect([facts.calls.map(({ handling }) => handling.kind), facts.endpoints.length]).toEqual([['unknown', 'lost'], 1]);
  });

  it('is what no program has: 150 functions that call each other are followed', () => {
    expect(
      found(
        `async function f0() { return ${CALL}; }\n${lines(150, (i) => `async function f${String(i + 1)}() { return f${String(i)}(); }`)}\nf150();`,
      ),
    ).toEqual(['lost', 1]);
  });
});
