/**
 * The package (with sub-path) that a module specifier names, without version or transport:
 * `npm:openai@4` and `https://esm.sh/openai@4.104.0?bundle` are `openai`; `jsr:@openai/openai` is `openai`.
 * A relative or absolute path is returned as it is.
 */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('npm:')) return withoutVersion(specifier.slice(4).replace(/^\//, ''));
  if (specifier.startsWith('jsr:')) {
    const name = withoutVersion(specifier.slice(4).replace(/^\//, ''));
    return name === '@openai/openai' ? 'openai' : name;
  }
  if (!/^https?:\/\//.test(specifier)) return specifier;
  const path = specifier
    .replace(/^https?:\/\//, '')
    .replace(/[?#].*$/, '')
    .split('/');
  const host = path.shift() ?? '';
  if (host === 'deno.land' && path[0] === 'x') return withoutVersion(path[1] ?? '');
  if (host === 'cdn.jsdelivr.net' && path[0] === 'npm') path.shift();
  else if (!CDN_HOSTS.has(host)) return specifier;
  if (path[0]?.startsWith('v') && /^v\d+$/.test(path[0])) path.shift();
  const scoped = path[0]?.startsWith('@');
  return withoutVersion(path.slice(0, scoped ? 2 : 1).join('/'));
}

/** CDNs that serve npm packages by their name. */
const CDN_HOSTS = new Set(['esm.sh', 'cdn.skypack.dev', 'unpkg.com', 'esm.run', 'ga.jspm.io', 'cdn.jsdelivr.net']);

function withoutVersion(name: string): string {
  return name.replace(/^(@[^/]+\/[^/@]+|[^/@]+)@[^/]+/, '$1');
}
