// `npm run compare [-- --check]`: runs other linters, with every rule that they have, on five broken files of the example
// application, and writes what they report into the README (`--check`: fails if the README says something else).
// The tools come from npm and PyPI, in the versions below, and are kept in node_modules/.cache.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FILES = ['chat.js', 'titles.js', 'server.ts', 'classify.py', 'translate.py'];
const JAVASCRIPT = FILES.filter((file) => !file.endsWith('.py'));
const PYTHON = FILES.filter((file) => file.endsWith('.py'));

const NPM = {
  eslint: '10.15.0',
  '@eslint/js': '10.0.1',
  'typescript-eslint': '8.74.0',
  'eslint-plugin-sonarjs': '4.2.2',
  'eslint-plugin-promise': '7.3.0',
  oxlint: '1.95.0',
  '@biomejs/biome': '2.6.8',
  // What typed rules need to know the code.
  typescript: '6.0.3',
  globals: '17.14.0',
  '@types/node': '26.6.11',
  '@types/express': '5.0.6',
  '@ai-sdk/openai-compatible': '2.0.92',
  ai: '6.0.326',
  express: '5.3.0',
  openai: '6.49.0',
};
const PYPI = { ruff: '0.17.6', bandit: '1.9.4', pylint: '4.1.4' };

/**
 * Rules of these tools that are about what goes wrong in the files: an address in the code, a failure that nothing handles
 * or that a handler swallows, a missing timeout or retry. Whatever else they report is counted in brackets.
 */
const RELATED = new Set([
  ...['no-empty', 'preserve-caught-error', 'require-atomic-updates'],
  ...[
    '@typescript-eslint/no-floating-promises',
    '@typescript-eslint/no-misused-promises',
    '@typescript-eslint/use-unknown-in-catch-callback-variable',
  ],
  ...['sonarjs/no-ignored-exceptions', 'sonarjs/no-hardcoded-ip', 'sonarjs/no-clear-text-protocols', 'sonarjs/no-try-promise'],
  ...['promise/catch-or-return', 'promise/no-promise-in-callback', 'promise/prefer-catch'],
  ...[
    'eslint(no-empty)',
    'oxc(no-async-endpoint-handlers)',
    'typescript(no-floating-promises)',
    'promise(catch-or-return)',
    'node(handle-callback-err)',
  ],
  ...[
    'lint/suspicious/noEmptyBlockStatements',
    'lint/nursery/noFloatingPromises',
    'lint/nursery/noMisusedPromises',
    'lint/complexity/noUselessCatch',
  ],
  ...['S110', 'S112', 'S113', 'S310', 'BLE001', 'E722', 'TRY203', 'TRY400', 'TRY401', 'ASYNC109'],
  ...['B110', 'B112', 'B113', 'B310'],
  ...['missing-timeout', 'bare-except', 'broad-exception-caught', 'try-except-raise'],
]);

/** Which rules are on says the variable `LINT_SET`. */
const ESLINT_CONFIG = `
import js from '@eslint/js';
import promise from 'eslint-plugin-promise';
import sonarjs from 'eslint-plugin-sonarjs';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const everyRule = (name, plugin) => ({
  plugins: { [name]: plugin },
  rules: Object.fromEntries(Object.entries(plugin.rules).filter(([, rule]) => !rule.meta?.deprecated).map(([rule]) => [name + '/' + rule, 'error'])),
});
const sets = { eslint: [js.configs.all], 'typescript-eslint': tseslint.configs.all, sonarjs: [everyRule('sonarjs', sonarjs)], promise: [everyRule('promise', promise)] };

export default [
  { files: ['**/*.{js,ts}'], languageOptions: { parser: tseslint.parser, globals: globals.node, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname + '/app' } } },
  ...sets[process.env.LINT_SET],
];
`;

const cache = join(root, 'node_modules/.cache/other-tools');
// Linters leave out what lies in node_modules, so the files are copied to where nothing is ignored.
const work = mkdtempSync(join(tmpdir(), 'other-tools-'));
const app = join(work, 'app');
const pythonBin = join(cache, 'python', process.platform === 'win32' ? 'Scripts' : 'bin');
install();

/** What each tool reports: for each file, the ids of the rules. */
const rows = [
  [`ESLint ${NPM.eslint}, \`js/all\``, JAVASCRIPT, eslint('eslint')],
  [`typescript-eslint ${NPM['typescript-eslint']}, \`all\` with types`, JAVASCRIPT, eslint('typescript-eslint')],
  [`eslint-plugin-sonarjs ${NPM['eslint-plugin-sonarjs']}, all`, JAVASCRIPT, eslint('sonarjs')],
  [`eslint-plugin-promise ${NPM['eslint-plugin-promise']}, all`, JAVASCRIPT, eslint('promise')],
  [`oxlint ${NPM.oxlint}, all`, JAVASCRIPT, oxlint()],
  [`Biome ${NPM['@biomejs/biome']}, all`, JAVASCRIPT, biome()],
  [`Ruff ${PYPI.ruff}, \`ALL\``, PYTHON, ruff()],
  [`Bandit ${PYPI.bandit}`, PYTHON, bandit()],
  [`Pylint ${PYPI.pylint}, all`, PYTHON, pylint()],
];
publish(table());
rmSync(work, { recursive: true });

