import type { HostKind } from '../../model/facts/endpoint.js';
import { CLOUD_DOMAINS, PROVIDER_HOSTS } from '../../catalog/servers/provider-hosts.js';

/** The parts of an absolute URL's text; holes (`${}`) may stand anywhere. */
export interface UrlShape {
  readonly scheme: string;
  /** Host without port, lower case, without brackets. */
  readonly host: string;
  /** Port as written, or `''`. */
  readonly port: string;
  /** Path without query and fragment: `/v1/models`. */
  readonly path: string;
}

/** Splits `http://host:8000/v1?x`; `undefined` where the text names no host. A bare `host:8000/v1` has scheme `''`. */
export function urlShape(text: string): UrlShape | undefined {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):)?\/\/([^/?#\\]*)([^?#]*)/i.exec(text) ??
    /^()((?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[\w-]+(?:\.[\w-]+)*):\d{2,5})((?:\/[^?#]*)?)$/i.exec(text);
  if (!match) return undefined;
  const authority = (match[2] ?? '').replace(/^[^@]*@/, '');
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority);
  return {
    scheme: (match[1] ?? '').toLowerCase(),
    host: (parts?.[1] ?? authority).replace(/^\[|\]$/g, '').toLowerCase(),
    port: parts?.[2] ?? '',
    path: match[3] ?? '',
  };
}

/** Whether a host is the own computer. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    host === '0.0.0.0' ||
    host === '::' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  );
}

/** Who runs the server that a URL's text names; see {@link HostKind}. */
export function hostKind(text: string): HostKind {
  const shape = urlShape(text);
  if (!shape || shape.host === '') return 'unknown';
  const { host, scheme, port } = shape;
  if (PROVIDERS.has(host) || WILDCARDS.some((suffix) => host.endsWith(suffix))) return 'provider';
  if (isLoopback(host) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':')) return 'self-hosted';
  if (!host.includes('.')) return host.includes('${}') ? 'unknown' : 'self-hosted';
  if (isCloud(host)) return 'unknown';
  if (PRIVATE_SUFFIX.test(host) || OWN_DEPLOYMENT.test(host) || PLACEHOLDER.test(host)) return 'self-hosted';
  if (host.includes('${}')) return 'unknown';
  if (scheme === 'http' || scheme === '' || (port !== '' && port !== '443')) return 'self-hosted';
  // A public name over https, without a port: a hosted service, whose address may be as fixed as a provider's.
  return 'unknown';
}

/** Whether a host is a cloud's, and no virtual machine of one's own there. */
function isCloud(host: string): boolean {
  return (AWS_MODELS.test(host) || CLOUD_DOMAINS.some((domain) => host.endsWith(`.${domain}`))) && !VIRTUAL_MACHINE.test(host);
}

/** Whether a host is no name at all: `x.x.x.x`, `<host>`. `YOUR_IP` and `llm.example.com` are names, which belong into the environment. */
export function isPlaceholder(host: string): boolean {
  return FILL_IN.test(host.trim());
}

const FILL_IN = /^x+(?:\.x+)+$|[<>…]|\.\.\./;

/** The hosted provider whose documented address a URL's text is: `Groq`. */
export function providerAt(text: string): string | undefined {
  const host = urlShape(text)?.host ?? '';
  return PROVIDER_HOSTS.find((p) => (p.host.startsWith('*.') ? host.endsWith(p.host.slice(1)) : host === p.host))?.name;
}

const PROVIDERS = new Set(PROVIDER_HOSTS.filter((p) => !p.host.startsWith('*.')).map((p) => p.host));
const WILDCARDS = PROVIDER_HOSTS.filter((p) => p.host.startsWith('*.')).map((p) => p.host.slice(1));
/** Below `amazonaws.com` stand virtual machines and load balancers, too. */
const AWS_MODELS =
  /^(?:bedrock[\w-]*|runtime(?:-fips)?\.sagemaker|[^.]+\.execute-api|[^.]+\.lambda-url)\..*\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/;
/** Names that a cloud gives to a machine on which one's own server may listen. */
const VIRTUAL_MACHINE = /\.cloudapp\.azure\.(?:com|us|cn)$/;

/** Names that no public DNS has (RFC 2606, RFC 6762, RFC 8375), and what clusters and containers use. */
const PRIVATE_SUFFIX =
  /(?:\.(?:local|internal|lan|home|corp|intranet|private|test|example|invalid|svc|home\.arpa)|(?:^|\.)example\.(?:com|org|net))$/;
/** Services that give a public name to one's own machine or container. */
const OWN_DEPLOYMENT =
  /\.(?:runpod\.(?:net|ai|io)|modal\.run|ngrok\.(?:io|app|dev)|ngrok-free\.(?:app|dev)|trycloudflare\.com|loca\.lt|ts\.net|duckdns\.org|endpoints\.huggingface\.cloud|hf\.space|gradio\.live|fly\.dev|railway\.app|up\.railway\.app|onrender\.com|run\.app|azurecontainerapps\.io|vast\.ai|koyeb\.app|beam\.cloud|baseten\.co|lepton\.run|gitpod\.io|github\.dev|sslip\.io|nip\.io)$/;
/** Text that stands for a name to fill in. */
const PLACEHOLDER = /your|_|<|>|\bmy[.-]|placeholder|changeme|example/;
