import type { ModelClient } from '../model-client.ts';
import { words } from '../words.ts';
import { chat } from './chat.ts';

const runs = [
  ...words(`
    .invoke .ainvoke .stream .astream .batch .abatch .run .arun .predict .apredict .call .acall .generate
    .agenerate .complete .acomplete .predict_messages .streamEvents
  `),
  ...['.astream_events', '.apply', '.streamLog', ''],
];
const chains = words(`
  .bind .bind_tools .bindTools .with_config .withConfig .with_retry .withRetry .pipe .assign .with_structured_output
  .withStructuredOutput .with_fallbacks .withFallbacks .configurable_fields .compile .as_tool .pick .map .with_types
  .with_listeners .from_llm .fromLLM
`);

/** What stands between a program and those that run models. */
export const frameworks: readonly ModelClient[] = [
  {
    title: 'LiteLLM',
    mentions: ['litellm'],
    makers: ['litellm.Router()', 'litellm.LiteLLM()'],
    calls: ['.completion', '.acompletion', ...chat],
    functions: words(`
      litellm.completion litellm.acompletion litellm.text_completion litellm.responses litellm.aresponses
      litellm.batch_completion
    `),
  },
  {
    title: 'Hugging Face',
    mentions: ['huggingface', 'text_generation', 'vllm', 'llama_cpp', 'ctransformers', 'gpt4all', 'xenova'],
    modules: ['transformers'],
    makers: words(`
      transformers.pipeline() huggingface_hub.InferenceClient() huggingface_hub.AsyncInferenceClient()
      huggingface_hub.InferenceApi() text_generation.Client() vllm.LLM() llama_cpp.Llama() gpt4all.GPT4All()
      llama_cpp.Llama.from_pretrained() ctransformers.AutoModelForCausalLM.from_pretrained()
      transformers.AutoTokenizer.from_pretrained() transformers.AutoModelForCausalLM.from_pretrained()
      transformers.AutoModelForSeq2SeqLM.from_pretrained() transformers.TextGenerationPipeline()
      @huggingface/inference.InferenceClient() @huggingface/inference.HfInference()
      @huggingface/transformers.pipeline() @xenova/transformers.pipeline()
    `),
    calls: [
      ...[
        '',
        ...words(`
          .text_generation .chat_completion .conversational .generate .generate_stream .create_completion
        `),
      ],
      ...words(`
        .create_chat_completion .textGeneration .textGenerationStream .chatCompletion .chatCompletionStream
      `),
      ...['.chat', '.decode', '.batch_decode', ...chat],
    ],
    passers: ['.to', '.cuda', '.eval', '.half', '.bfloat16', '.with_options'],
    functions: ['huggingface_hub.text_generation'],
    telling: ['.text_generation', '.chat_completion', '.textGeneration', '.chatCompletion', '.create_chat_completion'],
    key: 'HF_TOKEN',
  },
  {
    title: 'LangChain',
    mentions: ['langchain', 'langgraph'],
    makers: words(`
      langchain_openai.ChatOpenAI() langchain_openai.OpenAI() langchain_openai.AzureChatOpenAI()
      langchain_anthropic.ChatAnthropic() langchain_google_genai.ChatGoogleGenerativeAI()
      langchain_google_vertexai.ChatVertexAI() langchain_mistralai.ChatMistralAI() langchain_cohere.ChatCohere()
      langchain_aws.ChatBedrock() langchain_aws.ChatBedrockConverse() langchain_ollama.ChatOllama()
      langchain_ollama.OllamaLLM() langchain_groq.ChatGroq() langchain_huggingface.HuggingFacePipeline()
      langchain_huggingface.ChatHuggingFace() langchain_huggingface.HuggingFaceEndpoint()
      langchain_community.llms.*() langchain_community.chat_models.*() langchain.llms.*()
      langchain.chat_models.*() langchain.llms.openai.*() langchain.chat_models.openai.*() langchain.chains.*()
      langchain.agents.*() langchain.*Chain() langchain.OpenAI() langchain.chains.*.from_llm()
      langchain_experimental.agents.*() langchain_experimental.sql.*.from_llm() langchain.chains.llm.LLMChain()
      langgraph.prebuilt.create_react_agent() langchain.agents.AgentExecutor.from_agent_and_tools()
      langchain_community.chat_models.openai.*() langchain_community.llms.openai.*()
      @langchain/openai.ChatOpenAI() @langchain/openai.OpenAI() @langchain/anthropic.ChatAnthropic()
      @langchain/google-genai.ChatGoogleGenerativeAI() @langchain/mistralai.ChatMistralAI()
      @langchain/ollama.ChatOllama() @langchain/ollama.Ollama() @langchain/groq.ChatGroq()
      @langchain/aws.ChatBedrockConverse() @langchain/cohere.ChatCohere() @langchain/openai.AzureChatOpenAI()
      @langchain/google-vertexai.ChatVertexAI() langchain/chat_models/universal.initChatModel()
      langchain/chat_models/openai.ChatOpenAI() langchain/llms/openai.OpenAI() langchain/chains.*()
      langchain/agents.*() @langchain/langgraph/prebuilt.createReactAgent() langchain.createAgent()
      langchain.initChatModel() langchain.create_agent() @langchain/community/llms/*()
    `),
    calls: runs,
    passers: chains,
    hinted: ['.invoke', '.ainvoke', '.predict', '.run', '.arun', '.stream', '.astream', '.generate', '.call', ''],
    key: 'OPENAI_API_KEY',
  },
  {
    title: 'LlamaIndex',
    mentions: ['llama_index', 'llamaindex', '@llamaindex'],
    makers: words(`
      llama_index.llms.openai.OpenAI() llama_index.llms.anthropic.Anthropic() llama_index.llms.ollama.Ollama()
      llama_index.llms.*() llama_index.core.llms.*() llama_index.core.Settings.llm
      llama_index.core.query_engine.*() llama_index.core.VectorStoreIndex.from_documents()
      llama_index.core.VectorStoreIndex() llama_index.VectorStoreIndex.from_documents()
      llama_index.core.SummaryIndex.from_documents() llama_index.core.agent.*()
      llama_index.core.agent.ReActAgent.from_tools() llama_index.GPTVectorStoreIndex.from_documents()
      llama_index.core.chat_engine.*.from_defaults() llama_index.core.load_index_from_storage()
      llamaindex.OpenAI() llamaindex.Anthropic() llamaindex.Ollama() llamaindex.VectorStoreIndex.fromDocuments()
      @llamaindex/openai.OpenAI() @llamaindex/openai.openai() @llamaindex/anthropic.Anthropic()
      llamaindex.OpenAIAgent() llamaindex.Settings.llm
    `),
    calls: words(`
      .complete .acomplete .chat .achat .stream_complete .stream_chat .predict .apredict .query .aquery .run
      .structured_predict .astream_complete .astream_chat
    `),
    passers: [
      '.as_query_engine',
      '.as_chat_engine',
      '.asQueryEngine',
      '.asChatEngine',
      '.as_structured_llm',
      '.as_retriever',
    ],
    hinted: ['.complete', '.acomplete', '.chat', '.achat', '.query', '.predict'],
  },
  {
    title: 'Vercel AI SDK',
    mentions: ["'ai'", '"ai"', "'ai/", '"ai/', '@ai-sdk'],
    makers: [],
    calls: [],
    functions: [
      ...[
        'generateText',
        'streamText',
        'generateObject',
        'streamObject',
        'experimental_generateText',
        'OpenAIStream',
      ].map((one) => `ai.${one}`),
      ...['useChat', 'useCompletion', 'useAssistant', 'useObject', 'experimental_useObject'].flatMap((one) =>
        ['@ai-sdk/react', '@ai-sdk/vue', '@ai-sdk/svelte', '@ai-sdk/solid', 'ai/react', 'ai/vue', 'ai/svelte'].map(
          (from) => `${from}.${one}`,
        ),
      ),
      'ai/rsc.streamUI',
      '@ai-sdk/rsc.streamUI',
      'ai.experimental_streamText',
    ],
  },
  {
    title: 'a language model of the editor',
    mentions: ['lm.selectChatModels', 'LanguageModelChat'],
    makers: ['vscode.lm.selectChatModels()'],
    calls: ['.sendRequest'],
    hinted: ['.sendRequest'],
    telling: ['.sendRequest'],
  },
  {
    title: 'WebLLM',
    mentions: ['web-llm', 'window.ai', 'LanguageModel.create'],
    makers: words(`
      @mlc-ai/web-llm.CreateMLCEngine() @mlc-ai/web-llm.MLCEngine() ai.languageModel.create()
      LanguageModel.create()
    `),
    calls: [...chat, '.prompt', '.promptStreaming'],
  },
  {
    title: 'agents',
    mentions: words(`
      fastmcp mcp.server modelcontextprotocol pydantic_ai smolagents autogen crewai dspy semantic_kernel mirascope
      @openai/agents @mastra genkit llm.tool agent_framework
    `),
    modules: ['agents', 'guidance', 'haystack', 'marvin', 'replicate', 'agno', 'strands'],
    makers: words(`
      pydantic_ai.Agent() crewai.Crew() crewai.LLM() smolagents.InferenceClientModel() smolagents.LiteLLMModel()
      dspy.Predict() dspy.ChainOfThought() dspy.LM() haystack.components.generators.*()
      autogen_ext.models.openai.OpenAIChatCompletionClient() semantic_kernel.Kernel() replicate.Client()
      replicate() @openai/agents.Runner() genkit.genkit() agno.agent.Agent() autogen.AssistantAgent()
      autogen.ConversableAgent() autogen_agentchat.agents.AssistantAgent()
    `),
    calls: [
      '.run',
      '.run_sync',
      '.run_stream',
      '.kickoff',
      '.kickoff_async',
      '.call',
      '',
      '.create',
      '.invoke',
      '.invoke_prompt',
      '.generate',
      '.stream',
      '.forward',
      '.predict',
      '.arun',
      '.generate_reply',
      '.on_messages',
    ],
    functions: words(`
      agents.Runner.run agents.Runner.run_sync agents.Runner.run_streamed @openai/agents.run replicate.run
      replicate.stream
    `),
  },
];
