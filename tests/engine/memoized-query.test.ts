import { describe, expect, it } from 'vitest';
import { type AskOptions, memoizedQuery } from '../../src/engine/memoized-query.js';

interface Item {
  readonly name: string;
  /** The items that its answer is made of. */
  parts: Item[];
  readonly options?: AskOptions<string>;
}

const item = (name: string, parts: Item[] = [], options?: AskOptions<string>): Item => ({ name, parts, ...(options && { options }) });

/** A query that writes items with their parts: `a(b c)`; `asked` holds the names whose work ran. */
function writer({
  maxDepth = 60,
  maxSteps = 1000,
  isCertain,
}: { maxDepth?: number; maxSteps?: number; isCertain?: (answer: string) => boolean } = {}) {
  const asked: string[] = [];
  const query = memoizedQuery<string>({ maxDepth, maxSteps, unknown: '?', ...(isCertain && { isCertain }) });
  const write = (of: Item): string =>
    query.ask(
      of,
      () => {
        asked.push(of.name);
        return of.parts.length === 0 ? of.name : `${of.name}(${of.parts.map(write).join(' ')})`;
      },
      of.options,
    );
  return { write, asked };
}

describe('a memoized query', () => {
  it('works out an answer once', () => {
    const { write, asked } = writer();
    const shared = item('b');
    expect(write(item('a', [shared, shared]))).toBe('a(b b)');
    expect(write(shared)).toBe('b');
    expect(asked).toEqual(['a', 'b']);
  });

  it('answers unknown where a question leads back to itself', () => {
    const { write } = writer();
    const a = item('a');
    const b = item('b', [a]);
    a.parts = [b];
    expect(write(a)).toBe('a(b(?))');
  });

  it('asks what a cycle cut short again from elsewhere', () => {
    const { write } = writer();
    const a = item('a');
    const b = item('b', [a]);
    a.parts = [b];
    write(a);
    expect(write(b)).toBe('b(a(b(?)))');
  });

  it('keeps the answer of the outermost question, though a cycle cut it short', () => {
    const { write, asked } = writer();
    const a = item('a');
    a.parts = [a];
    expect([write(a), write(a)]).toEqual(['a(?)', 'a(?)']);
    expect(asked).toEqual(['a']);
  });

  it('uses a provisional answer until the outermost question is answered', () => {
    const { write, asked } = writer();
    const a = item('a');
    const b = item('b', [a]);
    a.parts = [b, b];
    expect(write(a)).toBe('a(b(?) b(?))');
    expect(asked).toEqual(['a', 'b']);
  });

  it('stores an answer that is certain although a part of it was cut short', () => {
    const { write, asked } = writer({ isCertain: (answer) => answer.startsWith('b') });
    const a = item('a');
    const b = item('b', [a]);
    a.parts = [b];
    write(a);
    expect(write(b)).toBe('b(?)');
    expect(asked).toEqual(['a', 'b']);
  });

  it('asks again in the same question where only complete answers are kept', () => {
    const { write, asked } = writer();
    const a = item('a');
    const cut = item('cut', [a], { keep: 'complete' });
    const whole = item('whole', [], { keep: 'complete' });
    a.parts = [cut, cut, whole, whole];
    expect(write(a)).toBe('a(cut(?) cut(?) whole whole)');
    expect(asked).toEqual(['a', 'cut', 'cut', 'whole']);
  });

  it('cuts cycles of what it stores nothing of', () => {
    const { write, asked } = writer();
    const a = item('a', [], { keep: 'nothing', unknown: 'a?' });
    a.parts = [a];
    expect([write(a), write(a)]).toEqual(['a(a?)', 'a(a?)']);
    expect(asked).toEqual(['a', 'a']);
  });

  it('bounds the depth', () => {
    const { write } = writer({ maxDepth: 2 });
    const c = item('c');
    expect(write(item('a', [item('b', [c])]))).toBe('a(b(?))');
    expect(write(c)).toBe('c');
  });

  it('bounds the steps, and still gives stored answers', () => {
    const { write } = writer({ maxSteps: 2 });
    const a = item('a');
    expect([a, item('b'), item('c'), a].map(write)).toEqual(['a', 'b', '?', 'a']);
  });

  it('is usable after an internal error', () => {
    const query = memoizedQuery<string>({ maxDepth: 1, maxSteps: 10, unknown: '?' });
    const question = {};
    expect(() =>
      query.ask(question, () => {
        throw new Error('internal');
      }),
    ).toThrow('internal');
    expect(query.ask(question, () => 'answer')).toBe('answer');
  });
});
