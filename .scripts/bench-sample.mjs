// One measurement for `bench.mjs`: lints a folder with the built plugin's rules, or with none, and prints seconds, CPU seconds and KiB as JSON.
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import plugin from '../dist/index.js';

const [kind, folder] = process.argv.slice(2);
const config = {
  files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
  languageOptions: { parser },
  plugins: { vllm: plugin },
  rules: kind === 'rules' ? plugin.configs.all.rules : {},
  linterOptions: { reportUnusedDisableDirectives: 'off' },
};
const eslint = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  errorOnUnmatchedPattern: false,
  overrideConfig: [{ ignores: ['**/node_modules/', '**/dist/', '**/*.min.js'] }, config],
});

const started = performance.now();
const results = await eslint.lintFiles(['.']);
const seconds = (performance.now() - started) / 1000;

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const messages = results.flatMap((result) => result.messages);
console.log(
  JSON.stringify({
    seconds,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    rss: maxRSS,
    files: results.length,
    findings: messages.filter(({ ruleId }) => ruleId?.startsWith('vllm/')).length,
    unread: messages.filter(({ fatal }) => fatal).length,
  }),
);
