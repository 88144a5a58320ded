import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { HTTP_CLIENTS, SDKS, WRAPPERS } from '../../src/catalog/javascript.js';
import { PYTHON_FRAMEWORKS } from '../../src/catalog/frameworks/python.js';
import { PYTHON_HTTP_CLIENTS, PYTHON_SDKS, PYTHON_WRAPPERS } from '../../src/catalog/python.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names of libraries outside the catalog. The list only gets shorter: what is known of a library belongs into its entry. */
const EXCEPTIONS: readonly string[] = [
  // The server, not the library; a program of its image; a shell; a form of file.
  "src/engine/urls/started-servers.ts: 'ollama'",
  "src/engine/deployment/check-command.ts: 'ollama'",
  "src/engine/deployment/command-line.ts: 'dash'",
  "src/languages/yaml/litellm/file.ts: 'litellm'",
  "src/project/deployment.ts: 'litellm'",
  // The functions of `ai` fail in another way in each major: a kind of call has one way.
  "src/languages/javascript/extract.ts: 'ai'",
  "src/languages/javascript/problems/streams.ts: 'ai'",
  // The package is called otherwise in JSR.
  "src/languages/javascript/modules/specifier.ts: 'openai'",
  // The server, which loads a model for a request without a prompt.
  "src/languages/javascript/problems/request-purpose.ts: 'ollama'",
  "src/languages/python/calls/call-purpose.ts: 'ollama'",
  // The client that is written in the place of an offline engine.
  "src/languages/python/fixes/options/use-client.ts: 'openai'",
];

it('names libraries in the catalog alone', () => {
  const packages = [...SDKS, ...HTTP_CLIENTS, ...WRAPPERS, ...PYTHON_SDKS, ...PYTHON_HTTP_CLIENTS, ...PYTHON_WRAPPERS, ...PYTHON_FRAMEWORKS]
    .flatMap((entry) => entry.packages)
    .map((name) => name.replace(/\/\*$/, ''));
  // `retry` and `http.client` are words of other meanings, too; `contextlib` and `urllib` are the language's.
  const names = new Set(packages.filter((name) => !/^(?:retry|http.*|node:.*|contextlib|urllib.*|click|invoke)$/.test(name)));
  const found = ['src/languages', 'src/engine', 'src/project', 'src/plugin', 'rules'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const path = `${folder}/${file.replaceAll('\\', '/')}`;
        const code = readFileSync(`${root}${path}`, 'utf8').replaceAll(/^import .*$|\/\/.*$|^\s*\/?\*.*$/gm, '');
        return [...code.matchAll(/'((?:@[\w-]+\/)?[\w-]+)(?=['./])[^'\n]*'/g)]
          .filter(([, name = '']) => names.has(name))
          .map(([text]) => `${path}: ${text}`);
      }),
  );
  expect([...new Set(found)].sort()).toEqual([...EXCEPTIONS].sort());
});
