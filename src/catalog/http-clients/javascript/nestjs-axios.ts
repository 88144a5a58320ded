import type { HttpClient, HttpRequest } from '../../../model/catalog/http-client.js';
import { axios } from './axios.js';

const { get, head, delete: remove, post, put, patch, postForm, putForm, patchForm, request } = axios.exports.default.methods;
const promised: Readonly<Record<string, HttpRequest>> = {
  get,
  head,
  delete: remove,
  post,
  put,
  patch,
  postForm,
  putForm,
  patchForm,
  request,
};
const methods = Object.fromEntries(Object.entries(promised).map(([name, of]) => [name, { ...of, isObservable: true } as const]));

/** The `HttpService` of NestJS: axios, with an `Observable` in the place of each promise. It is injected, so its type names it. */
export const nestjsAxios: HttpClient = {
  id: '@nestjs/axios',
  title: "NestJS's `HttpService`",
  packages: ['@nestjs/axios'],
  versions: '3–4',
  source: { kind: 'read', versions: ['@nestjs/axios 4.0.1'], file: 'dist/http.service.d.ts: the methods of axios, whose failure it is' },
  failure: axios.failure,
  exports: {
    HttpService: {
      kind: 'client',
      methods: { ...methods, ...Object.fromEntries(Object.entries(promised).map(([name, of]) => [`axiosRef.${name}`, of])) },
    },
  },
};
