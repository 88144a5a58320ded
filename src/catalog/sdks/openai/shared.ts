import type { ApiKeyOption, IgnoredSetting, PublicDefault } from '../../../model/catalog/options.js';

/** What requests do whose base URL is not read, as a message says it. */
export const GOES_TO_OPENAI = 'requests go to https://api.openai.com/v1, without an error';
/** The variable of versions before 1, and of other libraries. */
export const OLD_VARIABLE: IgnoredSetting = {
  name: 'OPENAI_API_BASE',
  meant: 'OPENAI_BASE_URL',
  effect: 'it reads `OPENAI_BASE_URL`, else requests go to https://api.openai.com/v1',
};
/** Clients over the OpenAI SDK for JavaScript: `undefined`, `null` and `''` mean the public API (measured: openai 4–7). */
export const OPENAI_PUBLIC: PublicDefault = { host: 'api.openai.com', when: ['unset', 'blank'], ignoredVariables: [OLD_VARIABLE] };
/** In Python `None` does, and `""` fails (measured: openai 1–3, langchain_openai 1). */
export const OPENAI_PUBLIC_PYTHON: PublicDefault = { host: 'api.openai.com', when: ['unset'] };
/** The OpenAI SDK throws where it is made; a blank key is refused since 6 (measured: 4–7). */
export const OPENAI_KEY: ApiKeyOption = { at: ['0.apiKey'], variable: 'OPENAI_API_KEY', error: 'OpenAIError', missing: 'construction' };
