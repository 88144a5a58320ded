import { createRequire } from 'node:module';
import type * as scopeManager from '@typescript-eslint/scope-manager';
import type * as estree from '@typescript-eslint/typescript-estree';
import type * as keys from '@typescript-eslint/visitor-keys';
import type enhancedResolve from 'enhanced-resolve';

const require = createRequire(import.meta.url);

/** What parses a file of the project that ESLint has not parsed. */
export interface SourceParser {
  readonly parse: typeof estree.parse;
  readonly analyze: typeof scopeManager.analyze;
  readonly visitorKeys: typeof keys.visitorKeys;
}

/** Loads TypeScript's parser, with the first file that needs it: that takes half a second, and most runs never do. */
export function loadParser(): SourceParser {
  return (parser ??= {
    parse: (require('@typescript-eslint/typescript-estree') as typeof estree).parse,
    analyze: (require('@typescript-eslint/scope-manager') as typeof scopeManager).analyze,
    visitorKeys: (require('@typescript-eslint/visitor-keys') as typeof keys).visitorKeys,
  });
}

let parser: SourceParser | undefined;

/** Loads the module resolver, with the first import that needs it. */
export function loadResolver(): typeof enhancedResolve {
  return (resolver ??= require('enhanced-resolve') as typeof enhancedResolve);
}

let resolver: typeof enhancedResolve | undefined;
