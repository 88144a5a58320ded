import { TITLES } from '../../../../engine/fixes/titles.js';
import type { BlindRetry } from '../../../../model/problems/blind-retry.js';
import type { Repair } from '../../../../model/fix.js';
import { argumentAt } from '../../values/arguments.js';
import type { RepairContext } from '../context.js';
import { createImports } from '../text/imports.js';

/** Gives a retry library the classes of what may pass, so that it leaves out what fails the same each time. */
export function chooseWhatToRetry(retry: BlindRetry, context: RepairContext): Repair | undefined {
  const use = context.blind().get(retry);
  const passing = context.raws.get(retry.call)?.failure.passing;
  const proposal = use && 'known' in use ? use.known.wrapper.selects?.proposal : undefined;
  if (!use || !('known' in use) || !proposal || !passing || !('classes' in passing)) return undefined;
  const imports = createImports(context);
  const named = (qualified: string): string | undefined => {
    const dot = qualified.lastIndexOf('.');
    return imports.text({ module: qualified.slice(0, dot), name: qualified.slice(dot + 1) }, use.node);
  };
  const classes = passing.classes.map(named);
  const helpers = (proposal.imports ?? []).map(({ module, name }) => [name, named(`${module}.${name}`)] as const);
  if (classes.includes(undefined) || helpers.some(([, text]) => text === undefined)) return undefined;
  const value = helpers
    .reduce((text, [name, own]) => text.replace(name, own ?? name), proposal.template)
    .replace('CLASSES', `(${classes.join(', ')})`);
  const about = { applicability: 'unsafe' as const, title: TITLES.retryOnly() };
  const [keyword = ''] = proposal.at.split('|');
  const { call } = use;
  // A bare `@retry`.
  if (!call)
    return {
      ...about,
      edits: [...imports.edits(), { span: { start: use.node.range[1], end: use.node.range[1] }, text: `(${keyword}=${value})` }],
    };
  const given = argumentAt(call, proposal.at, context.evaluator.valueOf);
  if (given.kind === 'unknown') return undefined;
  if (given.kind === 'given') {
    const [start, end] = given.node.range;
    return start >= call.range[0] && end <= call.range[1]
      ? { ...about, edits: [...imports.edits(), { span: { start, end }, text: value }] }
      : undefined;
  }
  const ends = [...call.args, ...call.keywords].map(({ range }) => range[1]);
  if (ends.length > 0) {
    const at = Math.max(...ends);
    return { ...about, edits: [...imports.edits(), { span: { start: at, end: at }, text: `, ${keyword}=${value}` }] };
  }
  const inside = call.range[1] - 1;
  return context.file.text.slice(call.func.range[1], call.range[1]) === '()'
    ? { ...about, edits: [...imports.edits(), { span: { start: inside, end: inside }, text: `${keyword}=${value}` }] }
    : undefined;
}
