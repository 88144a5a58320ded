import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBudget } from '../../src/engine/budget.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('a budget', () => {
  it('gives each question steps of its own', () => {
    const budget = createBudget({ steps: 2 });
    const spend = () => budget.question(() => [1, 2, 3].map(() => budget.enter()));
    expect([spend(), spend()]).toEqual([
      [true, true, false],
      [true, true, false],
    ]);
  });

  it('bounds the depth of all questions in one another', () => {
    const budget = createBudget({ depth: 2 });
    const nested = budget.question(() => [budget.enter(), budget.question(() => [budget.enter(), budget.enter()])]);
    expect(nested).toEqual([true, [true, false]]);
  });

  it('is as deep as before after a question that throws', () => {
    const budget = createBudget({ depth: 1 });
    expect(() =>
      budget.question(() => {
        budget.enter();
        throw new Error('internal');
      }),
    ).toThrow('internal');
    expect(budget.enter()).toBe(true);
    budget.leave();
    expect(budget.enter()).toBe(true);
  });

  it('bounds the files that are opened for one linted file', () => {
    const budget = createBudget({ files: 1 });
    expect([budget.open(), budget.open()]).toEqual([true, false]);
    budget.begin();
    expect(budget.open()).toBe(true);
  });

  it('bounds the time of one linted file, inside a walk too', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const budget = createBudget({ time: 100 });
    const walk = () =>
      budget.question(() =>
        Array.from({ length: 500 }).every(() => {
          const may = budget.enter();
          if (may) budget.leave();
          return may;
        }),
      );
    expect([walk(), budget.hasTime(), budget.open()]).toEqual([true, true, true]);
    vi.setSystemTime(Date.now() + 101);
    expect([walk(), budget.hasTime(), budget.open()]).toEqual([false, false, false]);
    budget.begin();
    expect(walk()).toBe(true);
  });
});
