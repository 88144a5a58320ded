import { describe, expect, it } from 'vitest';
import { lazyFields, once } from '../../src/engine/lazy-fields.js';
import type { Guard } from '../../src/model/guard.js';

interface Fields {
  readonly first: readonly string[];
  readonly secondOne: readonly string[];
}

const EMPTY: Fields = { first: [], secondOne: [] };

/** Answers nothing where the work fails, and notes the question. */
function noting(failed: string[]): Guard {
  return (question, work) => {
    try {
      return work();
    } catch {
      failed.push(question);
      return undefined;
    }
  };
}

describe('lazyFields', () => {
  it('computes a field when it is read, and once', () => {
    const computed: string[] = [];
    const compute = (name: string) => () => {
      computed.push(name);
      return [name];
    };
    const fields = lazyFields(noting([]), EMPTY, { first: compute('a'), secondOne: compute('b') });
    expect(computed).toEqual([]);
    expect([fields.secondOne, fields.secondOne]).toEqual([['b'], ['b']]);
    expect(computed).toEqual(['b']);
  });

  it('leaves a field empty whose function fails, and computes the others', () => {
    const failed: string[] = [];
    const fields = lazyFields(noting(failed), EMPTY, {
      first: () => ['a'],
      secondOne: () => {
        throw new Error('broken');
      },
    });
    expect([fields.secondOne, fields.secondOne, fields.first]).toEqual([[], [], ['a']]);
    expect(failed).toEqual(['second one']);
  });

  it('has every field, with or without a function', () => {
    expect({ ...lazyFields(noting([]), EMPTY, { first: () => ['a'] }) }).toEqual({ first: ['a'], secondOne: [] });
  });
});

describe('once', () => {
  it('throws the same error again without computing again', () => {
    let runs = 0;
    const value = once(() => {
      runs += 1;
      throw new Error('broken');
    });
    expect(value).toThrow('broken');
    expect(value).toThrow('broken');
    expect(runs).toBe(1);
  });
});
