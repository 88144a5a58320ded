"""langchain_openai (0.3 and 1.x) and langchain's init_chat_model."""
import os

import langchain_openai
from langchain_core.messages import HumanMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import AzureChatOpenAI, ChatOpenAI, OpenAI, OpenAIEmbeddings
from pydantic import BaseModel

from harness import astreaming, asyn, case, claims, fact, of, run, streaming, sync

os.environ.pop("OPENAI_API_KEY", None)


class Person(BaseModel):
    name: str
    age: int


def chat(**kw):
    return lambda url: ChatOpenAI(base_url=url + "/v1", api_key="x", model="m", **kw)


invoke = lambda m: m.invoke("hi")
case("ChatOpenAI.invoke", sync(chat(), invoke), "ok refuse 400 429 503 reset cut hang")
case("ChatOpenAI.ainvoke", asyn(chat(), lambda m: m.ainvoke("hi")), "ok refuse 429 503")
case("ChatOpenAI.stream", streaming(chat(), lambda m: m.stream("hi")), "ok refuse 503 cut end")
case("ChatOpenAI.astream", astreaming(chat(), lambda m: m.astream("hi")), "ok refuse 503 cut end")
case("ChatOpenAI.batch([2])", sync(chat(), lambda m: m.batch(["a", "b"])), "ok refuse")
case("ChatOpenAI.batch([2], return_exceptions=True)", sync(chat(), lambda m: m.batch(["a", "b"], return_exceptions=True)), "refuse")
case("ChatOpenAI.abatch([2])", asyn(chat(), lambda m: m.abatch(["a", "b"])), "ok refuse")
case("ChatOpenAI.generate", sync(chat(), lambda m: m.generate([[HumanMessage("hi")]])), "refuse")
for n in (0, 1, 6):
    case(f"ChatOpenAI(max_retries={n}).invoke", sync(chat(max_retries=n), invoke), "refuse 503")
case("ChatOpenAI(max_retries=None).invoke", sync(chat(max_retries=None), invoke), "refuse")
case("ChatOpenAI(timeout=0.5, max_retries=0)", sync(chat(timeout=0.5, max_retries=0), invoke), "hang")
case("ChatOpenAI(request_timeout=0.5, max_retries=0)", sync(chat(request_timeout=0.5, max_retries=0), invoke), "hang")
case("ChatOpenAI.with_retry().invoke", sync(chat(), lambda m: m.with_retry().invoke("hi")), "refuse 503")
case("ChatOpenAI(max_retries=0).with_retry(stop_after_attempt=2)", sync(chat(max_retries=0), lambda m: m.with_retry(stop_after_attempt=2).invoke("hi")), "refuse")
case("with_retry(retry_if_exception_type=(ConnectionError,))", sync(chat(max_retries=0), lambda m: m.with_retry(retry_if_exception_type=(ConnectionError,)).invoke("hi")), "refuse")
case("with_fallbacks([same])", sync(chat(max_retries=0), lambda m: m.with_fallbacks([m]).invoke("hi")), "refuse")
case("with_structured_output(P).invoke", sync(chat(), lambda m: m.with_structured_output(Person).invoke("hi")), "ok refuse")
case("bind(stop=[...]).invoke", sync(chat(), lambda m: m.bind(stop=["x"]).invoke("hi")), "ok refuse")
case("(prompt | llm).invoke", sync(chat(), lambda m: (ChatPromptTemplate.from_messages([("human", "{q}")]) | m).invoke({"q": "hi"})), "ok refuse")
case("(prompt | llm).stream", streaming(chat(), lambda m: (ChatPromptTemplate.from_messages([("human", "{q}")]) | m).stream({"q": "hi"})), "ok refuse")
case("ChatOpenAI(use_responses_api=True).invoke", sync(chat(use_responses_api=True), invoke), "ok refuse")
case("ChatOpenAI(openai_api_base=)", sync(lambda u: ChatOpenAI(openai_api_base=u + "/v1", openai_api_key="x", model_name="m"), invoke), "ok refuse")
case("OpenAI.invoke", sync(lambda u: OpenAI(base_url=u + "/v1", api_key="x", model="m"), invoke), "ok refuse 503")
case("OpenAI.stream", streaming(lambda u: OpenAI(base_url=u + "/v1", api_key="x", model="m"), lambda m: m.stream("hi")), "ok refuse cut")
emb = lambda u: OpenAIEmbeddings(base_url=u + "/v1", api_key="x", model="m", check_embedding_ctx_length=False)
case("OpenAIEmbeddings(check_embedding_ctx_length=False).embed_query", sync(emb, lambda m: m.embed_query("hi")), "ok refuse 503")
case("OpenAIEmbeddings.aembed_query", asyn(emb, lambda m: m.aembed_query("hi")), "ok refuse")
case("OpenAIEmbeddings().embed_documents (default)", sync(lambda u: OpenAIEmbeddings(base_url=u + "/v1", api_key="x", model="m"), lambda m: m.embed_documents(["hi"])), "ok refuse", notes="the default asks tiktoken, which downloads a file")
case("AzureChatOpenAI.invoke", sync(lambda u: AzureChatOpenAI(azure_endpoint=u, api_key="x", api_version="2024-06-01", azure_deployment="d"), invoke), "ok refuse")


