import type { Bind, ServerDeployment, ServerOption } from '../../model/catalog/server-deployment.js';
import { type DeploymentText, HOLE } from '../../model/facts/deployment-text.js';
import type { Server } from '../../model/facts/server.js';
import type { Workload } from '../../model/facts/workload.js';
import { isShellCommand } from './command-line.js';
import { type ImageName, type ProgramCall, flagValues, imageName, productOfImage, programIn } from './product.js';

/** The LLM server that a workload runs; `undefined` for everything else. */
export function serverOf(workload: Workload): Server | undefined {
  const image = workload.image && imageName(workload.image.value);
  const ofImage = image && productOfImage(image);
  const call = programOf(workload);
  if (call) return describe(workload, call, { startedBy: 'command', image, isOwnImage: ofImage?.id === call.product.id });
  if (!ofImage) return undefined;
  const options = optionsOfImage(workload, ofImage);
  const isServing = options !== undefined || workload.ports.some(({ isPublished }) => isPublished);
  if (!isServing) return undefined;
  const own: ProgramCall = { product: ofImage, program: [], options: options ?? [] };
  return describe(workload, own, { startedBy: options ? 'image' : 'script', image, isOwnImage: true });
}

/** The commands that a workload runs, the words of its entry point before those of its command. */
export function commandsOf({ entrypoint, command }: Pick<Workload, 'entrypoint' | 'command'>): readonly (readonly DeploymentText[])[] {
  if (!entrypoint) return command?.commands ?? [];
  if (entrypoint.isScript) return entrypoint.commands;
  const [words = []] = entrypoint.commands;
  if (command && isShellCommand(words)) return command.commands;
  return [[...words, ...(command?.commands[0] ?? [])]];
}

function programOf(workload: Workload): ProgramCall | undefined {
  for (const words of commandsOf(workload)) {
    const call = programIn(words);
    if (call) return call;
  }
  return undefined;
}

/** What is given to the program of a product's own image; `undefined` where something else is started. */
function optionsOfImage({ entrypoint, command }: Workload, product: ServerDeployment): readonly DeploymentText[] | undefined {
  if (entrypoint) return undefined;
  if (!command) return product.id === 'sglang' ? undefined : [];
  if (command.isScript) return undefined;
  const [words = []] = command.commands;
  const [first] = words;
  if (!first || first.value.startsWith('-') || first.value === 'serve' || first.value === HOLE) return words;
  const isModel = /^[\w.${}-]+\/[\w.-]+$/.test(first.value.replaceAll(HOLE, '_')) && !/\.(?:sh|py)$/.test(first.value);
  return isModel && product.id !== 'sglang' ? words : undefined;
}

interface Origin {
  readonly startedBy: Server['startedBy'];
  readonly image: ImageName | undefined;
  readonly isOwnImage: boolean;
}

function describe(workload: Workload, { product, program, options }: ProgramCall, { startedBy, image, isOwnImage }: Origin): Server {
  const mayHaveMoreOptions =
    startedBy === 'script' ||
    workload.isPartial ||
    options.some(({ value }, index) => value === HOLE && !/^-[^=]*$/.test(options[index - 1]?.value ?? '')) ||
    (product.configFlags !== undefined && flagValues(options, product.configFlags) !== undefined);
  // Of a third party's image it is not known which variables it sets.
  const mayHaveMoreVariables =
    workload.mayHaveMoreEnvironment || (!isOwnImage && workload.build === undefined && workload.form !== 'dockerfile');
  const facts: Facts = { workload, options, mayHaveMoreOptions, mayHaveMoreVariables };
  const host = optionOf(facts, product.host);
  const port = optionOf(facts, product.port);
  return {
    product,
    startedBy,
    isOwnImage,
    tag: image?.tag,
    options,
    program,
    mayHaveMoreOptions,
    ...portsOf(product, port, host, isOwnImage),
    bind: bindOf(product, host, isOwnImage),
    bindText: host.text,
    hasKey: presence(optionOf(facts, product.key ?? NO_OPTION), product.key !== undefined),
    hasTls: product.tls ? presence(optionOf(facts, product.tls), true) : 'unknown',
    models: modelsOf(product, facts, program),
    check: workload.check,
  };
}

