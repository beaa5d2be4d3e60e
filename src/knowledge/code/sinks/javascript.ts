import type { Sink } from '../sink.ts';
import { words } from '../words.ts';

/** What runs what it is given in JavaScript. */
export const javascriptSinks: readonly Sink[] = [
  {
    runs: 'code',
    paths: words(`
      eval vm.runInThisContext vm.runInNewContext vm.runInContext vm.Script vm.compileFunction
      vm.SourceTextModule vm2.VM().run vm2.NodeVM().run vm2.VMScript execScript requireFromString
      require-from-string safe-eval static-eval eval notevil @mdx-js/mdx.evaluate @mdx-js/mdx.run
      module._compile python-shell.PythonShell.runString sval.Sval().run Sval().run Bun.eval Babel.transform
    `),
    takes: [0],
  },
  {
    runs: 'code',
    paths: ['Function', 'AsyncFunction', 'GeneratorFunction', 'Object.getPrototypeOf().constructor'],
    takes: [0, 1, 2, 3, -1],
  },
  { runs: 'code', paths: ['setTimeout', 'setInterval', 'setImmediate'], takes: [0], onlyText: true },
  {
    runs: 'code',
    paths: words(`
      ._compile .evaluateScript .executeScript .executeJavaScript .addScriptTag .runScript .sendText
      .evaluateOnNewDocument .addInitScript .insertAdjacentScript
    `),
    takes: [0],
    onlyText: true,
  },
  {
    runs: 'code',
    paths: ['.evaluate'],
    takes: [0],
    onlyText: true,
    on: /(?:^|\.)(?:page|frame|browser|context|tab|worker|runtime|repl)\d*(?:\(\))?$/i,
  },
  {
    runs: 'code',
    paths: ['Worker', 'worker_threads.Worker', 'SharedWorker', 'web-worker'],
    takes: [0],
    onlyText: true,
    isProcess: true,
  },
  { runs: 'command', paths: ['.execCommand'], takes: [0], isProcess: true },
  {
    runs: 'module',
    paths: ['import', 'require', 'importScripts', 'module.require', 'createRequire()', 'jiti()', 'register'],
    takes: [0],
  },
  {
    runs: 'command',
    paths: words(`
      child_process.exec child_process.execSync child_process/promises.exec shelljs.exec shelljs
      execa.command execa.commandSync execa.execaCommand execa.execaCommandSync execa.$ execa.$() zx.$ $ bun.$ Bun.$
      node-cmd.run cross-spawn cross-spawn.sync ssh2.Client().exec node-pty.spawn child-process-promise.exec
      tinyexec.x tinyexec.exec @actions/exec.exec
    `),
    takes: [0],
    isCommand: true,
    isProcess: true,
  },
  {
    runs: 'command',
    paths: [
      ...['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'].map((one) => `child_process.${one}`),
      ...words(`
        execa execa.execa execa.execaSync execa.sync execa.execaNode Bun.spawn Bun.spawnSync Deno.run
        Deno.Command node-pty.spawn
      `),
    ],
    takes: [0, 1],
    isCommand: true,
    isProcess: true,
  },
  {
    runs: 'query',
    paths: words(`
      .$queryRawUnsafe .$executeRawUnsafe .executeSql .queryRawUnsafe .raw .unsafe .runSql .executeQuery
      .query .execute .prepare .run .exec .rpcSql .runAndReadAll .queryRaw
    `),
    takes: [0],
    onDatabase: true,
  },
  {
    // A function in the database that runs its argument: `supabase.rpc("execute_sql", { query })`.
    runs: 'query',
    paths: ['.rpc'],
    takes: [1],
    first: /^(?:\w{0,30}_)?(?:exec|execute|run|query|raw)_?(?:raw_?|dynamic_?)?(?:sql|query|statement)$/i,
  },
  {
    // Clients of HTTP and caches have methods of these names, too.
    runs: 'query',
    paths: ['.all', '.get', '.each'],
    takes: [0],
    on: /(?:^|\.|_)(?:db|database|sqlite3?|sql|duckdb|turso|d1|tx|trx|warehouse)\d*(?:\(\))?$/i,
    onDatabase: true,
  },
  {
    runs: 'query',
    paths: words(`
      sqlite3.Database().all better-sqlite3().exec better-sqlite3().prepare pg.Pool().query
      pg.Client().query mysql2/promise.createConnection().query postgres().unsafe drizzle-orm.sql.raw
      sql.raw sql.unsafe knex().raw alasql @neondatabase/serverless.neon() @vercel/postgres.sql.query
      sequelize.literal kysely.sql.raw @prisma/client.PrismaClient().$queryRawUnsafe
      @prisma/client.PrismaClient().$executeRawUnsafe @prisma/client.Prisma.raw
    `),
    takes: [0],
  },
  {
    runs: 'template',
    paths: words(`
      ejs.render ejs.compile pug.render pug.compile handlebars.compile nunjucks.renderString lodash.template
      _.template eta.render doT.template
    `),
    takes: [0],
  },
];
