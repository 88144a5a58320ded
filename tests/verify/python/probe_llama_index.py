"""llama_index: OpenAI, OpenAILike, Ollama, OpenAIEmbedding."""
import inspect
import os

from llama_index.core.llms import ChatMessage
from llama_index.embeddings.openai import OpenAIEmbedding
from llama_index.llms.ollama import Ollama
from llama_index.llms.openai import OpenAI
from llama_index.llms.openai_like import OpenAILike

from harness import astreaming, asyn, case, claims, fact, of, run, streaming, sync

MSG = [ChatMessage(role="user", content="hi")]
like = lambda u, **kw: OpenAILike(api_base=u + "/v1", api_key="x", model="m", is_chat_model=True, **kw)
oai = lambda u, **kw: OpenAI(api_base=u + "/v1", api_key="x", model="gpt-4o-mini", **kw)
ollama = lambda u, **kw: Ollama(base_url=u, model="m", **kw)

case("OpenAILike(is_chat_model=True).chat", sync(like, lambda m: m.chat(MSG)), "ok refuse 429 503 reset cut hang", cap=90)
case("OpenAILike.complete", sync(like, lambda m: m.complete("hi")), "ok refuse 503", cap=90)
case("OpenAILike().complete (not chat)", sync(lambda u: OpenAILike(api_base=u + "/v1", api_key="x", model="m"), lambda m: m.complete("hi")), "ok refuse", cap=90)
case("OpenAILike.stream_chat", streaming(like, lambda m: m.stream_chat(MSG)), "ok refuse cut end", cap=90)
case("OpenAILike.stream_complete", streaming(like, lambda m: m.stream_complete("hi")), "ok refuse cut", cap=90)
case("OpenAILike.achat", asyn(like, lambda m: m.achat(MSG)), "ok refuse 503", cap=90)
case("OpenAILike.astream_chat", astreaming(like, lambda m: m.astream_chat(MSG)), "ok refuse cut", cap=90)
for n in (0, 1):
    case(f"OpenAILike(max_retries={n}).chat", sync(lambda u, n=n: like(u, max_retries=n), lambda m: m.chat(MSG)), "refuse 503", cap=90)
case("OpenAI.chat", sync(oai, lambda m: m.chat(MSG)), "ok refuse 429 503", cap=90)
case("OpenAI.complete", sync(oai, lambda m: m.complete("hi")), "ok refuse", cap=90)
case("OpenAI.stream_chat", streaming(oai, lambda m: m.stream_chat(MSG)), "ok refuse", cap=90)
case("OpenAI(base_url=)", sync(lambda u: OpenAI(base_url=u + "/v1", api_key="x", model="gpt-4o-mini", max_retries=0, timeout=3), lambda m: m.chat(MSG)), "ok")
case("OpenAI(max_retries=0).chat", sync(lambda u: oai(u, max_retries=0), lambda m: m.chat(MSG)), "refuse")
case("OpenAILike(timeout=0.5, max_retries=0)", sync(lambda u: like(u, max_retries=0, timeout=0.5), lambda m: m.chat(MSG)), "hang")
case("Ollama.chat", sync(ollama, lambda m: m.chat(MSG)), "ok refuse 503 cut hang")
case("Ollama.complete", sync(ollama, lambda m: m.complete("hi")), "ok refuse")
case("Ollama.stream_chat", streaming(ollama, lambda m: m.stream_chat(MSG)), "ok refuse cut")
case("Ollama.achat", asyn(ollama, lambda m: m.achat(MSG)), "ok refuse")
emb = lambda u, **kw: OpenAIEmbedding(api_base=u + "/v1", api_key="x", **kw)
case("OpenAIEmbedding.get_text_embedding", sync(emb, lambda m: m.get_text_embedding("hi")), "ok refuse 503", cap=120)
case("OpenAIEmbedding(max_retries=0)", sync(lambda u: emb(u, max_retries=0), lambda m: m.get_text_embedding("hi")), "refuse", cap=90)


def env(name):
    def fn(url, at):
        os.environ[name] = url + "/v1"
        try:
            m = OpenAI(api_key="x", model="gpt-4o-mini")
            return str(m._get_client().base_url)
        finally:
            del os.environ[name]
    return fn


for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL"):
    case(f"env {name}", env(name), "ok", serial=True)
for cls in (OpenAI, OpenAILike, Ollama, OpenAIEmbedding):
    fact(f"{cls.__name__} parameters", lambda cls=cls: {n: str(p.default)[:40] for n, p in inspect.signature(cls.__init__).parameters.items() if any(w in n for w in ("base", "url", "retr", "timeout", "model", "key", "chat", "reuse"))})
    fact(f"{cls.__name__} field defaults", lambda cls=cls: {n: str(f.default) for n, f in cls.model_fields.items() if any(w in n for w in ("base", "url", "retr", "timeout"))})
    fact(f"{cls.__name__} positional", lambda cls=cls: [n for n, p in inspect.signature(cls.__init__).parameters.items() if p.kind == p.POSITIONAL_OR_KEYWORD][:3])
fact("unknown model name with OpenAI()", lambda: OpenAI(api_base="http://127.0.0.1:1/v1", api_key="x", model="my/model").metadata)

claims("llama-index", {
    "OpenAILike(is_chat_model=True).chat": of("OpenAILike > chat", place="api_base"),
    "OpenAILike.complete": of("OpenAILike > complete"),
    "OpenAILike.stream_chat": of("OpenAILike > stream_chat"),
    "OpenAILike.stream_complete": of("OpenAILike > stream_complete"),
    "OpenAILike.achat": of("OpenAILike > achat"),
    "OpenAILike.astream_chat": of("OpenAILike > astream_chat"),
    "OpenAI.chat": of("OpenAI > chat", place="api_base"),
    "OpenAI.complete": of("OpenAI > complete"),
    "Ollama.chat": of("Ollama > chat", place="base_url|1"),
    "Ollama.complete": of("Ollama > complete"),
    "Ollama.stream_chat": of("Ollama > stream_chat"),
    "Ollama.achat": of("Ollama > achat"),
    "OpenAIEmbedding.get_text_embedding": of("OpenAIEmbedding > get_text_embedding", place="api_base"),
}, {"model": like, "ollama": ollama, "embedding": lambda url: emb(url)})
run("llama-index-core", at_once=14)
