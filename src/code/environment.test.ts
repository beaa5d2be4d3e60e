import { describe, expect, it } from 'vitest';
import { isEnvironment, secretsIn } from './environment.ts';

describe('files of variables', () => {
  it('are told by their names', () => {
    const paths = ['.env', 'app/.env.production', '.env.example', 'src/env.ts', '.envrc', '.env.sample'];
    expect(paths.filter(isEnvironment)).toEqual(['.env', 'app/.env.production']);
  });

  it('hold secrets by name, which are told without their values', () => {
    const text = [
      '# OPENAI_API_KEY=commented-out-value',
      'OPENAI_API_KEY=abcdefgh12345678',
      'export DB_PASSWORD="correct-horse"',
      'PORT=80808080',
      'API_TOKEN=<your token>',
      'SECRET_KEY=changeme-please',
      'EMPTY_KEY=',
    ].join('\r\n');
    const found = secretsIn('.env', text);
    expect(found.map(({ startLine, startColumn, message }) => [startLine, startColumn, message])).toEqual([
      [2, 1, 'OPENAI_API_KEY of .env'],
      [3, 8, 'DB_PASSWORD of .env'],
    ]);
    expect(JSON.stringify(found)).not.toMatch(/abcdefgh|correct-horse/);
  });
});
