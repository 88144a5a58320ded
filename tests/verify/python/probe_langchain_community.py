"""langchain_community: the older classes people still import."""
import os

try:
    from langchain_community.chat_models import ChatOllama, ChatOpenAI
except ImportError:  # gone in 0.4
    ChatOllama = ChatOpenAI = None
from langchain_community.embeddings import OllamaEmbeddings, OpenAIEmbeddings
from langchain_community.llms import Ollama, OpenAI, VLLMOpenAI

from harness import asyn, case, claims, fact, of, run, streaming, sync

invoke = lambda m: m.invoke("hi")
key = dict(openai_api_key="x")
vllm = lambda u, **kw: VLLMOpenAI(openai_api_base=u + "/v1", openai_api_key="x", model_name="m", **kw)
chat = lambda u, **kw: ChatOpenAI(openai_api_base=u + "/v1", openai_api_key="x", model_name="m", **kw)
ollama = lambda u: Ollama(base_url=u, model="m")
chat_ollama = lambda u: ChatOllama(base_url=u, model="m")

case("VLLMOpenAI.invoke", sync(vllm, invoke), "ok refuse 429 503 reset cut", cap=200)
case("VLLMOpenAI.ainvoke", asyn(vllm, lambda m: m.ainvoke("hi")), "ok refuse", cap=200)
case("VLLMOpenAI.stream", streaming(vllm, lambda m: m.stream("hi")), "ok refuse cut", cap=200)
case("VLLMOpenAI(max_retries=0).invoke", sync(lambda u: vllm(u, max_retries=0), invoke), "refuse")
case("VLLMOpenAI(max_retries=1).invoke", sync(lambda u: vllm(u, max_retries=1), invoke), "refuse", cap=200)
case("VLLMOpenAI(base_url=)", sync(lambda u: VLLMOpenAI(base_url=u + "/v1", api_key="x", model="m"), invoke), "ok")
case("OpenAI.invoke", sync(lambda u: OpenAI(openai_api_base=u + "/v1", openai_api_key="x", model_name="m"), invoke), "ok refuse", cap=200)
if ChatOpenAI:
    case("ChatOpenAI.invoke", sync(chat, invoke), "ok refuse 429 503", cap=200)
if ChatOpenAI:
    case("ChatOpenAI.stream", streaming(chat, lambda m: m.stream("hi")), "ok refuse cut", cap=200)
if ChatOpenAI:
    case("ChatOpenAI(max_retries=0).invoke", sync(lambda u: chat(u, max_retries=0), invoke), "refuse", cap=200)
case("OpenAIEmbeddings.embed_query", sync(lambda u: OpenAIEmbeddings(openai_api_base=u + "/v1", openai_api_key="x", model="m", tiktoken_enabled=False), lambda m: m.embed_query("hi")), "refuse")
case("Ollama.invoke", sync(ollama, invoke), "ok refuse 503 reset cut")
case("Ollama.stream", streaming(ollama, lambda m: m.stream("hi")), "ok refuse cut")
case("Ollama.ainvoke", asyn(ollama, lambda m: m.ainvoke("hi")), "ok refuse")
if ChatOpenAI:
    case("ChatOllama.invoke", sync(chat_ollama, invoke), "ok refuse 503")
if ChatOpenAI:
    case("ChatOllama.ainvoke", asyn(chat_ollama, lambda m: m.ainvoke("hi")), "ok refuse")
if ChatOpenAI:
    case("ChatOllama.stream", streaming(chat_ollama, lambda m: m.stream("hi")), "ok refuse cut")
case("OllamaEmbeddings.embed_query", sync(lambda u: OllamaEmbeddings(base_url=u, model="m"), lambda m: m.embed_query("hi")), "ok refuse")


def with_env(name):
    def fn(url, at):
        os.environ[name] = url + "/v1"
        try:
            return str(VLLMOpenAI(openai_api_key="x", model_name="m").openai_api_base)
        finally:
            del os.environ[name]
    return fn


for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL"):
    case(f"env {name} with VLLMOpenAI", with_env(name), "ok", serial=True)
for cls in filter(None, (VLLMOpenAI, ChatOpenAI, Ollama, ChatOllama)):
    fact(f"{cls.__name__} fields (alias, default)", lambda cls=cls: {n: [f.alias, str(f.default)] for n, f in cls.model_fields.items() if any(w in n for w in ("base", "url", "retr", "timeout", "key"))})
fact("ChatOpenAI and ChatOllama in chat_models", lambda: ChatOpenAI is not None)

claims("langchain-community", {
    "VLLMOpenAI.invoke": of("VLLMOpenAI > invoke", place="openai_api_base"),
    "VLLMOpenAI.ainvoke": of("VLLMOpenAI > ainvoke"),
    "VLLMOpenAI.stream": of("VLLMOpenAI > stream"),
    "VLLMOpenAI(max_retries=0).invoke": of("VLLMOpenAI > invoke", retries=("max_retries", 0)),
    "VLLMOpenAI(max_retries=1).invoke": of("VLLMOpenAI > invoke", retries=("max_retries", 1)),
    "VLLMOpenAI(base_url=)": of("VLLMOpenAI > invoke", place="base_url"),
    "OpenAI.invoke": of("OpenAI > invoke"),
    "ChatOpenAI.invoke": of("ChatOpenAI > invoke"),
    "ChatOpenAI.stream": of("ChatOpenAI > stream"),
    "Ollama.invoke": of("Ollama > invoke", place="base_url"),
    "Ollama.stream": of("Ollama > stream"),
    "Ollama.ainvoke": of("Ollama > ainvoke"),
    "ChatOllama.invoke": of("ChatOllama > invoke"),
    "ChatOllama.ainvoke": of("ChatOllama > ainvoke"),
    "OllamaEmbeddings.embed_query": of("OllamaEmbeddings > embed_query"),
})
run("langchain-community", at_once=12)
