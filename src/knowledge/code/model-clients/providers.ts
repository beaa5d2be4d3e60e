import type { ModelClient } from '../model-client.ts';
import { words } from '../words.ts';
import { chat } from './chat.ts';

const openAi = [
  ...chat,
  ...chat.map((call) => `.beta${call}`),
  ...words(`
    .chat.completions.runTools .beta.chat.completions.runTools .audio.transcriptions.create
    .audio.translations.create .completions.create .responses.create .responses.parse .responses.stream
    .responses.retrieve .beta.threads.messages.list .beta.threads.runs.create_and_poll
    .beta.threads.runs.createAndPoll .beta.threads.runs.stream .beta.threads.runs.retrieve .beta.threads.runs.poll
    .beta.threads.runs.submit_tool_outputs_and_poll .beta.threads.runs.submitToolOutputsAndPoll .createChatCompletion .createCompletion
  `),
];
/** Those that run models, and programs that run them here. */
export const providers: readonly ModelClient[] = [
  {
    title: 'OpenAI',
    mentions: ['openai', 'langfuse', 'portkey', 'groq', 'cerebras', 'xai_sdk'],
    modules: ['instructor', 'together'],
    makers: [
      ...['OpenAI', 'AsyncOpenAI', 'AzureOpenAI', 'AsyncAzureOpenAI', 'Client', 'AsyncClient'].map(
        (one) => `openai.${one}()`,
      ),
      ...['OpenAI', 'AsyncOpenAI', 'AzureOpenAI'].map((one) => `langfuse.openai.${one}()`),
      ...words(`
        openai() openai.OpenAIApi() instructor.from_openai() instructor.patch() instructor.from_provider()
        @azure/openai.OpenAIClient() @azure/openai.AzureOpenAI() groq.Groq() groq-sdk() groq.AsyncGroq()
        together.Together() together-ai() cerebras.cloud.sdk.Cerebras() xai_sdk.Client() portkey_ai.Portkey()
      `),
    ],
    calls: [...openAi, '.getChatCompletions', '.streamChatCompletions', '.getCompletions'],
    passers: ['.with_options', '.withOptions', '.copy', '.with_raw_response', '.with_streaming_response'],
    functions: [
      'openai.ChatCompletion.create',
      'openai.ChatCompletion.acreate',
      'openai.Completion.create',
      ...['openai.Completion.acreate', ...openAi.map((call) => `openai${call}`)],
    ],
    telling: words(`
      .chat.completions.create .chat.completions.parse .chat.completions.stream .responses.create
      .createChatCompletion
    `),
    key: 'OPENAI_API_KEY',
  },
  {
    // Calls that others copied tell by themselves, whoever is asked.
    title: 'a service like OpenAI',
    mentions: ['chat.completions.create'],
    makers: [],
    calls: [],
    telling: ['.chat.completions.create'],
  },
  {
    title: 'DashScope',
    mentions: ['dashscope'],
    makers: [],
    calls: [],
    functions: ['dashscope.Generation.call', 'dashscope.MultiModalConversation.call'],
  },
  {
    title: 'watsonx',
    mentions: ['ibm_watsonx_ai'],
    makers: words(`
      ibm_watsonx_ai.foundation_models.ModelInference() ibm_watsonx_ai.foundation_models.Model()
    `),
    calls: ['.generate', '.generate_text', '.generate_text_stream', '.chat', '.chat_stream'],
  },
  {
    title: 'Workers AI',
    mentions: ['@cf/', '@hf/'],
    makers: [],
    calls: [],
    telling: ['.AI.run'],
  },
  {
    title: 'Anthropic',
    mentions: ['anthropic', 'claude_agent_sdk', 'claude_code_sdk'],
    makers: [
      ...['Anthropic', 'AsyncAnthropic', 'AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicVertex', 'Client'].map(
        (one) => `anthropic.${one}()`,
      ),
      ...words(`
        @anthropic-ai/sdk() @anthropic-ai/sdk.Anthropic() @anthropic-ai/bedrock-sdk()
        @anthropic-ai/vertex-sdk() instructor.from_anthropic()
      `),
    ],
    calls: words(`
      .messages.create .messages.stream .messages.parse .completions.create .completion .beta.messages.create
      .beta.messages.stream
    `),
    passers: ['.with_options', '.withOptions', '.with_raw_response'],
    functions: ['@anthropic-ai/claude-agent-sdk.query', 'claude_agent_sdk.query', 'claude_code_sdk.query'],
    telling: ['.messages.stream'],
    hinted: ['.messages.create', '.messages.parse'],
    key: 'ANTHROPIC_API_KEY',
  },
  {
    title: 'Google',
    mentions: ['generativeai', 'genai', 'vertexai', 'generative-ai', 'google.adk'],
    makers: words(`
      google.generativeai.GenerativeModel() google.genai.Client() vertexai.generative_models.GenerativeModel()
      vertexai.preview.generative_models.GenerativeModel()
      vertexai.language_models.TextGenerationModel.from_pretrained()
      vertexai.language_models.CodeGenerationModel.from_pretrained() google.generativeai.ChatSession()
      @google/generative-ai.GoogleGenerativeAI() @google/genai.GoogleGenAI() @google-cloud/vertexai.VertexAI()
    `),
    calls: words(`
      .generate_content .generate_content_async .generateContent .generateContentStream .predict .send_message
      .send_message_async .send_message_stream .sendMessage .sendMessageStream .models.generate_content
      .models.generate_content_stream .aio.models.generate_content .aio.models.generate_content_stream
      .models.generateContent .models.generateContentStream
    `),
    passers: words(`
      .start_chat .startChat .getGenerativeModel .preview.getGenerativeModel .chats.create .aio.chats.create
    `),
    functions: ['google.generativeai.generate_text', 'google.generativeai.chat'],
    telling: ['.generate_content', '.generate_content_async', '.generateContent', '.generateContentStream'],
    hinted: ['.send_message', '.sendMessage', '.sendMessageStream'],
    key: 'GOOGLE_API_KEY',
  },
  {
    title: 'Mistral',
    mentions: ['mistral'],
    makers: words(`
      mistralai.Mistral() mistralai.client.MistralClient() @mistralai/mistralai.Mistral()
      @mistralai/mistralai()
    `),
    calls: words(`
      .chat.complete .chat.complete_async .chat.stream .chat.stream_async .chat .chat_stream .chatStream
      .fim.complete .agents.complete .chat.parse
    `),
    telling: ['.chat.complete', '.fim.complete'],
    key: 'MISTRAL_API_KEY',
  },
  {
    title: 'Cohere',
    mentions: ['cohereclient', 'cohere.client'],
    modules: ['cohere'],
    makers: words(`
      cohere.Client() cohere.ClientV2() cohere.AsyncClient() cohere.AsyncClientV2() cohere-ai.CohereClient()
      cohere-ai.CohereClientV2()
    `),
    calls: ['.chat', '.chat_stream', '.chatStream', '.generate', '.generate_stream', '.v2.chat', '.summarize'],
    hinted: ['.chat', '.generate'],
    key: 'CO_API_KEY',
  },
  {
    title: 'AWS Bedrock',
    mentions: ['bedrock'],
    makers: words(`
      boto3.client(bedrock-runtime) boto3.client(bedrock-agent-runtime) boto3.Session().client(bedrock-runtime)
      @aws-sdk/client-bedrock-runtime.BedrockRuntimeClient() @aws-sdk/client-bedrock-runtime.BedrockRuntime()
      aioboto3.Session().client(bedrock-runtime)
    `),
    calls: words(`
      .invoke_model .invoke_model_with_response_stream .converse .converse_stream .invoke_agent
      .retrieve_and_generate .send .invokeModel .converseStream
    `),
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
];
