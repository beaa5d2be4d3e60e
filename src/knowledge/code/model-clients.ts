import type { ModelClient } from './model-client.ts';
import { frameworks } from './model-clients/frameworks.ts';
import { providers } from './model-clients/providers.ts';
import { words } from './words.ts';

export const modelClients: readonly ModelClient[] = [...providers, ...frameworks];

/** What a client is named like, where nothing else tells. */
export const clientName =
  /(?:llm|chain|model|client|agent|gpt|claude|gemini|openai|anthropic|assistant|bot|engine|bedrock|cohere|co|ai|runnable|pipe|graph)s?$/i;

/** Fields of an answer that the model did not write. */
export const plainFields: ReadonlySet<string> = new Set(
  words(`
    usage id model created created_at createdAt finish_reason finishReason stop_reason role index system_fingerprint
    usage_metadata usageMetadata length status status_code statusCode ok headers total_tokens prompt_tokens
    completion_tokens response_metadata request_id embedding elapsed
  `),
);
