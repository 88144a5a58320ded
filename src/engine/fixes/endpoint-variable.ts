import { productAt } from '../urls/server-product.js';
import type { Endpoint } from '../../model/facts/endpoint.js';
import type { ProjectUrl, WrittenUrl } from '../../model/project.js';
import { baseKey, writtenUrls } from '../urls/written-urls.js';

/** The variable that a base URL is read from. */
export interface EndpointVariable {
  readonly name: string;
  /**
   * Whether the variable holds the version prefix (`/v1`) of another use of the same server, which this use has to
   * remove: `/health` of the server whose `/v1` a client talks to.
   */
  readonly holdsVersion: boolean;
  /** That version prefix: `/v1`; empty where none is to be removed. */
  readonly version: string;
}

/** What names of variables depend on, besides the endpoint that asks. */
export interface EndpointUses {
  /** The configured variable: `VLLM_BASE_URL`. */
  readonly envVar: string;
  readonly endpoints: readonly Endpoint[];
  /** The file's own text. */
  readonly text: string;
  /** What a variable in the place of an endpoint's literal holds, as far as the text shows; holes are written `${}`. */
  baseOf(endpoint: Endpoint): string | undefined;
  /** What the other files of the project hold. */
  others(): readonly ProjectUrl[];
}

/**
 * Gives each base URL of a project a variable of its own: the first of each server product the product's, the first of all others the
 * configured one, every other a name from its host and port.
 *
 * The names depend only on what repairs leave in the texts, so that they come out the same whichever file is repaired first, one
 * file at a time, or all at once: the old URL stays as the fallback, and a base URL that has a variable keeps it.
 */
export function endpointVariable(endpoint: Endpoint, file: EndpointUses): EndpointVariable {
  const written = writtenUrls(file.text);
  const others = file.others();
  const uses = usesIn(file, written);
  const own = uses.find((use) => use.endpoint === endpoint) ?? useOf(endpoint, file);
  const bases = [
    ...uses.filter((use) => !use.isRoot).map((use) => use.base),
    ...others.filter((other) => !other.isRoot).map((other) => other.base),
  ];
  const key = keyOf(own, uses, bases);
  const name = nameOf(
    { ...own, key },
    uses.map((use) => ({ ...use, key: keyOf(use, uses, bases) })),
    written,
    others.map((other) => ({ ...other, key: keyOfOther(other, bases) })),
  );
  return { name, holdsVersion: key !== own.base, version: key === own.base ? '' : (VERSION.exec(key)?.[0] ?? '') };
}

/** One place that a base URL is used at. */
interface Use {
  readonly endpoint: Endpoint | undefined;
  readonly start: number;
  readonly base: string;
  /** The variable of its server product, or the configured one. */
  readonly family: string;
  /** Whether the program adds a path of its own, and the base has no version: `http://gpu:8000` of `/health`. */
  readonly isRoot: boolean;
  /** The variable that it reads already. */
  readonly variable: string | undefined;
  readonly isFromEnvironment?: boolean | undefined;
}

/** A use, or a base URL of another file, with what its variable holds. */
type KeyedUse = Use & { readonly key: string };
type KeyedUrl = ProjectUrl & { readonly key: string };

function usesIn(file: EndpointUses, written: readonly WrittenUrl[]): readonly Use[] {
  const { endpoints, envVar } = file;
  const uses: Use[] = endpoints.filter((e) => e.source === 'literal' && e.host !== 'provider').map((e) => useOf(e, file));
  for (const { base, start, isRoot, variable, isFromEnvironment } of written) {
    const family = productFamily(productAt(base)?.variable, envVar);
    if (variable !== undefined) uses.push({ endpoint: undefined, start, base, family, isRoot, variable, isFromEnvironment });
  }
  for (const e of endpoints) {
    if (
      e.source !== 'environment' ||
      e.variable === undefined ||
      !e.base.includes('://') ||
      uses.some((use) => use.variable === e.variable)
    )
      continue;
    uses.push({ endpoint: e, start: e.span.start, base: baseKey(e.base), family: familyOf(e, file), isRoot: false, variable: e.variable });
  }
  return uses.toSorted((a, b) => a.start - b.start);
}

