import type { Language } from '@eslint/core';
import type { Linter } from 'eslint';

/**
 * Makes a language that ESLint can be given before anything of it is loaded: parsing the first file loads it.
 *
 * @param load Gives the language; called for every file.
 */
export function lazyLanguage(load: () => Language): Language {
  return {
    fileType: 'text',
    lineStart: 1,
    columnStart: 0,
    nodeTypeKey: 'type',
    validateLanguageOptions: (options) => {
      load().validateLanguageOptions(options);
    },
    parse: (file, context) => load().parse(file, context),
    // ESLint hands over what `parse` gave.
    createSourceCode: (file, result, context) => load().createSourceCode(file, result, context),
  };
}

/** Makes a processor that is loaded with the first file that it splits. */
export function lazyProcessor(load: () => Linter.Processor): Linter.Processor {
  return {
    supportsAutofix: true,
    preprocess: (text, path) => load().preprocess?.(text, path) ?? [],
    postprocess: (messages, path) => load().postprocess?.(messages, path) ?? messages.flat(),
  };
}
