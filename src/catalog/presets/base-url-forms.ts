import type { BaseUrlForm } from '../../model/catalog/options.js';

/** Clients of OpenAI's API: they append the endpoint alone. */
export const OPENAI_FORM: BaseUrlForm = { appends: '/chat/completions', versioned: true };
/** Anthropic's SDK appends `/v1/messages`: `http://host/v1` gives `/v1/v1/messages` (measured). */
export const ANTHROPIC_FORM: BaseUrlForm = { appends: '/v1/messages', versioned: false, excess: ['/v1'] };
/** Ollama's client: `http://host/v1` gives `/v1/api/chat` without an error (measured). */
export const OLLAMA_FORM: BaseUrlForm = { appends: '/api/chat', versioned: false, excess: ['/v1', '/api'], addsScheme: true };
/** Mistral's SDK doubles a `/v1` (measured). */
export const MISTRAL_FORM: BaseUrlForm = { appends: '/v1/chat/completions', versioned: false, excess: ['/v1'] };
/** Groq's SDK takes the origin (measured). */
export const GROQ_FORM: BaseUrlForm = { appends: '/openai/v1/chat/completions', versioned: false, excess: ['/openai/v1'] };
