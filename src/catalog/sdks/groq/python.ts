import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { GROQ_FORM } from '../../presets/base-url-forms.js';
import { requests } from '../../presets/methods.js';
import { stainlessSdk } from '../../presets/stainless.js';

const maybeStream: CallKind = { stream: { option: 'stream' } };

/** The Groq SDK. */
export const groq: Sdk = stainlessSdk(
  'groq',
  {
    ...requests('chat.completions', ['create'], maybeStream),
    ...requests('', [
      'embeddings.create',
      'audio.speech.create',
      'audio.transcriptions.create',
      'audio.translations.create',
      'models.list',
      'models.retrieve',
      'models.delete',
    ]),
  },
  { title: 'the Groq SDK', versions: '1', source: { kind: 'measured', versions: ['groq 1.7.0'] } },
  1.6,
  { form: GROQ_FORM },
);
