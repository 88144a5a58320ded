"""crewai: LLM(base_url).call."""
import inspect
import os

os.environ.update(CREWAI_DISABLE_TELEMETRY="true", OTEL_SDK_DISABLED="true", CREWAI_DISABLE_TRACKING="true", OPENAI_API_KEY="x")
from crewai import LLM

from harness import case, claims, fact, of, run, sync

llm = lambda u, **kw: LLM(model="openai/m", base_url=u + "/v1", api_key="x", **kw)
case("LLM(base_url=).call", sync(llm, lambda m: m.call("hi")), "ok refuse 429 503 cut", cap=90)
case("LLM(max_retries=0).call", sync(lambda u: llm(u, max_retries=0), lambda m: m.call("hi")), "refuse", cap=90)
case("LLM(api_base=).call", sync(lambda u: LLM(model="openai/m", api_base=u + "/v1", api_key="x"), lambda m: m.call("hi")), "ok", cap=90)
case("LLM(stream=True).call", sync(lambda u: llm(u, stream=True), lambda m: m.call("hi")), "ok refuse cut", cap=90)
case("LLM('hosted_vllm/m').call", sync(lambda u: LLM(model="hosted_vllm/m", base_url=u + "/v1", api_key="x"), lambda m: m.call("hi")), "ok refuse", cap=90)
case("LLM('ollama/m').call", sync(lambda u: LLM(model="ollama/m", base_url=u), lambda m: m.call("hi")), "ok refuse", cap=90)


def env(name):
    def fn(url, at):
        os.environ[name] = url + "/v1"
        try:
            return LLM(model="openai/gpt-4o-mini", api_key="x", timeout=3, max_retries=0).call("hi")
        finally:
            del os.environ[name]
    return fn


for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL"):
    case(f"env {name}", env(name), "ok", serial=True, cap=20)


def crew(url, at):
    from crewai import Agent, Crew, Task
    a = Agent(role="r", goal="g", backstory="b", llm=llm(url))
    t = Task(description="d", expected_output="e", agent=a)
    at("call")
    return str(Crew(agents=[a], tasks=[t]).kickoff())


case("Crew.kickoff", crew, "ok refuse", cap=90)
fact("LLM made", lambda: type(LLM(model="openai/m", base_url="http://127.0.0.1:1/v1", api_key="x")).__mro__)
fact("signature", lambda: inspect.signature(type(LLM(model="openai/m", base_url="http://127.0.0.1:1/v1", api_key="x")).__init__))

claims("crewai", {
    "LLM(base_url=).call": of("LLM > call", place="base_url"),
    "LLM(api_base=).call": of("LLM > call", place="api_base"),
    "LLM(max_retries=0).call": of("LLM > call", retries=("max_retries", 0)),
    "LLM(stream=True).call": of("LLM > call"),
    "env OPENAI_API_BASE": of("LLM > call", env="OPENAI_API_BASE"),
    "env OPENAI_BASE_URL": of("LLM > call", env="OPENAI_BASE_URL"),
    "Crew.kickoff": of("Crew > kickoff"),
}, {"llm": llm})
run("crewai")
