import { SERVER_DEPLOYMENTS } from '../../catalog/servers/products/index.js';
import type { ServerDeployment } from '../../model/catalog/server-deployment.js';
import { type DeploymentText, HOLE } from '../../model/facts/deployment-text.js';

/** An image's name and tag. */
export interface ImageName {
  /** Without the host of a registry of Docker's. */
  readonly repository: string;
  /** `undefined` where none is written, or it is not known. */
  readonly tag: string | undefined;
}

/** Splits an image's name. */
export function imageName(text: string): ImageName {
  const [named = ''] = text.split('@');
  const match = /^(.*?)(?::([^/]+))?$/.exec(named);
  const tag = match?.[2];
  return {
    repository: (match?.[1] ?? named).replace(/^(?:docker\.io|index\.docker\.io|ghcr\.io|quay\.io)\//, ''),
    tag: tag === undefined || tag.includes(HOLE) ? undefined : tag,
  };
}

/** The product whose own image a name is. */
export function productOfImage(image: ImageName): ServerDeployment | undefined {
  const last = image.repository.slice(image.repository.lastIndexOf('/') + 1);
  if (last.includes(HOLE)) return undefined;
  return SERVER_DEPLOYMENTS.find(
    ({ images, tags }) =>
      images.some((pattern) => (pattern.includes('/') ? endsLike(image.repository, pattern) : isLike(last, pattern))) &&
      (tags === undefined || image.tag === undefined || tags.some((pattern) => isLike(image.tag ?? '', pattern))),
  );
}

function endsLike(repository: string, pattern: string): boolean {
  return isLike(repository, pattern) || isLike(repository, `*/${pattern}`);
}

/** Whether a text is like a pattern, in which `*` stands for any text. */
function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...others] = parts;
  if (others.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = others.at(-1) ?? '';
  return text.length - last.length >= at && text.endsWith(last);
}

/** A server's program among the words of a command. */
export interface ProgramCall {
  readonly product: ServerDeployment;
  readonly program: readonly DeploymentText[];
  readonly options: readonly DeploymentText[];
}

/** Words before a program that say nothing about it. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'exec',
  'env',
  'nohup',
  'sudo',
  'tini',
  '--',
  'dumb-init',
  'time',
  '-g',
  'uv',
  'run',
  'poetry',
]);
/** Programs that only speak of what follows. */
const SPEAKERS: ReadonlySet<string> = new Set(['echo', 'printf', 'pip', 'pip3', 'which', 'command', 'pkill', 'pgrep']);

/** Finds the server that a command starts. */
export function programIn(words: readonly DeploymentText[]): ProgramCall | undefined {
  const names = words.map(({ value }) => normalized(value));
  if (SPEAKERS.has(names[0] ?? '')) return undefined;
  const first = names.findIndex((name, index) => !WRAPPERS.has(name) && !/^\w+=/.test(words[index]?.value ?? ''));
  for (const product of SERVER_DEPLOYMENTS) {
    for (const program of product.programs) {
      const wanted = program.map(normalized);
      const at = wanted.length === 1 ? (names[first] === wanted[0] ? first : -1) : indexOfWords(names, wanted);
      if (at >= 0) return { product, program: words.slice(at, at + wanted.length), options: words.slice(at + wanted.length) };
    }
  }
  return undefined;
}

function indexOfWords(names: readonly string[], wanted: readonly string[]): number {
  return names.findIndex((_, index) => wanted.every((word, offset) => names[index + offset] === word));
}

/** A program by its name, whatever folder or version: `/usr/bin/python3.11` is `python`. */
function normalized(word: string): string {
  const name = word.startsWith('/') || word.startsWith('./') ? word.slice(word.lastIndexOf('/') + 1) : word;
  return /^python\d?(?:\.\d+)?$/.test(name) ? 'python' : name;
}

/** The values behind a flag; `undefined` where it is not given. `--served-model-name a b` has two. */
export function flagValues(options: readonly DeploymentText[], flags: readonly string[]): readonly DeploymentText[] | undefined {
  const wanted = flags.map(plain);
  for (let index = options.length - 1; index >= 0; index--) {
    const word = options[index];
    if (!word?.value.startsWith('-')) continue;
    const equals = word.value.indexOf('=');
    const name = plain(equals < 0 ? word.value : word.value.slice(0, equals));
    if (!wanted.includes(name)) continue;
    if (equals >= 0) {
      const length = word.value.length - equals - 1;
      const isExact = word.span.end - word.span.start === word.value.length;
      return [
        { ...word, value: word.value.slice(equals + 1), span: isExact ? { start: word.span.end - length, end: word.span.end } : word.span },
      ];
    }
    const next = options.slice(index + 1);
    const end = next.findIndex(({ value }) => value.startsWith('-'));
    return end < 0 ? next : next.slice(0, end);
  }
  return undefined;
}

/** `--max_model_len` is `--max-model-len`. */
function plain(flag: string): string {
  return flag.replace(/_/g, '-');
}
