// Which probe measures which entries of the catalog, and what is installed for it, an environment an item. `quick` is
// the environment that CI makes: one for all, so that it is made once. `elsewhere` are names of older versions.
const QUICK = 'openai anthropic ollama requests httpx aiohttp aiohttp-retry tenacity backoff';
const probe = (name, entries, installs, rest = {}) => ({ name, entries, installs, ...rest });
const quick = QUICK;
const slow = { isSlow: true };
/** Methods of LangChain's chains, which share the kind of its models, and of models before 1; a chain of langchain_experimental. */
const elsewhere = ['predict', 'predict_messages', 'run', 'apply', '__call__', 'apredict', 'apredict_messages', 'arun', 'aapply', 'acall'];

export const PROBES = [
  probe('openai', ['openai'], ['openai<2 httpx', 'openai<3 httpx', 'openai<4 httpx'], { quick }),
  probe('requests', ['requests'], ['requests'], { quick }),
  probe('httpx', ['httpx'], ['httpx'], { quick }),
  probe('httpx', ['httpx2'], ['httpx2'], { env: { HTTPX: 'httpx2' } }),
  probe('aiohttp', ['aiohttp', 'aiohttp-retry'], ['aiohttp aiohttp-retry'], { quick }),
  probe('ollama', ['ollama'], ['ollama'], { quick }),
  probe('anthropic', ['anthropic'], ['anthropic<1', 'anthropic<2', 'anthropic<3'], { quick }),
  probe(
    'retry',
    ['tenacity', 'backoff', 'stamina', 'retry', 'retrying', 'opnieuw', 'contextlib', 'pytest'],
    ['tenacity backoff stamina retry2 retrying opnieuw pytest'],
    { quick },
  ),
  probe('urllib', ['urllib', 'http.client', 'urllib3'], ['urllib3']),
  probe('niquests', ['niquests'], ['niquests']),
  probe('groq', ['groq'], ['groq']),
  probe('together', ['together'], ['together']),
  probe('mistralai', ['mistralai'], ['mistralai']),
  probe('google_genai', ['google-genai'], ['google-genai']),
  probe('huggingface_hub', ['huggingface_hub'], ['huggingface_hub', 'huggingface_hub<1 aiohttp']),
  probe('instructor', ['instructor'], ['instructor openai']),
  probe(
    'langchain_openai',
    ['langchain-openai', 'langchain'],
    ['langchain-openai langchain langchain-classic langchain-chroma', 'langchain-openai<1 langchain<1'],
    { elsewhere: [...elsewhere, 'SQLDatabaseChain'] },
  ),
  probe('langchain_anthropic', ['langchain-anthropic'], ['langchain-anthropic'], { elsewhere }),
  probe('langchain_ollama', ['langchain-ollama'], ['langchain-ollama'], { elsewhere }),
  probe(
    'langchain_community',
    ['langchain-community'],
    ['langchain-community<0.4 langchain-openai<1 openai aiohttp', 'langchain-community openai aiohttp'],
  ),
  probe('litellm', ['litellm'], ['litellm mcp'], slow),
  probe(
    'llama_index',
    ['llama-index'],
    [
      'llama-index-core llama-index-llms-openai llama-index-llms-openai-like llama-index-llms-ollama llama-index-embeddings-openai llama-index-embeddings-openai-like llama-index-embeddings-ollama',
    ],
    { ...slow, elsewhere: ['OpenAIAgent', 'FunctionCallingAgent'] },
  ),
  probe('openai_agents', ['openai-agents'], ['openai-agents']),
  probe('pydantic_ai', ['pydantic-ai'], ['pydantic-ai-slim[openai]', 'pydantic-ai-slim[openai]<2']),
  probe('smolagents', ['smolagents'], ['smolagents[openai]']),
  probe('haystack', ['haystack'], ['haystack-ai', 'haystack-ai<3'], slow),
  probe('dspy', ['dspy'], ['dspy'], slow),
  probe('autogen', ['autogen-agentchat'], ['autogen-ext[openai] autogen-agentchat']),
  probe('ag2', ['autogen'], ['ag2[openai]<1', 'pyautogen<0.3']),
  probe('crewai', ['crewai'], ['crewai'], slow),
];
