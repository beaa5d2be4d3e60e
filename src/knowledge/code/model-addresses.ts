import { escapePattern } from '../../text/escape-pattern.ts';
import { words } from './words.ts';

/**
 * Where interfaces answer with what a model wrote, on whatever host: the ends of their paths. A star is any one part, also one
 * that is put in when the program runs. Sources: the documentation of OpenAI, Anthropic, Google, Cohere, Ollama, Hugging Face's
 * text generation, vLLM, AWS Bedrock and SageMaker, Databricks, Azure, Cloudflare and those that answer alike, 2026-11.
 */
const routes: readonly string[] = words(`
  chat/completions v1/completions v2/completions beta/completions engines/*/completions fim/completions
  v1/messages v1/responses openai/responses v1/complete v1/chat v2/chat api/generate api/chat v1/generate v2/generate
  generate_stream invocations invocations-response-stream model/*/invoke model/*/converse
  model/*/invoke-with-response-stream model/*/converse-stream ai/run/* ai/run/*/*/* text/generation text/generation_stream
`);

/** Methods that Google's interfaces have behind a colon. */
const methods: readonly string[] = words(`
  :generateContent :streamGenerateContent :generateText :generateMessage :rawPredict :streamRawPredict
`);

/** Hosts, and parts of an address, that tell by themselves. */
const hosts: readonly string[] = words(`
  generativelanguage api-inference router.huggingface /openai/deployments/ api.openai api.anthropic api.mistral api.cohere
  api.groq api.together openrouter
`);

/** Hosted inference names the model behind `/models/`, on a host that says so. */
const hosted = String.raw`\binference\b[\w.-]{0,100}(?::\d{1,5})?/(?:[\w-]{1,40}/){0,3}models(?:/|$)`;

const pattern = (text: string): string => escapePattern(text).replaceAll('\\*', '[^/?#\\s"\'`]{0,200}');
const places = [...hosts.map(pattern), hosted].join('|');
const endings = [...routes.map((one) => `(?:^|/)${pattern(one)}`), ...methods.map(pattern)].join('|');

/** An address that tells, or whose path ends so before its query. */
export const modelAddress = new RegExp(`${places}|(?:${endings})/?(?:[?#]|$)`, 'i');

/** Interfaces of the same hosts that answer with numbers, and with lists of what is there. */
export const plainAddress =
  /\/(?:embeddings?|moderations|rerank|tokenize|count_tokens|models|files|batches)(?:[?#]|$)|:(?:embedContent|batchEmbedContents|countTokens)(?:[?#]|$)/i;

/** Behind it: it is none of a module of the program (`./api/chat`, `@/api/chat`). */
const isNoModule = String.raw`(?<!["'${'`'}](?:\.{1,2}|[@~#])/[^"'${'`'}\n]{0,200})`;
const inText = routes.map((one) => pattern(one.replace(/(?:\/\*)+$/, ''))).join('|');

/**
 * A text that holds such an address, or the end of one. Every way to it begins with a rare sign or word: a text is searched
 * some times faster so.
 */
export const addressMention = new RegExp(
  [
    places,
    `/(?:${inText})(?![\\w.-])${isNoModule}`,
    `(?:chat/completions|v1/(?:completions|messages|responses))(?=["'\`?])${isNoModule}`,
    `(?:${methods.map(pattern).join('|')})\\b`,
  ].join('|'),
  'i',
);

/** Options that say where all requests of a client go. */
export const baseOptions: readonly string[] = words('base_url baseURL baseUrl prefixUrl prefix_url');
