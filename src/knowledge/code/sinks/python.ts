import type { Sink } from '../sink.ts';
import { words } from '../words.ts';

/** What runs what it is given in Python. */
export const pythonSinks: readonly Sink[] = [
  {
    runs: 'code',
    paths: words(`
      exec eval execfile builtins.exec builtins.eval __builtins__.exec __builtins__.eval
      IPython.core.interactiveshell.InteractiveShell.instance().run_cell
    `),
    takes: [0],
  },
  {
    runs: 'code',
    paths: [
      ...words(`
        get_ipython().run_cell get_ipython().ex get_ipython().ev IPython.get_ipython().run_cell
        IPython.get_ipython().ex code.InteractiveInterpreter().runsource
        code.InteractiveInterpreter().runcode code.InteractiveConsole().push
        code.InteractiveConsole().runsource code.InteractiveConsole().runcode
        IPython.core.interactiveshell.InteractiveShell().run_cell timeit.timeit cProfile.run profile.run
        pdb.run trace.Trace().run doctest.run_docstring_examples js2py.eval_js numexpr.evaluate
        IPython.display.Javascript pandas.eval sympy.sympify sympy.parsing.sympy_parser.parse_expr sympy.parse_expr sympy.S
        langchain_experimental.utilities.PythonREPL().run
        langchain_experimental.utilities.python.PythonREPL().run langchain.utilities.PythonREPL().run
        langchain_community.utilities.PythonREPL().run langchain.python.PythonREPL().run
      `),
      ...['run', 'invoke', '_run', 'arun', 'ainvoke'].flatMap((call) => [
        `langchain_experimental.tools.PythonREPLTool().${call}`,
        `langchain_experimental.tools.PythonAstREPLTool().${call}`,
        `langchain_experimental.tools.python.tool.PythonREPLTool().${call}`,
        `langchain_experimental.tools.python.tool.PythonAstREPLTool().${call}`,
        `langchain.tools.python.tool.PythonREPLTool().${call}`,
      ]),
      'smolagents.local_python_executor.LocalPythonExecutor()',
      'smolagents.LocalPythonExecutor()',
      'smolagents.local_python_executor.evaluate_python_code',
    ],
    takes: [0, 'source', 'code', 'query'],
  },
  { runs: 'code', paths: ['types.FunctionType', 'ctypes.CDLL'], takes: [0] },
  {
    runs: 'code',
    paths: words(`
      asteval.Interpreter() asteval.Interpreter().eval simpleeval.simple_eval simpleeval.SimpleEval().eval
      simpleeval.EvalWithCompoundTypes().eval py_mini_racer.MiniRacer().eval
    `),
    takes: [0, 'expr'],
    sandbox: 'an interpreter of a part of the language',
  },
  {
    runs: 'code',
    paths: ['.eval'],
    takes: [0, 'expr'],
    on: /(?:^|\.|_)(?:df|frame|data_?frame|data|table|pd|sdf|interpreter|aeval|repl|shell)\d*(?:\(\))?$/i,
  },
  { runs: 'code', paths: ['.query'], takes: [0, 'expr'], on: /(?:^|\.|_)(?:df|frame|data_?frame)\d*(?:\(\))?$/i },
  {
    runs: 'code',
    paths: ['.run_cell', '.runsource', '.runcode', '.exec_code', '.execute_code', '.run_python'],
    takes: [0, 'raw_cell', 'code', 'source'],
  },
  // What drives a browser runs it in the page, with all that the person may do there.
  {
    runs: 'code',
    paths: ['.execute_script', '.execute_async_script', '.add_script_tag', '.add_init_script'],
    takes: [0, 'script', 'content'],
    isProcess: true,
    inPage: true,
  },
  {
    runs: 'code',
    paths: ['.execute_cdp_cmd'],
    takes: [1, 'cmd_args'],
    first: /^(?:Runtime\.(?:evaluate|compileScript|callFunctionOn)|Page\.addScriptToEvaluateOnNewDocument)$/,
    isProcess: true,
    inPage: true,
  },
  {
    runs: 'code',
    paths: ['.evaluate', '.evaluate_handle', '.evaluate_async'],
    takes: [0, 'expression'],
    on: /(?:^|\.|_)(?:page|frame|browser|context|tab|driver)\d*(?:\(\))?$/i,
    isProcess: true,
    inPage: true,
  },
  {
    runs: 'command',
    paths: words(`
      os.system os.popen subprocess.getoutput subprocess.getstatusoutput commands.getoutput
      asyncio.create_subprocess_shell pty.spawn get_ipython().system IPython.get_ipython().system
      IPython.get_ipython().getoutput get_ipython().getoutput get_ipython().run_line_magic
      get_ipython().run_cell_magic asyncio.subprocess.create_subprocess_shell popen2.popen2 sh pexpect.spawn
      pexpect.run invoke.run fabric.Connection().run fabric.Connection().local
    `),
    takes: [0, 1, 'cmd', 'command'],
    isProcess: true,
  },
  {
    runs: 'command',
    paths: [
      ...['run', 'call', 'check_call', 'check_output', 'Popen'].map((one) => `subprocess.${one}`),
      ...words(`
        asyncio.create_subprocess_exec asyncio.subprocess.create_subprocess_exec trio.run_process
        anyio.run_process plumbum.local sh.Command
      `),
    ],
    takes: [0, 'args'],
    isCommand: true,
    isProcess: true,
  },
  {
    runs: 'command',
    paths: [
      ...['execv', 'execve', 'execvp', 'execl', 'execlp', 'execle', 'posix_spawn', 'posix_spawnp', 'startfile'].map(
        (one) => `os.${one}`,
      ),
      ...['spawnl', 'spawnlp', 'spawnv', 'spawnvp'].map((one) => `os.${one}`),
    ],
    takes: [0, 1, 2],
    isCommand: true,
    isProcess: true,
  },
  { runs: 'command', paths: ['.exec_command'], takes: [0, 'command'], isProcess: true },
  {
    runs: 'code',
    paths: words(`
      jupyter_client.KernelManager().client().execute jupyter_client.BlockingKernelClient().execute
      jupyter_client.manager.KernelManager().client().execute jupyter_client.blocking.BlockingKernelClient().execute
    `),
    takes: [0, 'code'],
    isProcess: true,
  },
  { runs: 'code', paths: ['.execute_interactive'], takes: [0, 'code'], isProcess: true },
  {
    runs: 'query',
    paths: ['.run'],
    takes: [0, 'query'],
    on: /(?:^|\.|_)(?:session|tx|transaction|driver|graph|neo4j)\d*(?:\(\))?$/i,
    onDatabase: true,
  },
  {
    runs: 'module',
    paths: words(`
      runpy.run_path runpy.run_module importlib.import_module __import__
      importlib.util.spec_from_file_location importlib.machinery.SourceFileLoader imp.load_source
      importlib.__import__
    `),
    takes: [0, 1, 'path_name', 'mod_name', 'name', 'location', 'path'],
  },
  {
    runs: 'object',
    paths: [
      ...['pickle', 'cPickle', 'dill', 'cloudpickle', '_pickle', 'marshal', 'joblib', 'shelve', 'pandas'].flatMap(
        (one) => [`${one}.loads`, `${one}.load`],
      ),
      ...words(`
        pickle.Unpickler jsonpickle.decode jsonpickle.loads yaml.unsafe_load yaml.full_load
        pandas.read_pickle torch.load
      `),
    ],
    takes: [0],
  },
  {
    runs: 'query',
    paths: words(`
      .execute .executescript .executemany .exec_driver_sql .read_sql .read_sql_query .run_sql .fetch_all
      .fetchrow .fetchval .executesql .query_df .raw .sql .run_query .execute_sql
    `),
    takes: [0, 'sql', 'statement', 'query', 'operation'],
    onDatabase: true,
  },
  {
    runs: 'query',
    paths: ['.query', '.run', '.fetch'],
    takes: [0, 'sql', 'query', 'command'],
    onDatabase: true,
  },
  {
    runs: 'query',
    paths: words(`
      pandas.read_sql pandas.read_sql_query polars.read_database duckdb.sql duckdb.query duckdb.execute
      pandasql.sqldf sqlite3.connect().execute sqlite3.connect().executescript
      google.cloud.bigquery.Client().query google.cloud.bigquery.Client().query_and_wait
      psycopg2.connect().cursor().execute langchain_community.utilities.SQLDatabase.from_uri().run
      langchain_community.utilities.sql_database.SQLDatabase.from_uri().run
      langchain.SQLDatabase.from_uri().run sqlalchemy.create_engine().execute
      django.db.connection.cursor().execute
    `),
    takes: [0, 'sql', 'query', 'command'],
  },
  {
    runs: 'query',
    paths: ['langchain_community.tools', 'langchain_community.tools.sql_database.tool'].flatMap((module) =>
      ['QuerySQLDataBaseTool()', 'QuerySQLDatabaseTool()'].flatMap((tool) =>
        ['', '.run', '.invoke', '.ainvoke'].map((call) => `${module}.${tool}${call}`),
      ),
    ),
    takes: [0],
  },
  {
    runs: 'template',
    paths: words(`
      jinja2.Template jinja2.Environment().from_string jinja2.environment.Template mako.template.Template
      flask.render_template_string Template().render
    `),
    takes: [0, 'source', 'text'],
  },
];
