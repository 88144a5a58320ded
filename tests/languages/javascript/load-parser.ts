import enhancedResolve from 'enhanced-resolve';
import * as typescript from '../../../src/languages/javascript/modules/typescript.js';

/** Stands in for `src/languages/javascript/modules/load-parser.ts`, whose `typescript.cjs` there is only after a build. */
export function loadParser(): typeof typescript {
  return typescript;
}

export function loadResolver(): typeof enhancedResolve {
  return enhancedResolve;
}
