import * as deployment from '../../src/languages/bundles/deployment.js';
import * as python from '../../src/languages/bundles/python.js';
import type { Bundles } from '../../src/plugin/load-bundle.js';

const bundles: Bundles = { python, deployment };

/** Stands in for `src/plugin/load-bundle.ts`, whose bundles there are only after a build. */
export function loadBundle<Name extends keyof Bundles>(name: Name): Bundles[Name] {
  return bundles[name];
}
