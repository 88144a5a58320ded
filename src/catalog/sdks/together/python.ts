import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { stainlessSdk } from '../../presets/stainless.js';

const maybeStream: CallKind = { stream: { option: 'stream' } };

/** The Together SDK. */
export const together: Sdk = stainlessSdk(
  'together',
  {
    ...requests('', ['chat.completions.create', 'completions.create'], maybeStream),
    ...requests('', ['embeddings.create', 'models.list', 'images.generate', 'rerank.create', 'audio.speech.create']),
  },
  { title: 'the Together SDK', versions: '3', source: { kind: 'measured', versions: ['together 3.1.1'] } },
  2.7,
);
