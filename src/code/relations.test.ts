import { describe, expect, it } from 'vitest';
import { languageOf } from './languages.ts';
import { belongTogether } from './relations.ts';
import { plainSource } from './sources.ts';

const together = (files: Readonly<Record<string, string>>): readonly string[] => {
  const sources = Object.entries(files).map(([path, text]) => plainSource(path, languageOf(path) ?? 'python', text));
  return belongTogether(sources, ({ text }) => text.includes('openai')).map(({ path }) => path);
};

describe('files that are looked at together', () => {
  it('are those that speak of a model, what imports them, and what these import', () => {
    expect(
      together({
        'app/llm.py': 'import openai\nfrom . import clean\n',
        'app/clean.py': 'x = 1\n',
        'app/wrap.py': 'from .llm import ask\n',
        'app/main.py': 'import app.wrap as w\nfrom app.run import (execute,\n)\n',
        'app/run.py': 'y = 1\n',
        'app/other.py': 'from app.clean import x\n',
        'other/llm.py': 'z = 1\n',
      }),
    ).toEqual(['app/llm.py', 'app/clean.py', 'app/wrap.py', 'app/main.py', 'app/run.py']);
  });

  it('are told by paths in JavaScript, too', () => {
    expect(
      together({
        'src/llm/index.ts': "import OpenAI from 'openai';",
        'src/run.ts': "export * from './llm';",
        'src/page.tsx': "const { run } = await import('@/run');",
        'src/index.ts': "import './style.css';",
      }),
    ).toEqual(['src/llm/index.ts', 'src/run.ts', 'src/page.tsx']);
  });

  it('are none where nothing speaks of a model', () => {
    expect(together({ 'a.py': 'exec(x)\n', 'b.py': 'import a\n' })).toEqual([]);
  });
});
