/** A server product whose base URL has an environment variable of its own. */
export interface ServerProduct {
  readonly id: string;
  readonly title: string;
  /** `OLLAMA_BASE_URL`. */
  readonly variable: string;
  /** Default ports that no other LLM server has. */
  readonly ports: readonly number[];
  /** Words of host names, lower case. */
  readonly names: readonly string[];
}

/** A hosted provider's documented public address. */
export interface ProviderHost {
  /** `api.openai.com`, or `*.openai.azure.com` for any name below. */
  readonly host: string;
  readonly name: string;
}

/** A path that an OpenAI-compatible server answers. */
export interface ServerPath {
  /** `/v1/chat/completions`; matched at the end of the URL's path, `/v1` optional where `versioned`. */
  readonly path: string;
  /** Who answers: `openai`, `vllm`, `ollama`, `anthropic`. */
  readonly api: string;
  /**
   * How much the path says by itself:
   * - `alone`: nothing else has it (`/chat/completions`);
   * - `own-host`: no other service has it, but for public ones of known names (`/v1/models` of a speech service);
   * - `with-host`: it takes a host that is known to be an LLM server's (`/health`, `/api/chat`).
   */
  readonly proof: 'alone' | 'own-host' | 'with-host';
  /** What a request of it is for; absent = a model has to work for it. */
  readonly purpose?: 'state' | 'management';
  /** It says whether the server works, and nothing but the status of its answer tells. */
  readonly probe?: true;
  /** What it does to the server matters, not its answer: a pull. */
  readonly hasEffect?: true;
}
