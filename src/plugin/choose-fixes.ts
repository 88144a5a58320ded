import type { Linter, Rule } from 'eslint';
import type { Intent, Repair } from '../model/fix.js';
import type { Settings } from '../model/settings.js';
import { shownTitle } from './message.js';

/** The part of an ESLint report that changes text. */
export interface ChosenRepairs {
  readonly fix?: Rule.ReportFixer;
  readonly suggest?: Rule.SuggestionReportDescriptor[];
}

/**
 * Decides, for one finding, what is applied on save and what a person has to choose. This is the only
 * place that does.
 *
 * A safe repair of the fix intent is the fix; everything else is a suggestion, in the rule's order. With
 * `fixes: 'suggested'` the first suggestion of a finding without a fix becomes its fix. Silencing the rule is the
 * last suggestion, and never the fix.
 *
 * @param write Turns an intent into edits; `undefined` where the language cannot.
 * @param disable Silences the rule for the finding's line, where the language offers that.
 */
export function chooseRepairs(
  fix: Intent | undefined,
  suggest: readonly Intent[],
  write: (intent: Intent) => Repair | undefined,
  settings: Settings,
  disable?: Repair,
): ChosenRepairs {
  const first = fix && write(fix);
  if (first?.applicability === 'safe') return chosen(first, suggest.map(write), disable);
  const [candidate, ...others] = [first, ...suggest.map(write)].filter((repair) => repair !== undefined);
  if (settings.fixes === 'suggested' && candidate) return chosen(candidate, others, disable);
  return chosen(undefined, [candidate, ...others], disable);
}

function chosen(fix: Repair | undefined, suggestions: readonly (Repair | undefined)[], disable: Repair | undefined): ChosenRepairs {
  return {
    ...(fix && { fix: fixer(fix) }),
    suggest: [
      ...suggestions.flatMap((repair) => (repair ? [{ desc: shownTitle(repair.title), fix: fixer(repair) }] : [])),
      // Its title names the rule and the comment in full.
      ...(disable ? [{ ...DISABLING, desc: disable.title, fix: fixer(disable) }] : []),
    ],
  };
}

/** What a suggestion has that disables a rule. ESLint hands on what it does not know. */
const DISABLING = { kind: 'disable' } as const;

/** Whether a suggestion of a finding disables its rule, instead of repairing the code. */
export function isDisabling(suggestion: Linter.LintSuggestion): boolean {
  return (suggestion as Partial<typeof DISABLING>).kind === DISABLING.kind;
}

function fixer({ edits }: Repair): Rule.ReportFixer {
  return (write) => edits.map(({ span, text }) => write.replaceTextRange([span.start, span.end], text));
}
