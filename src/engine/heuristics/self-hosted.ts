import { hostKind } from '../urls/host-kind.js';

/** What tells that a client is meant for a server of one's own. */
const OWN_SERVER = /(?:^|_)(?:VLLM|OLLAMA|LM_?STUDIO|LLAMA_?CPP|LLAMAFILE|SGLANG|TGI|LOCAL_?AI|LOCAL|SELF_?HOSTED|XINFERENCE)(?:_|$)/;
/** Keys that people write for servers without keys. */
const NO_KEY =
  /^(?:empty|none|null|ollama|vllm|dummy(?:[-_]key)?|fake(?:[-_]key)?|not[-_ ]?(?:needed|required|used)|no[-_]?key|lm[-_]?studio|local|sk-no-key-required|token-abc123|x+|-)$/i;

/** `VLLM_BASE_URL`, `MY_OLLAMA_URL`. */
export function namesOwnServer(variable: string): boolean {
  return OWN_SERVER.test(variable.toUpperCase());
}

/** `EMPTY`, `not-needed`. */
export function isNoKey(key: string): boolean {
  return NO_KEY.test(key.trim());
}

/** `Qwen/Qwen3-8B`: the id of an open model, as Hugging Face writes it. OpenAI's have no slash. */
export function isOpenModel(id: string): boolean {
  return /^[A-Za-z\d][\w.-]*\/[\w.-]+$/.test(id) && !/^(?:openai|azure|models|ft:)/i.test(id);
}

/** A URL to propose for a variable: Ollama's and LM Studio's port where it names them, else vLLM's. */
export function proposalFor(variable: string): string {
  const port = /OLLAMA/i.test(variable) ? 11434 : /LM_?STUDIO/i.test(variable) ? 1234 : 8000;
  return `http://localhost:${port}/v1`;
}

/** Whether a server may be one without keys: of one's own, over plain HTTP. Behind `https` stands a gateway, which has keys. */
export function isKeyless(url: string): boolean {
  return hostKind(url) === 'self-hosted' && !url.startsWith('https:');
}
