import type { ModelClient } from '../../knowledge/code/model-client.ts';
import { asksByAddress } from './addresses.ts';
import type { Call } from './call.ts';
import { runTool } from './check-sinks.ts';
import { modelCalled } from './clients.ts';
import { feed } from './handed.ts';
import { clientsOf, type Frame, stepAt } from './machine.ts';
import { matcher } from './paths.ts';
import { narrowedBy } from './schemas.ts';
import { giveTools } from './tools.ts';
import { type Taint, tainted, taintIn, type Value } from './values.ts';

/** What a model wrote, where the call asks one. */
export function callModel(made: Call, frame: Frame): Value | undefined {
  const { at, paths, receiver, name, given } = made;
  // A tokenizer is made like a model, and gives back what that wrote.
  if ((name === 'decode' || name === 'batch_decode') && given.some(({ value }) => taintIn(value) !== undefined))
    return undefined;
  const isBare = receiver === undefined;
  const of = modelCalled({
    paths,
    receiver: isBare ? made.callee : receiver,
    name: isBare ? '' : name,
    used: clientsOf(frame.module),
  });
  // `self.pipe(prompt)`: what is called is itself a client.
  const { client: called } = made.callee;
  const bare = called?.of.calls.includes(called.tail) === true ? called.of : undefined;
  const client =
    bare?.title ?? (isBare ? modelFunction(made, frame) : of?.title) ?? (asksByAddress(made) ? 'a model' : undefined);
  if (client === undefined) return undefined;
  const source = stepAt(frame, at, `${client} answers here`);
  const taint: Taint = { source, client, way: undefined, lowered: [] };
  for (const { value } of given) {
    if (value.closures !== undefined) feed(value, [tainted(taint)], at, frame);
    else giveTools(value, frame);
  }
  return { ...tainted(taint), narrowed: narrowedBy(made, frame) };
}

/** Tools that run what a model writes: to hand one to a model is to run what it writes. */
export const runsTools = matcher(
  /(?:^|\.)(?:Python(?:Ast)?REPL(?:Tool)?|ShellTool|BashProcess|CodeInterpreterTool|LocalCommandLineCodeExecutor|PythonCodeTool|BashTool|TerminalTool)\(\)$/,
);
const isFrameworks = matcher(
  /^(?:langchain|langgraph|@langchain|llama_index|llamaindex|@llamaindex|haystack|autogen|crewai|smolagents|agents|pydantic_ai|@openai\/agents|dspy)/,
);
const links = matcher(
  /(?:^|\.)(?:pipe|RunnableSequence\.from|RunnableSequence|RunnablePassthrough\.assign|RunnableParallel)$/,
);

/** What is put together out of a client: a chain, an agent. */
export function wrappedClient({ paths, name, given, at }: Call): ModelClient | undefined {
  const isFramework = paths.some(isFrameworks) || name === 'pipe' || (at.isNew === true && paths.some(links));
  if (!isFramework) return undefined;
  for (const { value } of given) {
    const inner = [value, ...(value.cell === undefined ? [] : [...value.cell.fields.values(), value.cell.rest])];
    const found = inner.find(({ client }) => client?.tail === '')?.client?.of;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What stands in a chain, or is given to an agent: functions are given what the model writes, and tools run it. */
export function feedLinks({ at, given, paths, name }: Call, client: ModelClient | undefined, frame: Frame): void {
  const title = client?.title ?? 'a model';
  const taint: Taint = {
    source: stepAt(frame, at, `${title} answers to this`),
    client: title,
    way: undefined,
    lowered: [],
  };
  const isLink = links(name) || paths.some(links);
  for (const { value } of given) {
    const inner = [
      value,
      ...(value.cell === undefined ? [] : [...value.cell.fields.values(), value.cell.rest]),
    ].flatMap((one) => [one, ...(one.cell === undefined ? [] : [...one.cell.fields.values(), one.cell.rest])]);
    for (const one of inner) {
      if (one.born !== undefined) runTool(one.born, taint, frame);
      if (isLink) feed(one, [tainted(taint)], at, frame);
    }
  }
}

const modelFunction = ({ paths, name }: Call, frame: Frame): string | undefined =>
  modelCalled({ paths, receiver: undefined, name, used: clientsOf(frame.module) })?.title;
