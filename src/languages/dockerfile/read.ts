import path from 'node:path';
import { commandOfWords, readCommandLine } from '../../engine/deployment/command-line.js';
import { numberOf, secondsOf } from '../../engine/deployment/duration.js';
import { type Lookup, expandVariables } from '../../engine/deployment/variables.js';
import { type CommandText, type DeploymentText, HOLE } from '../../model/facts/deployment-text.js';
import {
  type DeploymentFile,
  type EnvironmentEntry,
  type HealthCheck,
  NO_DEPLOYMENT_FILE,
  type PortMapping,
  type Workload,
} from '../../model/facts/workload.js';
import { type Instruction, readInstructions } from './instructions.js';

/** A stage while its instructions are read. */
interface Stage {
  readonly name: string;
  readonly image: DeploymentText;
  readonly environment: Map<string, EnvironmentEntry>;
  readonly arguments: Map<string, string>;
  readonly ports: PortMapping[];
  readonly setup: string[];
  entrypoint?: CommandText | undefined;
  command?: CommandText | undefined;
  check?: HealthCheck | undefined;
}

/** Reads a Dockerfile: each of its stages is a workload, the last one the image's. */
export function readDockerfile(text: string, file: string): DeploymentFile {
  const stages: Stage[] = [];
  const globals = new Map<string, string>();
  for (const instruction of readInstructions(text)) {
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') stages.push(stageOf(instruction, stages, globals, file));
    else if (stage) apply(instruction, stage, globals, file);
    else if (instruction.keyword === 'ARG') for (const [name, value] of argumentsOf(instruction, () => undefined)) globals.set(name, value);
  }
  return { ...NO_DEPLOYMENT_FILE, file, form: 'dockerfile', workloads: stages.map((stage) => workloadOf(stage, file)) };
}

function stageOf({ text, start }: Instruction, stages: readonly Stage[], globals: ReadonlyMap<string, string>, file: string): Stage {
  const match = /^((?:--\S+\s+)*)(\S+)(?:\s+AS\s+(\S+))?/i.exec(text);
  const written = match?.[2] ?? '';
  const from = start + (match?.[1]?.length ?? 0);
  const value = expandVariables(written, (name) => globals.get(name), 'shell').value;
  const base = stages.find(({ name }) => name !== '' && name.toLowerCase() === value.toLowerCase());
  return {
    name: match?.[3] ?? '',
    image: base?.image ?? { value, span: { start: from, end: from + written.length }, file },
    environment: new Map(base?.environment),
    arguments: new Map(base?.arguments),
    ports: [...(base?.ports ?? [])],
    setup: [...(base?.setup ?? [])],
    entrypoint: base?.entrypoint,
    command: base?.command,
    check: base?.check,
  };
}

function apply(instruction: Instruction, stage: Stage, globals: ReadonlyMap<string, string>, file: string): void {
  const { keyword, text, start } = instruction;
  const environment: Lookup = (name) => stage.environment.get(name)?.value.value;
  const lookup: Lookup = (name) => environment(name) ?? stage.arguments.get(name);
  switch (keyword) {
    case 'ENV':
      for (const entry of environmentOf(instruction, file, lookup)) stage.environment.set(entry.name, entry);
      break;
    case 'ARG':
      for (const [name, value] of argumentsOf(instruction, lookup))
        stage.arguments.set(name, value === HOLE ? (globals.get(name) ?? HOLE) : value);
      break;
    case 'EXPOSE':
      for (const word of text.split(/\s+/)) {
        const container = numberOf(expandVariables(word, lookup, 'shell').value.replace(/\/\w+$/, ''));
        stage.ports.push({ container, isPublished: false, span: { start, end: start + text.length } });
      }
      break;
    case 'ENTRYPOINT':
      stage.entrypoint = commandOf(text, start, file, environment);
      stage.command = undefined;
      break;
    case 'CMD':
      stage.command = commandOf(text, start, file, environment);
      break;
    case 'HEALTHCHECK':
      stage.check = checkOf(text, start, file, environment);
      break;
    case 'RUN':
    case 'COPY':
    case 'ADD':
      stage.setup.push(text);
      break;
  }
}

