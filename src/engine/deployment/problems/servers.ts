import type { Container, Server } from '../../../model/facts/server.js';
import type { HealthCheck } from '../../../model/facts/workload.js';
import type { InvalidServerCommand, LoopbackBind, MissingRestart, ShortStart } from '../../../model/problems/deployment.js';
import type { Application } from '../application.js';
import { commandsOf } from '../server.js';

/** The containers of a file that run an LLM server. */
function serversOf(application: Application): readonly (Container & { readonly server: Server })[] {
  return application.containers.flatMap((container) =>
    container.server && !container.isPartial ? [{ ...container, server: container.server }] : [],
  );
}

/** Servers that are given up, or killed, before their product has loaded a model of usual size. */
export function shortStarts(application: Application): readonly ShortStart[] {
  const waited = new Set(
    application.containers.flatMap(({ dependsOn }) =>
      dependsOn.flatMap(({ service, condition }) => (condition === 'service_healthy' ? [service] : [])),
    ),
  );
  return serversOf(application).flatMap((container) => {
    const { pod, check, name } = container;
    if (pod) {
      const { startup, liveness } = pod.probes;
      return startup ? shortStart('startup', startup, container) : liveness ? shortStart('liveness', liveness, container) : [];
    }
    return container.form === 'compose' && waited.has(name) && check?.kind === 'command'
      ? shortStart('health-check', check, container)
      : [];
  });
}

/** Defaults of Compose: 30 s between two, three failures. */
function shortStart(
  kind: ShortStart['kind'],
  check: HealthCheck,
  { server, name }: Container & { readonly server: Server },
): readonly ShortStart[] {
  const isWritten = kind === 'health-check' || check.interval !== undefined;
  if (!isWritten || (check.retries === undefined && kind !== 'health-check')) return [];
  const seconds = Math.round((check.startPeriod ?? 0) + (check.interval ?? 30) * (check.retries ?? 3));
  const needed = server.product.loadSeconds;
  if (seconds >= needed) return [];
  return [{ kind, span: check.span, server: server.product.title, name, seconds, needed, suggest: [] }];
}

/** Servers in containers that listen on the container's own loopback address. */
export function loopbackBinds(application: Application): readonly LoopbackBind[] {
  const shared = new Set([...application.containers, ...application.others()].flatMap(({ network }) => network.of ?? []));
  return serversOf(application).flatMap((container): readonly LoopbackBind[] => {
    const { server, form, network, pod, name, at } = container;
    if (server.bind !== 'loopback' || server.startedBy === 'script') return [];
    if (form === 'compose' && (network.kind !== 'own' || shared.has(name))) return [];
    if (pod && (network.kind !== 'own' || pod.containers.length !== 1)) return [];
    if (!isLast(container)) return [];
    const address = server.bindText;
    if (address && address.file !== application.own.file) return [];
    const host = address && /localhost|127\.\d+\.\d+\.\d+|\[?::1\]?/.exec(address.value)?.[0];
    const span = address?.span ?? server.program[0]?.span ?? at;
    return [
      {
        span: server.program[0] && server.program[0].file !== application.own.file && !address ? at : span,
        server: server.product.title,
        name,
        address: host,
        ...(address && host !== undefined && form !== 'dockerfile' && !address.isShared
          ? { fix: { kind: 'replace', at: address.span, find: host, text: '0.0.0.0', title: 'Listen on `0.0.0.0`', applicability: 'safe' } }
          : {}),
        suggest:
          address && host !== undefined && (form === 'dockerfile' || address.isShared)
            ? [{ kind: 'replace', at: address.span, find: host, text: '0.0.0.0', title: 'Listen on `0.0.0.0`', applicability: 'unsafe' }]
            : [],
      },
    ];
  });
}

/** Whether the server is what the container runs in the end: a command after it may be its only client. */
function isLast(container: Container & { readonly server: Server }): boolean {
  const commands = commandsOf(container);
  const [word] = container.server.program;
  const at = word ? commands.findIndex((words) => words.includes(word)) : -1;
  return at < 0 || commands.slice(at + 1).every((words) => ['wait', 'exit', 'done', 'fi', 'true'].includes(words[0]?.value ?? ''));
}

/** Servers of Compose that stay down once they ended. */
export function missingRestarts(application: Application): readonly MissingRestart[] {
  return serversOf(application).flatMap(({ form, restart, name, at, server, mapping }): readonly MissingRestart[] => {
    if (form !== 'compose' || restart || application.hasOverlay(name)) return [];
    return [
      {
        span: at,
        name,
        server: server.product.title,
        suggest: mapping
          ? [
              {
                kind: 'add-entry',
                to: mapping,
                entry: { key: 'restart', value: 'unless-stopped' },
                title: 'Add `restart: unless-stopped`',
                applicability: 'unsafe',
              },
            ]
          : [],
      },
    ];
  });
}

/** Commands that their server does not read as they are meant. */
export function invalidCommands(application: Application): readonly InvalidServerCommand[] {
  return serversOf(application).flatMap((container) => commandFaults(container, application.own.file));
}

function commandFaults(
  { server, command, entrypoint }: Container & { readonly server: Server },
  file: string,
): readonly InvalidServerCommand[] {
  const found: InvalidServerCommand[] = [];
  const { program, options, product } = server;
  const demo = program.find(({ value, file: at }) => value === 'vllm.entrypoints.api_server' && at === file);
  if (demo)
    found.push({
      kind: 'demo-server',
      span: demo.span,
      server: product.title,
      given: demo.value,
      // A client of its own routes works today.
      suggest: [
        {
          kind: 'replace',
          at: demo.span,
          find: demo.value,
          text: 'vllm.entrypoints.openai.api_server',
          title: 'Start the OpenAI server',
          applicability: 'unsafe',
        },
      ],
    });
  const isList = command?.isScript === false && entrypoint?.isScript !== true;
  for (const word of options) {
    const match = /^(--[a-z][\w-]*) +(\S[^\s]*)$/.exec(word.value);
    if (!match || !isList || word.file !== file) continue;
    found.push({
      kind: 'joined-option',
      span: word.span,
      server: product.title,
      given: word.value,
      suggest: [],
      fix: {
        kind: 'replace',
        at: word.span,
        find: word.value,
        text: `${match[1] ?? ''}=${match[2] ?? ''}`,
        title: `Write \`${match[1] ?? ''}=…\``,
        applicability: 'safe',
      },
    });
  }
  const [first] = options;
  if (product.id === 'vllm' && server.startedBy === 'image' && first?.value === 'serve' && first.file === file)
    found.push({ kind: 'serve-twice', span: first.span, server: product.title, given: 'serve', suggest: [] });
  return found;
}
