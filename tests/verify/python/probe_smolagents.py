"""smolagents: OpenAIModel (OpenAIServerModel), called directly and by an agent."""
import inspect

import smolagents
from smolagents import CodeAgent, OpenAIServerModel

from harness import case, claims, fact, of, run, streaming, sync

MSG = [{"role": "user", "content": [{"type": "text", "text": "hi"}]}]
model = lambda u, **kw: OpenAIServerModel(model_id="m", api_base=u + "/v1", api_key="x", **kw)
case("OpenAIServerModel.__call__", sync(model, lambda m: m(MSG)), "ok refuse 503 cut", cap=200)
case("OpenAIServerModel.__call__ on 429, which it tries again itself", sync(model, lambda m: m(MSG)), "429", cap=200)
case("OpenAIServerModel.generate", sync(model, lambda m: m.generate(MSG)), "ok refuse", cap=200)
case("OpenAIServerModel.generate_stream", streaming(model, lambda m: m.generate_stream(MSG)), "ok refuse cut", cap=200)
case("client_kwargs={'max_retries': 0}", sync(lambda u: model(u, client_kwargs={"max_retries": 0}), lambda m: m(MSG)), "refuse", cap=200)
case("retry=False", sync(lambda u: model(u, retry=False), lambda m: m(MSG)), "refuse 429")
case("CodeAgent.run", sync(lambda u: CodeAgent(tools=[], model=model(u), max_steps=2, verbosity_level=0), lambda a: a.run("hi")), "refuse", cap=200)
fact("signature", lambda: inspect.signature(OpenAIServerModel.__init__))
fact("ApiModel signature", lambda: inspect.signature(smolagents.ApiModel.__init__))
fact("aliases", lambda: {n: getattr(smolagents, n).__name__ for n in dir(smolagents) if n.endswith("Model")})

claims("smolagents", {
    "OpenAIServerModel.__call__": of("OpenAIServerModel > __call__", place="api_base|1"),
    "OpenAIServerModel.generate": of("OpenAIServerModel > generate"),
    "OpenAIServerModel.generate_stream": of("OpenAIServerModel > generate_stream"),
    "client_kwargs={'max_retries': 0}": of("OpenAIServerModel > __call__", retries=("client_kwargs.max_retries", 0)),
    "CodeAgent.run": of("CodeAgent > run"),
}, {"model": model})
run("smolagents")
