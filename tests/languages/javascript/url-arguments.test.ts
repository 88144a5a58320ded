import { describe, expect, it } from 'vitest';
import { extractionOf } from './facts-of.js';

const HELPER = `const apiUrl = (path) => {
  if (import.meta.env.DEV) return \`/api\${path}\`;
  return \`\${settings.base || 'http://localhost:11434/api'}\${path}\`;
};\n`;
const PATHS = ['/chat', '/generate', '/embed', '/tags', '/show', '/copy', '/delete', '/pull', '/push', '/create'];

/** The purpose of each call, in the order of the file. */
function purposesOf(code: string): readonly string[] {
  return extractionOf(code).facts.calls.map(({ purpose }) => purpose);
}

describe('a function of the file that makes a URL', () => {
  it('is followed with the argument of each call, however many there are', () => {
    const calls = PATHS.map((path) => `await fetch(apiUrl('${path}'), { method: '${path === '/tags' ? 'GET' : 'POST'}' });`);
    const purposes = purposesOf(HELPER + calls.join('\n'));
    expect(purposes).toHaveLength(PATHS.length);
    expect(purposes.slice(0, 4)).toEqual(['model', 'model', 'model', 'state']);
  });

  it('may pass its parameter on', () => {
    const code = "const join = (base, path) => base + path;\nconst apiUrl = (path) => join('http://localhost:8000', path);\n";
    expect(purposesOf(`${code}await fetch(apiUrl('/v1/chat/completions'), { method: 'POST' });\nawait fetch(apiUrl('/health'));`)).toEqual([
      'model',
      'state',
    ]);
  });

  it('tells nothing of the calls with other arguments', () => {
    const code = 'const at = (host, path) => `http://${host}${path}`;\n';
    expect(
      purposesOf(`${code}await fetch(at('localhost:8000', '/v1/completions'), { method: 'POST' });\nawait fetch(at('shop', '/users'));`),
    ).toEqual(['model']);
  });

  it('ends where it calls itself', () => {
    const code = 'const apiUrl = (path) => (path ? apiUrl(path.slice(1)) : base);\nawait fetch(apiUrl("/v1/chat/completions"));';
    expect(purposesOf(code)).toEqual([]);
  });

  it('may set its parameter again', () => {
    const code = "function apiUrl(path) { path = path || '/v1/chat/completions'; return `http://localhost:8000${path}`; }\n";
    expect(purposesOf(`${code}await fetch(apiUrl(process.argv[2]), { method: 'POST' });`)).toEqual(['model']);
  });
});
