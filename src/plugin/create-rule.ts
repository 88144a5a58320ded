import type { Rule } from 'eslint';
import type { FileView } from '../model/language.js';
import type { Intent } from '../model/fix.js';
import type { Settings } from '../model/settings.js';
import type { Span } from '../model/span.js';
import { chooseRepairs } from './choose-fixes.js';
import { fileFacts, mayHaveFacts } from './file-facts.js';
import { guardOf } from './internal-errors.js';
import { ROOT_NODES } from './languages.js';
import { messageData } from './message.js';
import { checkRoot } from './open-project.js';
import { readSettings } from './settings.js';

/** A rule as its author writes it: what it is called, what it says, and a pure check of a file's facts. */
export interface RuleDefinition<Message extends string, Options extends object> {
  /** Id without the plugin's prefix; also the name of the rule's file, test and page. */
  readonly name: string;
  readonly docs: {
    /** Completes "This rule will …": a verb phrase without a full stop. */
    readonly description: string;
    /** The smallest preset that has the rule; larger ones have it too. */
    readonly preset: Preset;
  };
  readonly type: 'problem' | 'suggestion';
  /**
   * Texts with `{{placeholders}}`: a first sentence of at most 90 characters that says what is wrong, then the consequence, then
   * what to do; 200 characters in all as rendered. Code stands in backticks and is cut to fit ({@link messageData}).
   */
  readonly messages: Readonly<Record<Message, string>>;
  /** One strict object of options, each with a description and a default. */
  readonly options?: { readonly [Key in keyof Options]: OptionSchema<Options[Key]> };
  /** Options that the larger presets set, for what is a matter of taste. */
  readonly strictOptions?: Partial<Options>;
  /** Whether findings come with repairs. */
  readonly repairs: boolean;
  /** Reads facts and problems, reports findings. It sees no tree and no ESLint, so it holds for every language. */
  check(file: FileView, report: Report<Message>, context: RuleContext<Options>): void;
}

/** `recommended` ⊂ `strict` ⊂ `all`. */
export type Preset = 'recommended' | 'strict' | 'all';

/** JSON schema of one option. */
export interface OptionSchema<Value> {
  readonly type: 'string' | 'integer' | 'boolean' | 'array';
  readonly description: string;
  readonly default: Value;
  readonly [keyword: string]: unknown;
}

/** What is done with calls that certainly go to a hosted provider: an option of the rules about a server that is not there. */
export type Hosted = 'ignore' | 'report';

export const HOSTED: OptionSchema<Hosted> = {
  type: 'string',
  enum: ['ignore', 'report'],
  description: "Whether calls are reported that certainly go to a hosted provider's own address. The `strict` preset reports them.",
  default: 'ignore',
};

/** Reports a finding to the linter. */
export type Report<Message extends string> = (finding: Finding<Message>) => void;

/** Something wrong, where, and what would repair it. */
export interface Finding<Message extends string> {
  readonly at: Span;
  readonly messageId: Message;
  readonly data?: Readonly<Record<string, string>>;
  /** Becomes the fix where the language writes it as `safe`, else the first suggestion. */
  readonly fix?: Intent | undefined;
  /** Suggestions, the safest first. */
  readonly suggest?: readonly Intent[];
  /** The code says what a person decided (`maxRetries: 0`): whatever the settings ask for, suggestions stay suggestions. */
  readonly isDecided?: boolean;
}

/** What a rule may know besides the facts. */
export interface RuleContext<Options extends object> {
  readonly settings: Settings;
  /** The user's options over the defaults. */
  readonly options: Readonly<Options>;
  /** The line, from 1, of an offset. */
  lineOf(offset: number): number;
}

/**
 * Makes an ESLint rule of a definition.
 *
 * @throws {TypeError} The rule throws when `settings.vllm` is wrong, naming the key.
 */
export function createRule<Message extends string, Options extends object = Readonly<Record<string, never>>>(
  definition: RuleDefinition<Message, Options>,
): VllmRule {
  const { name, docs, type, messages, options, strictOptions, repairs } = definition;
  const defaults = Object.fromEntries(Object.entries<OptionSchema<unknown>>(options ?? {}).map(([key, schema]) => [key, schema.default]));
  return {
    meta: {
      type,
      docs: {
        description: docs.description,
        recommended: docs.preset === 'recommended',
        preset: docs.preset,
        ...(strictOptions && { strictOptions }),
        url: `${PAGES}/${name}.md`,
      },
      // Every suggestion may become a fix (`settings.vllm.fixes`), so whatever has repairs is fixable to ESLint.
      ...(repairs && { fixable: 'code' as const }),
      // Where editors cannot, a suggestion disables the rule for a line.
      hasSuggestions: true,
      messages,
      schema: options ? [{ type: 'object', properties: options, additionalProperties: false }] : [],
      ...(options && { defaultOptions: [defaults] }),
    },
    create(context) {
      const settings = readSettings(context.settings['vllm']);
      checkRoot(context.cwd, settings);
      if (!mayHaveFacts(context, settings)) return {};
      const check = () => {
        const file = fileFacts(context, settings);
        const report: Report<Message> = ({ at, messageId, data, fix, suggest = [], isDecided = false }) => {
          const { sourceCode } = context;
          context.report({
            loc: { start: sourceCode.getLocFromIndex(at.start), end: sourceCode.getLocFromIndex(at.end) },
            messageId,
            ...(data && { data: messageData(messages[messageId], data) }),
            ...chooseRepairs(
              fix,
              suggest,
              file.repair,
              isDecided ? { ...settings, fixes: 'safe' } : settings,
              file.disable?.(at, context.id),
            ),
          });
        };
        const own: RuleContext<Options> = {
          settings,
          options: { ...defaults, ...(context.options[0] as object | undefined) } as Options,
          lineOf: (offset) => context.sourceCode.getLocFromIndex(offset).line,
        };
        guardOf(context.filename)(`the rule ${name}`, () => {
          definition.check(file, report, own);
        });
      };
      return Object.fromEntries(ROOT_NODES.map((type) => [type, check]));
    },
  };
}

/** An ESLint rule whose `meta.docs` is complete. */
export type VllmRule = Rule.RuleModule & {
  readonly meta: Rule.RuleMetaData & {
    readonly docs: { readonly description: string; readonly url: string; readonly preset: Preset; readonly strictOptions?: object };
  };
};

/** Where the pages of the rules are published. */
const PAGES = 'https://github.com/eslint-plugin-vllm/eslint-plugin-vllm/blob/main/docs/rules';
