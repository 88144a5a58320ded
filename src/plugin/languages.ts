import type { Language } from '@eslint/core';
import type { Linter, SourceCode } from 'eslint';
import { LANGUAGE_SUPPORT, type LanguageInfo, type LanguageSupport, type SupportedSource } from '../model/language.js';
import { isJavaScriptSource, javascriptSupport } from './javascript-source.js';
import { lazyLanguage, lazyProcessor } from './lazy-language.js';
import { loadBundle } from './load-bundle.js';
import { typescriptParser } from './typescript-parser.js';

/** A language, with what ESLint is given for it. */
export interface ListedLanguage extends LanguageInfo {
  /** The configuration that brings ESLint the language's files; languages may share one. Absent where ESLint lints them anyway. */
  readonly config?: string;
  /** The parser of its files, for a language that ESLint itself has. */
  readonly parser?: Linter.Parser;
  /** ESLint's language, where the plugin brings it. */
  readonly language?: Language;
  /** The support for a source code that the plugin's own language did not make; `undefined` where it is no file of this language. */
  readonly supportFor?: (sourceCode: SourceCode) => LanguageSupport<SourceCode> | undefined;
  /** Other files that hold code of this language. */
  readonly containers?: readonly Container[];
  /** Folders in which the language's tools keep packages and caches. ESLint leaves out none of them by itself. */
  readonly ignoredFolders?: readonly string[];
}

/** Files that hold code of a language. */
export interface Container {
  /** `notebook`: its processor is `vllm/notebook`. */
  readonly id: string;
  /** As messages name several: `notebooks`. */
  readonly label: string;
  readonly files: readonly string[];
  /** Patterns of the virtual files that the processor makes. */
  readonly blocks: readonly string[];
  readonly processor: Linter.Processor;
}

const supportForJavaScript = (sourceCode: SourceCode) => (isJavaScriptSource(sourceCode) ? javascriptSupport : undefined);
const python = () => loadBundle('python').python;
const deployment = () => loadBundle('deployment').deployment;
/** Of a source code only the text is read. */
const yamlSupport = () => deployment().yaml.support as unknown as LanguageSupport<SourceCode>;
/** Whether another plugin's language or parser has read YAML: its trees begin with a `Program`, too. */
const isForeignYaml = (sourceCode: SourceCode) => (sourceCode.parserServices as { readonly isYAML?: unknown } | undefined)?.isYAML === true;

/** Every language, once: configurations, the plugin's object, the command and the tests follow from this list. */
export const LANGUAGES: readonly ListedLanguage[] = [
  {
    id: 'javascript',
    label: 'JavaScript',
    files: ['**/*.{js,mjs,cjs,jsx}'],
    rootNode: 'Program',
    comment: '//',
    supportFor: supportForJavaScript,
  },
  {
    id: 'typescript',
    label: 'TypeScript',
    files: ['**/*.{ts,mts,cts,tsx}'],
    rootNode: 'Program',
    comment: '//',
    config: 'typescript',
    parser: typescriptParser,
    supportFor: supportForJavaScript,
  },
  {
    id: 'python',
    label: 'Python',
    files: ['**/*.py', '**/*.pyi'],
    rootNode: 'Module',
    comment: '#',
    config: 'python',
    language: lazyLanguage(() => python().language),
    containers: [
      {
        id: 'notebook',
        label: 'notebooks',
        files: ['**/*.ipynb'],
        blocks: ['**/*.ipynb/*.py'],
        processor: lazyProcessor(() => python().processors.notebook),
      },
    ],
    ignoredFolders: [
      '.venv',
      'venv',
      'site-packages',
      '__pycache__',
      '__pypackages__',
      '.tox',
      '.nox',
      '.eggs',
      '.pixi',
      '.mypy_cache',
      '.ruff_cache',
      '.pytest_cache',
      '.ipynb_checkpoints',
    ],
  },
  {
    id: 'yaml',
    label: 'YAML',
    // Content decides whether a file deploys anything.
    files: ['**/*.{yml,yaml}'],
    rootNode: 'DeploymentFile',
    comment: '#',
    config: 'deployment',
    language: lazyLanguage(() => deployment().yaml.language),
    supportFor: (sourceCode) => (isForeignYaml(sourceCode) ? yamlSupport() : undefined),
  },
  {
    id: 'dockerfile',
    label: 'Dockerfile',
    files: ['**/{Dockerfile,Containerfile}', '**/{Dockerfile,Containerfile}.*', '**/*.{dockerfile,Dockerfile,containerfile}'],
    rootNode: 'DeploymentFile',
    comment: '#',
    config: 'deployment',
    language: lazyLanguage(() => deployment().dockerfile.language),
  },
  {
    id: 'dotenv',
    label: '.env',
    files: ['**/.env', '**/.env.*', '**/*.env'],
    rootNode: 'DeploymentFile',
    comment: '#',
    config: 'deployment',
    language: lazyLanguage(() => deployment().dotenv.language),
  },
];

/** What can be asked of the language that a source code is of; `undefined` for a language that is not listed. */
export function supportOf(sourceCode: SourceCode): LanguageSupport<SourceCode> | undefined {
  if (LANGUAGE_SUPPORT in sourceCode) return (sourceCode as SourceCode & SupportedSource<SourceCode>)[LANGUAGE_SUPPORT];
  for (const { supportFor } of LANGUAGES) {
    const support = supportFor?.(sourceCode);
    if (support) return support;
  }
  return undefined;
}

/** The types of the roots of all trees. */
export const ROOT_NODES: readonly string[] = [...new Set(LANGUAGES.map(({ rootNode }) => rootNode))];
