import { ESLint } from 'eslint';
import { internalErrors } from '../plugin/internal-errors.js';
import manifest from '../../package.json' with { type: 'json' };
import { HELP, readArguments } from './arguments.js';
import { commonRoot } from './scan-targets.js';
import { findFiles } from './find-files.js';
import { formatterPath } from './formats.js';
import { lintFiles } from './lint-files.js';
import { scanOptions } from './eslint-options.js';
import { summary } from './output/summary.js';

/** Where text goes. */
export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/**
 * The command `vllm-lint`: scans files and folders, prints findings and a summary.
 *
 * @param argv Arguments after the program's name.
 * @returns The exit code: 0 no findings, 1 findings, 2 wrong usage or an internal error. Nothing is thrown for what a user may type.
 */
export async function run(argv: readonly string[], output: Output): Promise<number> {
  try {
    return await scan(readArguments(argv), output);
  } catch (error) {
    output.error(`vllm-lint: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function scan(args: ReturnType<typeof readArguments>, output: Output): Promise<number> {
  if (args.show !== 'findings') {
    output.out(args.show === 'help' ? HELP : `${manifest.version}\n`);
    return 0;
  }
  const started = performance.now();
  const errorsBefore = internalErrors();
  const format = formatterPath(args.format);
  const { root, paths } = commonRoot(args.paths);
  const found = findFiles(paths, root, args.ignore);
  const eslint = withoutWarnings(() => new ESLint(scanOptions(root, args)));
  const linted = await lintFiles(eslint, found.files);
  const unread = [...found.unread, ...linted.unread];

  const formatter = await eslint.loadFormatter(format);
  output.out(await formatter.format(linted.results));
  // Other formats are read by machines, so their summary goes where it is not in the way.
  const tell = args.format === 'stylish' ? output.out : output.error;
  tell(summary({ results: linted.results, unread }, performance.now() - started, internalErrors() - errorsBefore));
  if (args.exitZero) return 0;
  if (linted.results.some(({ errorCount }) => errorCount > 0)) return 1;
  return unread.some(({ isInternalError }) => isInternalError) ? 2 : 0;
}

/** ESLint warns of an `.eslintignore` that it does not read; the command does not promise to. */
function withoutWarnings<T>(work: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}
