from langchain_openai import ChatOpenAI

model = ChatOpenAI(model="Qwen/Qwen3-8B", base_url="http://localhost:8000/v1")
message = model.invoke("Hello")
print(message.content)
