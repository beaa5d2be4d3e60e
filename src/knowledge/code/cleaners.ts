import { words } from './words.ts';

/** What is left of what a model wrote: by the name of the function or method that it is given to, or is called on it. */

/** Numbers, truths and the like: no text is left. */
export const plainCalls: ReadonlySet<string> = new Set(
  words(`
    int float bool len hash isinstance issubclass type id round abs ord callable complex print hasattr Number Boolean
    parseInt parseFloat Number.parseInt Number.parseFloat Number.isInteger Math.min Math.max Math.floor isNaN
    Array.isArray Math.round BigInt Date ast.literal_eval Decimal decimal.Decimal fractions.Fraction
    datetime.datetime.fromisoformat uuid.UUID Date.parse hashlib.sha256 hashlib.md5 hashlib.sha1 crypto.createHash
    tiktoken.encoding_for_model logging.info logging.debug shlex.quote shlex.join pipes.quote pickle.dumps dill.dumps
    marshal.dumps shell-quote.quote shell-escape datetime.date.fromisoformat ipaddress.ip_address all any min max sum
    range psycopg.sql.Identifier psycopg.sql.Literal psycopg.sql.Placeholder psycopg2.sql.Identifier
    psycopg2.sql.Literal psycopg2.sql.Placeholder
  `),
);

/** Methods whose result holds no text of what they are called on. */
export const plainMethods: ReadonlySet<string> = new Set(
  words(`
    count find rfind startswith endswith isdigit isalpha isalnum isidentifier isnumeric isspace indexOf lastIndexOf
    isdecimal startsWith endsWith includes test charCodeAt codePointAt localeCompare search_count hexdigest digest toFixed
    getTime every some findIndex raise_for_status isEmpty size hasOwnProperty
  `),
);

/** Functions and methods that send or keep what they are given: what comes back is not what went in. By their last name. */
export const absorbing: ReadonlySet<string> = new Set(
  words(`
    log info debug warn warning error exception critical print write writelines writeFile writeFileSync save commit
    flush send_email sendMail publish post put patch delete insert insert_one insertOne create_index upsert setItem
    send_message markdown appendFile appendFileSync write_text dump emit notify json_response render moderate embed
    embed_query embed_documents embeddings unlink remove mkdir exists stat get getItem pop add_message track capture
    captureMessage code success toast alert reply say respond reply_text
  `),
);

/** Builders of queries bind what their methods are given as a value, unless it is SQL as text. Of SQLAlchemy, SQLModel and psycopg. */
export const boundInQueries =
  /^psycopg2?\.sql\.SQL\(\)\.format$|^(?:sqlalchemy|sqlmodel|db)\b[\w.]*\.(?:select|insert|update|delete)\(\)(?:\.\w+\(\))*\.(?:where|filter|filter_by|values|having|on_conflict_do_update)$/;
export const sqlAsText = /(?:^|\.)(?:text|literal_column|SQL)\(\)$/;
/** Tags of templates that bind what is put in: by their name, or their library. What is put in as text has a call of its own. */
export const bindingTags =
  /(?:^|[.?/])sql(?:\.(?:type|typeAlias)\(\)|\.(?:fragment|unsafe))?$|^(?:postgres|@neondatabase\/serverless\.neon)\(\)$|^sql-template-(?:tag|strings)\b|^@prisma\/client\.Prisma\.sql$/i;

/** Tests on a name that leave of it what somebody here wrote: by the name of the method or function. */
export const membershipCalls: ReadonlySet<string> = new Set([
  'includes',
  'has',
  'hasOwnProperty',
  'hasOwn',
  'contains',
  'indexOf',
  '__contains__',
  'own',
]);

/** Tests on a text that hold where it has nothing but letters and digits. */
export const letterCalls: ReadonlySet<string> = new Set(
  words('isalnum isalpha isdigit isdecimal isnumeric isidentifier'),
);

/** Tests on a text whose pattern says what it may hold. */
export const patternCalls: ReadonlySet<string> = new Set(['fullmatch', 'test', 'match']);

/** Readers that hold data against a schema: of what is free text in it, the model still wrote every letter. By the last name. */
export const schemaCalls: ReadonlySet<string> = new Set(
  words(`
    model_validate model_validate_json parse_obj parse_raw validate safeParse parseAsync validate_python validate_json
  `),
);

/** Questions to a person: what runs behind a "yes" was looked at. By the end of the path. */
export const confirmations =
  /(?:^|\.)(?:confirm|showWarningMessage|showInformationMessage|askyesno|Confirm\.ask|yesno|(?:inquirer\.prompt|enquirer\.prompt|prompts|prompt)\(\)\.\w+)(?:\(\))?$/;
/** The same of questions that are answered by a text: only where that is compared. */
export const questions = /(?:^|\.)(?:input|raw_input|prompt|question|ask|select|showQuickPick)(?:\(\))?$/;

