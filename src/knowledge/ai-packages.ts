/** Words that speak of AI wherever they stand in a name, between its separators. */
const words: ReadonlySet<string> = new Set(
  (
    'ai llm llms slm rag gpt gpt2 gpt3 gpt4 chatgpt openai anthropic claude gemini genai vertexai mistralai cohere groq ' +
    'deepseek qwen llama llama2 llama3 gguf ggml llamaindex langchain langgraph langsmith langfuse langflow litellm ' +
    'ollama vllm sglang huggingface pytorch torch torchvision torchaudio tensorflow tflite tfjs keras onnx onnxruntime ' +
    'diffusers autogpt autogen crewai promptfoo openrouter pinecone chromadb weaviate qdrant mcp modelcontextprotocol ' +
    'copilot xgboost lightgbm catboost sklearn scikit chatbot embeddings mlflow deepspeed'
  ).split(' '),
);

/** Beginnings that speak of AI, by ecosystem: the same letters may mean something else elsewhere. */
const beginnings: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'npm',
    ['@ai-sdk/', '@huggingface/', '@modelcontextprotocol/', '@xenova/', '@mastra/', 'langchain', 'openai', 'ollama'],
  ],
  ['pypi', ['torch', 'tensorflow', 'langchain', 'llama-', 'openai', 'keras', 'sentence-transformers', 'pytorch']],
]);

/** Whole names. */
const names: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['npm', new Set(['brain.js', 'ml5', 'synaptic', 'natural', 'openclaw', 'vectra'])],
  [
    'pypi',
    new Set([
      ...[
        'transformers',
        'tokenizers',
        'accelerate',
        'datasets',
        'safetensors',
        'peft',
        'trl',
        'bitsandbytes',
        'triton',
      ],
      ...[
        'jax',
        'jaxlib',
        'flax',
        'optax',
        'spacy',
        'nltk',
        'gensim',
        'fastai',
        'timm',
        'einops',
        'evaluate',
        'gradio',
        'streamlit',
      ],
      ...['tiktoken', 'faiss-cpu', 'faiss-gpu', 'dspy', 'haystack', 'guidance', 'instructor', 'outlines', 'metagpt'],
      ...['griptape', 'lagent', 'vanna', 'pandasai', 'langroid', 'semantic-kernel', 'smolagents', 'unsloth', 'wandb'],
      ...['lightning', 'ultralytics', 'stable-baselines3', 'gymnasium', 'fastmcp', 'marvin', 'magentic', 'replicate'],
    ]),
  ],
]);

/**
 * Whether a package has to do with AI or machine learning, by its name: then ATLAS leads in what is said of it.
 * Wrong answers cost the order of two ids and nothing else.
 * @param name normalised as the ecosystem does
 */
export function isAboutAi(ecosystem: string, name: string): boolean {
  if (names.get(ecosystem)?.has(name) === true) return true;
  if (beginnings.get(ecosystem)?.some((beginning) => name.startsWith(beginning)) === true) return true;
  return name.split(/[-_./@]/).some((word) => words.has(word));
}
