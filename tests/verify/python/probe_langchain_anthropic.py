"""langchain_anthropic: ChatAnthropic."""
from langchain_anthropic import ChatAnthropic

from harness import asyn, case, claims, fact, of, run, streaming, sync

chat = lambda u, **kw: ChatAnthropic(base_url=u, api_key="x", model="m", max_tokens=9, **kw)
case("ChatAnthropic.invoke", sync(chat, lambda m: m.invoke("hi")), "ok refuse 503")
case("ChatAnthropic(max_retries=0)", sync(lambda u: chat(u, max_retries=0), lambda m: m.invoke("hi")), "refuse")
case("ChatAnthropic.ainvoke", asyn(chat, lambda m: m.ainvoke("hi")), "ok refuse")
case("ChatAnthropic.stream", streaming(chat, lambda m: m.stream("hi")), "ok refuse cut")
fact("fields (alias, default)", lambda: {n: [f.alias, str(f.default)] for n, f in ChatAnthropic.model_fields.items() if any(w in n for w in ("base", "url", "retr", "timeout", "key"))})

claims("langchain-anthropic", {
    "ChatAnthropic.invoke": of("ChatAnthropic > invoke", place="base_url"),
    "ChatAnthropic(max_retries=0)": of("ChatAnthropic > invoke", retries=("max_retries", 0)),
    "ChatAnthropic.ainvoke": of("ChatAnthropic > ainvoke"),
    "ChatAnthropic.stream": of("ChatAnthropic > stream"),
}, {"model": chat})
run("langchain-anthropic")
