import { type Directive, TextSourceCodeBase, type TraversalStep, type VisitTraversalStep } from '@eslint/plugin-kit';
import { LANGUAGE_SUPPORT, type SupportedSource } from '../../../model/language.js';
import { type Comment, type Module, type Node, VISITOR_KEYS } from '../syntax/ast.js';
import { type DirectiveComment, directiveComments, disableDirectives, inlineConfigs } from '../../shared/directives.js';
import type { PythonFile } from '../extraction.js';
import { pythonSupport } from '../support.js';

/** A Python file as ESLint's rules see it. */
export class PythonSourceCode extends TextSourceCodeBase<Types> implements SupportedSource<PythonFile> {
  /** All comments, in source order. */
  readonly comments: readonly Comment[];
  /** ESLint does not write to them; its type has forgotten to say so. */
  readonly visitorKeys = VISITOR_KEYS as unknown as Record<string, string[]>;
  readonly [LANGUAGE_SUPPORT] = pythonSupport;
  #directives: readonly DirectiveComment[] | undefined;

  constructor({ text, ast, comments }: { readonly text: string; readonly ast: Module; readonly comments: readonly Comment[] }) {
    super({ text, ast, lineEndingPattern: /\r\n|\r|\n/u });
    this.comments = comments;
  }

  override getParent(node: Node): Node | undefined {
    return node.parent ?? undefined;
  }

  /**
   * Not of the interface of languages, but JavaScript's: of ESLint's recommended rules one asks for it in every file,
   * and would stop ESLint where a configuration has these rules without `files`.
   */
  getAllComments(): readonly Comment[] {
    return this.comments;
  }

  /** Made as ESLint asks for them. A step has no `args`, so that listeners get the node, and none of them is garbage. */
  override *traverse(): Generator<TraversalStep> {
    // `null` before a node: what is inside it has been visited.
    const stack: (Node | null)[] = [this.ast];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node === null) {
        yield { kind: 1, target: stack.pop(), phase: 2 } as VisitTraversalStep;
        continue;
      }
      yield { kind: 1, target: node, phase: 1 } as VisitTraversalStep;
      stack.push(node, null);
      const keys = VISITOR_KEYS[node.type];
      for (let key = keys.length - 1; key >= 0; key--) {
        const child = (node as unknown as Readonly<Record<string, Child | readonly Child[]>>)[keys[key] ?? ''];
        if (isList(child)) for (let index = child.length - 1; index >= 0; index--) pushTo(stack, child[index]);
        else pushTo(stack, child);
      }
    }
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
    return (this.#directives ??= this.text.includes('eslint') ? directiveComments(this.text, this.comments) : []);
  }
}

interface Types {
  LangOptions: Record<string, unknown>;
  RootNode: Module;
  SyntaxElementWithLoc: Node | DirectiveComment;
  ConfigNode: DirectiveComment;
}

/** Lists hold `null` too: for the key of `**value` in a dict, and for the default that a keyword-only parameter has not. */
type Child = Node | null | undefined;

function isList(child: Child | readonly Child[]): child is readonly Child[] {
  return Array.isArray(child);
}

function pushTo(stack: (Node | null)[], child: Child): void {
  if (child) stack.push(child);
}
