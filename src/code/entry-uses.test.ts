import { describe, expect, it } from 'vitest';
import { findEntryUses, mentionsEntry } from './entry-uses.ts';
import { readJavaScript } from './javascript/index.ts';
import type { Language } from './languages.ts';
import { readPython } from './python/index.ts';

const find = (text: string, language: Language = 'python') => {
  const program = language === 'python' ? readPython('app.py', text) : readJavaScript('app.ts', text);
  return findEntryUses(program, language).map(({ entry, isCalled, start, end }) => [
    entry.path,
    isCalled,
    text.slice(start, end),
  ]);
};

describe('parts of packages that run what a model writes', () => {
  it('are told once where they are called, whatever the name that code gives them', () => {
    const text = [
      'from langchain_experimental.tools import PythonREPLTool as Repl',
      'tool = Repl()',
      'print(tool.run("1"))',
    ].join('\n');
    expect(find(text)).toEqual([['langchain_experimental.tools.PythonREPLTool', true, 'Repl()']]);
    expect(mentionsEntry(text)).toBe(true);
  });

  it('are told as imported where nothing calls them', () => {
    const [[path, isCalled] = []] = find('from langchain_experimental.tools import PythonREPLTool\n');
    expect([path, isCalled]).toEqual(['langchain_experimental.tools.PythonREPLTool', false]);
  });

  it('are told only with the option without which they do nothing', () => {
    const lead = 'from langchain_experimental.agents import create_pandas_dataframe_agent as make\n';
    expect(find(`${lead}make(llm, frame)`)).toEqual([]);
    expect(find(`${lead}make(llm, frame, allow_dangerous_code=False)`)).toEqual([]);
    expect(find(`${lead}make(llm, frame, allow_dangerous_code=True)`)).toHaveLength(1);
  });

  it('are told in JavaScript, too', () => {
    const text =
      "import { PythonInterpreterTool } from '@langchain/community/experimental/tools/pyinterpreter';\nnew PythonInterpreterTool({});";
    expect(find(text, 'javascript')).toHaveLength(1);
    expect(find("import { tool } from '@langchain/core/tools';\ntool(f);", 'javascript')).toEqual([]);
  });
});
