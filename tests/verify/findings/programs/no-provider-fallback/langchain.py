import os

from langchain_openai import ChatOpenAI

model = ChatOpenAI(model="Qwen/Qwen3-8B", base_url=os.environ.get("VLLM_BASE_URL"), api_key="EMPTY", max_retries=0)
message = model.invoke("Hello")
print(message.content)
