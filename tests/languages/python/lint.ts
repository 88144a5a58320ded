import { Linter, type Rule } from 'eslint';
import plugin from '../../../src/index.js';
import type { Call } from '../../../src/languages/python/syntax/ast.js';

/** Reports every call of `bad`; the fix calls `good`, the suggestion removes the arguments. */
const noBadCalls: Rule.RuleModule = {
  meta: { type: 'problem', fixable: 'code', hasSuggestions: true, messages: { bad: 'Bad.', bare: 'Without arguments.' }, schema: [] },
  create: (context) => ({
    Call(found: unknown) {
      const { func, loc, range } = found as Call;
      if (func.type !== 'Name' || func.id !== 'bad') return;
      context.report({
        loc,
        messageId: 'bad',
        fix: (write) => write.replaceTextRange([...func.range], 'good'),
        suggest: [{ messageId: 'bare', fix: (write) => write.replaceTextRange([func.range[1], range[1]], '()') }],
      });
    },
  }),
};

/** Uses `name` from a module that it imports at the top of the file: a fix with two edits, far apart. */
const useEnvironment: Rule.RuleModule = {
  meta: { type: 'problem', fixable: 'code', messages: { literal: 'Literal.' }, schema: [] },
  create: (context) => ({
    Constant(found: unknown) {
      const { range } = found as Call;
      if (context.sourceCode.text.slice(...range) !== "'url'") return;
      context.report({
        loc: (found as Call).loc,
        messageId: 'literal',
        fix: (write) => [
          ...(context.sourceCode.text.includes('import os') ? [] : [write.insertTextBeforeRange([0, 0], 'import os\n')]),
          write.replaceTextRange([...range], "os.environ['URL']"),
        ],
      });
    },
  }),
};

const config: Linter.Config[] = [
  ...plugin.configs.python,
  {
    files: ['**/*.py'],
    plugins: { test: { rules: { 'no-bad-calls': noBadCalls, 'use-environment': useEnvironment } } },
    rules: { 'test/no-bad-calls': 'error', 'test/use-environment': 'error' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
];

/** ESLint's messages for Python, or for a notebook, with rules of these tests' own. */
export function lint(text: string, filename = 'app.py', extra: readonly Linter.Config[] = []): Linter.LintMessage[] {
  return new Linter().verify(text, [...config, ...extra], { filename, filterCodeBlock: () => true });
}

/** The text after ESLint's fixes, in as many passes as it takes. */
export function fix(text: string, filename = 'app.py'): string {
  return new Linter().verifyAndFix(text, config, { filename, filterCodeBlock: () => true }).output;
}

/** `line:column-line:column rule` */
export function places(messages: readonly Linter.LintMessage[]): string[] {
  return messages.map(
    ({ line, column, endLine, endColumn, ruleId, message }) =>
      `${line}:${column}${endLine === undefined ? '' : `-${endLine}:${endColumn ?? 0}`} ${ruleId ?? message}`,
  );
}

/** What ESLint and editors do with one fix or suggestion. */
export function apply(text: string, change: Rule.Fix | undefined): string {
  if (!change) throw new Error('There is nothing to apply.');
  return text.slice(0, change.range[0]) + change.text + text.slice(change.range[1]);
}