function useOf(endpoint: Endpoint, file: EndpointUses): Use {
  const text = file.baseOf(endpoint) ?? endpoint.base;
  // A part that stands elsewhere in the file belongs to the address.
  const base = baseKey(text.includes('${}') ? (endpoint.resolved ?? text) : text);
  return {
    endpoint,
    start: endpoint.span.start,
    base,
    family: familyOf(endpoint, file),
    isRoot: baseKey(endpoint.url) !== baseKey(text) && !VERSION.test(base),
    variable: undefined,
  };
}

/** The product of the endpoint, or of another one in the file with the same host and port. */
function familyOf({ server, base }: Endpoint, { endpoints, envVar }: EndpointUses): string {
  const product = server ?? endpoints.find((other) => other.server !== undefined && originOf(other.base) === originOf(base))?.server;
  return productFamily(product?.variable, envVar);
}

function originOf(url: string): string {
  return /^\w+:\/\/[^/]*/.exec(baseKey(url))?.[0] ?? url;
}

/** A configured variable that the browser may see (`VITE_…`) says so for all of them. */
function productFamily(variable: string | undefined, envVar: string): string {
  return variable === undefined ? envVar : (PUBLIC_PREFIX.exec(envVar)?.[0] ?? '') + variable;
}

/** Prefixes of variables that a framework puts into what it ships to the browser. */
const PUBLIC_PREFIX = /^(?:NEXT_PUBLIC|VITE|PUBLIC|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|PLASMO_PUBLIC|WXT)_/;

/** What the variable of a use holds: its base, or the versioned base of the same server where the use can do with that. */
function keyOf(use: Use, uses: readonly Use[], bases: readonly string[]): string {
  if (!use.isRoot || uses.some((other) => !other.isRoot && other.base === use.base)) return use.base;
  return bases.find((base) => VERSION.test(base) && base.replace(VERSION, '') === use.base) ?? use.base;
}

function keyOfOther(other: ProjectUrl, bases: readonly string[]): string {
  return (other.isRoot ? bases.find((base) => VERSION.test(base) && base.replace(VERSION, '') === other.base) : undefined) ?? other.base;
}

const VERSION = /\/v\d+$/;

function nameOf(own: KeyedUse, uses: readonly KeyedUse[], written: readonly WrittenUrl[], others: readonly KeyedUrl[]): string {
  const { family, key } = own;
  const readers = [...uses, ...others].filter((reader) => reader.variable !== undefined && isOfFamily(reader.variable, family));
  const known = readers.find((reader) => reader.key === key)?.variable;
  const taken = new Set(readers.map((reader) => withoutPrefix(reader.variable ?? '')));
  const plain = withoutPrefix(family);
  const prefix = family.slice(0, family.length - plain.length);
  if (known !== undefined) return prefix + withoutPrefix(known);
  const chosenFor = (use: KeyedUse | KeyedUrl) => chosenName(use, prefix, [...uses, ...others]);
  const chosen = chosenFor(own);
  if (chosen !== undefined) return chosen;
  const hasNone = (use: KeyedUse | KeyedUrl) => chosenFor(use) === undefined;
  if (!taken.has(plain) && isFirst(own, uses.filter(hasNone), written, others.filter(hasNone))) return family;
  const keys = [...new Set([...uses, ...others, own].map((use) => use.key))];
  return prefix + derivedName(key, keys, plain, taken);
}

/** The variable, of whatever name, that the project reads this base URL from already: `process.env.GATEWAY_URL || 'http://…'`. */
function chosenName({ key }: { readonly key: string }, prefix: string, readers: readonly (KeyedUse | KeyedUrl)[]): string | undefined {
  const names = readers.flatMap(({ key: held, variable = '', isFromEnvironment }) =>
    held === key && isFromEnvironment === true && isEnvironmentName(variable) && variable.startsWith(prefix) ? [variable] : [],
  );
  return names.find((name) => (PUBLIC_PREFIX.exec(name)?.[0] ?? '') === prefix);
}

