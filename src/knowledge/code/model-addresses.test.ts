import { expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../test/support/growth.ts';
import { addressMention, modelAddress, plainAddress } from './model-addresses.ts';

it.each([
  'https://llm.acme.example/v1/chat/completions',
  'https://llm.acme.example/openai/deployments/small/chat/completions?api-version=2024-10-21',
  '/v1/messages',
  'https://llm.acme.example:8000/v1/completions/',
  'https://llm.acme.example/v1/responses#x',
  'http://localhost:11434/api/generate',
  'https://x.acme.example/v1beta/models/small:generateContent?key=',
  // What is put in is not known.
  'https://x.acme.example/models/:streamGenerateContent',
  'https://runtime.acme.example/endpoints//invocations',
  'https://bedrock.acme.example/model//invoke',
  'https://gateway.acme.example/client/v4/accounts//ai/run/@cf/acme/small',
  'https://api-inference.acme.example/models/acme/small',
  'https://inference.acme.example/models/',
])('%s is answered by a model', (address) => {
  expect([modelAddress.test(address), plainAddress.test(address), addressMention.test(`'${address}'`)]).toEqual([
    true,
    false,
    true,
  ]);
});

it.each([
  'https://mail.acme.example/v1/messages/17',
  'https://shop.acme.example/v1/chat-rooms',
  'https://shop.acme.example/completions',
  'https://runs.acme.example/invocations.json',
  'https://api.acme.example/models/acme/small',
  'https://cars.acme.example/model/t/invoker',
  'https://acme.example/inference/guide',
])('%s is not', (address) => {
  expect(modelAddress.test(address)).toBe(false);
});

it.each(['https://api.openai.com/v1/embeddings', 'https://api.openai.com/v1/files?limit=2'])(
  '%s answers with something else',
  (address) => {
    expect(plainAddress.test(address)).toBe(true);
  },
);

it.each([
  "import { chat } from './api/chat'",
  "import { chat } from '@/api/chat'",
  "import { list } from '../commands/invocations.ts'",
  "import { Message } from '../v1/messages'",
  "const views = require('../../v1/messages/index.js')",
  'const kinds = { a: generate, b: predict }',
  "fetch('/api/chats')",
  '// see model/invoke and text/generations',
])('%s speaks of none', (text) => {
  expect(addressMention.test(text)).toBe(false);
});

it.each(['"chat/completions"', '"v1/completions"', "base + '/api/chat'", 'f"{HOST}/ai/run/{model}"'])(
  '%s speaks of one',
  (text) => {
    expect(addressMention.test(text)).toBe(true);
  },
);

it.each(['inference/a/', 'model/', '/engines/', 'inference.', "'./api/chat", '/ai/run/'])(
  'many of %s are searched in linear time',
  async (piece) => {
    const make = (size: number) => piece.repeat(Math.ceil(size / piece.length));
    const run = (text: string) => addressMention.test(text) || modelAddress.test(text);
    expect(await measureGrowth(make, run, 400_000)).toBeLessThan(nearlyLinear);
  },
);