/** What bounds the time or the means of what runs in the same program. */
export const limitCalls: readonly { readonly path: RegExp; readonly bounds: 'timeout' | 'resources' | 'process' }[] = [
  {
    path: /^(?:signal\.(?:alarm|setitimer)|func_timeout\.\w+|timeout_decorator\.\w+|asyncio\.(?:wait_for|timeout)|stopit\.\w+|wrapt_timeout_decorator\.\w+|async_timeout\.timeout|threading\.Timer|eventlet\.Timeout|gevent\.Timeout|anyio\.(?:fail_after|move_on_after))$/,
    bounds: 'timeout',
  },
  { path: /^(?:AbortSignal\.timeout|Promise\.race|p-timeout)$/, bounds: 'timeout' },
  { path: /^resource\.setrlimit$/, bounds: 'resources' },
  {
    path: /^(?:multiprocessing\.(?:Process|Pool)|multiprocessing\.get_context\(\)\.Process|concurrent\.futures\.ProcessPoolExecutor|multiprocess\.Process|worker_threads\.Worker)$/,
    bounds: 'process',
  },
];

/** Frameworks that call what they are given as `tools=[f]`. */
export const toolFrameworks =
  /^(?:langchain\w*|langgraph|pydantic_ai|google\.(?:adk|genai|generativeai)|autogen\w*|agent_framework|llama_index|agents|smolagents|agno|strands|crewai|haystack|semantic_kernel|dspy)\./;
/** Those of their parts that take the list by place: `create_agent(model, [f])`. */
export const toolLists = /(?:agents?|from_tools|ToolNode|ReAct)$/i;

/** What a model is given to call: its arguments are the model's. Where the function stands: above it, as an argument, or by name. */
export const toolMakers: readonly {
  readonly path: RegExp;
  readonly takes: 'decorated' | readonly (number | string)[];
  /** Only where the first argument says so. */
  readonly of?: RegExp;
}[] = [
  { path: /(?:^|\.)(?:function_tool|beta_tool|ai_function|kernel_function)(?:\(\))?$/, takes: 'decorated' },
  {
    path: /^(?:langchain(?:_core)?\.tools\.(?:\w+\.)?tool|langchain\.agents\.tool|smolagents\.tool|crewai\.tools?\.tool|crewai_tools\.tool|agno\.tools\.tool|strands(?:\.tools)?\.tool|haystack\.tools\.tool|llm\.tool|claude_agent_sdk\.tool)(?:\(\))?$/,
    takes: 'decorated',
  },
  {
    path: /(?:^|\.|\?)(?:agent|mcp|server|app|assistant|router|llm)\w*(?:\(\))?\.(?:tool|tool_plain|call_tool|register_for_llm|register_for_execution|ai_callable)(?:\(\))?$/i,
    takes: 'decorated',
  },
  {
    path: /^(?:mcp\.server\.fastmcp\.FastMCP\(\)|fastmcp\.FastMCP\(\)|pydantic_ai\.Agent\(\))\.(?:tool|tool_plain)(?:\(\))?$/,
    takes: 'decorated',
  },
  {
    path: /^(?:langchain(?:_core)?\.(?:tools|agents)\.(?:\w+\.)?(?:Tool|StructuredTool)(?:\.from_function)?|langchain\.Tool)$/,
    takes: ['func', 'coroutine', 1, 0],
  },
  {
    path: /^(?:pydantic_ai(?:\.tools)?\.Tool|google\.adk\.tools\.(?:\w+\.)?FunctionTool|autogen_core\.tools\.FunctionTool|haystack\.tools\.(?:Tool|create_tool_from_function))$/,
    takes: ['func', 'function', 0],
  },
  { path: /\.setRequestHandler$/, takes: [1], of: /(?:^|\.)CallToolRequestSchema$|^tools\/call$/ },
  { path: /^llama_index\.(?:core\.)?tools\.(?:\w+\.)?FunctionTool\.from_defaults$/, takes: ['fn', 'async_fn', 0] },
  { path: /^autogen\.register_function$/, takes: [0] },
  {
    path: /^(?:ai\.tool|ai\.dynamicTool|@openai\/agents\.tool|llamaindex\.(?:tool|FunctionTool\.from)|@llamaindex\/\w+\.tool|@langchain\/core\/tools\.(?:tool|DynamicTool|DynamicStructuredTool)|langchain\/tools\.(?:DynamicTool|DynamicStructuredTool)|langchain\.tool|@mastra\/core(?:\/tools)?\.createTool|@genkit-ai\/ai\.defineTool|@anthropic-ai\/(?:claude-agent-sdk|claude-code)\.tool|@langchain\/core\/tools\.StructuredTool)$/,
    takes: [0, 1, 2, 3, 'execute', 'func', 'run', 'implementation'],
  },
  {
    path: /(?:^|\.|\?)(?:server|mcp|ai|genkit)\w*(?:\(\))?\.(?:tool|registerTool|addTool|defineTool)$/i,
    takes: [0, 1, 2, 3, 'execute', 'handler'],
  },
  {
    path: /^@modelcontextprotocol\/sdk\/server\/mcp(?:\.js)?\.McpServer\(\)\.(?:tool|registerTool)$/,
    takes: [1, 2, 3],
  },
];
