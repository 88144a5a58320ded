import type { Language } from '@eslint/core';
import type { DeploymentKind } from './kinds.js';
import { type DeploymentRoot, DeploymentSourceCode } from './source-code.js';

interface Types {
  LangOptions: Record<string, unknown>;
  Code: DeploymentSourceCode;
  RootNode: DeploymentRoot;
  Node: DeploymentRoot;
}

/**
 * The language of one kind of deployment file. Nothing is parsed for ESLint: every file is an empty tree, so a template or
 * a file with an error is no parsing error. Language options of other configurations are ignored.
 */
export function deploymentLanguage(kind: DeploymentKind): Language<Types> {
  return {
    fileType: 'text',
    lineStart: 1,
    columnStart: 0,
    nodeTypeKey: 'type',
    validateLanguageOptions: () => undefined,
    parse: (file) => {
      const text = String(file.body);
      const lines = text.split(/\r\n|\r|\n/);
      const end = { line: lines.length, column: lines.at(-1)?.length ?? 0 };
      return { ok: true, ast: { type: 'DeploymentFile', range: [0, text.length], loc: { start: { line: 1, column: 0 }, end } } };
    },
    createSourceCode: (file, { ast }) => new DeploymentSourceCode({ text: String(file.body), ast, kind }),
  };
}
