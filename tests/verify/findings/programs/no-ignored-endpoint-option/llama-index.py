from llama_index.core.llms import ChatMessage
from llama_index.llms.openai import OpenAI

llm = OpenAI(model="gpt-4o-mini", base_url="http://localhost:8000/v1", api_key="EMPTY", max_retries=0)
print(llm.chat([ChatMessage(role="user", content="Hello")]).message.content)
