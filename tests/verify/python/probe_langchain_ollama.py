"""langchain_ollama: ChatOllama, OllamaLLM, OllamaEmbeddings."""
import os

from langchain_ollama import ChatOllama, OllamaEmbeddings, OllamaLLM

from harness import astreaming, asyn, case, claims, fact, of, run, streaming, sync

chat = lambda u: ChatOllama(base_url=u, model="m")
llm = lambda u: OllamaLLM(base_url=u, model="m")
case("ChatOllama.invoke", sync(chat, lambda m: m.invoke("hi")), "ok refuse 429 503 reset cut hang")
case("ChatOllama.ainvoke", asyn(chat, lambda m: m.ainvoke("hi")), "ok refuse 503")
case("ChatOllama.stream", streaming(chat, lambda m: m.stream("hi")), "ok refuse 503 cut end")
case("ChatOllama.astream", astreaming(chat, lambda m: m.astream("hi")), "ok refuse cut")
case("OllamaLLM.invoke", sync(llm, lambda m: m.invoke("hi")), "ok refuse 503")
case("OllamaLLM.stream", streaming(llm, lambda m: m.stream("hi")), "ok refuse cut")
case("OllamaEmbeddings.embed_query", sync(lambda u: OllamaEmbeddings(base_url=u, model="m"), lambda m: m.embed_query("hi")), "ok refuse 503")
case("ChatOllama(validate_model_on_init=True)", sync(lambda u: ChatOllama(base_url=u, model="m", validate_model_on_init=True), lambda m: m), "refuse")


def env(url, at):
    os.environ["OLLAMA_HOST"] = url
    try:
        return type(ChatOllama(model="m").invoke("hi")).__name__
    finally:
        del os.environ["OLLAMA_HOST"]


case("env OLLAMA_HOST", env, "ok", serial=True)
fact("ChatOllama fields (alias, default)", lambda: {n: [f.alias, str(f.default)] for n, f in ChatOllama.model_fields.items() if any(w in n for w in ("base", "url", "retr", "timeout", "client", "key"))})

claims("langchain-ollama", {
    "ChatOllama.invoke": of("ChatOllama > invoke", place="base_url"),
    "ChatOllama.ainvoke": of("ChatOllama > ainvoke"),
    "ChatOllama.stream": of("ChatOllama > stream"),
    "ChatOllama.astream": of("ChatOllama > astream"),
    "OllamaLLM.invoke": of("OllamaLLM > invoke", place="base_url"),
    "OllamaEmbeddings.embed_query": of("OllamaEmbeddings > embed_query", place="base_url"),
    "env OLLAMA_HOST": of("ChatOllama > invoke", env="OLLAMA_HOST"),
}, {"model": chat})
run("langchain-ollama")
