import type { ESLint, Linter } from 'eslint';

/**
 * Leaves out what a scan with one plugin cannot judge: comments that configure rules of other plugins
 * ("Definition for rule … not found"), and files that ESLint was told to ignore.
 */
export function onlyOurs(result: ESLint.LintResult): ESLint.LintResult {
  const messages = result.messages.filter(isOurs);
  return {
    ...result,
    messages,
    errorCount: count(messages, ({ severity }) => severity === 2),
    warningCount: count(messages, ({ severity }) => severity === 1),
    fatalErrorCount: count(messages, ({ fatal }) => fatal === true),
    fixableErrorCount: count(messages, ({ severity, fix }) => severity === 2 && fix !== undefined),
    fixableWarningCount: count(messages, ({ severity, fix }) => severity === 1 && fix !== undefined),
  };
}

function isOurs({ ruleId, fatal, message }: Linter.LintMessage): boolean {
  // A comment of ESLint 8 (`/* eslint-env */`) is fatal to ESLint's eyes, although the file is linted.
  return (fatal === true && !message.includes('eslint-env')) || ruleId?.startsWith('vllm/') === true;
}

function count(messages: readonly Linter.LintMessage[], test: (message: Linter.LintMessage) => boolean): number {
  return messages.filter(test).length;
}
