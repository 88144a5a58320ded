import { PassThrough } from 'node:stream';

// HTTP clients: every export and method of the catalog's entry is called, so only versions and exceptions are said here.
// `isRequest`: `0.url` is that of a `Request`, which is not made here.
// `otherwise`: what a version does otherwise than the entry says, by its comment. `after`: arguments behind those that the entry names a place for; `factory`: what hands the client out is given.
const client = (entry, installs, rest = {}) => ({ entry, installs, kind: 'http', ...rest });

export const HTTP = [
  client('axios', ['axios@0.35', 'axios@1'], { quick: ['axios@1'] }),
  client('fetch', [''], { quick: [''], isRequest: true }),
  client('fetch-retry', ['fetch-retry@6'], { factory: () => [globalThis.fetch], isRequest: true }),
  client('got', ['got@11', 'got@12', 'got@13', 'got@14', 'got@15', 'got@16'], { quick: ['got@16'] }),
  client('isomorphic-unfetch', ['isomorphic-unfetch@4'], { isRequest: true }),
  client('ky', ['ky@1', 'ky@2'], { quick: ['ky@1', 'ky@2'], isRequest: true, otherwise: { 'ky@1': { error: 'TypeError: fetch failed' } } }),
  client('needle', ['needle@3']),
  client('node-fetch', ['node-fetch@2', 'node-fetch@3', 'cross-fetch@4', 'isomorphic-fetch@3'], { isRequest: true }),
  client('node:http', ['']),
  client('ofetch', ['ofetch@1'], { isRequest: true }),
  client('phin', ['phin@3', 'phin@4'], { otherwise: { 'phin@3': { error: 'Error: connect ECONNREFUSED', rejectsOnStatus: false } } }),
  client('request-promise', ['request-promise@4 request@2', 'request-promise-native@1 request@2', 'request-promise-any@1 request@2']),
  client('superagent', ['superagent@7', 'superagent@8', 'superagent@9', 'superagent@10']),
  client('undici', ['undici@7', 'undici@8'], { isRequest: true, after: { stream: [() => new PassThrough()] } }),
  client('@vercel/fetch-retry', ['@vercel/fetch-retry@5'], { factory: () => [globalThis.fetch], isRequest: true }),
];
