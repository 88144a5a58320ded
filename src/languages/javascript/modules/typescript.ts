// What reads TypeScript, built as a file of its own: load-parser.ts loads it.
export { parseForESLint } from '@typescript-eslint/parser';
export { analyze } from '@typescript-eslint/scope-manager';
export { parse } from '@typescript-eslint/typescript-estree';
export { visitorKeys } from '@typescript-eslint/visitor-keys';
