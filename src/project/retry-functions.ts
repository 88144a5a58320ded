import path from 'node:path';
import type { RetryFunction, RetrySignature } from '../model/project.js';
import { MAX_SEARCHED } from './import-index.js';
import type { Modules } from './modules.js';

/** The functions of a project that send a call again. */
export interface RetryFunctions {
  /** Those of other files of the same package; parses nothing. */
  visibleFrom(file: string): readonly RetryFunction[];
  /** Notes which ones a linted text exports: it may not be on the disk yet. */
  note(file: string, functions: readonly RetrySignature[]): void;
}

/** Milliseconds for which a function counts that was seen in a linted text, and not yet on the disk. */
const NOTED_FOR = 120_000;

/** Collects the retry functions of a project. */
export function createRetryFunctions({ files, areaOf, scan, isTest }: Modules): RetryFunctions {
  const noted = new Map<string, { readonly functions: readonly RetrySignature[]; readonly at: number }>();

  function visibleFrom(from: string): readonly RetryFunction[] {
    const all = files.list();
    if (all.length > MAX_SEARCHED) return [];
    const area = areaOf(path.dirname(from));
    return all.flatMap((file) => {
      if (file === from || areaOf(path.dirname(file)) !== area) return [];
      const linted = noted.get(file);
      const isNoted = linted !== undefined && Date.now() - linted.at < NOTED_FOR;
      const functions = isNoted ? linted.functions : (scan(file)?.retries ?? []);
      return functions.length === 0 || isTest(file) ? [] : functions.map((each) => ({ ...each, file, isNoted }));
    });
  }

  return {
    visibleFrom,
    note: (file, functions) => {
      if (functions.length > 0 || noted.has(file)) noted.set(file, { functions, at: Date.now() });
    },
  };
}
