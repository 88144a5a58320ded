"""instructor: from_openai, patch, from_provider; max_retries."""
import instructor
import openai
from pydantic import BaseModel

from harness import asyn, case, claims, fact, of, run, streaming, sync


class Person(BaseModel):
    name: str
    age: int


class Strict(BaseModel):
    missing: int


MSG = [{"role": "user", "content": "hi"}]
make = lambda u, **kw: instructor.from_openai(openai.OpenAI(base_url=u + "/v1", api_key="x", **kw))
amake = lambda u: instructor.from_openai(openai.AsyncOpenAI(base_url=u + "/v1", api_key="x"))


def create(model=Person, **kw):
    return lambda c: c.chat.completions.create(model="m", messages=MSG, response_model=model, **kw)


case("from_openai create", sync(make, create()), "ok refuse 429 503 reset cut")
case("from_openai create async", asyn(amake, create()), "ok refuse")
case("create(max_retries=0)", sync(make, create(max_retries=0)), "ok refuse")
case("create(max_retries=1)", sync(make, create(max_retries=1)), "refuse 503")
case("create(max_retries=3)", sync(make, create(max_retries=3)), "refuse 503")
case("OpenAI(max_retries=0) create", sync(lambda u: make(u, max_retries=0), create()), "refuse 503")
case("OpenAI(max_retries=0) create(max_retries=3)", sync(lambda u: make(u, max_retries=0), create(max_retries=3)), "refuse")
case("answer does not validate (max_retries default)", sync(make, create(Strict)), "ok")
case("answer does not validate (max_retries=2)", sync(make, create(Strict, max_retries=2)), "ok")
case("create_partial, iterated", streaming(make, lambda c: c.chat.completions.create_partial(model="m", messages=MSG, response_model=Person)), "refuse cut")
case("create_with_completion", sync(make, lambda c: c.chat.completions.create_with_completion(model="m", messages=MSG, response_model=Person)), "ok refuse")
case("client.create", sync(make, lambda c: c.create(model="m", messages=MSG, response_model=Person)), "ok refuse")
case("instructor.patch(OpenAI())", sync(lambda u: instructor.patch(openai.OpenAI(base_url=u + "/v1", api_key="x")), create()), "ok refuse")
case("from_provider('openai/m', base_url=)", sync(lambda u: instructor.from_provider("openai/m", base_url=u + "/v1", api_key="x"), lambda c: c.chat.completions.create(messages=MSG, response_model=Person)), "ok refuse")
case("response_model=None", sync(make, create(None)), "ok refuse")
fact("exports", lambda: [n for n in ("from_openai", "from_provider", "from_litellm", "from_anthropic", "patch", "apatch", "Instructor", "AsyncInstructor", "Mode") if getattr(instructor, n, None)])
fact("InstructorRetryException mro", lambda: [f"{c.__module__}.{c.__name__}" for c in __import__("instructor.core.exceptions", fromlist=["x"]).InstructorRetryException.__mro__])

claims("instructor", {
    "from_openai create": of("from_openai > chat.completions.create"),
    "create(max_retries=3)": of("from_openai > chat.completions.create"),
    "create_partial, iterated": of("from_openai > chat.completions.create_partial"),
    "create_with_completion": of("from_openai > chat.completions.create_with_completion"),
    "client.create": of("from_openai > create"),
    "instructor.patch(OpenAI())": of("patch > chat.completions.create"),
    "from_provider('openai/m', base_url=)": of("from_provider > chat.completions.create", place="base_url"),
    "response_model=None": of("from_openai > chat.completions.create"),
}, {"client": make})
run("instructor")
