import { ConfigCommentParser, Directive, type DirectiveType, type RulesConfig } from '@eslint/plugin-kit';

/** A place in lines from 1 and columns from 0, as ESLint's. */
export interface SourceLocation {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** A comment that begins with `#`. */
export interface HashComment {
  readonly range: readonly [start: number, end: number];
  readonly loc: SourceLocation;
}

/** A comment, or the part of one, that speaks to ESLint: `# eslint-disable-next-line vllm/require-retry -- why`. */
export interface DirectiveComment {
  readonly type: 'Comment';
  readonly range: readonly [start: number, end: number];
  readonly loc: SourceLocation;
  /** `eslint`, `eslint-disable`, … */
  readonly label: string;
  /** What follows the label: rules, or a configuration. */
  readonly value: string;
  /** What follows ` -- `. */
  readonly justification: string;
}

/**
 * Finds the comments that speak to ESLint. Other tools' comments may stand before and after one in the same
 * comment, as is the custom in Python: `# noqa: E501  # eslint-disable-line`.
 */
export function directiveComments(text: string, comments: readonly HashComment[]): readonly DirectiveComment[] {
  return comments.flatMap((comment) => {
    const [start, end] = comment.range;
    const content = text.slice(start, end).trimEnd();
    const match = content.includes('eslint') ? DIRECTIVE.exec(content) : null;
    const directive = match?.[0].trimEnd() ?? '';
    const parsed = match && parser.parseDirective(directive.slice(1));
    if (!parsed || (parsed.label === 'eslint' && !CONFIGURATION.test(parsed.value))) return [];
    const { line, column } = comment.loc.start;
    const from = column + match.index;
    return {
      type: 'Comment',
      range: [start + match.index, start + match.index + directive.length],
      loc: { start: { line, column: from }, end: { line, column: from + directive.length } },
      label: parsed.label,
      value: parsed.value,
      justification: parsed.justification,
    };
  });
}

const parser = new ConfigCommentParser();

/** To the end of the comment, or to another tool's `#`; in a justification `#12` may be an issue. Linear: spaces are looked at one at a time. */
const DIRECTIVE = /#\s{0,99}eslint(?:-disable(?:-next-line|-line)?|-enable)?(?=\s|$)(?:(?!\s#)[^])*?(?:\s-{2,99}\s[^]*|$|(?=\s#))/;

/** A rule and a severity, or a plugin's rule. Prose that begins with "eslint" is no configuration. */
const CONFIGURATION = /^["']?(?:[\w@-]+\/[\w/-]+["']?\s*:|[\w-]+["']?\s*:\s*(?:\[|["']?(?:off|warn|error|[012])\b))/;

/** The comments that switch rules off and on. */
export function disableDirectives(text: string, comments: readonly DirectiveComment[]): Directive[] {
  return comments.flatMap((comment) => {
    const { label, value, justification } = comment;
    if (label === 'eslint') return [];
    const node = { type: comment.type, loc: comment.loc, range: removalRange(text, comment.range) };
    return new Directive({ type: label.slice('eslint-'.length) as DirectiveType, node, value, justification });
  });
}

/**
 * What is removed where a directive turns out to be unused. ESLint puts one space in its place; where the comment
 * has an indented line to itself, that space can be the first one of the next line, and no blank line is left.
 */
function removalRange(text: string, [start, end]: readonly [number, number]): readonly [number, number] {
  const indentation = /(?:^|[\r\n])([ ]+)$/.exec(text.slice(0, start))?.[1];
  const next = /^[^\S\r\n]*(?:\r\n|\r|\n) /.exec(text.slice(end));
  return indentation !== undefined && next ? [start - indentation.length, end + next[0].length] : [start, end];
}

/** The rules that comments configure (`# eslint vllm/require-retry: "off"`), and the comments that cannot be read. */
export function inlineConfigs(comments: readonly DirectiveComment[]): {
  readonly configs: InlineConfig[];
  readonly problems: InlineProblem[];
} {
  const configs: InlineConfig[] = [];
  const problems: InlineProblem[] = [];
  for (const { label, value, loc } of comments) {
    if (label !== 'eslint') continue;
    const result = parser.parseJSONLikeConfig(value);
    if (result.ok) configs.push({ config: { rules: result.config }, loc });
    else problems.push({ ruleId: null, message: result.error.message, loc });
  }
  return { configs, problems };
}

interface InlineConfig {
  readonly config: { readonly rules: RulesConfig };
  readonly loc: SourceLocation;
}

interface InlineProblem {
  readonly ruleId: null;
  readonly message: string;
  readonly loc: SourceLocation;
}
