import { createRequire } from 'node:module';
import type * as deployment from '../languages/bundles/deployment.js';
import type * as python from '../languages/bundles/python.js';

/** The bundles, by the names of their files in `src/languages/bundles`. */
export interface Bundles {
  readonly python: typeof python;
  readonly deployment: typeof deployment;
}

/**
 * Loads a bundle: `python` is `dist/python.cjs`. ESLint waits for no promise here, and CommonJS is what every supported
 * Node loads synchronously and without a warning. Tests, which run from the sources, have another such module
 * (`.config/vitest.config.ts`).
 */
export function loadBundle<Name extends keyof Bundles>(name: Name): Bundles[Name] {
  // Node keeps what it has loaded.
  return require(`./${name}.cjs`) as Bundles[Name];
}

const require = createRequire(import.meta.url);