interface Facts {
  readonly workload: Workload;
  readonly options: readonly DeploymentText[];
  readonly mayHaveMoreOptions: boolean;
  readonly mayHaveMoreVariables: boolean;
}

const NO_OPTION: ServerOption = { flags: [], variables: [] };

/** An option's text, or whether it is certainly not given. */
interface GivenOption {
  readonly text?: DeploymentText | undefined;
  readonly isAbsent: boolean;
}

function optionOf({ workload, options, mayHaveMoreOptions, mayHaveMoreVariables }: Facts, { flags, variables }: ServerOption): GivenOption {
  const values = flagValues(options, flags);
  if (values) return { text: values[0], isAbsent: false };
  const entry = variables.map((name) => workload.environment.find((one) => one.name === name)).find((one) => one !== undefined);
  if (entry) return { text: entry.value, isAbsent: false };
  const mayBeInEnvironment = variables.length > 0 && (mayHaveMoreVariables || mayHaveMoreOptions);
  return { isAbsent: !(mayHaveMoreOptions && flags.length > 0) && !mayBeInEnvironment };
}

function presence({ text, isAbsent }: GivenOption, isKnown: boolean): 'yes' | 'no' | 'unknown' {
  if (text) return text.value === '' ? 'no' : text.value === HOLE ? 'unknown' : 'yes';
  return isAbsent && isKnown ? 'no' : 'unknown';
}

function portsOf(
  product: ServerDeployment,
  port: GivenOption,
  host: GivenOption,
  isOwnImage: boolean,
): { readonly ports: readonly number[]; readonly portText?: DeploymentText | undefined } {
  if (port.text) return { ports: /^\d+$/.test(port.text.value) ? [Number(port.text.value)] : [], portText: port.text };
  if (product.host.takesPort && host.text) {
    const { value } = host.text;
    if (value.includes(HOLE)) return { ports: [] };
    const written = /:(\d+)\/?$/.exec(value)?.[1];
    if (written !== undefined) return { ports: [Number(written)], portText: host.text };
    if (/^https?:\/\//.test(value)) return { ports: [value.startsWith('https') ? 443 : 80], portText: host.text };
  }
  if (!port.isAbsent || (product.host.takesPort && !host.text && !host.isAbsent)) return { ports: [] };
  return { ports: (isOwnImage ? product.port.inImage : undefined) ?? product.port.default };
}

function bindOf({ host }: ServerDeployment, { text, isAbsent }: GivenOption, isOwnImage: boolean): Bind {
  if (text) return bindOfAddress(text.value);
  return isAbsent ? ((isOwnImage ? host.inImage : undefined) ?? host.default) : 'unknown';
}

/** Which addresses a text of a host means: `0.0.0.0`, `127.0.0.1:11434`, `[::]`, `http://localhost`. */
function bindOfAddress(value: string): Bind {
  const host = value
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^\[(.*)\].*$/, '$1')
    .replace(/^([^:]*):\d+\/?$/, '$1');
  if (host === '' || host === '0.0.0.0' || host === '::' || host === '*') return 'all';
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host) ? 'loopback' : 'unknown';
}

function modelsOf(
  product: ServerDeployment,
  { options, mayHaveMoreOptions }: Facts,
  program: readonly DeploymentText[],
): readonly string[] | undefined {
  if (!product.models || mayHaveMoreOptions) return undefined;
  const served = flagValues(options, product.models.served);
  const written = flagValues(options, product.models.model)?.slice(0, 1);
  const positional = program.at(-1)?.value === 'serve' && options[0] && !options[0].value.startsWith('-') ? [options[0]] : undefined;
  const names = (served ?? written ?? positional)?.map(({ value }) => value);
  const extra = flagValues(options, ['--lora-modules', '--enable-lora']);
  return names === undefined || extra !== undefined || names.length === 0 || names.some((name) => name.includes(HOLE)) ? undefined : names;
}
