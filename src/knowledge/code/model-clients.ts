/**
 * Libraries that give what a model wrote. Paths are those of imports: `openai.OpenAI()` is what a call of `OpenAI` out of the
 * module `openai` gives. A default export is called like its module. Sources: the documentation of each library, 2026-11.
 */
export interface ModelClient {
  /** For people. */
  readonly title: string;
  /** Without it in the text of a file, the file does not use the library. */
  readonly mentions: readonly string[];
  /** What makes a client, or hands one on. */
  readonly makers: readonly string[];
  /** What is called on a client, and gives what the model wrote. */
  readonly calls: readonly string[];
  /** What is called on a client, and gives another one. */
  readonly passers?: readonly string[];
  /** Functions that give what a model wrote by themselves. */
  readonly functions?: readonly string[];
  /** Calls that tell the library by themselves, on whatever they are made: on a parameter, say. */
  readonly telling?: readonly string[];
  /** Calls on what is named like a client (`llm`, `chain`), in files that use the library. */
  readonly hinted?: readonly string[];
  /** The key that a client takes from the environment, where it is given none. */
  readonly key?: string;
}

const chat = ['.chat.completions.create', '.chat.completions.parse', '.chat.completions.stream'];
const openAi = [
  ...chat,
  ...chat.map((call) => `.beta${call}`),
  '.chat.completions.runTools',
  '.beta.chat.completions.runTools',
  ...['.audio.transcriptions.create', '.audio.translations.create'],
  ...['.completions.create', '.responses.create', '.responses.parse', '.responses.stream', '.responses.retrieve'],
  ...['.beta.threads.messages.list', '.beta.threads.runs.create_and_poll', '.beta.threads.runs.createAndPoll'],
  ...['.beta.threads.runs.stream', '.createChatCompletion', '.createCompletion'],
];
const runs = [
  ...['.invoke', '.ainvoke', '.stream', '.astream', '.batch', '.abatch', '.run', '.arun', '.predict', '.apredict'],
  ...['.call', '.acall', '.generate', '.agenerate', '.complete', '.acomplete', '.predict_messages', '.streamEvents'],
  ...['.astream_events', '.apply', '.streamLog', ''],
];
const chains = [
  ...[
    '.bind',
    '.bind_tools',
    '.bindTools',
    '.with_config',
    '.withConfig',
    '.with_retry',
    '.withRetry',
    '.pipe',
    '.assign',
  ],
  ...['.with_structured_output', '.withStructuredOutput', '.with_fallbacks', '.withFallbacks', '.configurable_fields'],
  ...['.compile', '.as_tool', '.pick', '.map', '.with_types', '.with_listeners', '.from_llm', '.fromLLM'],
];

