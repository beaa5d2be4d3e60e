import type { Expression } from '../program.ts';
import type { Call } from './call.ts';
import { runsGiven } from './check-sinks.ts';
import { invoke } from './interpreter.ts';
import type { Frame } from './machine.ts';
import { callableOf } from './member.ts';
import { matcher } from './paths.ts';
import { addRest, elementOf, join, listOf, makeCell, nothing, setField, taintIn, type Value } from './values.ts';

/** Calls a value with arguments, where it is a function: one of the program, or one that runs what it is given. */
export function feed(
  value: Value,
  args: readonly Value[],
  at: Expression,
  frame: Frame,
  named: ReadonlyMap<string, Value> = new Map(),
): Value {
  runsGiven(value, args, at, frame);
  let result = nothing;
  for (const closure of callableOf(value).closures ?? []) result = join(result, invoke(closure, args, named, frame));
  return result;
}

const isFunction = ({ closures, paths, cell, taint }: Value): boolean =>
  closures !== undefined || (paths.length > 0 && cell === undefined && taint === undefined);

/** What is called with the rest of the arguments: `Thread(target=f, args=(x,))`, `pool.submit(f, x)`, `map(f, list)`. */
const callsHanded = matcher(
  /(?:^|\.)(?:Thread|Process|submit|run_in_executor|to_thread|apply_async|apply|starmap|add_task|map|filter|Timer|start_soon|call_soon|call_later|create_task|partial|wait_for|run_sync|enqueue|delay|retry|setTimeout|setInterval|queueMicrotask|nextTick|run)$/,
);

/** Functions that are handed over are called with what the receiver holds, or with what is handed over beside them. */
export function callHanded(made: Call, frame: Frame): Value {
  if (isImport(made.at.callee)) return handModule(made, frame);
  return isQueued(made.name) && made.receiver?.closures !== undefined
    ? runQueued(made.receiver, made, frame)
    : callWithRest(made, frame);
}

/** `task.delay(x)`, `task.apply_async(args=[x])`: a worker calls the function with the same. */
const isQueued = matcher(/^(?:delay|apply_async|remote|spawn|submit|send|defer|enqueue)$/);

function runQueued(task: Value, { given, at }: Call, frame: Frame): Value {
  const list = given.find(({ name, value }) => (name === undefined || name === 'args') && value.cell !== undefined);
  const args = list === undefined ? given.map(({ value }) => value) : spread('args', list.value);
  feed(task, args, at, frame);
  return nothing;
}

function callWithRest(made: Call, frame: Frame): Value {
  const { given, name, paths, at } = made;
  if (name === 'add_node' || name === 'addNode') return addNode(given, paths, frame);
  // `on_click=f, args=(x,)`: whatever it is called, it hands them on.
  const told = given.filter((one) => one.name === 'args' || one.name === 'kwargs');
  const isTold = told.length > 0;
  const isCaller = isTold || callsHanded(name) || paths.some(callsHanded);
  if (!isCaller && !holdsSeveral(made)) return nothing;
  const functions = given.filter(({ value }) => isFunction(value));
  if (functions.length === 0) return nothing;
  const others = (isTold ? told : given)
    .filter(({ value }) => !isFunction(value))
    .flatMap((one) => spread(one.name, one.value));
  const named = told.find((one) => one.name === 'kwargs')?.value.cell?.fields;
  const args = elementsGiven(made, others);
  let result = nothing;
  for (const { value } of functions) {
    if (args !== undefined) result = join(result, feed(value, args, at, frame));
    else if (isCaller && (others.length > 0 || value.closures !== undefined))
      result = join(result, feed(value, isMapped(made) ? others.map(elementOf) : others, at, frame, named));
  }
  if (name === 'forEach') return nothing;
  return isMapped(made) || name === 'flatMap' ? listOf(result) : result;
}

/** `import("child_process").then(...)` */
const isImport = (callee: Expression): boolean =>
  callee.kind === 'member' &&
  callee.name === 'then' &&
  callee.of.kind === 'call' &&
  callee.of.callee.kind === 'name' &&
  callee.of.callee.name === 'import';

const handModule = ({ given: [first], receiver, at }: Call, frame: Frame): Value =>
  first === undefined || receiver === undefined ? nothing : feed(first.value, [receiver], at, frame);

/** Whether what a call gives back is what functions of the program made of each element: nothing else is left of it. */
export const isReplaced = ({ name, paths, receiver, given }: Call): boolean =>
  (paths[0] === 'map' || (receiver !== undefined && (name === 'map' || name === 'flatMap'))) &&
  given[0]?.value.closures !== undefined;

const isMapped = ({ name, paths }: Call): boolean => paths[0] === 'map' || paths[0] === 'filter' || name === 'map';

const holdsSeveral = ({ receiver }: Call): boolean => receiver?.taint !== undefined || receiver?.cell !== undefined;

/** What a method hands to a function of what it is called on, where that holds anything. */
function elementsGiven(made: Call, others: readonly Value[]): readonly Value[] | undefined {
  const { receiver, name } = made;
  if (receiver === undefined || !holdsSeveral(made)) return undefined;
  const held = elementOf(receiver);
  return name === 'reduce' ? [join(held, others[0] ?? nothing), held] : [held];
}

/** `args=(a, b)` are the arguments; others stand for themselves. */
function spread(option: string | undefined, value: Value): readonly Value[] {
  if (option !== undefined && option !== 'args') return [];
  if (option !== 'args' || value.cell === undefined) return [value];
  return [...value.cell.fields.values()];
}

/** Nodes of a graph hand on what they give back in one state. */
function addNode(given: Call['given'], paths: readonly string[], frame: Frame): Value {
  // `new StateGraph(...).addNode(...).addNode(...)`: of one graph.
  const key = `${(paths[0] ?? '').replace(/\(\)\..*$/, '()')}#state`;
  const state = frame.machine.store.get(key) ?? { ...nothing, cell: makeCell() };
  frame.machine.store.set(key, state);
  frame.machine.keepers.add(frame.module.program.path);
  for (const { value } of given)
    for (const closure of callableOf(value).closures ?? []) {
      const back = invoke(closure, [state], new Map(), frame);
      if (state.cell === undefined) continue;
      for (const [field, held] of back.cell?.fields ?? []) setField(state.cell, field, held);
      if (taintIn(back) !== undefined && back.cell === undefined) addRest(state.cell, back);
    }
  return nothing;
}
