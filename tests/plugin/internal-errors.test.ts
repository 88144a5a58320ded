import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBudget } from '../../src/engine/budget.js';
import type { Guard } from '../../src/model/guard.js';
import type { OpenProject, ProjectView } from '../../src/model/project.js';
import { DEFAULT_SETTINGS } from '../../src/model/settings.js';
import { extractFacts as extractPython } from '../../src/languages/python/extract.js';
import { parsePython } from '../../src/languages/python/parser/index.js';
import { guardOf, internalErrors } from '../../src/plugin/internal-errors.js';
import { summary } from '../../src/cli/output/summary.js';
import { extractionOf } from '../languages/javascript/facts-of.js';
import { program } from '../program.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A project that knows nothing, and in which looking for callers fails. */
const broken: OpenProject = <Exported, Failure>(): ProjectView<Exported, Failure> => {
  const view: Partial<ProjectView<Exported, Failure>> = {
    budget: createBudget(),
    callers: () => {
      throw new RangeError('broken');
    },
    urls: () => [],
    retryFunctions: () => [],
  };
  return new Proxy(view, { get: (target, name): unknown => (name in target ? Reflect.get(target, name) : () => undefined) }) as ProjectView<
    Exported,
    Failure
  >;
};

/** A guard that notes what failed. */
function noting(): { readonly guard: Guard; readonly failed: string[] } {
  const failed: string[] = [];
  return {
    failed,
    guard: (question, work) => {
      try {
        return work();
      } catch {
        failed.push(question);
        return undefined;
      }
    },
  };
}

describe('an internal error', () => {
  it('silences one call of a JavaScript file', () => {
    const { guard, failed } = noting();
    const code = program`
      import OpenAI from 'openai';
      const client = new OpenAI({ baseURL: 'http://gpu:8000/v1' });
      export const ask = () => client.models.list();
      await client.models.list();
    `;
    const { facts } = extractionOf(code, '/project/a.ts', {}, broken, guard);
    expect([failed, facts.endpoints.length, facts.calls.map(({ handling }) => handling.kind)]).toEqual([
      ['the failure of a call'],
      1,
      ['lost'],
    ]);
  });

  it('silences one call of a Python file', () => {
    const { guard, failed } = noting();
    const text = program`
      from openai import OpenAI
      client = OpenAI(base_url='http://gpu:8000/v1')
      def ask():
          return client.models.list()
      client.models.list()

    `;
    const { ast, comments } = parsePython(text);
    const { facts } = extractPython({ text, ast, comments }, '/project/a.py', DEFAULT_SETTINGS, broken, guard);
    expect([failed, facts.endpoints.length, facts.calls.map(({ handling }) => handling.kind)]).toEqual([
      ['the failure of a call'],
      1,
      ['lost'],
    ]);
  });

  it('is counted, and told once', () => {
    vi.stubEnv('VLLM_LINT_DEBUG', '');
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const before = internalErrors();
    const fail = () => guardOf('/project/a.ts')('the handling of a call', () => JSON.parse('{') as unknown);
    expect([fail(), fail()]).toEqual([undefined, undefined]);
    expect([internalErrors() - before, log.mock.calls.length]).toEqual([2, 1]);
    expect(log.mock.calls[0]?.[0]).toMatch(
      /^eslint-plugin-vllm: internal error, the handling of a call is left out \(\/project\/a\.ts\): SyntaxError: .*\n\s+at /,
    );
  });

  it('is thrown for developers', () => {
    vi.stubEnv('VLLM_LINT_DEBUG', '1');
    expect(() => guardOf('/project/a.ts')('a call', () => JSON.parse('{') as unknown)).toThrow(SyntaxError);
  });

  it('is in the summary of the command', () => {
    expect(summary({ results: [], unread: [] }, 1, 2)).toContain('2 questions could not be answered because of internal errors');
    expect(summary({ results: [], unread: [] }, 1, 0)).not.toContain('internal');
  });
});
