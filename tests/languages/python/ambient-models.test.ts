import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';
import { program } from '../../program.js';

const found = (code: string, rule = 'require-connection-error-handling'): readonly string[] =>
  lint(code, { rules: { [`vllm/${rule}`]: 'error' }, filename: 'src/app.py' }).map(({ message }) => message);

const HEAD = program`
  from llama_index.core import Settings, VectorStoreIndex
  from llama_index.llms.ollama import Ollama
  from llama_index.llms.openai_like import OpenAILike
  from llama_index.embeddings.ollama import OllamaEmbedding
  from llama_index.embeddings.openai import OpenAIEmbedding
  from llama_index.embeddings.huggingface import HuggingFaceEmbedding
  from llama_index.llms.llama_cpp import LlamaCPP
  from models import make_llm

`;
const OLLAMA = 'Settings.llm = Ollama(model="m")\n';
const QUERY = 'engine = VectorStoreIndex.from_documents(docs).as_query_engine()\nprint(engine.query("q"))\n';
const RETRIEVE = 'print(VectorStoreIndex.from_documents(docs).as_retriever().retrieve("q"))\n';

describe("LlamaIndex: the model of `Settings` decides how an engine's call fails", () => {
  it('names the class of the model that the file sets', () => {
    expect(found(`${HEAD}${OLLAMA}${QUERY}`)).toEqual([expect.stringContaining('raises `ConnectionError` at once')]);
    expect(found(`${HEAD}Settings.llm = OpenAILike(model="m", api_base="http://gpu:8000/v1")\n${QUERY}`)).toEqual([
      expect.stringContaining('sends 12 requests in 12 s, then raises `openai.APIConnectionError`'),
    ]);
  });

  it('reads it in a method of a class, through a module, under another name', () => {
    const method = program`
      class Rag:
          def __init__(self):
              self.llm = Ollama(model="m")
              Settings.llm = self.llm

    `;
    expect(found(`${HEAD}${method}${QUERY}`)).toEqual([expect.stringContaining('`ConnectionError` at once')]);
    const renamed = `from llama_index.core import Settings as Global\nGlobal.llm = Ollama(model="m")\n`;
    expect(found(`${HEAD}${renamed}${QUERY}`)).toEqual([expect.stringContaining('`ConnectionError` at once')]);
    const module = `import llama_index.core\nllama_index.core.Settings.llm = Ollama(model="m")\n`;
    expect(found(`${HEAD}${module}${QUERY}`)).toEqual([expect.stringContaining('`ConnectionError` at once')]);
  });

  it('takes the model that the engine is given before it', () => {
    const own = QUERY.replace('as_query_engine()', 'as_query_engine(llm=OpenAILike(model="m"))');
    expect(found(`${HEAD}${OLLAMA}${own}`)).toEqual([expect.stringContaining('`openai.APIConnectionError`')]);
  });

  it.each([
    ['nothing sets it', ''],
    ["another library's settings do", 'from config import Settings as Config\nConfig.llm = Ollama(model="m")\n'],
    ['it is not seen', 'Settings.llm = make_llm()\n'],
    [
      'branches set different ones',
      program`
        if local:
            Settings.llm = Ollama(model="m")
        else:
            Settings.llm = OpenAILike(model="m")

      `,
    ],
    ['the embedder fails differently', `${OLLAMA}Settings.embed_model = OpenAIEmbedding(api_base="http://gpu:8000/v1")\n`],
  ])('names no class and no number where %s', (_, settings) => {
    expect(found(`${HEAD}${settings}${QUERY}`)).toEqual([
      expect.stringContaining("LlamaIndex raises the model's own error: the process exits"),
    ]);
    expect(found(`${HEAD}${settings}${QUERY}`, 'require-retry')).toEqual([]);
  });

  it('names it where the embedder fails alike, or is no client', () => {
    for (const embedder of ['OllamaEmbedding(model_name="m")', 'HuggingFaceEmbedding("m")'])
      expect(found(`${HEAD}${OLLAMA}Settings.embed_model = ${embedder}\n${QUERY}`)).toEqual([
        expect.stringContaining('`ConnectionError` at once'),
      ]);
  });

  it('demands retries of an Ollama model, which the library sends once', () => {
    expect(found(`${HEAD}${OLLAMA}${QUERY}`, 'require-retry')).toHaveLength(1);
  });

  it.each(['LlamaCPP(model_path="m")', 'None'])('is silent where the model is %s', (model) => {
    expect(found(`${HEAD}Settings.llm = ${model}\n${QUERY}`)).toEqual([]);
    const own = QUERY.replace('as_query_engine()', `as_query_engine(llm=${model})`);
    expect(found(`${HEAD}${OLLAMA}${own}`)).toHaveLength(model === 'None' ? 1 : 0);
  });

  it('says of no handler that it cannot match an unseen model', () => {
    const caught = (type: string) =>
      `${HEAD}import openai\nimport httpx\nengine = VectorStoreIndex.from_documents(docs).as_query_engine()\ntry:\n    engine.query("q")\nexcept ${type} as error:\n    print(error)\n`;
    for (const type of ['openai.APIConnectionError', 'ConnectionError', 'httpx.ConnectError', 'Exception']) {
      expect(found(caught(type))).toEqual([]);
      expect(found(caught(type), 'no-ineffective-connection-check')).toEqual([]);
    }
    expect(found(caught('ValueError'))).toHaveLength(1);
  });

  it('reports a retriever only with an embedder that the file shows', () => {
    expect(found(`${HEAD}Settings.embed_model = OllamaEmbedding(model_name="m")\n${RETRIEVE}`)).toHaveLength(1);
    expect(found(`${HEAD}Settings.embed_model = HuggingFaceEmbedding("m")\n${RETRIEVE}`)).toEqual([]);
    expect(found(`${HEAD}${RETRIEVE}`)).toEqual([]);
  });
});
