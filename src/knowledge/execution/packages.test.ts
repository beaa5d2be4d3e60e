import { describe, expect, it } from 'vitest';
import { versions as npmVersions } from '../../ecosystems/npm/versions.ts';
import { names as pypiNames } from '../../ecosystems/pypi/names.ts';
import { versions as pypiVersions } from '../../ecosystems/pypi/versions.ts';
import { compiled, packages } from './execution.gen.ts';
import { type ExecutionRow, entryPointOf, executionOf } from './packages.ts';

const listed: readonly { readonly ecosystem: string; readonly name: string }[] = packages
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const rows: readonly ExecutionRow[] = listed.flatMap(({ ecosystem, name }) => executionOf(ecosystem, name));
const algebra = (ecosystem: string) => (ecosystem === 'pypi' ? pypiVersions : npmVersions);

describe('the packages that run what a model writes', () => {
  it('are of two ecosystems, by their normalised names', () => {
    expect(compiled).toMatch(/^\d{4}-\d\d$/);
    expect(new Set(listed.map(({ ecosystem }) => ecosystem))).toEqual(new Set(['npm', 'pypi']));
    for (const { ecosystem, name } of listed) if (ecosystem === 'pypi') expect(pypiNames.normalise(name)).toBe(name);
  });

  it('have ranges that their ecosystem understands, and that what fixes a flaw is not in', () => {
    const ranges = rows.flatMap(({ ecosystem, within, flaws }) =>
      [...(within === undefined ? [] : [within]), ...flaws.map(({ affected }) => affected)].map((range) => ({
        ecosystem,
        range,
      })),
    );
    expect(ranges.length).toBeGreaterThan(30);
    expect(ranges.filter(({ ecosystem, range }) => !algebra(ecosystem).isRequirement(range))).toEqual([]);
    const fixed = rows.flatMap(({ ecosystem, flaws }) => flaws.map((flaw) => ({ ecosystem, ...flaw })));
    expect(
      fixed.filter((flaw) => flaw.fixed !== undefined && algebra(flaw.ecosystem).satisfies(flaw.fixed, flaw.affected)),
    ).toEqual([]);
  });

  it.each(rows.flatMap((row) => row.entries.map((entry) => [entry.path, row] as const)))(
    'are found by their entry points: %s',
    (path, { ecosystem, name }) => {
      expect(entryPointOf(ecosystem, path)).toMatchObject({ name, path });
    },
  );

  it('know none of other names', () => {
    expect(executionOf('pypi', 'requests')).toEqual([]);
    expect(executionOf('npm', 'pandasai')).toEqual([]);
    expect(executionOf('constructor', '__proto__')).toEqual([]);
  });
});

describe('entryPointOf', () => {
  it.each([
    ['pypi', 'langchain_experimental.pal_chain.PALChain', 'langchain_experimental.pal_chain.PALChain'],
    [
      'pypi',
      'langchain_experimental.pal_chain.base.PALChain.from_math_prompt',
      'langchain_experimental.pal_chain.PALChain',
    ],
    [
      'pypi',
      'langchain_experimental.agents.agent_toolkits.pandas.base.create_pandas_dataframe_agent',
      'langchain_experimental.agents.create_pandas_dataframe_agent',
    ],
    ['pypi', 'langchain_experimental.tools.python.tool.PythonREPLTool', 'langchain_experimental.tools.PythonREPLTool'],
    ['pypi', 'smolagents.agents.CodeAgent.run', 'smolagents.CodeAgent'],
    ['pypi', 'pandasai.agent.base.Agent.chat', 'pandasai.Agent'],
    ['pypi', 'pandasai.chat', 'pandasai.chat'],
    ['pypi', 'vanna.base.base.VannaBase.ask', 'vanna.base.VannaBase.ask'],
    ['pypi', 'vanna.legacy.base.base.VannaBase.get_plotly_figure', 'vanna.legacy.base.VannaBase'],
    [
      'pypi',
      'llama_index.experimental.query_engine.pandas.pandas_query_engine.PandasQueryEngine',
      'llama_index.experimental.query_engine.PandasQueryEngine',
    ],
    ['pypi', 'interpreter.interpreter.chat', 'interpreter.interpreter'],
    [
      'npm',
      '@langchain/community/experimental/tools/pyinterpreter.PythonInterpreterTool.initialize',
      '@langchain/community/experimental/tools/pyinterpreter.PythonInterpreterTool',
    ],
    ['npm', 'langchain/chains/sql_db.SqlDatabaseChain', 'langchain/chains/sql_db.SqlDatabaseChain'],
  ])('of %s takes %s for %s', (ecosystem, path, entry) => {
    expect(entryPointOf(ecosystem, path)?.path).toBe(entry);
  });

  it('tells which option makes it run, which one does not let it, and the package', () => {
    expect(entryPointOf('pypi', 'langchain_experimental.agents.create_csv_agent')).toMatchObject({
      name: 'langchain-experimental',
      when: { allow_dangerous_code: true },
    });
    expect(entryPointOf('pypi', 'smolagents.CodeAgent')).toMatchObject({
      name: 'smolagents',
      unless: { executor_type: expect.arrayContaining(['docker', 'e2b']) },
      runs: expect.stringContaining('no security boundary'),
    });
    expect(entryPointOf('pypi', 'vanna.base.VannaBase')).toMatchObject({ name: 'vanna', within: '<2.0' });
  });

  it.each([
    ['pypi', 'langchain_experimental'],
    ['pypi', 'langchain_experimental.agents'],
    ['pypi', 'langchain_experimental.tools.PythonREPLTools'],
    ['pypi', 'acme.tools.PythonREPLTool'],
    ['pypi', 'PythonREPLTool'],
    ['pypi', ''],
    ['pypi', '...'],
    ['npm', 'langchain_experimental.tools.PythonREPLTool'],
    ['npm', '@langchain/core/tools.PythonInterpreterTool'],
    ['cargo', 'smolagents.CodeAgent'],
  ])('of %s takes %s for nothing', (ecosystem, path) => {
    expect(entryPointOf(ecosystem, path)).toBeUndefined();
  });

  it('looks at no path that is longer than any of code', () => {
    expect(entryPointOf('pypi', `smolagents.${'a.'.repeat(100)}CodeAgent`)?.path).toBe('smolagents.CodeAgent');
    expect(entryPointOf('pypi', `smolagents.${'a.'.repeat(100_000)}CodeAgent`)).toBeUndefined();
  });
});
