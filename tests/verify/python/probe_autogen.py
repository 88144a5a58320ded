"""autogen_ext: OpenAIChatCompletionClient, alone and under an AssistantAgent."""
import inspect

from autogen_core.models import UserMessage
from autogen_ext.models.openai import OpenAIChatCompletionClient

from harness import astreaming, asyn, case, claims, fact, of, run

INFO = dict(vision=False, function_calling=True, json_output=True, family="unknown", structured_output=False)
MSG = [UserMessage(content="hi", source="user")]
make = lambda u, **kw: OpenAIChatCompletionClient(model="m", base_url=u + "/v1", api_key="x", model_info=INFO, **kw)
case("create", asyn(make, lambda c: c.create(MSG)), "ok refuse 429 503 cut")
case("OpenAIChatCompletionClient(max_retries=0)", asyn(lambda u: make(u, max_retries=0), lambda c: c.create(MSG)), "refuse")
case("create_stream", astreaming(make, lambda c: c.create_stream(MSG)), "ok refuse cut end")
try:
    from autogen_agentchat.agents import AssistantAgent
    case("AssistantAgent.run", asyn(lambda u: AssistantAgent("a", model_client=make(u)), lambda a: a.run(task="hi")), "ok refuse")
    case("AssistantAgent.run_stream", astreaming(lambda u: AssistantAgent("a", model_client=make(u)), lambda a: a.run_stream(task="hi")), "refuse")
except ImportError:
    pass
fact("without model_info", lambda: OpenAIChatCompletionClient(model="m", base_url="http://127.0.0.1:1/v1", api_key="x"))
fact("signature", lambda: inspect.signature(OpenAIChatCompletionClient.__init__))

claims("autogen-agentchat", {
    "create": of("OpenAIChatCompletionClient > create", place="base_url"),
    "OpenAIChatCompletionClient(max_retries=0)": of("OpenAIChatCompletionClient > create", retries=("max_retries", 0)),
    "create_stream": of("OpenAIChatCompletionClient > create_stream"),
    "AssistantAgent.run": of("AssistantAgent > run"),
    "AssistantAgent.run_stream": of("AssistantAgent > run_stream"),
}, {"client": make})
run("autogen-ext")