/** `NAME=value …`, or `NAME value`. */
function environmentOf({ text, start }: Instruction, file: string, lookup: Lookup): readonly EnvironmentEntry[] {
  const old = /^(\w+)[^\S\n]+([^=\s][^\n]*|=[^\n]*)$/.exec(text);
  if (old && !/^\w+=/.test(text)) {
    const from = start + text.length - (old[2] ?? '').length;
    const value = expandVariables(old[2] ?? '', lookup, 'shell').value;
    return [
      {
        name: old[1] ?? '',
        value: { value, span: { start: from, end: start + text.length }, file },
        span: { start, end: start + text.length },
      },
    ];
  }
  const { commands } = readCommandLine({ text, start, file, foldsLines: true }, { style: 'shell', lookup, inner: lookup }, false);
  return (commands[0] ?? []).flatMap((word) => {
    const equals = word.value.indexOf('=');
    if (equals < 0) return [];
    const raw = text.slice(word.span.start - start, word.span.end - start);
    const at = raw.indexOf('=') + 1;
    const isQuoted = /^["']/.test(raw.slice(at)) && raw.length > at + 1;
    const span = { start: word.span.start + at + (isQuoted ? 1 : 0), end: word.span.end - (isQuoted ? 1 : 0) };
    return [{ name: word.value.slice(0, equals), value: { value: word.value.slice(equals + 1), span, file }, span: word.span }];
  });
}

/** An argument without a default is not known. */
function argumentsOf({ text }: Instruction, lookup: Lookup): readonly (readonly [string, string])[] {
  return [...text.matchAll(/(\w+)(?:=("[^"]*"|'[^']*'|\S*))?/g)].map(([, name = '', value]) => [
    name,
    value === undefined ? HOLE : expandVariables(value.replace(/^(["'])(.*)\1$/, '$2'), lookup, 'shell').value,
  ]);
}

/** A JSON array is the words themselves; anything else is for a shell. */
function commandOf(text: string, start: number, file: string, lookup: Lookup): CommandText {
  const span = { start, end: start + text.length };
  if (!/^\[[^]*\]$/.test(text))
    return readCommandLine({ text, start, file, foldsLines: true }, { style: 'shell', lookup, inner: lookup }, true);
  const words = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match): DeploymentText => {
    const from = start + match.index + 1;
    return { value: (match[1] ?? '').replace(/\\(.)/g, '$1'), span: { start: from, end: from + (match[1] ?? '').length }, file };
  });
  const script =
    /^(?:.*\/)?(?:ba|da|a|z)?sh$/.test(words[0]?.value ?? '') && words[1] && /^-[a-z]*c$/.test(words[1].value) ? words[2] : undefined;
  if (!script) return commandOfWords(words, span);
  const raw = { text: script.value, start: script.span.start, file, foldsLines: false, at: script.span };
  return { ...readCommandLine(raw, { style: 'shell', lookup, inner: lookup }, true), span };
}

function checkOf(text: string, start: number, file: string, lookup: Lookup): HealthCheck {
  const options = /^(?:\s*--[a-z-]+=\S+)*\s*/.exec(text)?.[0] ?? '';
  const option = (name: string) => new RegExp(`--${name}=(\\S+)`).exec(options)?.[1];
  const rest = text.slice(options.length);
  const command = /^CMD\s+/i.exec(rest);
  const from = start + options.length + (command?.[0].length ?? 0);
  return {
    kind: /^NONE\b/i.test(rest) ? 'none' : command ? 'command' : 'unknown',
    span: { start, end: start + text.length },
    command: command ? commandOf(rest.slice(command[0].length), from, file, lookup) : undefined,
    interval: secondsOf(option('interval')),
    retries: numberOf(option('retries')),
    startPeriod: secondsOf(option('start-period')),
  };
}

function workloadOf(stage: Stage, file: string): Workload {
  const { name, image, environment, ports, setup, entrypoint, command, check } = stage;
  return {
    form: 'dockerfile',
    file,
    name: name === '' ? path.basename(file) : name,
    at: image.span,
    image,
    entrypoint,
    command,
    environment: [...environment.values()],
    mayHaveMoreEnvironment: false,
    ports,
    check,
    network: { kind: 'unknown', names: [], aliases: [], extraHosts: [], mayHaveMoreHosts: true },
    dependsOn: [],
    setup: setup.join('\n'),
    isPartial: false,
  };
}
