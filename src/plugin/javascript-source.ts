import type { SourceCode } from 'eslint';
import { javascript } from '../languages/javascript/index.js';
import type { LanguageSupport } from '../model/language.js';

/**
 * Whether a source code is JavaScript's or TypeScript's, whichever parser made it. Other languages have no scope manager;
 * parsers of JSON, YAML and TOML that imitate a `Program` say so in their services.
 */
export function isJavaScriptSource(sourceCode: SourceCode): boolean {
  const services = sourceCode.parserServices as Partial<Record<string, unknown>> | undefined;
  if (services?.['isJSON'] || services?.['isYAML'] || services?.['isTOML'] || services?.['isHTML']) return false;
  return (sourceCode.ast as { type: string } | undefined)?.type === 'Program' && Boolean(sourceCode.scopeManager);
}

/** JavaScript's support by ESLint's types; typescript-eslint's describe the same source code, with TypeScript's nodes in the tree. */
export const javascriptSupport = javascript as unknown as LanguageSupport<SourceCode>;
