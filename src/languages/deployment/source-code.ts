import { type Directive, TextSourceCodeBase, type TraversalStep, type VisitTraversalStep } from '@eslint/plugin-kit';
import { LANGUAGE_SUPPORT, type LanguageSupport, type SupportedSource } from '../../model/language.js';
import { type DirectiveComment, type HashComment, directiveComments, disableDirectives, inlineConfigs } from '../shared/directives.js';
import type { DeploymentKind } from './kinds.js';
import { type TextOfFile, supportFor } from './support.js';

/** The whole file. Facts are read from the text, so there is nothing below it. */
export interface DeploymentRoot {
  readonly type: 'DeploymentFile';
  readonly range: [start: number, end: number];
  readonly loc: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A deployment file as ESLint's rules see it. */
export class DeploymentSourceCode extends TextSourceCodeBase<Types> implements SupportedSource<TextOfFile> {
  readonly visitorKeys: Record<string, string[]> = { DeploymentFile: [] };
  readonly [LANGUAGE_SUPPORT]: LanguageSupport<TextOfFile>;
  readonly #kind: DeploymentKind;
  #directives: readonly DirectiveComment[] | undefined;

  constructor({ text, ast, kind }: { readonly text: string; readonly ast: DeploymentRoot; readonly kind: DeploymentKind }) {
    super({ text, ast, lineEndingPattern: /\r\n|\r|\n/u });
    this.#kind = kind;
    this[LANGUAGE_SUPPORT] = supportFor(kind);
  }

  override getParent(): undefined {
    return undefined;
  }

  /** JavaScript's; rules of ESLint ask for it where a configuration names no files. */
  getAllComments(): readonly HashComment[] {
    return [];
  }

  override *traverse(): Generator<TraversalStep> {
    yield { kind: 1, target: this.ast, phase: 1 } as unknown as VisitTraversalStep;
    yield { kind: 1, target: this.ast, phase: 2 } as unknown as VisitTraversalStep;
  }

  getInlineConfigNodes(): DirectiveComment[] {
    return [...this.#directiveComments()];
  }

  getDisableDirectives(): { problems: []; directives: Directive[] } {
    return { problems: [], directives: disableDirectives(this.text, this.#directiveComments()) };
  }

  applyInlineConfig(): ReturnType<typeof inlineConfigs> {
    return inlineConfigs(this.#directiveComments());
  }

  #directiveComments(): readonly DirectiveComment[] {
    return (this.#directives ??= this.text.includes('eslint') ? directiveComments(this.text, this.#comments()) : []);
  }

  #comments(): readonly HashComment[] {
    return this.#kind.comments(this.text).map(({ start, end }) => ({
      range: [start, end],
      loc: { start: this.getLocFromIndex(start), end: this.getLocFromIndex(end) },
    }));
  }
}

interface Types {
  LangOptions: Record<string, unknown>;
  RootNode: DeploymentRoot;
  SyntaxElementWithLoc: DeploymentRoot | DirectiveComment;
  ConfigNode: DirectiveComment;
}
