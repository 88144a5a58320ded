import { createRequire } from 'node:module';
import type enhancedResolve from 'enhanced-resolve';
import type * as TypeScript from './typescript.js';

/**
 * Loads what is built as `dist/typescript.cjs`, typescript-eslint's parser, with the first file that needs it: that takes
 * half a second, and most runs never do. Tests, which run from the sources, have another such module
 * (`.config/vitest.config.ts`).
 */
export function loadParser(): typeof TypeScript {
  return (parser ??= createRequire(import.meta.url)('./typescript.cjs') as typeof TypeScript);
}

let parser: typeof TypeScript | undefined;

/** Loads the module resolver, with the first import that needs it. */
export function loadResolver(): typeof enhancedResolve {
  return (resolver ??= createRequire(import.meta.url)('enhanced-resolve') as typeof enhancedResolve);
}

let resolver: typeof enhancedResolve | undefined;
