import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

/** Of each call: its name, where its failure ends, and how often it is sent. */
function callsOf(code: string): string[] {
  return extractionOf(code).facts.calls.map(
    ({ name, handling, retry }) =>
      `${name} ${handling.kind === 'lost' ? handling.end : handling.kind} ${retry.kind === 'sdk' ? String(retry.attempts) : retry.kind}`,
  );
}

const CHAT = "self.client.chat.completions.create(model='m', messages=[])";

describe('a client that a branch decides about', () => {
  const model = (...branches: readonly string[]): string =>
    lines(
      'from openai import OpenAI, AzureOpenAI',
      'from anthropic import Anthropic',
      'from app.cloud import CloudClient',
      'class Fake:',
      '    pass',
      'class Model:',
      '    def __init__(self, kind):',
      ...branches.map((made, i) => `        ${i === 0 ? 'if' : 'elif'} kind == ${i}:\n            self.client = ${made}`),
      '    def ask(self):',
      `        return ${CHAT}`,
    );
  const NAME = 'self.client.chat.completions.create';
  it.each([
    ['of one SDK', model('OpenAI()', 'AzureOpenAI()'), [`${NAME} exported 3`]],
    ['of one SDK and a class from elsewhere', model('AzureOpenAI()', 'CloudClient()', 'OpenAI()'), [`${NAME} exported 3`]],
    ['of one SDK and a class of the file', model('OpenAI()', 'Fake()'), []],
    ['all without retries', model('OpenAI(max_retries=0)', 'OpenAI(base_url=url, max_retries=0)'), [`${NAME} exported none`]],
    ['of two SDKs', model('OpenAI()', 'Anthropic()'), []],
    ['of classes from elsewhere', model('CloudClient()', 'Fake()'), []],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('a client that a subclass makes', () => {
  const engine = (...subclass: readonly string[]): string =>
    lines('from openai import OpenAI', 'class Engine:', '    client = None', '    def ask(self):', `        return ${CHAT}`, ...subclass);
  const NAME = 'self.client.chat.completions.create';
  it.each([
    [
      'in its constructor',
      engine('class Local(Engine):', '    def __init__(self):', '        self.client = OpenAI()', 'print(Local().ask())'),
      [`${NAME} top-level 3`],
    ],
    [
      'two classes below',
      engine(
        'class Middle(Engine):',
        '    pass',
        'class Local(Middle):',
        '    def __init__(self):',
        '        self.client = OpenAI(max_retries=1)',
        'print(Local().ask())',
      ),
      [`${NAME} top-level 2`],
    ],
    ['another class, which is no subclass', engine('class Local:', '    def __init__(self):', '        self.client = OpenAI()'), []],
    [
      'two subclasses, one with something else',
      engine(
        'class Local(Engine):',
        '    def __init__(self):',
        '        self.client = OpenAI()',
        'class Fake(Engine):',
        '    def __init__(self):',
        '        self.client = {}',
      ),
      [],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe("an object in a page's session", () => {
  const page = (...code: readonly string[]): string =>
    lines(
      'import streamlit as st',
      'from openai import OpenAI',
      'class Chat:',
      '    def __init__(self):',
      '        self.client = OpenAI()',
      '    def ask(self):',
      `        return ${CHAT}`,
      ...code,
    );
  const NAME = 'self.client.chat.completions.create';
  it.each([
    ['by key', page('st.session_state["chat"] = Chat()', 'st.write(st.session_state["chat"].ask())'), [`${NAME} page 3`]],
    [
      'by name',
      page('if "chat" not in st.session_state:', '    st.session_state.chat = Chat()', 'st.write(st.session_state.chat.ask())'),
      [`${NAME} page 3`],
    ],
    ['by name and key', page('st.session_state.chat = Chat()', 'st.write(st.session_state["chat"].ask())'), [`${NAME} page 3`]],
    [
      'in a callback',
      page(
        'st.session_state["chat"] = Chat()',
        'def submit():',
        '    st.write(st.session_state["chat"].ask())',
        'st.text_input("x", on_change=submit)',
      ),
      [`${NAME} callback 3`],
    ],
    [
      'a client',
      program`
        import streamlit as st
        from openai import OpenAI
        st.session_state.client = OpenAI()
        st.session_state.client.chat.completions.create(model='m', messages=[])
      `,
      ['st.session_state.client.chat.completions.create page 3'],
    ],
    ['another key', page('st.session_state["chat"] = Chat()', 'st.write(st.session_state["other"].ask())'), [`${NAME} exported 3`]],
    [
      'of something else',
      page('from app import st as other', 'other.state["chat"] = Chat()', 'st.write(other.state["chat"].ask())'),
      [`${NAME} exported 3`],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('a vector store that embeds when it is made', () => {
  const store = (maker: string, embeddings = 'OpenAIEmbeddings()'): string =>
    lines(
      'import asyncio',
      'from langchain_community.vectorstores import FAISS',
      'from langchain_chroma import Chroma',
      'from langchain_openai import OpenAIEmbeddings',
      'from app import Embeddings',
      `embeddings = ${embeddings}`,
      maker,
    );
  it.each([
    ['of documents', store('store = FAISS.from_documents(chunks, embeddings)'), ['FAISS.from_documents top-level 3']],
    ['of texts', store('Chroma.from_texts(texts, embedding=embeddings)'), ['Chroma.from_texts top-level 3']],
    [
      'asynchronously',
      store(program`
        async def main():
            return await FAISS.afrom_texts(texts, embeddings)
        asyncio.run(main())
      `),
      ['FAISS.afrom_texts top-level 3'],
    ],
    ['with embeddings from elsewhere', store('FAISS.from_documents(chunks, embeddings)', 'Embeddings()'), []],
    ['of vectors that are there', store('FAISS.from_embeddings(pairs, embeddings)'), []],
    ['that is loaded', store('FAISS.load_local("index", embeddings)'), []],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('a generator that a response reads', () => {
  const route = (...body: readonly string[]): string =>
    lines(
      'from fastapi import FastAPI',
      'from fastapi.responses import StreamingResponse',
      'from openai import OpenAI',
      'app = FastAPI()',
      'client = OpenAI()',
      ...body,
    );
  const STREAM = "client.chat.completions.create(model='m', messages=[], stream=True)";
  it.each([
    [
      'of the module',
      route(
        'def tokens():',
        `    for part in ${STREAM}:`,
        '        yield part',
        '@app.post("/chat")',
        'def chat():',
        '    return StreamingResponse(tokens())',
      ),
      ['client.chat.completions.create response 3'],
    ],
    [
      'of the route',
      route(
        '@app.post("/chat")',
        'def chat():',
        '    def tokens():',
        `        for part in ${STREAM}:`,
        '            yield part',
        '    return StreamingResponse(tokens())',
      ),
      ['client.chat.completions.create response 3'],
    ],
    [
      'in a try, which is over by then',
      route(
        'def tokens():',
        `    for part in ${STREAM}:`,
        '        yield part',
        '@app.post("/chat")',
        'def chat():',
        '    try:',
        '        return StreamingResponse(tokens())',
        '    except Exception:',
        '        return None',
      ),
      ['client.chat.completions.create response 3'],
    ],
    [
      'that handles it itself',
      route(
        'def tokens():',
        '    try:',
        `        for part in ${STREAM}:`,
        '            yield part',
        '    except Exception:',
        '        yield "down"',
        '@app.post("/chat")',
        'def chat():',
        '    return StreamingResponse(tokens())',
      ),
      ['client.chat.completions.create caught 3'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe("a proxy of a server's path", () => {
  const route = (decorator: string, url: string, method = 'post'): string =>
    lines(
      'import os, httpx',
      'from fastapi import FastAPI, APIRouter, Request',
      'app = FastAPI()',
      'router = APIRouter()',
      decorator,
      'def forward(request: Request, worker: str):',
      `    return httpx.${method}(${url})`,
    );
  const WORKER = 'f"http://{os.environ[\'WORKER\']}{request.url.path}"';
  it.each([
    ["the route's own path", route('@app.post("/v1/chat/completions")', WORKER), ['httpx.post route none']],
    ['the same list of models', route('@app.get("/v1/models")', 'f"http://{worker}/v1/models"', 'get'), ['httpx.get route none']],
    ['behind a prefix', route('@router.get("/models")', 'f"http://{worker}/v1/models"', 'get'), ['httpx.get route none']],
    ['a path of no LLM server', route('@app.post("/orders")', WORKER), []],
    ['a list of models in a route of another path', route('@app.get("/cars")', 'f"http://{worker}/v1/models"', 'get'), []],
    ['health of any service', route('@app.get("/health")', 'f"http://{worker}/health"', 'get'), []],
    ['a path with a gap', route('@app.post("/v1/{path}")', WORKER), []],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe("a path of a server's API with a body for a model", () => {
  const post = (path: string, body: string): string =>
    lines(
      'import requests',
      'class Api:',
      '    def __init__(self, base):',
      '        self.base = base',
      '    def _url(self, path):',
      '        return f"{self.base}/{path.lstrip(\'/\')}"',
      '    def ask(self, text):',
      `        return requests.post(self._url("${path}"), json=${body})`,
    );
  it.each([
    ['tokenize', post('/tokenize', '{"model": "m", "prompt": text}'), ['requests.post exported none']],
    ['rerank', post('/rerank', '{"model": "m", "query": text, "documents": []}'), ['requests.post exported none']],
    ['score', post('/score', '{"model": "m", "text_1": text, "text_2": []}'), ['requests.post exported none']],
    ['pooling', post('/pooling', '{"model": "m", "input": text}'), ['requests.post exported none']],
    ['rerank without a model', post('/rerank', '{"query": text, "documents": []}'), []],
    ['without a model', post('/tokenize', '{"text": text}'), []],
    ['another path', post('/cars', '{"model": "m", "prompt": text}'), []],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('a class that is gone', () => {
  const tried = (call: string, type: string): string =>
    lines('import openai', 'client = openai.OpenAI()', 'try:', `    ${call}`, `except ${type}:`, '    print("down")');
  it.each([
    [
      'openai.error with version 1',
      tried("client.chat.completions.create(model='m', messages=[])", 'openai.error.APIConnectionError'),
      ['client.chat.completions.create top-level 3'],
    ],
    [
      'openai with version 1',
      tried("client.chat.completions.create(model='m', messages=[])", 'openai.APIConnectionError'),
      ['client.chat.completions.create caught 3'],
    ],
    [
      'openai.error with version 0',
      tried("openai.ChatCompletion.create(model='m', messages=[])", 'openai.error.APIConnectionError').replace(
        'client = openai.OpenAI()',
        '',
      ),
      ['openai.ChatCompletion.create caught 3'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('a client that is given to a function which runs elsewhere', () => {
  const worker = (...run: readonly string[]): string =>
    lines(
      'import asyncio',
      'import threading',
      'from concurrent.futures import ThreadPoolExecutor',
      'from openai import OpenAI',
      'from app import make',
      'def ask(prompt, client):',
      '    try:',
      "        return client.chat.completions.create(model='m', messages=[])",
      '    except Exception as error:',
      '        return str(error)',
      'def main():',
      '    client = OpenAI(max_retries=0)',
      ...run.map((line) => `    ${line}`),
      'main()',
    );
  it.each([
    [
      'in a pool',
      worker('with ThreadPoolExecutor() as pool:', '    print(pool.submit(ask, "hi", client).result())'),
      ['client.chat.completions.create caught none'],
    ],
    ['in a thread', worker('threading.Thread(target=ask, args=("hi", client)).start()'), ['client.chat.completions.create caught none']],
    [
      'in a thread, by name',
      worker('threading.Thread(target=ask, kwargs={"prompt": "hi", "client": client}).start()'),
      ['client.chat.completions.create caught none'],
    ],
    [
      'in a pool and by another caller, who may give another',
      worker('with ThreadPoolExecutor() as pool:', '    pool.submit(ask, "hi", client)', 'ask("hi", make())'),
      [],
    ],
    ['another function', worker('with ThreadPoolExecutor() as pool:', '    pool.submit(print, "hi", client)'), []],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});
