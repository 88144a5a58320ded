import path from 'node:path';
import type { DeploymentChange } from '../../../model/deployment-change.js';
import type { Answer, DeploymentClient } from '../../../model/facts/deployment-client.js';
import type { Container } from '../../../model/facts/server.js';
import type { UnansweredAddress } from '../../../model/problems/deployment.js';
import { HOST_GATEWAY, answerOf } from '../answer.js';
import type { Application } from '../application.js';
import { clientsOf } from '../clients.js';

type Nothing = Extract<Answer, { kind: 'nothing' }>;

/** The addresses in a file that nothing answers. */
export function unansweredAddresses(application: Application): readonly UnansweredAddress[] {
  return clientsOf(application).flatMap((client) => {
    const answer = answerOf(client, application);
    return answer.kind === 'nothing' ? describe(client, answer, application) : [];
  });
}

function describe(client: DeploymentClient, answer: Nothing, application: Application): UnansweredAddress {
  const { name, text, container } = client;
  const { fix, suggest } = changesOf(client, answer);
  return {
    span: text.span,
    because: answer.because,
    name,
    url: text.value,
    from: nameOf(container),
    better: answer.host === undefined ? undefined : betterAddress(client, answer.host, answer.port),
    other: answer.meant && placeOf(answer.meant, application),
    fix: text.isShared ? undefined : fix,
    suggest: [...(text.isShared && fix ? [{ ...fix, applicability: 'unsafe' as const }] : []), ...suggest],
  };
}

function nameOf(container: Container | undefined): string {
  if (!container || container.form === 'dockerfile') return 'the image';
  return `${container.form === 'compose' ? 'service' : 'container'} \`${container.name}\``;
}

/** The service or container, with its file where that is another one. */
function placeOf({ name, file }: Container, { own }: Application): string {
  return file === own.file ? `\`${name}\`` : `\`${name}\` of \`${path.basename(file)}\``;
}

/** The address with another host and port. */
function betterAddress({ text, url }: DeploymentClient, host: string, port: number | undefined, scheme = url.scheme): string {
  const rest = text.value.replace(/^(?:[a-z]+:\/\/)?(?:[^/?#]*@)?[^/?#]*/i, '');
  const before = scheme === '' ? '' : `${scheme}://`;
  return `${before}${host}${port === undefined ? '' : `:${port}`}${rest}`;
}

function changesOf(
  client: DeploymentClient,
  answer: Nothing,
): { readonly fix?: DeploymentChange | undefined; readonly suggest: readonly DeploymentChange[] } {
  const { container, url } = client;
  switch (answer.because) {
    case 'own-container': {
      const toServer = answer.host === undefined ? [] : [replace(client, answer.host, answer.port, 'unsafe')];
      const toHost =
        container?.form === 'compose' && answer.host === undefined
          ? [replace(client, HOST_GATEWAY, url.hasPort ? url.port : undefined, 'unsafe')]
          : [];
      return { suggest: [...toServer, ...toHost].flat() };
    }
    case 'host-gateway':
      return { fix: container && extraHosts(container), suggest: [] };
    case 'plain-http':
      return { suggest: replace(client, url.host, url.hasPort ? url.port : undefined, 'unsafe', 'http') };
    case 'published-port':
    case 'other-port':
    case 'service-port': {
      const [change] =
        answer.port === undefined
          ? []
          : replace(client, answer.host ?? url.host, answer.port, answer.because === 'other-port' ? 'unsafe' : 'safe');
      return change ? (change.applicability === 'safe' ? { fix: change, suggest: [] } : { suggest: [change] }) : { suggest: [] };
    }
    case 'no-such-name':
      return { suggest: answer.host === undefined ? [] : replace(client, answer.host, answer.port, 'unsafe') };
    case 'namespace':
      return { suggest: answer.host === undefined ? [] : replace(client, answer.host, url.hasPort ? url.port : undefined, 'unsafe') };
  }
}

function replace(
  client: DeploymentClient,
  host: string,
  port: number | undefined,
  applicability: 'safe' | 'unsafe',
  scheme?: string,
): readonly DeploymentChange[] {
  const text = betterAddress(client, host, port, scheme);
  return [{ kind: 'replace', at: client.text.span, find: client.text.value, text, title: `Use \`${text}\``, applicability }];
}

/** Compose gives the name of the host an address on Linux, too. */
function extraHosts({ mapping, network }: Container): DeploymentChange | undefined {
  // Another list of hosts is there already.
  if (!mapping || network.extraHosts.length > 0) return undefined;
  return {
    kind: 'add-entry',
    to: mapping,
    entry: { key: 'extra_hosts', value: { items: [`"${HOST_GATEWAY}:host-gateway"`] } },
    title: 'Add `extra_hosts` with `host-gateway`',
    applicability: mapping.isShared ? 'unsafe' : 'safe',
  };
}
