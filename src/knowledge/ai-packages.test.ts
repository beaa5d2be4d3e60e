import { describe, expect, it } from 'vitest';
import { isAboutAi } from './ai-packages.ts';

describe('isAboutAi', () => {
  it.each([
    ['npm', 'openai'],
    ['npm', 'ai'],
    ['npm', '@ai-sdk/openai'],
    ['npm', '@anthropic-ai/sdk'],
    ['npm', '@langchain/core'],
    ['npm', 'some-mcp-server'],
    ['npm', 'llm-table-parser'],
    ['pypi', 'torchtriton'],
    ['pypi', 'huggingface-cli'],
    ['pypi', 'llama-index-readers-file'],
    ['pypi', 'transformers'],
    ['pypi', 'vllm'],
    ['pypi', 'ollama'],
  ])('%s %s is', (ecosystem, name) => {
    expect(isAboutAi(ecosystem, name)).toBe(true);
  });

  it.each([
    ['npm', 'express'],
    ['npm', 'https-proxy-agent'],
    ['npm', 'chai'],
    ['npm', 'email-templates'],
    ['npm', '@shikijs/transformers'],
    ['pypi', 'requests'],
    ['pypi', 'maintenance'],
    ['pypi', ''],
    ['constructor', '__proto__'],
  ])('%s %s is not', (ecosystem, name) => {
    expect(isAboutAi(ecosystem, name)).toBe(false);
  });
});
