import { KNOWN_PORTS } from '../servers/paths.js';
import { SHARED_SIGNALS, escaped, trie } from './parts.js';
import { PYTHON_SDKS } from '../python.js';

/** Fields of a request's body that tell an LLM server where the URL does not. */
const BODY = String.raw`["'](?:messages|max_(?:new_)?tokens)["'][ \t]{0,3}[:\]]`;

/** Paths under which servers take texts to embed, rank or count: with a model in the body, they tell the server. */
const INPUT_PATH = String.raw`\/(?:rerank|score|pooling|tokenize|embed(?:dings?)?)["']`;

/**
 * A regular expression that matches every Python text in which the catalog can find anything, as `SIGNAL` does for
 * JavaScript: an import of an SDK (or of a module below it), and what is rare in code of any language. It is linear.
 * HTTP clients and retry libraries are no signals.
 */
export const PYTHON_SIGNAL = new RegExp([imported(), parentImported(), port(), BODY, INPUT_PATH, ...SHARED_SIGNALS].join('|'));

/** What a method's name has in it that libraries of other kinds do not have. */
const TELLING = /\.|chat|complet|embed|generat|invoke|predict|rerank/i;

/** The last two members of a method's path, as far as it has them. */
const METHODS = new Set(
  PYTHON_SDKS.flatMap((sdk) => Object.values(sdk.objects).flatMap((object) => Object.keys(object.calls)))
    .filter((path) => path !== '__call__')
    .map((path) => path.split('.').slice(-2).join('.')),
);

/** What a method of an SDK's object is called: the last name of its path. */
export const PYTHON_METHODS: ReadonlySet<string> = new Set([...METHODS].map((path) => path.slice(path.lastIndexOf('.') + 1)));

/**
 * Matches a text in which a method is called whose name says that it is an SDK's: of a file that names no SDK, it tells
 * whether what it imports from other files can matter.
 */
export const PYTHON_METHOD_SIGNAL = new RegExp(`\\.(?:${trie([...METHODS].filter((name) => TELLING.test(name)))})\\s{0,9}\\(`);

/** `import openai`, `import os, openai`, `from openai.types import …`. */
function imported(): string {
  return `(?:\\b(?:import|from)|,)[ \\t]{1,20}${trie(packages())}(?!\\w)`;
}

/** `from google import genai`: a package that is named by its parent's import. */
function parentImported(): string {
  const below = packages().flatMap((name) => {
    const dot = name.lastIndexOf('.');
    return dot === -1 ? [] : [`${escaped(name.slice(0, dot))}[ \\t]{1,20}import\\b[^\\n]{0,80}\\b${escaped(name.slice(dot + 1))}`];
  });
  return `\\bfrom[ \\t]{1,20}(?:${below.join('|')})\\b`;
}

/** A port in a URL or a dictionary, or given by its name; a bare 1234 is anybody's. */
function port(): string {
  return `(?::\\s?["']?|\\bport\\s?=\\s?["']?)(?:${[...KNOWN_PORTS].join('|')})\\b|[,=]\\s?11434\\b`;
}

function packages(): readonly string[] {
  return PYTHON_SDKS.flatMap((sdk) => sdk.packages);
}
