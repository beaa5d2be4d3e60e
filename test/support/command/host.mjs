import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Output that is kept: like a pipe, with a reader that takes all. */
function createSink() {
  const parts = [];
  const stream = new Writable({
    write(chunk, _, done) {
      parts.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(parts).toString('utf8') };
}

/** The variables themselves, not another object in their place: modules that are loaded hold that one. */
function setVariables(env) {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  Object.assign(process.env, env);
}

const entry = new URL('../../../dist/cli.js', import.meta.url);
const own = process.cwd();
let runs = 0;

/** Calls the entry as if this process were its own: what the entry loads stays loaded, the entry itself is evaluated anew. */
async function run({ args, cwd = own, env, input }) {
  const [stdout, stderr] = [createSink(), createSink()];
  for (const [name, value] of Object.entries({
    stdin: Readable.from(input.length === 0 ? [] : [input], { objectMode: false }),
    stdout: stdout.stream,
    stderr: stderr.stream,
  }))
    Object.defineProperty(process, name, { value, configurable: true });
  setVariables(env);
  process.chdir(cwd);
  process.argv = [process.execPath, fileURLToPath(entry), ...args];
  process.exitCode = undefined;
  runs += 1;
  await import(`${entry}?${runs}`);
  const status = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

process.on('message', async (asked) => process.send(await run(asked)));
process.on('disconnect', () => process.exit());
