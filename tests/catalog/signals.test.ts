import { describe, expect, it } from 'vitest';
import { HTTP_CLIENTS, SDKS, WRAPPERS, sdkOf } from '../../src/catalog/javascript.js';
import { PROVIDER_HOSTS } from '../../src/catalog/servers/provider-hosts.js';
import { KNOWN_PORTS, SERVER_ENVIRONMENT, SERVER_PATHS, SERVER_WORDS, namesServer } from '../../src/catalog/servers/paths.js';
import { trie } from '../../src/catalog/signals/parts.js';
import { SIGNAL, signalFor } from '../../src/catalog/signals/javascript.js';
import { cpuTime } from '../cpu-time.js';

const packages = SDKS.flatMap((sdk) => sdk.packages);

describe('trie', () => {
  it('matches its words, and nothing else', () => {
    const words = ['ab', 'abc', 'abd', 'b.c', 'b.cd', 'x', 'a'];
    const pattern = new RegExp(`^(?:${trie(words)})$`);
    for (const word of words) expect(word).toMatch(pattern);
    for (const other of ['', 'abcd', 'b', 'b.', 'bxc', 'abdc', 'xx', 'aab']) expect(other).not.toMatch(pattern);
    expect(trie(['abc', 'abd'])).toBe('ab(?:c|d)');
    expect(trie([])).toBe('');
  });
});

describe('SIGNAL', () => {
  it.each(packages)('matches an import of %s however it is written', (name) => {
    const whole = name.replace(/\/\*$/, '/sub/path');
    const bare = name.replace(/\/\*$/, '');
    for (const text of [
      `import x from '${whole}';`,
      `import('${whole}')`,
      `require("${whole}")`,
      `from 'npm:${whole}'`,
      `from "npm:/${bare}@4.1/x"`,
      `from 'npm:${bare}@^4'`,
      `from 'https://esm.sh/${bare}@4.104.0?bundle'`,
      `from "https://esm.sh/v135/${bare}"`,
      `from 'https://cdn.jsdelivr.net/npm/${bare}@1/+esm'`,
    ]) {
      expect(text).toMatch(SIGNAL);
    }
  });

  it.each(SERVER_PATHS.filter((path) => path.proof === 'alone').map((path) => path.path))('matches a request to %s', (path) => {
    for (const text of [`fetch(\`\${base}${path}\`)`, `axios.post("http://gpu:8000${path}")`]) expect(text).toMatch(SIGNAL);
  });

  it.each([
    'const base = "http://gpu:8000/v1";',
    "const base = 'http://gpu:8000/v1/';",
    'const base = `http://${host}:8000/v1`;',
    "ofetch('chat/completions', { baseURL })".replace("'chat", "'/v1/chat"),
  ])('matches %s', (text) => {
    expect(text).toMatch(SIGNAL);
  });

  it.each([...KNOWN_PORTS])('matches port %s', (port) => {
    for (const text of [`fetch('http://localhost:${port}/api/chat')`, `http.request({ host, port: ${port} })`, `{ port: '${port}' }`])
      expect(text).toMatch(SIGNAL);
    expect(`http://localhost:${port}5`).not.toMatch(SIGNAL);
  });

  it.each(PROVIDER_HOSTS.map((provider) => provider.host))('matches the host %s', (host) => {
    expect(`fetch('https://${host.replace('*', 'my-name')}/models')`).toMatch(SIGNAL);
  });

  it.each([...SERVER_ENVIRONMENT, ...[...SERVER_WORDS].flatMap((word) => [`${word}_URL`, `NEXT_PUBLIC_${word}_API_BASE`])])(
    'matches the variable %s',
    (name) => {
      expect(namesServer(name)).toBe(true);
      expect(`fetch(\`\${process.env.${name}}/health\`)`).toMatch(SIGNAL);
    },
  );

  it.each([
    "import axios from 'axios';",
    "import x from './openai-helper';",
    "import { air } from 'air';",
    "import { x } from 'aix';",
    'const url = process.env.DATABASE_URL;',
    "fetch('/api/chat')",
    "fetch('https://api.example.com/v2/users')",
    "fetch('https://api.stripe.com/v1/charges')",
    'const port = 8000;',
    'const a = b?.openai;',
  ])('is silent about %s', (text) => {
    expect(text).not.toMatch(SIGNAL);
  });

  it('has no HTTP client and no wrapper in it', () => {
    for (const name of [...HTTP_CLIENTS, ...WRAPPERS].flatMap((entry) => entry.packages)) {
      if (!sdkOf(name)) expect(`import x from '${name}';`).not.toMatch(SIGNAL);
    }
  });

  it('takes names of the user', () => {
    expect("import { llm } from '~/lib/llm';").toMatch(signalFor(['~/lib/llm']));
    expect("import { x } from '@corp/llm/client';").toMatch(signalFor(['@corp/llm/*']));
  });

  it.each(['_URL', '://', '://a.', '"', "'npm:", '/v1', 'A_', ':1', 'A_URL_', `://${'a'.repeat(1000)}`])(
    'takes time linear in a text of %s',
    (part) => {
      const time = (length: number) => {
        const text = part.repeat(Math.ceil(length / part.length));
        return cpuTime(() => SIGNAL.test(text));
      };
      time(100_000);
      // Two megabytes; what is quadratic takes minutes.
      expect(time(2_000_000)).toBeLessThan(5000);
    },
  );
});
