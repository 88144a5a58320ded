import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { program } from '../../../program.js';

/** What TypeScript's strictest usual settings say of a source, as messages; the SDKs are small stand-ins. */
export function typeErrors(source: string, filename = 'app.ts'): readonly string[] {
  const files = new Map([
    [`/${filename}`, `${source}\nexport {};`],
    ['/modules.d.ts', MODULES],
  ]);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => {
      const text = files.get(name);
      return text === undefined ? library(name) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
    },
    getDefaultLibFileName: () => ts.getDefaultLibFilePath(OPTIONS),
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  strict: true,
  noImplicitReturns: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
};

const libraries = new Map<string, ts.SourceFile | undefined>();

function library(name: string): ts.SourceFile | undefined {
  if (!libraries.has(name)) {
    let text: string | undefined;
    try {
      text = readFileSync(name, 'utf8');
    } catch {
      text = undefined;
    }
    libraries.set(name, text === undefined ? undefined : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022));
  }
  return libraries.get(name);
}

const MODULES = program`

  declare const process: { readonly env: Record<string, string | undefined> };
  declare function require(name: string): any;
  declare namespace JSX { interface IntrinsicElements { [name: string]: any } type Element = any }
  declare module 'openai' {
    export class APIPromise<T> extends Promise<T> { withResponse(): Promise<{ data: T; response: Response }> }
    export interface Chunk { choices: { delta: { content?: string } }[] }
    export interface Answer { choices: { message: { content: string } }[] }
    export interface Options { baseURL?: string; apiKey?: string; maxRetries?: number }
    export class APIConnectionError extends Error { status: undefined }
    export interface Body { model: string; messages?: unknown[] }
    export class Stream implements AsyncIterable<Chunk> { [Symbol.asyncIterator](): AsyncIterator<Chunk>; finalMessage(): Promise<Answer>; on(name: string, f: (x: unknown) => void): this }
    export class OpenAI {
      static APIConnectionError: typeof APIConnectionError;
      constructor(options?: Options);
      chat: { completions: {
        create(body: Body & { stream: true }, options?: Options): APIPromise<Stream>;
        create(body: Body, options?: Options): APIPromise<Answer>;
        stream(body: Body): Stream;
      } };
    }
    export default OpenAI;
  }
  declare module 'ai' {
    export class RetryError extends Error { static isInstance(error: unknown): error is RetryError }
    export function generateText(options: { model: unknown; prompt: string; maxRetries?: number }): Promise<{ text: string }>;
  }
  declare module '@langchain/openai' { export class ChatOpenAI { constructor(options: object); invoke(text: string): Promise<{ content: string }> } }
  declare module 'ollama' { const ollama: { chat(request: object): Promise<{ message: { content: string } }> }; export default ollama }
  declare module 'p-retry' { export default function pRetry<T>(run: (attempt: number) => PromiseLike<T> | T, options?: { retries?: number }): Promise<T> }
  declare module 'exponential-backoff' { export function backOff<T>(run: () => Promise<T>, options?: { numOfAttempts?: number }): Promise<T> }
  declare module '~/env' { export const env: { VLLM_BASE_URL?: string } }
  declare module 'express' { export default function express(): { post(path: string, f: (req: { body: { q: string } }, res: { json(x: unknown): void; status(n: number): { json(x: unknown): void } }) => void): void } }

`;
