// What `npm run new-sdk` writes.

/** An entry for JavaScript: the places of a client as OpenAI's SDK has it. */
export function javascriptEntry({ product, local, className }) {
  return `import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';

// TODO: the places of its options; add \`form\`, \`apiKey\`, \`publicDefault\`, \`timeout\` and \`ignored\` where they were measured.
const options: ClientOptions = { baseUrl: ['0.baseURL'], maxRetries: '0.maxRetries' };
const maybeStream: CallKind = { stream: { option: '0.stream' } };

/** The ${className} SDK. */
export const ${local} = {
  id: '${product}',
  title: 'the ${className} SDK',
  packages: ['${product}', '${product}/*'],
  versions: '1', // TODO
  source: { kind: 'read', versions: ['${product} 1'], file: 'TODO' },
  // TODO: requests until it gives up, seconds, what is thrown, and a test for it.
  failure: { attempts: 1, seconds: 0, error: 'Error' },
  exports: {
    default: { kind: 'class', object: 'client', options },
    ${className}: { kind: 'class', object: 'client', options },
  },
  objects: {
    client: { calls: { ...requests('chat.completions', ['create'], maybeStream), ...requests('models', ['list']) } },
  },
} as const satisfies Sdk;
`;
}

/** Its case of `npm run verify:catalog`. */
export function javascriptCase({ product, className }) {
  return `
  sdk(
    '${product}',
    versions('${product}', 1),
    [
      { path: '${className} > chat.completions.create', make: KEY, send: ASK, base: '/v1', full },
      { path: '${className} > chat.completions.create', make: KEY, send: ASK, base: '/v1', stream },
    ],
  ),`;
}

/** An entry for Python. */
export function pythonEntry({ product, local, className, moduleName }) {
  return `import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { coroutines } from '../../presets/coroutines.js';
import { requests } from '../../presets/methods.js';

// TODO: the places of its options; add \`form\`, \`apiKey\`, \`publicDefault\`, \`timeout\` and \`ignored\` where they were measured.
const options: ClientOptions = { baseUrl: ['base_url'], maxRetries: 'max_retries' };
const calls: Readonly<Record<string, CallKind>> = {
  ...requests('chat.completions', ['create'], { stream: { option: 'stream' } }),
  ...requests('models', ['list']),
};

/** The ${className} SDK. */
export const ${local} = {
  id: '${product}',
  title: 'the ${className} SDK',
  packages: ['${moduleName}'],
  versions: '1', // TODO
  source: { kind: 'read', versions: ['${product} 1'], file: 'TODO' },
  // TODO: requests until it gives up, seconds, the qualified name of what is raised, its ancestors (\`type(error).__mro__\`), a test.
  failure: {
    attempts: 1,
    seconds: 0,
    error: '${moduleName}.ConnectionError',
    ancestors: [],
    test: { kind: 'class', module: '${moduleName}', name: 'ConnectionError' },
  },
  exports: {
    ${className}: { kind: 'class', object: 'client', options },
    Async${className}: { kind: 'class', object: 'asyncClient', options },
  },
  objects: { client: { calls }, asyncClient: { calls: coroutines(calls) } },
} as const satisfies Sdk;
`;
}

/** Its probe of `npm run verify:catalog`. */
export function pythonProbe({ product, className, moduleName }) {
  return `"""${product}."""
from ${moduleName} import Async${className}, ${className}

from harness import asyn, case, claims, of, run, streaming, sync

MSG = [{"role": "user", "content": "hi"}]
make = lambda u, **kw: ${className}(base_url=u, api_key="x", **kw)
create = lambda c, **kw: c.chat.completions.create(model="m", messages=MSG, **kw)
case("create", sync(make, create), "ok refuse 429 503 reset cut")
case("asynchronous create", asyn(lambda u: Async${className}(base_url=u, api_key="x"), create), "ok refuse")
case("create(stream=True)", streaming(make, lambda c: create(c, stream=True)), "ok refuse cut end")

claims("${product}", {
    "create": of("${className} > chat.completions.create", place="base_url"),
    "asynchronous create": of("Async${className} > chat.completions.create", place="base_url"),
    "create(stream=True)": of("${className} > chat.completions.create", stream=True),
}, {"client": make})
run("${moduleName}")
`;
}
