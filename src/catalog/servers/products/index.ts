import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';
import { LITELLM } from './litellm.js';
import { LLAMA_CPP, LLAMA_CPP_PYTHON } from './llama-cpp.js';
import { OLLAMA } from './ollama.js';
import { HUGGINGFACE_SERVER, LOCALAI, NIM, RAY_SERVE, TRITON_OPENAI } from './others.js';
import { SGLANG } from './sglang.js';
import { TEI } from './text-embeddings-inference.js';
import { TGI } from './text-generation-inference.js';
import { VLLM } from './vllm.js';

/** Every server product whose deployment is known, the more exactly named first. */
export const SERVER_DEPLOYMENTS: readonly ServerDeployment[] = [
  VLLM,
  SGLANG,
  TGI,
  TEI,
  LLAMA_CPP_PYTHON,
  LLAMA_CPP,
  OLLAMA,
  LITELLM,
  LOCALAI,
  HUGGINGFACE_SERVER,
  NIM,
  TRITON_OPENAI,
  RAY_SERVE,
];
