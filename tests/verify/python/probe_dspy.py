"""dspy.LM with api_base (litellm inside)."""
import inspect
import os

os.environ.setdefault("DSPY_CACHEDIR", os.path.join(__import__("tempfile").mkdtemp(), "dspy"))
import dspy

from harness import asyn, case, claims, fact, of, run, sync

lm = lambda u, **kw: dspy.LM("openai/m", api_base=u + "/v1", api_key="x", cache=False, **kw)


def predict(url, at):
    m = lm(url)
    at("call")
    with dspy.context(lm=m):
        return dspy.Predict("question -> name, age")(question="hi")


case("LM(...)('hi')", sync(lm, lambda m: m("hi")), "ok refuse 429 503 reset cut", cap=90)
case("LM.acall", asyn(lm, lambda m: m.acall("hi")), "ok refuse", cap=90)
case("LM(num_retries=0)", sync(lambda u: lm(u, num_retries=0), lambda m: m("hi")), "refuse 503", cap=90)
case("LM(num_retries=1)", sync(lambda u: lm(u, num_retries=1), lambda m: m("hi")), "refuse", cap=90)
case("LM('hosted_vllm/m')", sync(lambda u: dspy.LM("hosted_vllm/m", api_base=u + "/v1", api_key="x", cache=False), lambda m: m("hi")), "ok refuse", cap=90)
case("LM(model_type='text')", sync(lambda u: lm(u, model_type="text"), lambda m: m("hi")), "ok refuse", cap=90)
case("LM(base_url=)", sync(lambda u: dspy.LM("openai/m", base_url=u + "/v1", api_key="x", cache=False), lambda m: m("hi")), "ok refuse", cap=90)
case("dspy.Predict", predict, "refuse", cap=90)
fact("LM signature", lambda: inspect.signature(dspy.LM.__init__))
fact("default num_retries", lambda: dspy.LM("openai/m").num_retries)

claims("dspy", {
    "LM(...)('hi')": of("LM > __call__", place="api_base"),
    "LM.acall": of("LM > acall", place="api_base"),
    "LM(num_retries=0)": of("LM > __call__", retries=("num_retries", 0)),
    "LM(num_retries=1)": of("LM > __call__", retries=("num_retries", 1)),
    "LM(base_url=)": of("LM > __call__", place="base_url"),
    "dspy.Predict": of("Predict > __call__"),
}, {"lm": lm})
run("dspy", at_once=10)
