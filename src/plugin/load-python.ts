import { createRequire } from 'node:module';
import type * as Python from '../languages/python/index.js';

/**
 * Loads what is built as `dist/python.cjs`. ESLint waits for no promise here, and CommonJS is what every Node of
 * ours loads synchronously and without a warning. Tests, which run from the sources, have another such module
 * (`.config/vitest.config.ts`).
 */
export function loadPython(): typeof Python {
  return (loaded ??= createRequire(import.meta.url)('./python.cjs') as typeof Python);
}

let loaded: typeof Python | undefined;
