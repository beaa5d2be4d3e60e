import { plainModule } from '../module-name.ts';
import type { Expression } from '../program.ts';
import { type Call, type CallExpression, namesOf } from './call.ts';
import { makeComponent } from './events.ts';
import { writtenTo } from './files.ts';
import { feed } from './handed.ts';
import { callSuper, instantiate } from './instances.ts';
import { call } from './interpreter.ts';
import type { Frame } from './machine.ts';
import { anyMemberOf, memberOf } from './member.ts';
import { matcher } from './paths.ts';
import { addRest, elementOf, makeCell, nothing, setField, tainted, taintIn, type Value } from './values.ts';

/** Calls that are only another way to write something. */
export const standIn = (made: Call, frame: Frame): Value | undefined =>
  importModule(made, frame) ??
  readAttribute(made, frame) ??
  passOn(made) ??
  setState(made, frame) ??
  makePromise(made, frame) ??
  makeState(made, frame) ??
  makeComponent(made, frame) ??
  makeContainer(made) ??
  listKeys(made) ??
  callBound(made, frame) ??
  makeInstance(made, frame);

const importers = new Set(['require', 'import', '__import__', 'importlib.import_module']);

/** A module by a name that is known; one that a model wrote is left to those that look for what runs. */
function importModule({ paths, given: [first] }: Call, frame: Frame): Value | undefined {
  const text = first?.value.text;
  if (first === undefined || text === undefined || !importers.has(paths[0] ?? '')) return undefined;
  if (taintIn(first.value) !== undefined || writtenTo(first.value, frame) !== undefined) return undefined;
  const module = frame.machine.module(frame.module, text);
  // `module.exports = f` is the module itself.
  const whole = paths[0] === 'require' ? module?.exports.get('default') : undefined;
  return { ...(whole ?? nothing), paths: [plainModule(text)], module };
}

function readAttribute({ paths, given: [of, name], at }: Call, frame: Frame): Value | undefined {
  if (paths[0] === 'globals' || paths[0] === 'locals') return { ...nothing, module: frame.module };
  if (paths[0] !== 'getattr' || of === undefined || name === undefined) return undefined;
  const { text } = name.value;
  if (text !== undefined && taintIn(name.value) === undefined) return memberOf(of.value, text, frame, at);
  const any = anyMemberOf(of.value, frame);
  return any.closures === undefined ? undefined : any;
}

const passes = matcher(
  /^(?:util\.promisify|functools\.partial|functools\.wraps\(\)|partial|asyncio\.run|promisify|asyncio\.create_task|asyncio\.ensure_future|Promise\.resolve|tuple|iter|sorted|reversed|Array\.from|langchain_core\.runnables\.(?:base\.)?RunnableLambda|@langchain\/core\/runnables\.RunnableLambda\.from|@langchain\/core\/runnables\.RunnableLambda|Object\.values|Object\.freeze|(?:react\.)?(?:memo|forwardRef)|contextlib\.closing|copy\.deepcopy|structuredClone)$/,
);
const casts = new Set(['cast', 'typing.cast']);

/** What gives back the very thing that it is given. */
function passOn({ paths: [path = ''], given: [first, second] }: Call): Value | undefined {
  if (casts.has(path)) return second?.value;
  if (path === 'next' && first !== undefined) return elementOf(first.value);
  return passes(path) ? first?.value : undefined;
}

function setState({ callee: { sets }, given: [first] }: Call, { machine, module }: Frame): Value | undefined {
  if (sets === undefined || first === undefined) return undefined;
  setField(sets, '0', first.value);
  if (taintIn(first.value) !== undefined) machine.keepers.add(module.program.path);
  return nothing;
}

/** `new Promise((resolve) => ...)`: it gives what its function hands to `resolve`. */
function makePromise({ at, paths, given: [first] }: Call, frame: Frame): Value | undefined {
  if (at.isNew !== true || paths[0] !== 'Promise' || first?.value.closures === undefined) return undefined;
  const cell = makeCell();
  feed(first.value, [{ ...nothing, sets: cell }], at, frame);
  return cell.fields.get('0') ?? nothing;
}

const isMember = (at: Expression): at is Extract<Expression, { kind: 'member' }> => at.kind === 'member';

/** `f.bind(x)` is the function, `f.call(x, y)` calls it. */
function callBound({ at, receiver, name }: Call, frame: Frame): Value | undefined {
  if (frame.module.language !== 'javascript' || receiver === undefined || receiver.client !== undefined)
    return undefined;
  if (receiver.closures === undefined && receiver.paths.length === 0) return undefined;
  if (name === 'bind') return receiver;
  if ((name !== 'call' && name !== 'apply') || receiver.closures !== undefined || !isMember(at.callee))
    return undefined;
  const inner: CallExpression = { ...at, callee: at.callee.of, given: at.given.slice(1) };
  return call(inner, frame);
}

function makeInstance(made: Call, frame: Frame): Value | undefined {
  const { paths, callee, given } = made;
  const { type } = callee;
  if (paths[0] === 'super') return callSuper(made, frame);
  if (type === undefined) return undefined;
  const args = given.map(({ value }) => value);
  return instantiate(type, args, namesOf(given), frame);
}

const isContainer = matcher(
  /^(?:Map|Set|WeakMap|dict|set|deque|collections\.(?:deque|defaultdict|OrderedDict)|queue\.(?:Queue|SimpleQueue|LifoQueue)|asyncio\.Queue|defaultdict|Queue|Array|list|bytearray|io\.StringIO|StringIO|URLSearchParams|useRef|react\.useRef|ref|vue\.ref|threading\.local|types\.SimpleNamespace)$/,
);
const isState = new Set([
  'react.useState',
  'useState',
  'react.useReducer',
  'preact/hooks.useState',
  'solid-js.createSignal',
]);

/** What holds one value, with the function that changes it: the same one each time that the component is drawn. */
function makeState(
  { paths: [path = ''], given: [first], at }: Call,
  { machine: { store }, module }: Frame,
): Value | undefined {
  if (!isState.has(path)) return undefined;
  const key = `state ${module.program.path}:${at.start}`;
  const cell = store.get(key)?.cell ?? makeCell();
  if (!cell.fields.has('1')) setField(cell, '1', { ...nothing, sets: cell });
  if (first !== undefined) setField(cell, '0', first.value);
  const state: Value = { ...nothing, cell };
  store.set(key, state);
  return state;
}

/** Names that somebody here wrote: `Object.keys({ name, age })`. */
const listKeys = ({ paths, given: [of] }: Call): Value | undefined =>
  paths[0] === 'Object.keys' && of?.value.cell?.rest === nothing && of.value.taint === undefined
    ? { ...nothing, cell: makeCell() }
    : undefined;

/** What is made to hold others. */
function makeContainer({ paths: [path = ''], given }: Call): Value | undefined {
  const first = given[0]?.value;
  if (!isContainer(path)) return undefined;
  const cell = makeCell();
  if (first?.cell !== undefined) addRest(cell, elementOf(first));
  for (const [key, value] of first?.cell?.fields ?? []) setField(cell, key, value);
  if (first !== undefined && first.cell === undefined)
    setField(cell, /useRef$/.test(path) ? 'current' : 'value', first);
  if (first?.taint !== undefined) addRest(cell, tainted(first.taint));
  return { ...nothing, paths: [`${path}()`], cell };
}
