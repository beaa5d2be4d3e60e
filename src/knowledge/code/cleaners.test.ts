import { expect, it } from 'vitest';
import { mentionsModel } from '../../code/flow/clients.ts';
import { toolFrameworks, toolMakers } from './cleaners.ts';
import { modelClients } from './model-clients.ts';

/** How a file imports what begins a path. */
function importsOf(path: string): readonly string[] {
  const [module = path] = path.split(/\(\)|\.\*/);
  const isPackage = /[@/-]|^ai\./.test(module);
  const last = module.lastIndexOf('.');
  const [from, name] = isPackage || last < 0 ? [module, 'x'] : [module.slice(0, last), module.slice(last + 1)];
  // A part of a package keeps the dot: `@a/b.C`.
  const source = isPackage ? module.replace(/\.[A-Za-z]\w*(?:\.\w+)*$/, '') : from;
  return isPackage ? [`import { x } from '${source}'`] : [`from ${from} import ${name}`];
}

/** One path for each way that a maker of tools is written: what follows from it must be parsed at all. */
const tools = [
  ...['agents.function_tool', 'anthropic.beta_tool', 'semantic_kernel.functions.kernel_function'],
  ...['langchain.tools.tool', 'langchain_core.tools.tool', 'langchain.agents.tool', 'smolagents.tool'],
  ...['agent_framework.ai_function', 'crewai.tools.tool', 'crewai_tools.tool', 'agno.tools.tool', 'strands.tool'],
  ...['haystack.tools.tool', 'claude_agent_sdk.tool', 'mcp.server.fastmcp.FastMCP().tool', 'fastmcp.FastMCP().tool'],
  ...['pydantic_ai.Agent().tool_plain', 'langchain.tools.StructuredTool.from_function', 'langchain.Tool'],
  ...['pydantic_ai.Tool', 'google.adk.tools.FunctionTool', 'autogen_core.tools.FunctionTool', 'haystack.tools.Tool'],
  ...['llama_index.core.tools.FunctionTool.from_defaults', 'autogen.register_function', '@openai/agents.tool'],
  ...['llamaindex.tool', '@llamaindex/core.tool', '@langchain/core/tools.tool', 'langchain/tools.DynamicTool'],
  ...[
    '@mastra/core/tools.createTool',
    '@genkit-ai/ai.defineTool',
    'ai.tool',
    'llm.tool',
    'mcp.server.Server().call_tool',
  ],
  ...['@modelcontextprotocol/sdk/server/mcp.js.McpServer().tool'],
  '@modelcontextprotocol/sdk/server/index.js.Server().setRequestHandler',
];
/** What is there without an import, or is imported by another name. */
const spoken: Readonly<Record<string, string>> = {
  'llm.tool': 'llm.tool(f)',
  'vscode.lm.selectChatModels()': 'await vscode.lm.selectChatModels()',
  'ai.languageModel.create()': 'await window.ai.languageModel.create()',
  'LanguageModel.create()': 'await LanguageModel.create()',
};
const textOf = (path: string): string => spoken[path] ?? [...importsOf(path), path.replace(/^[^(]*/, '')].join('\n');

it.each(tools)('a file in which %s makes tools is parsed', (path) => {
  expect(toolMakers.filter((one) => one.path.test(path))).not.toEqual([]);
  expect(mentionsModel(textOf(path))).toBe(true);
});

it('every way that tools are made is among those', () => {
  expect(toolMakers.filter(({ path }) => !tools.some((one) => path.test(one)))).toEqual([]);
});

it.each([
  ...[
    'langchain',
    'langgraph',
    'pydantic_ai',
    'google.adk',
    'google.genai',
    'google.generativeai',
    'autogen_agentchat',
  ],
  ...['agent_framework', 'llama_index', 'agents', 'smolagents', 'agno', 'strands', 'crewai', 'haystack', 'dspy'],
  'semantic_kernel',
])('a file that gives functions to %s is parsed', (module) => {
  expect(toolFrameworks.test(`${module}.Agent`)).toBe(true);
  expect(mentionsModel(`from ${module} import Agent`)).toBe(true);
});

it('a file that uses a library of a model is parsed, by whatever it imports', () => {
  const named = modelClients.flatMap(({ makers, functions = [] }) => [...makers, ...functions]);
  const silent = named.filter((path) => !mentionsModel(textOf(path)));
  expect(silent).toEqual([]);
});
