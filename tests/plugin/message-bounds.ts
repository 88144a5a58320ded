import { MAX_HEADLINE, MAX_MESSAGE, MAX_TITLE, headlineOf } from '../../src/plugin/message.js';

/** Words of no message and no rule's page: they are no terms of the field. */
export const AVOIDED = /\b(?:nobody|somebody|anybody|whoever|hears?|for ever|hands? on|on its own way)\b/i;

/** What is wrong with the title of a suggestion as it is shown. */
export function titleFaultsOf(title: string): readonly string[] {
  const avoided = AVOIDED.exec(title)?.[0];
  return [
    ...(title.length > MAX_TITLE ? [`it has ${title.length} characters`] : []),
    ...(/^[A-Z][a-z]+ [^.]*$/.test(title.replace(/`[^`]*`/g, 'x')) ? [] : ['it is no verb phrase']),
    ...(avoided === undefined ? [] : [`it says "${avoided}"`]),
  ];
}

/** What is wrong with the form of a message as it is rendered; nothing where it keeps all bounds. */
export function boundsOf(message: string): readonly string[] {
  const headline = headlineOf(message);
  const avoided = AVOIDED.exec(message)?.[0];
  return [
    ...(headline.length > MAX_HEADLINE ? [`the first sentence has ${headline.length} characters`] : []),
    ...(message.length > MAX_MESSAGE ? [`it has ${message.length} characters`] : []),
    ...(headline === message ? ['it has one sentence only'] : []),
    ...(message.endsWith('.') ? [] : ['it has no full stop']),
    ...(message.includes('{{') ? ['a placeholder is not filled in'] : []),
    ...(avoided === undefined ? [] : [`it says "${avoided}"`]),
  ];
}
