import { type Directive, TextSourceCodeBase, type TraversalStep } from '@eslint/plugin-kit';
import { FACT_SOURCE, type FactSource, type FileFacts } from '../../model/fact-source.js';
import type { Settings } from '../../model/settings.js';
import { type Comment, type Module, type Node, VISITOR_KEYS } from './ast.js';
import { type DirectiveComment, directiveComments, disableDirectives, inlineConfigs } from './directives.js';
import { disableComment } from './disable-comment.js';
import { hasPythonSignal, readPython } from './extract.js';

/** A Python file as ESLint's rules see it. */
export class PythonSourceCode extends TextSourceCodeBase<Types> implements FactSource {
  /** All comments, in source order. */
  readonly comments: readonly Comment[];
  /** ESLint does not write to them; its type has forgotten to say so. */
  readonly visitorKeys = VISITOR_KEYS as unknown as Record<string, string[]>;
  readonly [FACT_SOURCE]: FactSource[typeof FACT_SOURCE];
  #directives: readonly DirectiveComment[] | undefined;

  constructor({ text, ast, comments }: { readonly text: string; readonly ast: Module; readonly comments: readonly Comment[] }) {
    super({ text, ast, lineEndingPattern: /\r\n|\r|\n/u });
    this.comments = comments;
    this[FACT_SOURCE] = {
      hasSignal: (settings) => hasPythonSignal(text, settings),
      read: (filename, settings) => this.#read(filename, settings),
    };
  }

  #read(filename: string, settings: Settings): FileFacts {
    const { text, ast, comments } = this;
    const file = readPython({ text, ast, comments }, filename, settings);
    return { facts: file.facts, repair: (intent) => file.repair(intent), disable: (at, ruleId) => disableComment(text, at, ruleId) };
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

  /** Made as ESLint asks for them: most files have no listener beyond the module. */
  override *traverse(): Generator<TraversalStep> {
    const nodes: Node[] = [this.ast];
    const left: boolean[] = [false];
    for (let node = nodes.pop(); node; node = nodes.pop()) {
      const leaving = left.pop() === true;
      yield { kind: 1, target: node, phase: leaving ? 2 : 1, args: [node, node.parent] };
      if (leaving) continue;
      nodes.push(node);
      left.push(true);
      const keys = VISITOR_KEYS[node.type];
      for (let key = keys.length - 1; key >= 0; key--) {
        const child = (node as unknown as Readonly<Record<string, Node | readonly (Node | null)[] | null>>)[keys[key] ?? ''];
        if (!child) continue;
        if (!Array.isArray(child)) {
          nodes.push(child as Node);
          left.push(false);
          continue;
        }
        for (let index = child.length - 1; index >= 0; index--) {
          const item = (child as readonly (Node | null)[])[index];
          // `None` as the key of `**value` in a dict, or as the default that a keyword-only parameter has not.
          if (!item) continue;
          nodes.push(item);
          left.push(false);
        }
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
