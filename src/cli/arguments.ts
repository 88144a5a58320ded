import { parseArgs } from 'node:util';
import { FORMATS } from './formats.js';
import { languageNames } from './source-files.js';

/** The command line, read. */
export interface Arguments {
  readonly paths: readonly string[];
  /** Which of the plugin's configurations says what is reported. */
  readonly preset: (typeof PRESETS)[number];
  readonly fix: boolean;
  /** `suggested`: fixes include each finding's first suggestion. */
  readonly fixes: 'safe' | 'suggested';
  readonly format: string;
  readonly ignore: readonly string[];
  /** Findings do not make the exit code 1. */
  readonly exitZero: boolean;
  readonly show: 'findings' | 'help' | 'version';
}

const PRESETS = ['recommended', 'strict', 'all'] as const;

/**
 * Reads the command line.
 *
 * @param argv Arguments after the program's name.
 * @throws {TypeError} Naming an option that does not exist, or its value's fault.
 */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      preset: { type: 'string', default: 'recommended' },
      fix: { type: 'boolean', default: false },
      fixes: { type: 'string', default: 'safe' },
      format: { type: 'string', short: 'f', default: 'stylish' },
      'ignore-pattern': { type: 'string', multiple: true, default: [] },
      'exit-zero': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', short: 'v', default: false },
    },
  });
  if (values.fixes !== 'safe' && values.fixes !== 'suggested') throw new TypeError("Option '--fixes' is 'safe' or 'suggested'.");
  const preset = PRESETS.find((name) => name === values.preset);
  if (!preset) throw new TypeError("Option '--preset' is 'recommended', 'strict' or 'all'.");
  return {
    preset,
    paths: positionals.length > 0 ? positionals : ['.'],
    fix: values.fix,
    fixes: values.fixes,
    format: values.format,
    ignore: values['ignore-pattern'],
    exitZero: values['exit-zero'],
    show: values.help ? 'help' : values.version ? 'version' : 'findings',
  };
}

/** What `--help` prints. */
export const HELP = `Usage: vllm-lint [options] [path...]

Finds hard-coded base URLs, unhandled connection errors and missing retries in code that calls
vLLM or another OpenAI-compatible server: ${languageNames('and', 'with notebooks')}.
Needs no ESLint configuration, and loads nothing from the folder that it scans. Leaves out what
.gitignore names.

Options:
  --preset NAME             recommended (default), strict or all
  --fix                     apply the fixes that cannot change behaviour
  --fixes suggested         with --fix: also write handlers and retries (each finding's first suggestion)
  -f, --format NAME|PATH    ${FORMATS.join(', ')}, or the path of an ESLint formatter: ./my-format.mjs
  --ignore-pattern PATTERN  leave out files, as a line of .gitignore does; may be given several times
  --exit-zero               exit with 0 although there are findings
  -v, --version             print the version
  -h, --help                print this

Exit code: 0 no findings, 1 findings, 2 wrong usage or an internal error.
`;