def with_env(name, path="/v1", **kw):
    def fn(url, at):
        os.environ[name] = url + path
        try:
            m = ChatOpenAI(api_key="x", model="m", max_retries=0, timeout=3, **kw)
            at("call")
            return type(m.invoke("hi")).__name__
        finally:
            del os.environ[name]
    return fn


for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL"):
    case(f"env {name}", with_env(name), "ok", serial=True)
try:
    from langchain.chat_models import init_chat_model
    case("init_chat_model('m', model_provider='openai', base_url=)", sync(lambda u: init_chat_model("m", model_provider="openai", base_url=u + "/v1", api_key="x"), invoke), "ok refuse")
    case("init_chat_model('openai:m', base_url=).stream", streaming(lambda u: init_chat_model("openai:m", base_url=u + "/v1", api_key="x"), lambda m: m.stream("hi")), "ok refuse")
    case("init_chat_model() configurable", sync(lambda u: init_chat_model(base_url=u + "/v1", api_key="x"), lambda m: m.invoke("hi", config={"configurable": {"model": "openai:m"}})), "ok refuse")
except ImportError:
    pass

make = lambda: ChatOpenAI(base_url="http://127.0.0.1:1/v1", api_key="x")
fact("exports", lambda: [n for n in dir(langchain_openai) if n[0].isupper()])
for cls in (ChatOpenAI, OpenAI, OpenAIEmbeddings, AzureChatOpenAI):
    fact(f"{cls.__name__} url/retry/timeout fields (alias, default)", lambda cls=cls: {n: [f.alias, str(f.default)] for n, f in cls.model_fields.items() if any(w in n for w in ("base", "url", "retr", "timeout", "endpoint", "key", "stream"))})
fact("ChatOpenAI() max_retries of the inner client", lambda: make().root_client.max_retries)
fact("ChatOpenAI() timeout of the inner client", lambda: make().root_client.timeout)
fact("ChatOpenAI('m') positional", lambda: ChatOpenAI("m", api_key="x"))
fact("no api_key", lambda: ChatOpenAI(base_url="http://127.0.0.1:1/v1", model="m"))
fact("api_base= option", lambda: str(ChatOpenAI(api_base="http://127.0.0.1:1/v1", api_key="x", model="m").root_client.base_url))
fact("base_url=None", lambda: str(ChatOpenAI(base_url=None, api_key="x").root_client.base_url))
fact("base_url=''", lambda: str(ChatOpenAI(base_url="", api_key="x").root_client.base_url))
fact("default model", lambda: make().model_name)

claims("langchain-openai", {
    "ChatOpenAI.invoke": of("ChatOpenAI > invoke", place="base_url"),
    "ChatOpenAI.ainvoke": of("ChatOpenAI > ainvoke"),
    "ChatOpenAI.stream": of("ChatOpenAI > stream"),
    "ChatOpenAI.astream": of("ChatOpenAI > astream"),
    "ChatOpenAI(max_retries=0).invoke": of("ChatOpenAI > invoke", retries=("max_retries", 0)),
    "ChatOpenAI(max_retries=1).invoke": of("ChatOpenAI > invoke", retries=("max_retries", 1)),
    "ChatOpenAI.with_retry().invoke": of("ChatOpenAI > with_retry > invoke"),
    "with_structured_output(P).invoke": of("ChatOpenAI > with_structured_output > invoke"),
    "bind(stop=[...]).invoke": of("ChatOpenAI > bind > invoke"),
    "ChatOpenAI(openai_api_base=)": of("ChatOpenAI > invoke", place="openai_api_base"),
    "OpenAI.invoke": of("OpenAI > invoke", place="base_url"),
    "OpenAI.stream": of("OpenAI > stream"),
    "OpenAIEmbeddings(check_embedding_ctx_length=False).embed_query": of("OpenAIEmbeddings > embed_query", place="base_url"),
    "OpenAIEmbeddings.aembed_query": of("OpenAIEmbeddings > aembed_query"),
    "AzureChatOpenAI.invoke": of("AzureChatOpenAI > invoke", place="azure_endpoint"),
    "env OPENAI_API_BASE": of("ChatOpenAI > invoke", env="OPENAI_API_BASE"),
    "env OPENAI_BASE_URL": of("ChatOpenAI > invoke", env="OPENAI_BASE_URL"),
}, {"model": chat()})
claims("langchain", {
    "(prompt | llm).invoke": of("RunnableSequence > invoke"),
    "(prompt | llm).stream": of("RunnableSequence > stream"),
    "init_chat_model('m', model_provider='openai', base_url=)": of("init_chat_model > invoke", place="base_url"),
    "init_chat_model('openai:m', base_url=).stream": of("init_chat_model > stream"),
})
run("langchain-openai", at_once=10)
