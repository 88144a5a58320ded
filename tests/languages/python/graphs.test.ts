import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

/** Of each call: where its failure ends, and how often it is sent. */
function callsOf(code: string): string[] {
  return extractionOf(code).facts.calls.map(
    ({ handling, retry }) => `${handling.kind === 'lost' ? handling.end : handling.kind} ${retry.kind === 'sdk' ? 'sdk' : retry.kind}`,
  );
}

const HEAD = program`
  import asyncio
  from langgraph.graph import StateGraph, START
  from langgraph.types import RetryPolicy
  from langchain_ollama import ChatOllama
  llm = ChatOllama(model="m", base_url="http://gpu:11434")
`;
const graph = (...code: readonly string[]): string => lines(HEAD, ...code);
const NODE = ['def chat(state):', '    return {"messages": [llm.invoke(state["messages"])]}'];
const BUILD = [
  'builder = StateGraph(dict)',
  'builder.add_node("chat", chat)',
  'builder.add_edge(START, "chat")',
  'graph = builder.compile()',
];

describe('a node of a graph fails where the graph is run', () => {
  it.each([
    ['invoke, in a script', graph(...NODE, ...BUILD, 'print(graph.invoke({}))'), ['top-level none']],
    ['invoke, caught', graph(...NODE, ...BUILD, 'try:', '    graph.invoke({})', 'except Exception as e:', '    print(e)'), ['caught none']],
    ['stream, read in a script', graph(...NODE, ...BUILD, 'for event in graph.stream({}):', '    print(event)'), ['top-level none']],
    [
      'stream, read inside a `try`',
      graph(
        ...NODE,
        ...BUILD,
        'try:',
        '    for event in graph.stream({}):',
        '        print(event)',
        'except Exception as e:',
        '    print(e)',
      ),
      ['caught none'],
    ],
    [
      'a stream that is made in a `try` and read behind it',
      graph(
        ...NODE,
        ...BUILD,
        'try:',
        '    events = graph.stream({})',
        'except Exception as e:',
        '    events = []',
        'for e in events:',
        '    print(e)',
      ),
      ['top-level none'],
    ],
    ['ainvoke', graph(...NODE, ...BUILD, 'async def main():', '    await graph.ainvoke({})', 'asyncio.run(main())'), ['top-level none']],
    [
      'ainvoke, caught',
      graph(
        ...NODE,
        ...BUILD,
        'async def main():',
        '    try:',
        '        await graph.ainvoke({})',
        '    except Exception:',
        '        print("down")',
        'asyncio.run(main())',
      ),
      ['caught none'],
    ],
    [
      'an asynchronous node, and astream',
      graph(
        'async def chat(state):',
        '    return {"messages": [await llm.ainvoke(state["messages"])]}',
        ...BUILD,
        'async def main():',
        '    async for event in graph.astream({}):',
        '        print(event)',
        'asyncio.run(main())',
      ),
      ['top-level none'],
    ],
    [
      'its name is the function',
      graph(...NODE, 'builder = StateGraph(dict)', 'builder.add_node(chat)', 'builder.compile().invoke({})'),
      ['top-level none'],
    ],
    [
      'methods in a row',
      graph(...NODE, 'StateGraph(dict).add_node("chat", chat).add_edge(START, "chat").compile().invoke({})'),
      ['top-level none'],
    ],
    [
      'a condition',
      graph(
        'def route(state):',
        '    return llm.invoke(state["messages"]).content',
        'builder = StateGraph(dict)',
        'builder.add_conditional_edges(START, route)',
        'builder.compile().invoke({})',
      ),
      ['top-level none'],
    ],
    [
      'a function returns the graph',
      graph(
        ...NODE,
        'def build():',
        '    builder = StateGraph(dict)',
        '    builder.add_node("chat", chat)',
        '    return builder.compile()',
        'build().invoke({})',
      ),
      ['top-level none'],
    ],
    [
      'a method is the node, a field the graph',
      graph(
        'class Agent:',
        '    def __init__(self):',
        '        builder = StateGraph(dict)',
        '        builder.add_node("chat", self.chat)',
        '        self.graph = builder.compile()',
        '    def chat(self, state):',
        '        return llm.invoke(state["messages"])',
        '    def run(self):',
        '        return self.graph.invoke({})',
        'Agent().run()',
      ),
      ['top-level none'],
    ],
    [
      'a graph inside of a graph',
      graph(...NODE, ...BUILD, 'outer = StateGraph(dict)', 'outer.add_node("inner", graph)', 'outer.compile().invoke({})'),
      ['top-level none'],
    ],
    [
      'a graph inside of a graph, caught',
      graph(
        ...NODE,
        ...BUILD,
        'outer = StateGraph(dict)',
        'outer.add_node("inner", graph)',
        'try:',
        '    outer.compile().invoke({})',
        'except Exception:',
        '    print("down")',
      ),
      ['caught none'],
    ],
    ['never run here', graph(...NODE, ...BUILD), ['unknown none']],
    ['another graph is run', graph(...NODE, ...BUILD, 'other = StateGraph(dict).compile()', 'other.invoke({})'), ['unknown none']],
    ['only drawn', graph(...NODE, ...BUILD, 'graph.get_graph().draw_png()'), ['unknown none']],
    [
      'caught in the node',
      graph(
        'def chat(state):',
        '    try:',
        '        return llm.invoke("hi")',
        '    except Exception:',
        '        return {}',
        ...BUILD,
        'graph.invoke({})',
      ),
      ['caught none'],
    ],
    [
      'another class of the same name',
      graph(
        ...NODE,
        'class StateGraph:',
        '    def __init__(self, s):',
        '        self.nodes = []',
        '    def add_node(self, name, f):',
        '        self.nodes.append(f)',
        'g = StateGraph(dict)',
        'g.add_node("chat", chat)',
      ),
      ['unknown unknown'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('a node that the graph runs again', () => {
  const build = (options: string): string =>
    graph(...NODE, 'builder = StateGraph(dict)', `builder.add_node("chat", chat${options})`, 'builder.compile().invoke({})');
  it.each([
    ['a policy', build(', retry_policy=RetryPolicy(max_attempts=3)'), ['top-level unknown']],
    ['a policy, by its older name', build(', retry=RetryPolicy()'), ['top-level unknown']],
    ['a policy for some errors', build(', retry_policy=RetryPolicy(retry_on=ValueError)'), ['top-level unknown']],
    ['a policy from elsewhere', build(', retry_policy=policy'), ['top-level unknown']],
    [
      'a policy of every node',
      build('').replace('builder.compile()', 'builder.set_node_defaults(retry_policy=RetryPolicy())\nbuilder.compile()'),
      ['top-level unknown'],
    ],
    ['none', build(', retry_policy=None'), ['top-level none']],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('a function that a decorator makes a graph of', () => {
  const FLOW = ['from langgraph.func import entrypoint', '@entrypoint()', 'def flow(text):', '    return llm.invoke(text)'];
  it.each([
    ['invoke', graph(...FLOW, 'flow.invoke("hi")'), ['top-level none']],
    ['invoke, caught', graph(...FLOW, 'try:', '    flow.invoke("hi")', 'except Exception:', '    print("down")'), ['caught none']],
    [
      'with a policy',
      graph(...FLOW, 'flow.invoke("hi")').replace('entrypoint()', 'entrypoint(retry_policy=RetryPolicy())'),
      ['top-level unknown'],
    ],
    ['never run', graph(...FLOW), ['unknown none']],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });
});

describe('an agent that a function makes of a model', () => {
  const made = (module: string, name: string, args = 'llm, db=db'): string =>
    lines(
      `from ${module} import ${name}`,
      'from langchain_openai import ChatOpenAI',
      'llm = ChatOpenAI(base_url=url)',
      `agent = ${name}(${args})`,
    );
  it.each([
    ['langchain_community.agent_toolkits', 'create_sql_agent', 'llm=llm, db=db'],
    ['langchain_community.agent_toolkits.sql.base', 'create_sql_agent', 'llm, db=db'],
    ['langchain_community.agent_toolkits', 'create_json_agent', 'llm=llm'],
    ['langchain_experimental.agents', 'create_pandas_dataframe_agent', 'llm, df'],
    ['langchain_experimental.agents.agent_toolkits', 'create_csv_agent', 'llm, "a.csv"'],
    ['langgraph.prebuilt', 'create_react_agent', 'llm, tools'],
    ['langchain.agents', 'create_agent', 'llm, tools'],
    ['langchain.agents', 'create_self_ask_with_search_agent', 'llm, tools, prompt'],
  ])('%s.%s', (module, name, args) => {
    expect(callsOf(lines(made(module, name, args), 'agent.invoke({"input": "hi"})'))).toEqual(['top-level sdk']);
    expect(callsOf(lines(made(module, name, args), 'try:', '    agent.invoke({})', 'except Exception:', '    print("down")'))).toEqual([
      'caught sdk',
    ]);
    expect(callsOf(lines(made(module, name, args.replace('llm', 'other')), 'agent.invoke({})'))).toEqual([]);
  });

  it('an executor around an agent', () => {
    const code = lines(
      made('langchain.agents', 'create_self_ask_with_search_agent', 'llm, tools, prompt'),
      'from langchain.agents import AgentExecutor',
      'AgentExecutor(agent=agent, tools=tools).invoke({"input": "hi"})',
    );
    expect(callsOf(code)).toEqual(['top-level sdk']);
  });
});