export const modelClients: readonly ModelClient[] = [
  {
    title: 'OpenAI',
    mentions: ['openai', 'instructor', 'langfuse', 'portkey', 'groq', 'together', 'cerebras', 'xai_sdk'],
    makers: [
      ...['OpenAI', 'AsyncOpenAI', 'AzureOpenAI', 'AsyncAzureOpenAI', 'Client', 'AsyncClient'].map(
        (one) => `openai.${one}()`,
      ),
      ...['OpenAI', 'AsyncOpenAI', 'AzureOpenAI'].map((one) => `langfuse.openai.${one}()`),
      ...[
        'openai()',
        'openai.OpenAIApi()',
        'instructor.from_openai()',
        'instructor.patch()',
        'instructor.from_provider()',
      ],
      ...[
        '@azure/openai.OpenAIClient()',
        '@azure/openai.AzureOpenAI()',
        'groq.Groq()',
        'groq-sdk()',
        'groq.AsyncGroq()',
      ],
      ...[
        'together.Together()',
        'together-ai()',
        'cerebras.cloud.sdk.Cerebras()',
        'xai_sdk.Client()',
        'portkey_ai.Portkey()',
      ],
    ],
    calls: [...openAi, '.getChatCompletions', '.streamChatCompletions', '.getCompletions'],
    passers: ['.with_options', '.withOptions', '.copy', '.with_raw_response', '.with_streaming_response'],
    functions: [
      ...['openai.ChatCompletion.create', 'openai.ChatCompletion.acreate', 'openai.Completion.create'],
      ...['openai.Completion.acreate', ...openAi.map((call) => `openai${call}`)],
    ],
    telling: [
      '.chat.completions.create',
      '.chat.completions.parse',
      '.chat.completions.stream',
      '.responses.create',
      '.createChatCompletion',
    ],
    key: 'OPENAI_API_KEY',
  },
  {
    title: 'Anthropic',
    mentions: ['anthropic'],
    makers: [
      ...['Anthropic', 'AsyncAnthropic', 'AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicVertex', 'Client'].map(
        (one) => `anthropic.${one}()`,
      ),
      ...[
        '@anthropic-ai/sdk()',
        '@anthropic-ai/sdk.Anthropic()',
        '@anthropic-ai/bedrock-sdk()',
        '@anthropic-ai/vertex-sdk()',
      ],
      'instructor.from_anthropic()',
    ],
    calls: [
      '.messages.create',
      '.messages.stream',
      '.messages.parse',
      '.completions.create',
      '.completion',
      '.beta.messages.create',
      '.beta.messages.stream',
    ],
    passers: ['.with_options', '.withOptions', '.with_raw_response'],
    functions: ['@anthropic-ai/claude-agent-sdk.query', 'claude_agent_sdk.query', 'claude_code_sdk.query'],
    telling: ['.messages.stream'],
    hinted: ['.messages.create', '.messages.parse'],
    key: 'ANTHROPIC_API_KEY',
  },
  {
    title: 'Google',
    mentions: ['generativeai', 'genai', 'vertexai', 'generative-ai'],
    makers: [
      ...[
        'google.generativeai.GenerativeModel()',
        'google.genai.Client()',
        'vertexai.generative_models.GenerativeModel()',
      ],
      ...[
        'vertexai.preview.generative_models.GenerativeModel()',
        'vertexai.language_models.TextGenerationModel.from_pretrained()',
      ],
      ...['vertexai.language_models.CodeGenerationModel.from_pretrained()', 'google.generativeai.ChatSession()'],
      ...[
        '@google/generative-ai.GoogleGenerativeAI()',
        '@google/genai.GoogleGenAI()',
        '@google-cloud/vertexai.VertexAI()',
      ],
    ],
    calls: [
      ...['.generate_content', '.generate_content_async', '.generateContent', '.generateContentStream', '.predict'],
      ...['.send_message', '.send_message_async', '.send_message_stream', '.sendMessage', '.sendMessageStream'],
      ...['.models.generate_content', '.models.generate_content_stream', '.aio.models.generate_content'],
      ...['.aio.models.generate_content_stream', '.models.generateContent', '.models.generateContentStream'],
    ],
    passers: [
      '.start_chat',
      '.startChat',
      '.getGenerativeModel',
      '.preview.getGenerativeModel',
      '.chats.create',
      '.aio.chats.create',
    ],
    functions: ['google.generativeai.generate_text', 'google.generativeai.chat'],
    telling: ['.generate_content', '.generate_content_async', '.generateContent', '.generateContentStream'],
    hinted: ['.send_message', '.sendMessage', '.sendMessageStream'],
    key: 'GOOGLE_API_KEY',
  },
  {
    title: 'Mistral',
    mentions: ['mistral'],
    makers: [
      'mistralai.Mistral()',
      'mistralai.client.MistralClient()',
      '@mistralai/mistralai.Mistral()',
      '@mistralai/mistralai()',
    ],
    calls: [
      '.chat.complete',
      '.chat.complete_async',
      '.chat.stream',
      '.chat.stream_async',
      '.chat',
      '.chat_stream',
      '.chatStream',
      '.fim.complete',
      '.agents.complete',
      '.chat.parse',
    ],
    telling: ['.chat.complete', '.fim.complete'],
    key: 'MISTRAL_API_KEY',
  },
  {
    title: 'Cohere',
    mentions: ['cohere'],
    makers: [
      'cohere.Client()',
      'cohere.ClientV2()',
      'cohere.AsyncClient()',
      'cohere.AsyncClientV2()',
      'cohere-ai.CohereClient()',
      'cohere-ai.CohereClientV2()',
    ],
    calls: ['.chat', '.chat_stream', '.chatStream', '.generate', '.generate_stream', '.v2.chat', '.summarize'],
    hinted: ['.chat', '.generate'],
    key: 'CO_API_KEY',
  },
  {
    title: 'AWS Bedrock',
    mentions: ['bedrock'],
    makers: [
      ...[
        'boto3.client(bedrock-runtime)',
        'boto3.client(bedrock-agent-runtime)',
        'boto3.Session().client(bedrock-runtime)',
      ],
      ...['@aws-sdk/client-bedrock-runtime.BedrockRuntimeClient()', '@aws-sdk/client-bedrock-runtime.BedrockRuntime()'],
      'aioboto3.Session().client(bedrock-runtime)',
    ],
    calls: [
      '.invoke_model',
      '.invoke_model_with_response_stream',
      '.converse',
      '.converse_stream',
      '.invoke_agent',
      '.retrieve_and_generate',
      '.send',
      '.invokeModel',
      '.converseStream',
    ],
    telling: ['.invoke_model', '.invoke_model_with_response_stream', '.converse_stream'],
    hinted: ['.converse'],
  },
  {
    title: 'Azure AI',
    mentions: ['azure.ai', '@azure-rest/ai-inference'],
    makers: ['azure.ai.inference.ChatCompletionsClient()', '@azure-rest/ai-inference()'],
    calls: ['.complete', '.path().post'],
    hinted: ['.complete'],
  },
  {
    title: 'Ollama',
    mentions: ['ollama'],
    makers: ['ollama.Client()', 'ollama.AsyncClient()', 'ollama.Ollama()'],
    calls: ['.chat', '.generate'],
    functions: ['ollama.chat', 'ollama.generate', 'ollama/browser.chat', 'ollama/browser.generate'],
  },
  {
    title: 'LiteLLM',
    mentions: ['litellm'],
    makers: ['litellm.Router()', 'litellm.LiteLLM()'],
    calls: ['.completion', '.acompletion', ...chat],
    functions: [
      'litellm.completion',
      'litellm.acompletion',
      'litellm.text_completion',
      'litellm.responses',
      'litellm.aresponses',
      'litellm.batch_completion',
    ],
  },
  {
    title: 'Hugging Face',
    mentions: [
      'transformers',
      'huggingface',
      'text_generation',
      'vllm',
      'llama_cpp',
      'ctransformers',
      'gpt4all',
      'xenova',
    ],
    makers: [
      ...['transformers.pipeline()', 'huggingface_hub.InferenceClient()', 'huggingface_hub.AsyncInferenceClient()'],
      ...[
        'huggingface_hub.InferenceApi()',
        'text_generation.Client()',
        'vllm.LLM()',
        'llama_cpp.Llama()',
        'gpt4all.GPT4All()',
      ],
      ...['llama_cpp.Llama.from_pretrained()', 'ctransformers.AutoModelForCausalLM.from_pretrained()'],
      ...['transformers.AutoTokenizer.from_pretrained()', 'transformers.AutoModelForCausalLM.from_pretrained()'],
      ...['transformers.AutoModelForSeq2SeqLM.from_pretrained()', 'transformers.TextGenerationPipeline()'],
      ...[
        '@huggingface/inference.InferenceClient()',
        '@huggingface/inference.HfInference()',
        '@huggingface/transformers.pipeline()',
      ],
      '@xenova/transformers.pipeline()',
    ],
    calls: [
      ...[
        '',
        '.text_generation',
        '.chat_completion',
        '.conversational',
        '.generate',
        '.generate_stream',
        '.create_completion',
      ],
      ...[
        '.create_chat_completion',
        '.textGeneration',
        '.textGenerationStream',
        '.chatCompletion',
        '.chatCompletionStream',
      ],
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
    makers: [
      ...['langchain_openai.ChatOpenAI()', 'langchain_openai.OpenAI()', 'langchain_openai.AzureChatOpenAI()'],
      ...['langchain_anthropic.ChatAnthropic()', 'langchain_google_genai.ChatGoogleGenerativeAI()'],
      ...[
        'langchain_google_vertexai.ChatVertexAI()',
        'langchain_mistralai.ChatMistralAI()',
        'langchain_cohere.ChatCohere()',
      ],
      ...['langchain_aws.ChatBedrock()', 'langchain_aws.ChatBedrockConverse()', 'langchain_ollama.ChatOllama()'],
      ...['langchain_ollama.OllamaLLM()', 'langchain_groq.ChatGroq()', 'langchain_huggingface.HuggingFacePipeline()'],
      ...['langchain_huggingface.ChatHuggingFace()', 'langchain_huggingface.HuggingFaceEndpoint()'],
      ...[
        'langchain_community.llms.*()',
        'langchain_community.chat_models.*()',
        'langchain.llms.*()',
        'langchain.chat_models.*()',
      ],
      ...[
        'langchain.llms.openai.*()',
        'langchain.chat_models.openai.*()',
        'langchain.chains.*()',
        'langchain.agents.*()',
      ],
      ...[
        'langchain.*Chain()',
        'langchain.OpenAI()',
        'langchain.chains.*.from_llm()',
        'langchain_experimental.agents.*()',
        'langchain_experimental.sql.*.from_llm()',
      ],
      ...[
        'langchain.chains.llm.LLMChain()',
        'langgraph.prebuilt.create_react_agent()',
        'langchain.agents.AgentExecutor.from_agent_and_tools()',
      ],
      ...['langchain_community.chat_models.openai.*()', 'langchain_community.llms.openai.*()'],
      ...['@langchain/openai.ChatOpenAI()', '@langchain/openai.OpenAI()', '@langchain/anthropic.ChatAnthropic()'],
      ...[
        '@langchain/google-genai.ChatGoogleGenerativeAI()',
        '@langchain/mistralai.ChatMistralAI()',
        '@langchain/ollama.ChatOllama()',
      ],
      ...[
        '@langchain/ollama.Ollama()',
        '@langchain/groq.ChatGroq()',
        '@langchain/aws.ChatBedrockConverse()',
        '@langchain/cohere.ChatCohere()',
      ],
      ...[
        '@langchain/openai.AzureChatOpenAI()',
        '@langchain/google-vertexai.ChatVertexAI()',
        'langchain/chat_models/universal.initChatModel()',
      ],
      ...[
        'langchain/chat_models/openai.ChatOpenAI()',
        'langchain/llms/openai.OpenAI()',
        'langchain/chains.*()',
        'langchain/agents.*()',
      ],
      ...[
        '@langchain/langgraph/prebuilt.createReactAgent()',
        'langchain.createAgent()',
        'langchain.initChatModel()',
        'langchain.create_agent()',
      ],
      '@langchain/community/llms/*()',
    ],
    calls: runs,
    passers: chains,
    hinted: ['.invoke', '.ainvoke', '.predict', '.run', '.arun', '.stream', '.astream', '.generate', '.call', ''],
    key: 'OPENAI_API_KEY',
  },
  {
    title: 'LlamaIndex',
    mentions: ['llama_index', 'llamaindex', '@llamaindex'],
    makers: [
      ...[
        'llama_index.llms.openai.OpenAI()',
        'llama_index.llms.anthropic.Anthropic()',
        'llama_index.llms.ollama.Ollama()',
      ],
      ...[
        'llama_index.llms.*()',
        'llama_index.core.llms.*()',
        'llama_index.core.Settings.llm',
        'llama_index.core.query_engine.*()',
      ],
      ...[
        'llama_index.core.VectorStoreIndex.from_documents()',
        'llama_index.core.VectorStoreIndex()',
        'llama_index.VectorStoreIndex.from_documents()',
      ],
      ...[
        'llama_index.core.SummaryIndex.from_documents()',
        'llama_index.core.agent.*()',
        'llama_index.core.agent.ReActAgent.from_tools()',
      ],
      ...[
        'llama_index.GPTVectorStoreIndex.from_documents()',
        'llama_index.core.chat_engine.*.from_defaults()',
        'llama_index.core.load_index_from_storage()',
      ],
      ...[
        'llamaindex.OpenAI()',
        'llamaindex.Anthropic()',
        'llamaindex.Ollama()',
        'llamaindex.VectorStoreIndex.fromDocuments()',
      ],
      ...[
        '@llamaindex/openai.OpenAI()',
        '@llamaindex/openai.openai()',
        '@llamaindex/anthropic.Anthropic()',
        'llamaindex.OpenAIAgent()',
        'llamaindex.Settings.llm',
      ],
    ],
    calls: [
      '.complete',
      '.acomplete',
      '.chat',
      '.achat',
      '.stream_complete',
      '.stream_chat',
      '.predict',
      '.apredict',
      '.query',
      '.aquery',
      '.run',
      '.structured_predict',
      '.astream_complete',
      '.astream_chat',
    ],
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
      ...['ai/rsc.streamUI', '@ai-sdk/rsc.streamUI', 'ai.experimental_streamText'],
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
    makers: [
      '@mlc-ai/web-llm.CreateMLCEngine()',
      '@mlc-ai/web-llm.MLCEngine()',
      'ai.languageModel.create()',
      'LanguageModel.create()',
    ],
    calls: [...chat, '.prompt', '.promptStreaming'],
  },
  {
    title: 'agents',
    mentions: [
      'fastmcp',
      'mcp.server',
      'modelcontextprotocol',
      'agents',
      'pydantic_ai',
      'smolagents',
      'autogen',
      'crewai',
      'dspy',
      'semantic_kernel',
      'haystack',
      'guidance',
      'mirascope',
      'marvin',
      'replicate',
      '@openai/agents',
    ],
    makers: [
      ...[
        'pydantic_ai.Agent()',
        'crewai.Crew()',
        'crewai.LLM()',
        'smolagents.InferenceClientModel()',
        'smolagents.LiteLLMModel()',
      ],
      ...[
        'dspy.Predict()',
        'dspy.ChainOfThought()',
        'dspy.LM()',
        'haystack.components.generators.*()',
        'autogen_ext.models.openai.OpenAIChatCompletionClient()',
      ],
      ...['semantic_kernel.Kernel()', 'replicate.Client()', 'replicate()', '@openai/agents.Runner()'],
    ],
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
    ],
    functions: [
      'agents.Runner.run',
      'agents.Runner.run_sync',
      'agents.Runner.run_streamed',
      '@openai/agents.run',
      'replicate.run',
      'replicate.stream',
    ],
  },
];

