// Measurements for `bench.mjs`, printed as JSON.
// `parse` or `rules`: lints a folder once with no rules, or with all of the built plugin's; memory in KiB.
// `paired`: lints each file both ways, one right after the other and in turns first, so that what else the machine does hits both; seconds.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import plugin from '../dist/index.js';

const [kind, folder] = process.argv.slice(2);

function eslintWith(rules) {
  const config = {
    files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
    languageOptions: { parser },
    plugins: { vllm: plugin },
    rules,
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  };
  return new ESLint({ cwd: folder, overrideConfigFile: true, errorOnUnmatchedPattern: false, overrideConfig: [{ ignores: ['**/node_modules/', '**/dist/', '**/*.min.js'] }, config] });
}

const { rules } = plugin.configs.all;
const results = await eslintWith(kind === 'parse' ? {} : rules).lintFiles(['.']);
const messages = results.flatMap((result) => result.messages);
const measured = {
  files: results.length,
  findings: messages.filter(({ ruleId }) => ruleId?.startsWith('vllm/')).length,
  unread: messages.filter(({ fatal }) => fatal).length,
  rss: process.resourceUsage().maxRSS,
};

if (kind === 'paired') {
  const linters = { parse: eslintWith({}), rules: eslintWith(rules) };
  const seconds = { parse: 0, rules: 0 };
  for (const [i, { filePath }] of results.entries()) {
    const text = readFileSync(filePath, 'utf8');
    for (const which of i % 2 === 0 ? ['parse', 'rules'] : ['rules', 'parse']) {
      const started = performance.now();
      await linters[which].lintText(text, { filePath });
      seconds[which] += (performance.now() - started) / 1000;
    }
  }
  measured.seconds = seconds;
}
console.log(JSON.stringify(measured));
