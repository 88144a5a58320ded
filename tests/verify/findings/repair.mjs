// The linter as its users have it: findings of one rule in a text, and the text after the linter's own repair.
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

/** More repairs than any program has findings. */
const ROUNDS = 5;

/** Loads the plugin from `dist` and gives `(program, folder) → { findings, text, title }`. */
export async function linter() {
  const { default: plugin } = await import(new URL('../../../dist/index.js', import.meta.url).href);
  return { rules: Object.keys(plugin.rules), repaired: (program, folder) => repaired(program, folder, plugin) };
}

/**
 * The findings of the program's rule, and its twin: the fix, or the suggestion of that title, until nothing is reported;
 * no text where the program says that it has no repair.
 */
function repaired({ rule, file, text, repair, language, unrepaired }, folder, plugin) {
  const linter = new Linter({ cwd: folder });
  // A program is a project of its own: what stands beside it are runs of other programs.
  const common = { plugins: { vllm: plugin }, rules: { [`vllm/${rule}`]: 'error' }, settings: { vllm: { project: false } } };
  const config = [
    language === 'python'
      ? { ...common, files: ['**/*.py'], language: 'vllm/python' }
      : { ...common, files: ['**/*.{mjs,ts}'], ...(file.endsWith('.ts') && { languageOptions: { parser } }) },
  ];
  const find = (code) => {
    const messages = linter.verify(code, config, { filename: join(folder, file) });
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(`does not parse: ${fatal.line}:${fatal.column} ${fatal.message}\n${code}`);
    return messages;
  };
  const findings = find(text);
  if (findings.length === 0) throw new Error('the rule reports nothing');
  if (unrepaired) {
    const offered = findings.flatMap(offersOf);
    if (offered.length > 0 || findings.some(({ fix }) => fix))
      throw new Error(`is said to have no repair, but has: ${offered.map(({ desc }) => desc).join(', ') || 'a fix'}`);
    return { findings, title: '' };
  }
  let [code, left] = [text, findings];
  const titles = new Set();
  for (let round = 0; left.length > 0 && round < ROUNDS; round++) {
    const { edit, title } = choose(left[0], repair);
    titles.add(title);
    code = code.slice(0, edit.range[0]) + edit.text + code.slice(edit.range[1]);
    left = find(code);
  }
  if (left.length > 0) throw new Error(`the repaired program is still reported: ${left[0].message}\n${code}`);
  return { findings, text: code, title: [...titles].join(', then ') };
}

/** Suggestions but that of silencing the rule. */
function offersOf({ suggestions = [] }) {
  return suggestions.filter(({ desc }) => !desc.startsWith('Disable `'));
}

function choose(finding, wanted) {
  const { fix, message } = finding;
  if (fix && !wanted) return { edit: fix, title: 'the fix' };
  const options = offersOf(finding);
  const found = wanted ? options.find(({ desc }) => desc.startsWith(wanted)) : options[0];
  if (!found)
    throw new Error(
      `no suggestion ${wanted ? `"${wanted}"` : ''} but ${options.map(({ desc }) => `"${desc}"`).join(', ') || 'none'}: ${message}`,
    );
  return { edit: found.fix, title: found.desc };
}