/** Names of variables of the environment that may hold an address, in capitals. */
function isEnvironmentName(variable: string): boolean {
  return /^[A-Z][A-Z\d_]*$/.test(variable) && /URL|URI|HOST|ENDPOINT|BASE|ADDR|SERVER|API/.test(variable) && !/KEY|TOKEN/.test(variable);
}

/**
 * Whether a base URL is the first of those that may take the same variable, in an order that is the same seen from every file: the
 * program before its examples, what surely is an LLM server's before the rest, then by the files' paths.
 */
function isFirst(own: KeyedUse, uses: readonly KeyedUse[], written: readonly WrittenUrl[], others: readonly KeyedUrl[]): boolean {
  const { key, family } = own;
  const firstHere = uses.find((use) => use.variable === undefined && use.family === family)?.key ?? key;
  if (firstHere !== key) return false;
  const rivals = others.filter((other) => other.key !== key && other.variable === undefined);
  const product = productAt(key)?.id;
  const isTold = withoutPrefix(family) === productAt(key)?.variable;
  // A product that only the client tells is not seen from other files: one that its address tells comes first.
  if (
    !isTold &&
    [...rivals, ...uses.filter((use) => use.key !== key)].some((rival) => productAt(rival.key)?.variable === withoutPrefix(family))
  )
    return false;
  const alike = rivals.filter((rival) => productAt(rival.key)?.id === product);
  const places = [
    ...written.filter((url) => url.base === own.base || url.base === key).map(({ rank }) => ({ standing: 0, rank, place: 0 }) as const),
    ...others.filter((other) => other.key === key),
  ].toSorted(byPlace);
  const [first] = places;
  // An address that other files cannot read in the text gives way to every other.
  if (!first) return alike.length === 0;
  return alike.every((rival) => rival.key.includes('://${}') || byPlace(first, rival) < 0);
}

function byPlace(a: Place, b: Place): number {
  return a.standing - b.standing || a.rank - b.rank || a.place - b.place;
}

type Place = Pick<ProjectUrl, 'standing' | 'rank' | 'place'>;

/** `VLLM_BASE_URL`, `VLLM_BASE_URL_8001`, `NEXT_PUBLIC_VLLM_BASE_URL`. */
function isOfFamily(variable: string, family: string): boolean {
  const [name, plain] = [withoutPrefix(variable), withoutPrefix(family)];
  return name === plain || name.startsWith(`${plain}_`);
}

/** Without what a framework asks for in the name of a variable that the browser may see. */
function withoutPrefix(variable: string): string {
  return variable.replace(PUBLIC_PREFIX, '');
}

/** `VLLM_BASE_URL_GPU_BOX_8001`: as little of the URL as tells it from the others; a loopback host adds nothing. */
function derivedName(key: string, keys: readonly string[], family: string, taken: ReadonlySet<string>): string {
  for (const part of [hostAndPort, withPath, withScheme]) {
    const name = `${family}_${part(key)}`;
    // A host that is nothing but holes gives no name.
    if (part(key) !== '' && !taken.has(name) && keys.every((other) => other === key || part(other) !== part(key))) return name;
  }
  return `${family}_${withScheme(key)}_${keys.indexOf(key) + 1}`;
}

function hostAndPort(url: string): string {
  const host = /^\w+:\/\/([^/]*)/.exec(url)?.[1] ?? url;
  const port = /:(\d+)$/.exec(host)?.[1];
  return port !== undefined && LOOPBACK.test(host) ? port : snake(host);
}

function withPath(url: string): string {
  return [hostAndPort(url), snake(/^\w+:\/\/[^/]*(.*)/.exec(url)?.[1] ?? '')].filter(Boolean).join('_');
}

function withScheme(url: string): string {
  return snake(url);
}

const LOOPBACK = /^(?:[^@]*@)?localhost:/;

function snake(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}
