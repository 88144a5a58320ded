import { ESLint } from 'eslint';
import manifest from '../../package.json' with { type: 'json' };
import { HELP, readArguments } from './arguments.js';
import { commonRoot } from './common-root.js';
import { scanOptions } from './scan-options.js';
import { summary } from './summary.js';
import { onlyOurs } from './only-ours.js';

/** Where text goes. */
export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/**
 * The command `vllm-lint`: scans files and folders, prints findings and a summary.
 *
 * @param argv Arguments after the program's name.
 * @returns The exit code: 0 no findings, 1 findings, 2 wrong usage. Nothing is thrown for what a user may type.
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
  const { root, targets } = commonRoot(args.paths);
  const eslint = new ESLint(scanOptions(root, args));
  const results = onlyOurs(await eslint.lintFiles([...targets]));
  if (args.fix) await ESLint.outputFixes(results);

  const formatter = await eslint.loadFormatter(args.format);
  output.out(await formatter.format(results));
  // Other formats are read by machines, so their summary goes where it is not in the way.
  const tell = args.format === 'stylish' ? output.out : output.error;
  tell(summary(results, performance.now() - started));
  return results.some((result) => result.errorCount > 0) && !args.exitZero ? 1 : 0;
}