/** Addresses of interfaces that answer with what a model wrote: whoever sends a request there is a client. */
export const modelAddresses: readonly string[] = [
  ...[
    '/chat/completions',
    '/v1/completions',
    '/v1/messages',
    '/v1/responses',
    '/api/generate',
    '/api/chat',
    '/v1/complete',
  ],
  ...[
    ':generateContent',
    ':streamGenerateContent',
    'generativelanguage',
    'api-inference',
    'router.huggingface',
    '/openai/deployments/',
  ],
  ...[
    'api.openai',
    'api.anthropic',
    'api.mistral',
    'api.cohere',
    'api.groq',
    'api.together',
    'openrouter',
    '/v1/generate',
    '/v2/chat',
  ],
];

/** What a client is named like, where nothing else tells. */
export const clientName =
  /(?:llm|chain|model|client|agent|gpt|claude|gemini|openai|anthropic|assistant|bot|engine|bedrock|cohere|co|ai|runnable|pipe|graph)s?$/i;

/** Fields of an answer that the model did not write. */
export const plainFields: ReadonlySet<string> = new Set([
  ...['usage', 'id', 'model', 'created', 'created_at', 'createdAt', 'finish_reason', 'finishReason', 'stop_reason'],
  ...[
    'role',
    'index',
    'system_fingerprint',
    'usage_metadata',
    'usageMetadata',
    'length',
    'status',
    'status_code',
    'statusCode',
  ],
  ...[
    'ok',
    'headers',
    'total_tokens',
    'prompt_tokens',
    'completion_tokens',
    'response_metadata',
    'request_id',
    'embedding',
    'elapsed',
  ],
]);
