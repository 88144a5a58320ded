"""ag2 below 1 (autogen fork), pyautogen: config_list base_url. From 1 there is no `autogen` module: not covered."""
import importlib.metadata

import autogen
from autogen import AssistantAgent, OpenAIWrapper

from harness import case, claims, fact, of, run, sync

MSG = [{"role": "user", "content": "hi"}]
config = lambda u, **kw: [{"model": "m", "base_url": u + "/v1", "api_key": "x", "api_type": "openai", **kw}]
case("OpenAIWrapper.create", sync(lambda u: OpenAIWrapper(config_list=config(u)), lambda c: c.create(messages=MSG, cache_seed=None)), "ok refuse 503")
case("OpenAIWrapper, max_retries=0", sync(lambda u: OpenAIWrapper(config_list=config(u, max_retries=0)), lambda c: c.create(messages=MSG, cache_seed=None)), "refuse")
case("AssistantAgent.generate_reply", sync(lambda u: AssistantAgent("a", llm_config={"config_list": config(u), "cache_seed": None}), lambda a: a.generate_reply(MSG)), "ok refuse")
fact("version", lambda: autogen.__version__)

claims("autogen", {
    "OpenAIWrapper.create": of("OpenAIWrapper > create", place="config_list.*.base_url"),
    "AssistantAgent.generate_reply": of("AssistantAgent > generate_reply", place="llm_config.config_list.*.base_url"),
})
run(next(d.metadata["Name"] for d in importlib.metadata.distributions() if d.metadata["Name"] in ("ag2", "pyautogen")))
