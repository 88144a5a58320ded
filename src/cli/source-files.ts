import { LANGUAGES } from '../plugin/languages.js';

const CONTAINERS = LANGUAGES.flatMap(({ containers = [] }) => containers);
const SOURCE = matcher([...LANGUAGES, ...CONTAINERS].flatMap(({ files }) => files));

/** Whether a file is of one of the languages, or holds code of one. */
export function isSourceFile(path: string): boolean {
  return SOURCE.test(path);
}

/** What is read, as messages name it: "JavaScript, TypeScript or Python". */
export function languageNames(conjunction: 'and' | 'or' | 'nor', containers: 'with notebooks' | 'without notebooks'): string {
  const labels = LANGUAGES.map(({ label }) => label);
  return joined(containers === 'with notebooks' ? [...labels, ...CONTAINERS.map(({ label }) => label)] : labels, conjunction);
}

function joined(words: readonly string[], conjunction: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}

/** Matches absolute paths of the system; each pattern is `**` and a name, with `*` and braces. */
function matcher(patterns: readonly string[]): RegExp {
  const names = patterns.map((pattern) =>
    pattern
      .slice('**/'.length)
      .replace(/[.+^$()[\]|\\]/g, '\\$&')
      .replaceAll('*', '[^/\\\\]*')
      .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`),
  );
  return new RegExp(`(?:^|[/\\\\])(?:${names.join('|')})$`);
}
