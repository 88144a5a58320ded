import * as python from '../../../src/languages/python/index.js';

/** Stands in for `src/plugin/load-python.ts`, whose `python.cjs` there is only after a build. */
export function loadPython(): typeof python {
  return python;
}
