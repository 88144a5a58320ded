/** How one server product is deployed: its images, its command line, what it answers. */
export interface ServerDeployment {
  readonly id: string;
  readonly title: string;
  /** Where the entries were read. */
  readonly source: string;
  /**
   * Images that run the server, without registry and tag. A name without `/` is the last part of an image's name; `*` stands for
   * any text.
   */
  readonly images: readonly string[];
  /** Commands that start it: words that follow each other. `python` is also `python3`. */
  readonly programs: readonly (readonly string[])[];
  readonly port: ServerOption & {
    /** Ports that it may listen on by default. More than one where that depends on the version. */
    readonly default: readonly number[];
    /** The same in its own image. */
    readonly inImage?: readonly number[];
  };
  readonly host: ServerOption & {
    readonly default: Bind;
    readonly inImage?: Bind;
    /** The option's value may have a port, or a scheme: `OLLAMA_HOST=0.0.0.0:11434`. */
    readonly takesPort?: true;
  };
  /** Model names that it answers to; the flag's value, or the model's. */
  readonly models?: { readonly served: readonly string[]; readonly model: readonly string[] };
  readonly key?: ServerOption;
  readonly tls?: ServerOption;
  readonly health?: ServerHealth;
  /** Programs that are certainly not in its image. */
  readonly absentPrograms: readonly string[];
  /** Programs that certainly are. */
  readonly presentPrograms: readonly string[];
  /** Whether its image brings a check; the port that this asks, where it does not follow the server's. */
  readonly ownCheck?: { readonly port?: number };
  /** Seconds below which it has not loaded a model of usual size; 0 where it answers before. */
  readonly loadSeconds: number;
  /** Paths of the base URL that clients of the OpenAI API use. */
  readonly basePaths: readonly string[];
  /** Whether it needs a GPU, save for the images of this name. */
  readonly gpu?: { readonly except: readonly string[] };
  /** Flags that name a file with more options. */
  readonly configFlags?: readonly string[];
  /** Tags of its images that run the server; all of them without this. `*` stands for any text. */
  readonly tags?: readonly string[];
  /** Flag of the number of GPUs that work together through shared memory. */
  readonly parallelFlags?: readonly string[];
}

/** A value that a server takes from its command line or its environment. */
export interface ServerOption {
  readonly flags: readonly string[];
  readonly variables: readonly string[];
}

/** Which addresses a server listens on. */
export type Bind = 'all' | 'loopback' | 'unknown';

/** What a server answers when it is asked whether it is ready. */
export interface ServerHealth {
  readonly path: string;
  /** Paths that need the server's key, if it has one. */
  readonly needsKey: readonly string[];
  /** What a request gets while the model loads. */
  readonly whileLoading: 'refused' | 'unavailable' | 'answered';
  /** A command in its image that asks it, where no HTTP client is there. */
  readonly command?: readonly string[];
}
