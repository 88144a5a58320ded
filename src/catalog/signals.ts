import { SDKS } from './index.js';
import { KNOWN_PORTS } from './paths.js';
import { SHARED_SIGNALS, escaped, trie } from './signal-parts.js';

/**
 * A regular expression that matches every text in which the catalog can find anything: all that a file without
 * LLM calls costs is one test of it. It is linear, and is made of what is rare in code:
 * - an SDK's package name as a module specifier writes it: `'openai'`, `'npm:openai@4'`, `'https://esm.sh/openai'`;
 * - a path that LLM servers alone have, or a base URL that ends in `/v1`, to which a path may be joined;
 * - a port of theirs, a provider's host, an environment variable that holds the address of one.
 *
 * An HTTP client's name is no signal. `packages` are names that the user's settings add.
 */
export function signalFor(packages: readonly string[] = []): RegExp {
  const names = trie([...packageNames(), ...packages.map((name) => name.replace(/\/\*$/, ''))]);
  const specifier = `["'\`](?:npm:\\/?|jsr:\\/?)?${names}["'\`\\/@]`;
  const port = `:\\s?["'\`]?(?:${[...KNOWN_PORTS].join('|')})\\b`;
  const fromCdn = `:\\/\\/(?:${CDNS.map(escaped).join('|')})\\/(?:v\\d+\\/)?${names}["'\`\\/@?]`;
  return new RegExp([specifier, fromCdn, port, ...SHARED_SIGNALS].join('|'));
}

/** CDNs that serve npm packages by their names, as `packageOf` reads them. */
const CDNS = ['esm.sh', 'esm.run', 'unpkg.com', 'cdn.skypack.dev', 'ga.jspm.io', 'cdn.jsdelivr.net/npm', 'deno.land/x'];

function packageNames(): readonly string[] {
  // `jsr:@openai/openai` is the OpenAI SDK too.
  return ['@openai/openai', ...SDKS.flatMap((sdk) => sdk.packages.map((name) => name.replace(/\/\*$/, '')))];
}

/** {@link signalFor} the catalog alone. */
export const SIGNAL: RegExp = signalFor();