function table() {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const cell = (rules, isRead) => {
    if (!isRead) return '';
    const related = rules.filter((rule) => RELATED.has(rule)).length;
    const others = rules.length - related;
    return others > 0 ? `${related} (${others})` : String(related);
  };
  const ours = vllmLint();
  const found = rows.flatMap(([tool, , reports]) =>
    FILES.flatMap((file) =>
      (reports[file] ?? []).filter((rule) => RELATED.has(rule)).map((rule) => `\`${rule}\` of ${tool.split(' ')[0]} (${file})`),
    ),
  );
  return [
    line(['', ...FILES.map((file) => `[${file}](docs/examples/broken/src/${file})`)]),
    line(['---', ...FILES.map(() => '--:')]),
    ...rows.map(([tool, read, reports]) => line([tool, ...FILES.map((file) => cell(reports[file] ?? [], read.includes(file)))])),
    line(['**eslint-plugin-vllm**, `recommended`', ...FILES.map((file) => `**${ours[file]?.length ?? 0}**`)]),
    '',
    `Related findings of the others: ${found.length === 0 ? 'none' : [...new Set(found)].join(', ')}.`,
  ].join('\n');
}

function publish(text) {
  const readme = join(root, 'README.md');
  const now = readFileSync(readme, 'utf8');
  const next = now.replace(
    /(<!-- begin other tools -->\n)[^]*?(\n<!-- end other tools -->)/,
    (_, begin, end) => `${begin}\n${text}\n${end}`,
  );
  if (!process.argv.includes('--check')) writeFileSync(readme, next);
  else if (next !== now) {
    console.error(`The README's table of other tools is out of date; run: npm run compare\n\n${text}`);
    process.exit(1);
  }
  console.log(text);
}

function install() {
  const stamp = join(cache, 'installed.json');
  const wanted = JSON.stringify([NPM, PYPI]);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: NPM }));
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], { shell: process.platform === 'win32' });
    run('python3', ['-m', 'venv', join(cache, 'python')]);
    run(join(pythonBin, 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      ...Object.entries(PYPI).map(([name, version]) => `${name}==${version}`),
    ]);
    writeFileSync(stamp, wanted);
  }
  symlinkSync(join(cache, 'node_modules'), join(work, 'node_modules'), 'junction');
  for (const file of FILES) cpSync(join(root, 'docs/examples/broken/src', file), join(app, file));
  cpSync(join(root, 'docs/examples/broken/package.json'), join(app, 'package.json'));
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2023',
    skipLibCheck: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    types: ['node'],
  };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: JAVASCRIPT }));
  writeFileSync(
    join(work, 'biome.json'),
    JSON.stringify({
      linter: {
        rules: Object.fromEntries(
          ['a11y', 'complexity', 'correctness', 'nursery', 'performance', 'security', 'style', 'suspicious'].map((group) => [group, 'on']),
        ),
      },
    }),
  );
  writeFileSync(join(work, 'eslint.config.mjs'), ESLINT_CONFIG);
}

/** @returns {Record<string, string[]>} Ids of rules, by the file's name. */
function byFile(findings) {
  const found = {};
  for (const [path, rule] of findings) (found[basename(path)] ??= []).push(rule);
  return found;
}

function eslint(set) {
  const results = json(process.execPath, ['node_modules/eslint/bin/eslint.js', '-f', 'json', 'app'], {
    env: { ...process.env, LINT_SET: set },
  });
  return byFile(results.flatMap(({ filePath, messages }) => messages.map(({ ruleId, message }) => [filePath, ruleId ?? message])));
}

function oxlint() {
  return byFile(
    json(process.execPath, ['node_modules/oxlint/bin/oxlint', '-D', 'all', '-f', 'json', 'app']).diagnostics.map(({ filename, code }) => [
      filename,
      code,
    ]),
  );
}

function biome() {
  const { diagnostics } = json(process.execPath, [
    'node_modules/@biomejs/biome/bin/biome',
    'lint',
    '--reporter=json',
    '--max-diagnostics=none',
    'app',
  ]);
  return byFile(diagnostics.map(({ location, category }) => [location.path, category]).filter(([path]) => FILES.includes(basename(path))));
}

function ruff() {
  return byFile(
    json(join(pythonBin, 'ruff'), [
      'check',
      '--isolated',
      '--no-cache',
      '--preview',
      '--select',
      'ALL',
      '--output-format',
      'json',
      'app',
    ]).map(({ filename, code }) => [filename, code]),
  );
}

function bandit() {
  return byFile(
    json(join(pythonBin, 'bandit'), ['-q', '-f', 'json', '-r', 'app']).results.map(({ filename, test_id: id }) => [filename, id]),
  );
}

function pylint() {
  // The libraries are not installed, and how a rule was configured is no finding.
  const options = ['--rcfile=', '--enable=all', '--disable=I,import-error', '-f', 'json2'];
  return byFile(
    json(join(pythonBin, 'pylint'), [...options, ...PYTHON.map((file) => join('app', file))]).messages.map(({ path, symbol }) => [
      path,
      symbol,
    ]),
  );
}

function vllmLint() {
  const results = json(process.execPath, [
    join(root, 'dist/cli/main.js'),
    '-f',
    'json',
    ...FILES.map((file) => join(root, 'docs/examples/broken/src', file)),
  ]);
  return byFile(results.flatMap(({ filePath, messages }) => messages.map(({ ruleId }) => [filePath, ruleId])));
}

/** Linters exit with another code than 0 where they find something, so only their output says whether they ran. */
function json(command, args, options = {}) {
  const { stdout, stderr, error } = spawnSync(command, args, { cwd: work, encoding: 'utf8', maxBuffer: 2 ** 26, ...options });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${command} ${args.join(' ')}\n${error?.message ?? ''}${stderr}${stdout.slice(0, 2000)}`);
  }
}

function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: cache, encoding: 'utf8', ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${error?.message ?? ''}${stdout}${stderr}`);
}
